// confidence_interval.hpp: two limits, and the level at which they hold.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

inline constexpr double usual_confidence = 0.95;  ///< convention of the field

struct ConfidenceInterval {
  double low = 0.0, high = 0.0;

  [[nodiscard]] bool holds(double value) const { return low <= value && value <= high; }
  /// Of minus the quantity.
  [[nodiscard]] ConfidenceInterval mirrored() const { return {-high, -low}; }
  /// Of the quantity times 1 or -1.
  [[nodiscard]] ConfidenceInterval times(double sign) const { return sign < 0.0 ? mirrored() : *this; }
};

constexpr ConfidenceInterval around(double estimate, double half_width) {
  return {estimate - half_width, estimate + half_width};
}

/// bad_argument unless the level lies strictly between 0 and 1.
inline std::optional<Error> trouble_in_level(double level) {
  if (level > 0.0 && level < 1.0) return std::nullopt;
  return Error{Errc::bad_argument, "confidence level " + text(level) + ", it must lie between 0 and 1"};
}

}  // namespace oncourse

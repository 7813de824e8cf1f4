// interval_level.hpp: the level at which an interval of a model's figure holds.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse::growth {

/// bad_argument unless it lies strictly between 0 and 1.
inline std::optional<Error> trouble_in_level(double level) {
  if (level > 0.0 && level < 1.0) return std::nullopt;
  return Error{Errc::bad_argument, "level " + text(level) + ", it must lie between 0 and 1"};
}

}  // namespace oncourse::growth

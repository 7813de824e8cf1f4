// transformation.hpp: the scale on which scores scatter evenly about their line.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse::growth {

/// Symptom scores scatter less near their floor; on one of these scales they scatter alike everywhere.
enum class Scale {
  points,       ///< y
  square_root,  ///< sqrt(y - lowest + margin)
  log,          ///< ln(y - lowest + margin)
  logit,        ///< ln((y - lowest + margin) / (highest + margin - y))
};

inline constexpr std::array scales = {Scale::points, Scale::square_root, Scale::log, Scale::logit};

constexpr std::string_view name(Scale scale) {
  switch (scale) {
    case Scale::points: return "points";
    case Scale::square_root: return "square-root";
    case Scale::log: return "log";
    case Scale::logit: return "logit";
  }
  return "unknown";
}

/// h(y), increasing, with what a likelihood needs to be one of the scores: densities of h(y) times h'(y) are densities
/// of y, and so comparable between scales.
///
/// The margin of half a step is a convention: a whole score stands for all that would be rounded to it, and so the
/// range from lowest to highest for half a step more at both ends.
struct Transformation {
  Scale scale = Scale::points;
  double lowest = 0.0, highest = 0.0;  ///< the instrument's range; highest counts with logit alone
  double margin = 0.5;

  friend bool operator==(const Transformation&, const Transformation&) = default;

  /// h(y); beyond the range and its margin that of the margin's end.
  [[nodiscard]] double forward(double y) const {
    switch (scale) {
      case Scale::points: return y;
      case Scale::square_root: return std::sqrt(above(y));
      case Scale::log: return std::log(above(y));
      case Scale::logit: return std::log(above(y)) - std::log(std::fmax(highest + margin - y, 0.0));
    }
    return y;
  }

  /// The score with this h(y); below all of them, the lowest less the margin.
  [[nodiscard]] double inverse(double h) const {
    switch (scale) {
      case Scale::points: return h;
      case Scale::square_root: return lowest - margin + (h > 0.0 ? h * h : 0.0);
      case Scale::log: return lowest - margin + std::exp(h);
      case Scale::logit: return lowest - margin + (highest - lowest + 2.0 * margin) / (1.0 + std::exp(-h));
    }
    return h;
  }

  /// ln h'(y).
  [[nodiscard]] double log_derivative(double y) const {
    switch (scale) {
      case Scale::points: return 0.0;
      case Scale::square_root: return -0.5 * std::log(4.0 * above(y));
      case Scale::log: return -std::log(above(y));
      case Scale::logit: return std::log((highest - lowest + 2.0 * margin) / above(y) / (highest + margin - y));
    }
    return 0.0;
  }

  /// Whether a score lies where h is defined: in the range, so that half a step is left to the margin.
  [[nodiscard]] bool takes(double y) const {
    return scale == Scale::points || (y >= lowest && (scale != Scale::logit || y <= highest));
  }

  /// "0..27", "0 and more".
  [[nodiscard]] std::string range() const {
    return scale == Scale::logit ? text(lowest) + ".." + text(highest) : text(lowest) + " and more";
  }

 private:
  [[nodiscard]] double above(double y) const { return std::fmax(y - lowest + margin, 0.0); }
};

/// A scale needs a range, and room beside it.
inline std::optional<Error> trouble_in(const Transformation& t) {
  if (t.scale == Scale::points) return std::nullopt;
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (!std::isfinite(t.lowest) || !std::isfinite(t.highest)) return bad("the transformation's range is not finite");
  if (!(t.margin > 0.0 && std::isfinite(t.margin)))
    return bad("the transformation's margin is " + text(t.margin) + ", it must be above 0");
  if (t.scale == Scale::logit && !(t.highest > t.lowest))
    return bad("the transformation's range is " + text(t.lowest) + ".." + text(t.highest));
  return std::nullopt;
}

}  // namespace oncourse::growth

// scale.hpp: from sessions and scores to places in the figure.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <vector>

namespace oncourse::chart {

/// Maps from..to onto start..end in a straight line; what lies outside is placed at the nearer end.
struct Axis {
  double from = 0.0, to = 1.0;
  double start = 0.0, end = 1.0;

  [[nodiscard]] double operator()(double value) const {
    return start + std::clamp((value - from) / (to - from), 0.0, 1.0) * (end - start);
  }
  [[nodiscard]] double per_unit() const { return std::fabs((end - start) / (to - from)); }
};

/// The least of `digits` times a power of ten at which neighbours on the axis lie `apart` or further.
///
///   digits  ascending, from 1 and below 10
inline double tick_step(const Axis& axis, double apart, std::initializer_list<double> digits) {
  const double least = apart / axis.per_unit();
  for (double decade = std::pow(10.0, std::floor(std::log10(least)));; decade *= 10.0)
    for (const double digit : digits)
      if (digit * decade >= least * (1.0 - 1e-9)) return digit * decade;
}

/// Multiples of the step on the axis, ascending.
inline std::vector<double> ticks(const Axis& axis, double step) {
  std::vector<double> found;
  for (double k = std::ceil(axis.from / step - 1e-9); k * step <= axis.to + 1e-9 * step; k += 1.0)
    found.push_back(k * step);
  return found;
}

}  // namespace oncourse::chart

// moments.hpp: mean, standard deviation and correlation of numbers that are all there.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>

namespace oncourse {

struct Moments {
  std::size_t n = 0;
  double mean = 0.0;
  double sd = 0.0;  ///< with n - 1; exactly 0 where the numbers differ by rounding only
};

/// A spread that is rounding: of n numbers of this size.
inline bool is_rounding(double spread, double largest) {
  return spread <= 16.0 * std::numeric_limits<double>::epsilon() * largest;
}

/// The corrected two-pass algorithm, which loses nothing to a large mean.
///
///   values  finite; fewer than two have no sd: NaN
///   source  Chan, Golub & LeVeque 1983, Am Stat 37:242-247
inline Moments moments(std::span<const double> values) {
  Moments out{values.size(), 0.0, std::numeric_limits<double>::quiet_NaN()};
  if (values.empty()) return {0, std::numeric_limits<double>::quiet_NaN(), out.sd};
  const auto n = static_cast<double>(values.size());
  double largest = 0.0;
  for (const double value : values) {
    out.mean += value / n;
    largest = std::max(largest, std::fabs(value));
  }
  double rest = 0.0, squares = 0.0;
  for (const double value : values) {
    rest += value - out.mean;
    squares += (value - out.mean) * (value - out.mean);
  }
  out.mean += rest / n;
  if (values.size() < 2) return out;
  out.sd = std::sqrt(std::max(squares - rest * rest / n, 0.0) / (n - 1.0));
  if (is_rounding(out.sd, largest)) out.sd = 0.0;
  return out;
}

/// With n - 1.
///
///   x, y  finite, of the same length, at least two; with their moments
inline double covariance(std::span<const double> x, const Moments& of_x, std::span<const double> y,
                         const Moments& of_y) {
  double products = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) products += (x[i] - of_x.mean) * (y[i] - of_y.mean);
  return products / (static_cast<double>(x.size()) - 1.0);
}

/// Pearson's; none where one of the two does not vary. Arguments as for covariance().
inline std::optional<double> correlation(std::span<const double> x, const Moments& of_x, std::span<const double> y,
                                         const Moments& of_y) {
  if (!(of_x.sd > 0.0 && of_y.sd > 0.0)) return std::nullopt;
  return std::clamp(covariance(x, of_x, y, of_y) / (of_x.sd * of_y.sd), -1.0, 1.0);
}

}  // namespace oncourse

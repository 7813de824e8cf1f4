// normal.hpp: the standard normal distribution.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numbers>

namespace oncourse {

/// P(Z <= z), accurate in both tails.
inline double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// The z with P(Z <= z) = p.
///
///   p  strictly between 0 and 1
double normal_quantile(double p);

/// Half-width, in standard deviations, of the interval that holds `level` of the distribution: 1.96 for 0.95.
inline double normal_half_width(double level) { return -normal_quantile((1.0 - level) / 2.0); }

}  // namespace oncourse

// chi_squared.hpp: the chi-squared distribution.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace oncourse {

/// P(X > x), exact where it is small.
///
///   x        not below 0
///   freedom  above 0
double chi_squared_above(double x, double freedom);

}  // namespace oncourse

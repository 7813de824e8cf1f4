// student_t.hpp: Student's t distribution.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace oncourse {

/// P(T <= t) with `df` degrees of freedom.
///
///   df  above 0, need not be whole
double student_t_cdf(double t, double df);

/// The t with P(T <= t) = p.
///
///   p   strictly between 0 and 1
///   df  above 0
double student_t_quantile(double p, double df);

/// Half-width of the interval that holds `level` of the distribution: 2.776 for 0.95 and 4 degrees of freedom.
inline double student_t_half_width(double level, double df) { return -student_t_quantile((1.0 - level) / 2.0, df); }

/// Probability of a value at least as far from 0, both sides together.
double student_t_two_sided(double t, double df);

}  // namespace oncourse

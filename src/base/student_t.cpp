// student_t.cpp: Student's t distribution by way of the incomplete beta function.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/student_t.hpp"

#include <cassert>
#include <cmath>

#include "base/incomplete_beta.hpp"

namespace oncourse {

// df / (df + T^2) is beta distributed with (df / 2, 1 / 2).

double student_t_two_sided(double t, double df) {
  assert(df > 0.0);
  const double square = t * t;
  if (std::isinf(square)) return 0.0;
  return square < df ? incomplete_beta_above(0.5, df / 2.0, square / (df + square))
                     : incomplete_beta(df / 2.0, 0.5, df / (df + square));
}

double student_t_cdf(double t, double df) {
  const double tail = student_t_two_sided(t, df) / 2.0;
  return t < 0.0 ? tail : 1.0 - tail;
}

double student_t_quantile(double p, double df) {
  assert(p > 0.0 && p < 1.0 && df > 0.0);
  const BetaQuantile at = beta_quantile(df / 2.0, 0.5, p < 0.5 ? 2.0 * p : 2.0 * (1.0 - p));
  const double t = std::sqrt(df * at.rest / at.x);
  return p < 0.5 ? -t : t;
}

}  // namespace oncourse

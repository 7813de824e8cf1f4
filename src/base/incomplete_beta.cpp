// incomplete_beta.cpp: the incomplete beta function, from Boost.Math (Boost Software License), which Debian keeps.
// SPDX-License-Identifier: Apache-2.0
#include "base/incomplete_beta.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "base/math_policy.hpp"

namespace oncourse {

double incomplete_beta(double a, double b, double x) { return boost::math::ibeta(a, b, x, MathPolicy()); }

double incomplete_beta_above(double a, double b, double x) { return boost::math::ibetac(a, b, x, MathPolicy()); }

BetaQuantile beta_quantile(double a, double b, double p) {
  BetaQuantile out{};
  out.x = boost::math::ibeta_inv(a, b, p, &out.rest, MathPolicy());
  return out;
}

double log_beta(double a, double b) {
  const auto log_gamma = [](double x) { return boost::math::lgamma(x, MathPolicy()); };
  return log_gamma(a) + log_gamma(b) - log_gamma(a + b);
}

}  // namespace oncourse

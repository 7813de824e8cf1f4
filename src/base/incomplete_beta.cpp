// incomplete_beta.cpp: the incomplete beta function, from Boost.Math (Boost Software License), which Debian keeps.
// SPDX-License-Identifier: Apache-2.0
#include "base/incomplete_beta.hpp"

#include <boost/math/special_functions/beta.hpp>

namespace oncourse {
namespace {

// No long double, whose width differs between machines; trouble comes back as a number and never as an exception.
using Policy =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::pole_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

}  // namespace

double incomplete_beta(double a, double b, double x) { return boost::math::ibeta(a, b, x, Policy()); }

double incomplete_beta_above(double a, double b, double x) { return boost::math::ibetac(a, b, x, Policy()); }

BetaQuantile beta_quantile(double a, double b, double p) {
  BetaQuantile out{};
  out.x = boost::math::ibeta_inv(a, b, p, &out.rest, Policy());
  return out;
}

}  // namespace oncourse

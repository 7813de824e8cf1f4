// chi_squared.cpp: the chi-squared distribution, from Boost.Math (Boost Software License), which Debian keeps.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/chi_squared.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cassert>

#include "base/math_policy.hpp"

namespace oncourse {

double chi_squared_above(double x, double freedom) {
  assert(x >= 0.0 && freedom > 0.0);
  return boost::math::gamma_q(freedom / 2.0, x / 2.0, MathPolicy());
}

}  // namespace oncourse

// normal.cpp: the standard normal distribution.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/normal.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <cassert>

#include "base/math_policy.hpp"

namespace oncourse {

double normal_quantile(double p) {
  assert(p > 0.0 && p < 1.0);
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * p, MathPolicy());
}

}  // namespace oncourse

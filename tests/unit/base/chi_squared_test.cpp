// chi_squared_test.cpp: the chi-squared distribution where it has a closed form.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/chi_squared.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "oncourse/base/normal.hpp"

namespace oncourse {
namespace {

TEST(ChiSquared, IsKnownInClosedForm) {
  for (double x = 0.0; x < 60.0; x += 0.7) {
    ASSERT_NEAR(chi_squared_above(x, 2.0), std::exp(-0.5 * x), 1e-15);
    ASSERT_NEAR(chi_squared_above(x, 1.0), 2.0 * normal_cdf(-std::sqrt(x)), 1e-14);
    ASSERT_NEAR(chi_squared_above(x, 4.0), std::exp(-0.5 * x) * (1.0 + 0.5 * x), 1e-14);
  }
}

}  // namespace
}  // namespace oncourse

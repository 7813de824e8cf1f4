// logarithm_test.cpp: natural logarithms, the same bits on every machine.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/logarithm.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace oncourse {
namespace {

/// By how many units in the last place of what is exact.
double units_off(double got, long double exact) {
  const auto nearest = static_cast<double>(exact);
  const double unit = std::nextafter(std::fabs(nearest), std::numeric_limits<double>::infinity()) - std::fabs(nearest);
  return static_cast<double>(std::fabs(got - exact) / unit);
}

// The twin: an 80-bit logarithm of the standard library.
TEST(Logarithm, IsRightToTheLastDigit) {
  std::mt19937_64 random(901);
  std::uniform_real_distribution<double> magnitude(-1022.0, 1023.0), near_one(0.5, 2.0), weeks(0.0, 60.0);
  for (int trial = 0; trial < 100'000; ++trial) {
    const double u = trial % 2 == 0 ? std::exp2(magnitude(random)) : near_one(random);
    ASSERT_LT(units_off(log(u), std::log(static_cast<long double>(u))), 1.0) << u;
    const double t = trial % 2 == 0 ? std::exp2(magnitude(random)) : weeks(random);
    ASSERT_LT(units_off(log1p(t), std::log1p(static_cast<long double>(t))), 1.0) << t;
  }
}

TEST(Logarithm, OfOneIsZeroAndOfASmallMoreKeepsItsDigits) {
  EXPECT_EQ(log(1.0), 0.0);
  EXPECT_EQ(log1p(0.0), 0.0);
  EXPECT_EQ(log1p(1e-300), 1e-300);
  EXPECT_EQ(log1p(1.0), log(2.0));
  EXPECT_EQ(log1p(1.0), 0x1.62E42FEFA39EFp-1);
}

// The same bits everywhere, and so those that they were when this was written.
TEST(Logarithm, HasBitsThatNoMachineDecides) {
  EXPECT_EQ(log1p(5.0), 0x1.CAB0BFA2A2002p+0);
  EXPECT_EQ(log1p(15.0), 0x1.62E42FEFA39EFp+1);
  static_assert(log1p(3.0) == 2.0 * log1p(1.0));
}

TEST(Logarithm, OfATimeThatCannotBeIsNoNumber) {
  EXPECT_TRUE(std::isnan(log1p(-0.25)));
  EXPECT_TRUE(std::isnan(log1p(-2.0)));
  EXPECT_TRUE(std::isnan(log1p(std::numeric_limits<double>::infinity())));
  EXPECT_TRUE(std::isnan(log1p(std::numeric_limits<double>::quiet_NaN())));
}

}  // namespace
}  // namespace oncourse

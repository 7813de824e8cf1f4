// proportion_test.cpp: score intervals of shares, against Newcombe's printed examples.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/proportion.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace oncourse::proportion_test {

TEST(WilsonInterval, IsThatOfNewcombe1998) {
  // Stat Med 17:857-872, table I, method 3
  const auto expect = [](double count, double of, double low, double high) {
    const auto interval = wilson_interval({count, of});
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->low, low, 5e-5) << count << " of " << of;
    EXPECT_NEAR(interval->high, high, 5e-5) << count << " of " << of;
  };
  expect(81, 263, 0.2553, 0.3662);
  expect(15, 148, 0.0624, 0.1605);
  expect(0, 20, 0.0, 0.1611);
  expect(1, 29, 0.0061, 0.1718);
}

TEST(WilsonInterval, SolvesTheScoreEquationAtBothLimits) {
  for (const double of : {1.0, 7.0, 40.0, 1234.0})
    for (double count = 0.0; count <= of; count += of < 50.0 ? 1.0 : 61.7)
      for (const double level : {0.8, 0.95, 0.999}) {
        const auto interval = *wilson_interval({count, of}, level);
        const double z = normal_half_width(level), p = count / of;
        ASSERT_TRUE(interval.holds(p));
        ASSERT_GE(interval.low, 0.0);
        ASSERT_LE(interval.high, 1.0);
        for (const double limit : {interval.low, interval.high})
          ASSERT_NEAR((p - limit) * (p - limit) * of, z * z * limit * (1.0 - limit), 1e-9) << count << " of " << of;
        const auto others = *wilson_interval({of - count, of}, level);
        ASSERT_NEAR(others.low, 1.0 - interval.high, 1e-14) << "who did not recover mirrors who did";
      }
}

TEST(WilsonInterval, OfNobodyIsAnError) {
  EXPECT_EQ(wilson_interval({0, 0}).error().code, Errc::not_enough_sessions);
  EXPECT_EQ(wilson_interval({-1, 10}).error().code, Errc::bad_argument);
  EXPECT_EQ(wilson_interval({11, 10}).error().detail, "11 of 10, the count must lie in 0..of");
  EXPECT_EQ(wilson_interval({std::numeric_limits<double>::quiet_NaN(), 10}).error().code, Errc::bad_argument);
  EXPECT_EQ(wilson_interval({1, std::numeric_limits<double>::infinity()}).error().code, Errc::bad_argument);
  EXPECT_EQ(wilson_interval({1, 10}, 1.0).error().code, Errc::bad_argument);
}

TEST(DifferenceOfProportions, IsThatOfNewcombe1998) {
  // Stat Med 17:873-890, table II, method 10
  const auto expect = [](Proportion first, Proportion second, double low, double high) {
    const auto found = difference_of_proportions(first, second);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->interval.low, low, 5e-5);
    EXPECT_NEAR(found->interval.high, high, 5e-5);
    const auto turned = difference_of_proportions(second, first);
    EXPECT_NEAR(turned->interval.low, -found->interval.high, 1e-15);
    EXPECT_EQ(turned->difference, -found->difference);
  };
  expect({56, 70}, {48, 80}, 0.0524, 0.3339);
  expect({9, 10}, {3, 10}, 0.1705, 0.8090);
  expect({5, 56}, {0, 29}, -0.0381, 0.1926);
  expect({10, 10}, {0, 10}, 0.6075, 1.0);
}

}  // namespace oncourse::proportion_test

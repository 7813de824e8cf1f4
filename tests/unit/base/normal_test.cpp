// normal_test.cpp: the normal distribution against published tables and an integral.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/normal.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace oncourse {
namespace {

// a few units in the last place of erfc and its inverse
constexpr double last_digits = 4e-15;

TEST(NormalQuantile, IsThatOfWichurasAlgorithm) {
  // the check values of Wichura 1988, Algorithm AS 241, Appl Statist 37:477-484
  EXPECT_NEAR(normal_quantile(0.25) / -0.6744897501960817, 1.0, last_digits);
  EXPECT_NEAR(normal_quantile(0.001) / -3.090232306167814, 1.0, last_digits);
  EXPECT_NEAR(normal_quantile(1e-20) / -9.262340089798408, 1.0, last_digits);
}

TEST(NormalQuantile, UndoesTheProbabilityFarIntoTheLowerTail) {
  for (double z = -37.0; z < 5.0; z += 0.01)
    // z is known to the relative accuracy of p over its density: worse above the mean, where 1 - p is what counts
    ASSERT_NEAR(normal_quantile(normal_cdf(z)), z,
                1e-14 * (1.0 + std::fabs(z)) + (z > 0 ? 1e-16 * std::exp(z * z / 2) * 5 : 0))
        << z;
}

TEST(NormalQuantile, IsSymmetric) {
  for (double p = 0.001; p < 0.5; p += 0.001) ASSERT_NEAR(normal_quantile(p), -normal_quantile(1.0 - p), 1e-12) << p;
  EXPECT_EQ(normal_quantile(0.5), 0.0);
}

TEST(NormalCdf, IsThatOfTheTables) {
  // Abramowitz & Stegun 1964, table 26.1, 15 decimals
  EXPECT_NEAR(normal_cdf(0.0), 0.5, last_digits);
  EXPECT_NEAR(normal_cdf(1.0), 0.841344746068543, 1e-15);
  EXPECT_NEAR(normal_cdf(2.0), 0.977249868051821, 1e-15);
  EXPECT_NEAR(normal_cdf(-3.0), 0.001349898031630, 1e-15);
}

TEST(NormalCdf, IsTheAreaUnderTheDensity) {
  // Simpson's rule on 20,000 intervals, error about h^4 / 180 = 1e-14
  const double low = -12.0, high = 1.96;
  const int n = 20'000;
  const double h = (high - low) / n;
  const auto density = [](double x) { return std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi); };
  double sum = density(low) + density(high);
  for (int i = 1; i < n; ++i) sum += (i % 2 == 1 ? 4.0 : 2.0) * density(low + i * h);
  EXPECT_NEAR(normal_cdf(high), sum * h / 3.0, 1e-12);
}

TEST(NormalCdf, NeverDecreasesAndSplitsTheWholeAtZ) {
  double before = 0.0;
  for (double z = -40.0; z <= 40.0; z += 0.05) {
    ASSERT_GE(normal_cdf(z), before);
    ASSERT_NEAR(normal_cdf(z) + normal_cdf(-z), 1.0, 1e-15);
    before = normal_cdf(z);
  }
}

TEST(NormalHalfWidth, IsTheFamiliar196ForNinetyFivePercent) {
  EXPECT_NEAR(normal_half_width(0.95), 1.959963984540054, 1e-14);
  EXPECT_NEAR(normal_half_width(std::nextafter(1.0, 0.0)), 8.292, 1e-3);  // the last level below 1
  EXPECT_NEAR(normal_half_width(0.90), 1.644853626951473, 1e-14);
  for (double level = 0.01; level < 1.0; level += 0.01) {
    const double half = normal_half_width(level);
    ASSERT_NEAR(normal_cdf(half) - normal_cdf(-half), level, 1e-14);
  }
}

}  // namespace
}  // namespace oncourse

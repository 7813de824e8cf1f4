// roc_area_test.cpp: how well a number tells two groups apart.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/roc_area.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace oncourse {
namespace {

/// Every pair compared, as DeLong, DeLong & Clarke-Pearson 1988 write it.
RocArea by_pairs(const std::vector<double>& with, const std::vector<double>& without) {
  const auto kernel = [](double x, double y) { return x > y ? 1.0 : x == y ? 0.5 : 0.0; };
  const double m = static_cast<double>(with.size()), n = static_cast<double>(without.size());
  double area = 0.0;
  for (const double x : with)
    for (const double y : without) area += kernel(x, y) / m / n;
  double of_with = 0.0, of_without = 0.0;
  for (const double x : with) {
    double share = 0.0;
    for (const double y : without) share += kernel(x, y) / n;
    of_with += (share - area) * (share - area) / (m - 1.0);
  }
  for (const double y : without) {
    double share = 0.0;
    for (const double x : with) share += kernel(x, y) / m;
    of_without += (share - area) * (share - area) / (n - 1.0);
  }
  return {area, std::sqrt(of_with / m + of_without / n)};
}

TEST(RocArea, IsTheShareOfPairsInTheRightOrder) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 200; ++round) {
    std::uniform_int_distribution<int> size(2, 30), value(0, round % 2 == 0 ? 5 : 1000);
    std::vector<double> with(static_cast<std::size_t>(size(random))), without(static_cast<std::size_t>(size(random)));
    for (double& x : with) x = value(random) + round % 3;
    for (double& y : without) y = value(random);
    const RocArea expected = by_pairs(with, without);
    const auto found = roc_area(with, without);
    ASSERT_TRUE(found);
    ASSERT_NEAR(found->area, expected.area, 1e-14);
    ASSERT_NEAR(found->standard_error, expected.standard_error, 1e-14);
    ASSERT_NEAR(roc_area(without, with)->area, 1.0 - found->area, 1e-14) << "the other way round";
  }
}

TEST(RocArea, HasStandardErrorsThatAreThoseOfRepeatedSamples) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal;
  double sum = 0.0, squares = 0.0, errors = 0.0;
  constexpr int rounds = 400;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> with(60), without(90);
    for (double& x : with) x = normal(random) + 1.0;
    for (double& y : without) y = normal(random);
    const auto found = roc_area(with, without);
    sum += found->area;
    squares += found->area * found->area;
    errors += found->standard_error;
  }
  const double mean = sum / rounds, sd = std::sqrt(squares / rounds - mean * mean);
  EXPECT_NEAR(mean, 0.5 * std::erfc(-0.5), 0.01) << "Phi(1 / sqrt 2)";
  EXPECT_NEAR(errors / rounds, sd, 0.12 * sd);
}

TEST(RocArea, IsNotOfGroupsThatAreNone) {
  const std::vector<double> one = {1.0}, two = {1.0, 2.0}, higher = {3.0, 4.0};
  EXPECT_FALSE(roc_area(one, two));
  EXPECT_FALSE(roc_area(two, one));
  EXPECT_FALSE(roc_area({}, two));
  EXPECT_EQ(roc_area(higher, two)->area, 1.0);
  EXPECT_EQ(roc_area(higher, two)->standard_error, 0.0);
}

}  // namespace
}  // namespace oncourse

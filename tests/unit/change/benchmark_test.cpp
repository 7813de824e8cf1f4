// benchmark_test.cpp: a service against published figures, with the uncertainty of both.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/benchmark.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace oncourse::benchmark_test {

TEST(EffectBenchmark, IsSymmetricInServiceAndBenchmarkAndKnowsOnlyTheirDifference) {
  std::mt19937_64 random(530);
  std::uniform_real_distribution<double> effect(-0.5, 2.0), error(0.01, 0.3);
  int seen[3] = {};
  for (int trial = 0; trial < 2000; ++trial) {
    const KnownEffect a{effect(random), error(random)}, b{effect(random), error(random)};
    const auto found = benchmark_effect(a, b, 0.2), turned = benchmark_effect(b, a, 0.2);
    const auto moved =
        benchmark_effect({a.improvement + 1, a.standard_error}, {b.improvement + 1, b.standard_error}, 0.2);
    ASSERT_TRUE(found && turned && moved);
    ASSERT_EQ(found->difference, -turned->difference);
    ASSERT_NEAR(found->interval.low, -turned->interval.high, 1e-14);
    ASSERT_EQ(found->p, turned->p);
    ASSERT_EQ(found->equivalent, turned->equivalent);
    ASSERT_NEAR(found->difference, moved->difference, 1e-14);
    ASSERT_EQ(found->verdict == AgainstBenchmark::above, turned->verdict == AgainstBenchmark::below);
    ASSERT_EQ(found->verdict == AgainstBenchmark::not_distinguishable, found->interval.holds(0.0));
    ASSERT_EQ(found->verdict == AgainstBenchmark::not_distinguishable, found->p >= 0.05) << found->p;
    if (found->verdict == AgainstBenchmark::above) {
      ASSERT_TRUE(*found->good_enough) << "better is good enough";
    }
    ++seen[static_cast<int>(found->verdict)];
  }
  for (const int count : seen) EXPECT_GT(count, 0);
}

TEST(EffectBenchmark, IsTheZTestOfTwoEffects) {
  const auto found = benchmark_effect({1.0, 0.03}, {0.8, 0.04});
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->difference, 0.2, 1e-15);
  EXPECT_NEAR(found->standard_error, 0.05, 1e-15);
  EXPECT_NEAR(found->z, 4.0, 1e-12);
  EXPECT_NEAR(found->p, 6.334e-5, 1e-8);
  EXPECT_NEAR(found->interval.low, 0.2 - 1.959964 * 0.05, 1e-7);
  EXPECT_NEAR(found->narrow_interval.high, 0.2 + 1.644854 * 0.05, 1e-7);
  EXPECT_EQ(found->verdict, AgainstBenchmark::above);
  EXPECT_FALSE(found->good_enough || found->equivalent) << "nobody gave a margin";
}

TEST(EffectBenchmark, NotDistinguishableIsNotYetEquivalent) {
  const auto vague = benchmark_effect({0.9, 0.2}, {1.0, 0.1}, 0.2),
             precise = benchmark_effect({0.95, 0.03}, {1.0, 0.03}, 0.2);
  EXPECT_EQ(vague->verdict, AgainstBenchmark::not_distinguishable);
  EXPECT_EQ(vague->good_enough, false);
  EXPECT_EQ(vague->equivalent, false);
  EXPECT_EQ(precise->verdict, AgainstBenchmark::not_distinguishable);
  EXPECT_EQ(precise->good_enough, true);
  EXPECT_EQ(precise->equivalent, true);
  const auto better = benchmark_effect({1.5, 0.03}, {1.0, 0.0}, 0.2);
  EXPECT_EQ(better->good_enough, true);
  EXPECT_EQ(better->equivalent, false) << "more than the margin better";
}

TEST(EffectBenchmark, RefusesWhatIsNoEffect) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(benchmark_effect({nan, 0.1}, {1, 0.1}).error().code, Errc::bad_argument);
  EXPECT_EQ(benchmark_effect({1, -0.1}, {1, 0.1}).error().detail, "standard error -0.1, it must not be below 0");
  EXPECT_EQ(benchmark_effect({1, 0}, {1, 0}).error().detail, "both standard errors are 0");
  EXPECT_EQ(benchmark_effect({1, 0.1}, {1, 0.1}, 0.0).error().detail, "margin 0, it must be above 0");
  EXPECT_EQ(benchmark_effect({1, 0.1}, {1, 0.1}, 0.2, 0.5).error().code, Errc::bad_argument);
}

TEST(EffectBenchmark, OfAStandardizedChangeTakesItInTheBetterDirection) {
  const auto pairs = pairs_from_figures(200, 18, 6, 11, 7, 0.5);
  const auto change = standardized_change(*pairs, Direction::lower_is_better);
  const auto found = benchmark_effect(known(*change), {1.0, 0.05});
  EXPECT_GT(found->difference, 0.0) << "7 points of 6 are more than one sd, downwards";
}

TEST(ProportionBenchmark, SaysWhetherARecoveryRateStandsOut) {
  EXPECT_EQ(benchmark_proportion({600, 1000}, {500, 1000})->verdict, AgainstBenchmark::above);
  EXPECT_EQ(benchmark_proportion({400, 1000}, {500, 1000})->verdict, AgainstBenchmark::below);
  EXPECT_EQ(benchmark_proportion({12, 20}, {500, 1000})->verdict, AgainstBenchmark::not_distinguishable);
  EXPECT_NEAR(benchmark_proportion({56, 70}, {48, 80})->interval.low, 0.0524, 5e-5);  // Newcombe 1998
  EXPECT_EQ(benchmark_proportion({1, 0}, {48, 80}).error().code, Errc::bad_argument);
  const auto target = benchmark_against_standard({560, 1000}, 0.5);
  EXPECT_EQ(target->verdict, AgainstBenchmark::above);
  EXPECT_NEAR(target->difference, 0.06, 1e-15);
  EXPECT_EQ(benchmark_against_standard({52, 100}, 0.5)->verdict, AgainstBenchmark::not_distinguishable);
  EXPECT_EQ(benchmark_against_standard({52, 100}, 50).error().detail, "standard 50, it must lie in 0..1");
}

}  // namespace oncourse::benchmark_test

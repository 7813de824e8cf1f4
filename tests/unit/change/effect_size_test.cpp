// effect_size_test.cpp: laws of the mean change, then published figures.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/effect_size.hpp"

#include <gtest/gtest.h>

#include <array>

#include "support/pairs.hpp"

namespace oncourse::effect_size_test {

using support::any_pairs;
using support::Pairs;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Direction lower = Direction::lower_is_better, higher = Direction::higher_is_better;
constexpr std::array every_option = {
    EffectOptions{Standardizer::pre_sd},
    EffectOptions{Standardizer::pooled_sd},
    EffectOptions{Standardizer::change_sd},
    EffectOptions{Standardizer::pre_sd, Variances::unequal},
    EffectOptions{Standardizer::pooled_sd, Variances::unequal},
    EffectOptions{Standardizer::pre_sd, Variances::equal, false, 0.9},
};

PairSummary described(const Pairs& pairs) {
  const auto found = describe_pairs(pairs.pre, pairs.post);
  EXPECT_TRUE(found) << found.error().detail;
  return *found;
}

TEST(MeanChange, ReversedScalesShowTheSameImprovement) {
  std::mt19937_64 random(501);
  for (int trial = 0; trial < 200; ++trial) {
    const Pairs pairs = any_pairs(random, 2 + static_cast<std::size_t>(trial), trial % 9 - 4.0, 0.1);
    const Pairs mirror = pairs.with([](double score) { return 48.0 - score; });
    const auto a = describe_pairs(pairs.pre, pairs.post), b = describe_pairs(mirror.pre, mirror.post);
    ASSERT_EQ(a.ok(), b.ok());
    if (!a || a->n < 3) continue;
    const auto change = mean_change(*a, lower), mirrored = mean_change(*b, higher);
    ASSERT_EQ(change.ok(), mirrored.ok());
    if (!change) continue;
    ASSERT_NEAR(change->improvement, mirrored->improvement, 1e-12);
    ASSERT_NEAR(change->points, -mirrored->points, 1e-12);
    ASSERT_NEAR(change->improvement_interval.low, mirrored->improvement_interval.low, 1e-11);
    ASSERT_NEAR(change->improvement_interval.high, mirrored->improvement_interval.high, 1e-11);
    ASSERT_NEAR(change->t, -mirrored->t, 1e-10 * (1 + std::fabs(change->t)));
    ASSERT_NEAR(change->p, mirrored->p, 1e-11);
    for (const EffectOptions& option : every_option) {
      const auto effect = standardized_change(*a, lower, option), other = standardized_change(*b, higher, option);
      ASSERT_EQ(effect.ok(), other.ok());
      if (!effect) continue;
      ASSERT_NEAR(effect->improvement, other->improvement, 1e-11);
      ASSERT_NEAR(effect->effect, -other->effect, 1e-11);
      ASSERT_NEAR(effect->improvement_interval.low, other->improvement_interval.low, 1e-10);
      ASSERT_LT(effect->effect_interval.low, effect->effect_interval.high);
    }
  }
}

TEST(MeanChange, KnowsNeitherTheOriginNorTheOrderAndTheEffectNotEvenTheUnit) {
  std::mt19937_64 random(502);
  for (int trial = 0; trial < 100; ++trial) {
    const Pairs pairs = any_pairs(random, 12 + static_cast<std::size_t>(trial), 3.0, 0.05);
    const PairSummary here = described(pairs), moved = described(pairs.with([](double s) { return s + 4096.0; })),
                      mixed = described(pairs.shuffled(random)),
                      scaled = described(pairs.with([](double s) { return 8.0 * s; }));
    for (const PairSummary* other : {&moved, &mixed, &scaled}) {
      const double unit = other == &scaled ? 8.0 : 1.0;
      ASSERT_EQ(other->n, here.n);
      ASSERT_EQ(other->missing, here.missing);
      ASSERT_NEAR(other->change_mean, unit * here.change_mean, 1e-11);
      ASSERT_NEAR(other->change_sd, unit * here.change_sd, 1e-10);
      ASSERT_NEAR(mean_change(*other, lower)->t, mean_change(here, lower)->t, 1e-9);
      for (const EffectOptions& option : every_option)
        ASSERT_NEAR(standardized_change(*other, lower, option)->effect,
                    standardized_change(here, lower, option)->effect, 1e-11);
    }
  }
}

TEST(MeanChange, CountsTheMissingAndUsesNothingOfTheirPair) {
  const std::vector<double> pre = {20, nan, 18, 25, nan, 12}, post = {12, 4, nan, 20, nan, 10};
  const auto pairs = describe_pairs(pre, post);
  ASSERT_TRUE(pairs);
  EXPECT_EQ(pairs->n, 3u);
  EXPECT_EQ(pairs->missing, 3u);
  EXPECT_DOUBLE_EQ(pairs->pre_mean, 19.0);
  EXPECT_DOUBLE_EQ(pairs->post_mean, 14.0);
  EXPECT_DOUBLE_EQ(pairs->change_mean, -5.0);
}

TEST(MeanChange, OfNothingOrOfSameChangesIsAnErrorAndNotInfinity) {
  const auto of = [](std::vector<double> pre, std::vector<double> post) {
    const auto pairs = describe_pairs(pre, post);
    if (!pairs) return std::string(name(pairs.error().code)) + ": " + pairs.error().detail;
    const auto change = mean_change(*pairs, lower);
    return change ? std::string() : std::string(name(change.error().code)) + ": " + change.error().detail;
  };
  EXPECT_EQ(of({20, nan}, {10, 3}), "not_enough_sessions: 1 complete pairs, at least 2 are needed");
  EXPECT_EQ(of({}, {}), "not_enough_sessions: 0 complete pairs, at least 2 are needed");
  EXPECT_EQ(of({20, 21}, {10}), "bad_argument: column 2 has 1 rows, the first has 2");
  EXPECT_EQ(of({20, 21}, {10, infinity}), "bad_argument: column 2, row 2: not a finite number");
  EXPECT_EQ(of({20, 22, 25}, {10, 12, 15}), "bad_argument: all changes are the same, their standard deviation is 0");
  EXPECT_EQ(of({0.1, 0.2, 0.3}, {1.1, 1.2, 1.3}),
            "bad_argument: all changes are the same, their standard deviation is 0")
      << "differences of rounding are none";
  const PairSummary level = *describe_pairs(std::array{20.0, 20.0, 20.0}, std::array{10.0, 12.0, 11.0});
  EXPECT_FALSE(level.correlation);
  EXPECT_FALSE(standardized_change(level, lower).ok());
  EXPECT_TRUE(standardized_change(level, lower, {Standardizer::change_sd}).ok()) << "which needs no correlation";
  EXPECT_FALSE(standardized_change(level, lower, {Standardizer::change_sd, Variances::unequal}).ok());
  for (const double wrong : {0.0, 1.0, -0.5, nan, 95.0}) {
    EXPECT_EQ(mean_change(level, lower, wrong).error().code, Errc::bad_argument);
    EXPECT_EQ(standardized_change(level, lower, {.level = wrong}).error().code, Errc::bad_argument);
  }
}

TEST(MeanChange, OfStudentsSleepersIsHis) {
  // Student 1908: hours of sleep gained with two drugs, ten patients; t is 4.06, as in every textbook since
  const std::array first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::array second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  const auto change = mean_change(*describe_pairs(first, second), higher);
  ASSERT_TRUE(change);
  EXPECT_NEAR(change->improvement, 1.58, 1e-12);
  EXPECT_NEAR(change->t, 4.0621, 5e-5);
  EXPECT_EQ(change->df, 9.0);
  EXPECT_NEAR(change->p, 0.002833, 5e-7);
  EXPECT_NEAR(change->points_interval.low, 0.7001142, 5e-8);
  EXPECT_NEAR(change->points_interval.high, 2.4598858, 5e-8);
}

struct Study {
  double pre, post, pre_sd, post_sd;
  std::size_t n;
  double r, by_pre, by_pre_variance, by_change, by_change_variance;
};

TEST(StandardizedChange, IsThatOfTheStudiesOfMorris2008) {
  // five trained and five control groups; effects and variances as metafor gives them (SMCR, SMCC)
  constexpr Study studies[] = {{30.6, 38.5, 15.0, 11.6, 20, .47, 0.5056, 0.0594, 0.5417, 0.0573},
                               {23.5, 26.8, 3.1, 4.1, 50, .64, 1.0481, 0.0254, 1.0198, 0.0304},
                               {0.5, 0.7, 0.1, 0.1, 9, .77, 1.8054, 0.2322, 2.6619, 0.5048},
                               {53.4, 75.9, 14.5, 4.4, 10, .89, 1.4181, 0.1225, 1.9088, 0.2822},
                               {35.6, 36.0, 4.7, 4.6, 14, .44, 0.0801, 0.0802, 0.0765, 0.0716},
                               {23.1, 19.7, 13.8, 14.8, 20, .47, -0.2365, 0.0544, -0.2213, 0.0512},
                               {24.9, 25.3, 4.1, 3.3, 42, .64, 0.0958, 0.0173, 0.1219, 0.0240},
                               {0.6, 0.6, 0.2, 0.2, 9, .77, 0.0000, 0.0511, 0.0000, 0.1111},
                               {55.7, 60.7, 17.3, 17.9, 11, .89, 0.2667, 0.0232, 0.5575, 0.1050},
                               {34.8, 33.4, 3.1, 6.9, 14, .44, -0.4250, 0.0864, -0.2126, 0.0730}};
  for (const Study& study : studies) {
    const auto pairs = pairs_from_figures(study.n, study.pre, study.pre_sd, study.post, study.post_sd, study.r);
    ASSERT_TRUE(pairs);
    const auto by_pre = standardized_change(*pairs, higher),
               by_change = standardized_change(*pairs, higher, {Standardizer::change_sd});
    EXPECT_NEAR(by_pre->effect, study.by_pre, 5.1e-5);
    EXPECT_NEAR(by_pre->standard_error * by_pre->standard_error, study.by_pre_variance, 5.1e-5);
    EXPECT_NEAR(by_change->effect, study.by_change, 5.1e-5);
    EXPECT_NEAR(by_change->standard_error * by_change->standard_error, study.by_change_variance, 5.1e-5);
  }
}

TEST(StandardizedChange, WithUnequalVariancesIsThatOfBonett2008) {
  // the example of statpsych::ci.stdmean.ps, whose first measurement is the one compared
  const auto pairs = pairs_from_figures(25, 102.1, 14.6, 110.4, 15.3, 0.75);
  const auto pooled = standardized_change(*pairs, higher, {Standardizer::pooled_sd, Variances::unequal});
  EXPECT_NEAR(pooled->uncorrected, 0.5550319, 5e-8);
  EXPECT_NEAR(pooled->standard_error, 0.1609934, 5e-8);
  EXPECT_NEAR(pooled->effect_interval.low, 0.2394905, 5e-8);
  EXPECT_NEAR(pooled->effect_interval.high, 0.8705732, 5e-8);
  const auto by_pre = standardized_change(*pairs, higher, {Standardizer::pre_sd, Variances::unequal});
  EXPECT_NEAR(by_pre->uncorrected, 0.5684932, 5e-8);
  EXPECT_NEAR(by_pre->standard_error, 0.1692955, 5e-8);
  EXPECT_NEAR(by_pre->effect_interval.low, 0.2366800, 5e-8);
  EXPECT_NEAR(by_pre->effect_interval.high, 0.9003063, 5e-8);
}

TEST(StandardizedChange, StandardErrorIsTheSpreadOfTheEffectOverManySamples) {
  std::mt19937_64 random(503);
  std::normal_distribution<double> normal;
  constexpr int samples = 20000;
  constexpr std::size_t n = 60;
  constexpr double r = 0.5;
  std::array<double, 3> sum{}, squares{}, variance{};
  std::vector<double> pre(n), post(n);
  for (int sample = 0; sample < samples; ++sample) {
    for (std::size_t i = 0; i < n; ++i) {
      pre[i] = normal(random);
      post[i] = r * pre[i] + std::sqrt(1 - r * r) * normal(random) - 0.8;
    }
    const auto pairs = describe_pairs(pre, post);
    for (std::size_t by = 0; by < 3; ++by) {
      const auto effect = standardized_change(*pairs, lower, {static_cast<Standardizer>(by)});
      sum[by] += effect->improvement;
      squares[by] += effect->improvement * effect->improvement;
      variance[by] += effect->standard_error * effect->standard_error / samples;
    }
  }
  for (std::size_t by = 0; by < 3; ++by) {
    EXPECT_NEAR(sum[by] / samples, 0.8, 0.005) << "unbiased; in units of one sd all three are 0.8 where r is one half";
    const double spread = squares[by] / samples - sum[by] * sum[by] / samples / samples;
    EXPECT_NEAR(variance[by] / spread, 1.0, 0.06) << by;
  }
}

TEST(SmallSampleCorrection, IsExactAndCloseToItsUsualApproximation) {
  EXPECT_NEAR(small_sample_correction(2.0), 0.5641895835, 1e-10);  // 1 / sqrt(pi), Hedges 1981
  EXPECT_NEAR(small_sample_correction(4.0), 0.7978845608, 1e-10);  // sqrt(2 / pi)
  for (double df = 10.0; df < 200.0; df += 7.0)
    EXPECT_NEAR(small_sample_correction(df), 1.0 - 3.0 / (4.0 * df - 1.0), 4e-4);
  EXPECT_NEAR(small_sample_correction(1e7), 1.0, 1e-6);
}

TEST(PairSummary, FromFiguresIsThatOfTheScoresTheyDescribe) {
  std::mt19937_64 random(504);
  const PairSummary pairs = described(any_pairs(random, 40, 5.0));
  const auto figures =
      pairs_from_figures(pairs.n, pairs.pre_mean, pairs.pre_sd, pairs.post_mean, pairs.post_sd, *pairs.correlation);
  ASSERT_TRUE(figures);
  EXPECT_NEAR(figures->change_sd, pairs.change_sd, 1e-12);
  EXPECT_NEAR(figures->change_mean, pairs.change_mean, 1e-12);
  EXPECT_FALSE(pairs_from_figures(1, 20, 5, 10, 5, 0.5).ok());
  EXPECT_FALSE(pairs_from_figures(10, 20, -5, 10, 5, 0.5).ok());
  EXPECT_FALSE(pairs_from_figures(10, 20, 5, 10, 5, 1.5).ok());
  EXPECT_FALSE(pairs_from_figures(10, nan, 5, 10, 5, 0.5).ok());
}

}  // namespace oncourse::effect_size_test

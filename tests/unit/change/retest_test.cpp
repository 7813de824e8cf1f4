// retest_test.cpp: agreement over occasions, against Shrout & Fleiss's own ratings and a slower analysis of variance.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/retest.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <vector>

#include "support/pairs.hpp"

namespace oncourse::retest_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using Scores = std::vector<std::vector<double>>;

Result<Retest> of(const Scores& occasions, double level = 0.95) {
  const std::vector<std::span<const double>> views(occasions.begin(), occasions.end());
  return retest(views, level);
}

Scores any_scores(std::mt19937_64& random, std::size_t persons, std::size_t occasions) {
  std::normal_distribution<double> normal;
  Scores out(occasions, std::vector<double>(persons));
  for (std::size_t i = 0; i < persons; ++i) {
    const double level = 20.0 + 5.0 * normal(random);
    for (std::size_t j = 0; j < occasions; ++j)
      out[j][i] = std::round(4.0 * (level + static_cast<double>(j) + 2.0 * normal(random))) / 4.0;
  }
  return out;
}

TEST(Retest, OfTheRatingsOfShroutAndFleissIsTheirs) {
  // six targets, four judges: their table 2; ICC(2,1) .29 and ICC(3,1) .71, mean squares 11.24, 32.49, 1.02
  const Scores judges = {{9, 6, 8, 7, 10, 6}, {2, 1, 4, 1, 5, 2}, {5, 3, 6, 2, 6, 4}, {8, 2, 8, 6, 9, 7}};
  const auto found = of(judges);
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_NEAR(found->persons_mean_square, 11.24, 5e-3);
  EXPECT_NEAR(found->occasions_mean_square, 32.49, 5e-3);
  EXPECT_NEAR(found->error_mean_square, 1.02, 5e-3);
  EXPECT_NEAR(found->agreement.value, 0.29, 5e-3);
  EXPECT_NEAR(found->consistency.value, 0.71, 5e-3);
  // limits as psych prints them for the same ratings
  EXPECT_NEAR(found->agreement.interval->low, 0.02, 5e-3);
  EXPECT_NEAR(found->agreement.interval->high, 0.76, 5e-3);
  EXPECT_NEAR(found->consistency.interval->low, 0.34, 5e-3);
  EXPECT_NEAR(found->consistency.interval->high, 0.95, 5e-3);
  EXPECT_FALSE(found->pearson) << "of four judges there are six correlations";
}

TEST(Retest, HasTheVarianceComponentsOfASlowerAnalysisOfVariance) {
  std::mt19937_64 random(540);
  for (int trial = 0; trial < 50; ++trial) {
    const std::size_t n = 5 + random() % 40, k = 2 + random() % 4;
    const Scores scores = any_scores(random, n, k);
    const auto found = of(scores);
    // sums of squares from all pairs of cells, without a mean
    double persons = 0, occasions = 0, total = 0;
    const auto nd = static_cast<double>(n), kd = static_cast<double>(k);
    std::vector<double> person(n, 0.0), occasion(k, 0.0);
    for (std::size_t j = 0; j < k; ++j)
      for (std::size_t i = 0; i < n; ++i) {
        person[i] += scores[j][i];
        occasion[j] += scores[j][i];
        for (std::size_t b = 0; b < k; ++b)
          for (std::size_t a = 0; a < n; ++a) total += std::pow(scores[j][i] - scores[b][a], 2) / (2.0 * nd * kd);
      }
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t a = 0; a < n; ++a) persons += std::pow(person[i] - person[a], 2) / (2.0 * nd * kd);
    for (std::size_t j = 0; j < k; ++j)
      for (std::size_t b = 0; b < k; ++b) occasions += std::pow(occasion[j] - occasion[b], 2) / (2.0 * nd * kd);
    const double error = (total - persons - occasions) / ((nd - 1) * (kd - 1));
    ASSERT_NEAR(found->persons_mean_square, persons / (nd - 1), 1e-9 * persons);
    ASSERT_NEAR(found->occasions_mean_square, occasions / (kd - 1), 1e-9 * total);
    ASSERT_NEAR(found->error_mean_square, error, 1e-9 * total);
    const double of_persons = (persons / (nd - 1) - error) / kd, of_occasions = (occasions / (kd - 1) - error) / nd;
    ASSERT_NEAR(found->consistency.value, of_persons / (of_persons + error), 1e-9);
    ASSERT_NEAR(found->agreement.value, of_persons / (of_persons + of_occasions + error), 1e-9);
    ASSERT_NEAR(found->sem_agreement, std::sqrt(error + std::max(of_occasions, 0.0)), 1e-9);
  }
}

TEST(Retest, KnowsNeitherDirectionNorOriginNorUnitNorOrder) {
  std::mt19937_64 random(541);
  for (int trial = 0; trial < 60; ++trial) {
    const support::Pairs pairs = support::any_pairs(random, 20, 0.5, 0.05);
    const auto here = of({pairs.pre, pairs.post});
    const auto mixed = pairs.shuffled(random), mirror = pairs.with([](double s) { return 48.0 - s; }),
               moved = pairs.with([](double s) { return s + 1024.0; }),
               scaled = pairs.with([](double s) { return 4 * s; });
    for (const auto* other : {&mixed, &mirror, &moved, &scaled}) {
      const auto there = of({other->pre, other->post});
      ASSERT_EQ(here->left_out, there->left_out);
      ASSERT_NEAR(here->pearson->value, there->pearson->value, 1e-11);
      ASSERT_NEAR(here->agreement.value, there->agreement.value, 1e-11);
      ASSERT_NEAR(here->consistency.value, there->consistency.value, 1e-11);
      ASSERT_NEAR(here->agreement.interval->low, there->agreement.interval->low, 1e-9);
      ASSERT_NEAR(here->sem_consistency * (other == &scaled ? 4 : 1), there->sem_consistency, 1e-9);
      ASSERT_TRUE(here->agreement.interval->holds(here->agreement.value));
      ASSERT_TRUE(here->consistency.interval->holds(here->consistency.value));
      ASSERT_TRUE(here->pearson->interval->holds(here->pearson->value));
    }
    const auto turned = of({pairs.post, pairs.pre});
    ASSERT_NEAR(here->agreement.value, turned->agreement.value, 1e-12) << "which came first does not matter";
  }
}

TEST(Retest, AShiftOfEverybodyIsErrorOfAgreementAndNotOfConsistency) {
  std::mt19937_64 random(542);
  Scores scores = any_scores(random, 40, 2);
  const auto before = of(scores);
  for (double& score : scores[1]) score += 8.0;
  const auto after = of(scores);
  EXPECT_NEAR(after->consistency.value, before->consistency.value, 1e-12);
  EXPECT_NEAR(after->pearson->value, before->pearson->value, 1e-12);
  EXPECT_NEAR(after->sem_consistency, before->sem_consistency, 1e-12);
  EXPECT_LT(after->agreement.value, before->agreement.value - 0.1);
  EXPECT_GT(after->sem_agreement, before->sem_agreement + 1.0);
}

TEST(Retest, IntervalsHoldTheTruthAsOftenAsTheySay) {
  std::mt19937_64 random(543);
  std::normal_distribution<double> normal;
  int consistency = 0, agreement = 0, pearson = 0;
  constexpr int samples = 3000;
  for (int sample = 0; sample < samples; ++sample) {
    Scores scores(2, std::vector<double>(30));
    for (std::size_t i = 0; i < 30; ++i) {
      const double level = 2.0 * normal(random);
      for (auto& occasion : scores) occasion[i] = level + normal(random);
    }
    const auto found = of(scores, 0.9);
    consistency += found->consistency.interval->holds(0.8);
    agreement += found->agreement.interval->holds(0.8);
    pearson += found->pearson->interval->holds(0.8);
  }
  EXPECT_NEAR(consistency / static_cast<double>(samples), 0.9, 0.02);
  EXPECT_NEAR(agreement / static_cast<double>(samples), 0.9, 0.03);
  EXPECT_NEAR(pearson / static_cast<double>(samples), 0.9, 0.02);
}

TEST(Retest, PerfectAgreementHasNoIntervalAndNothingIsNoReliability) {
  const auto perfect = of({{1, 5, 9, 4}, {1, 5, 9, 4}});
  ASSERT_TRUE(perfect);
  EXPECT_EQ(perfect->agreement.value, 1.0);
  EXPECT_FALSE(perfect->agreement.interval || perfect->consistency.interval || perfect->pearson->interval);
  EXPECT_EQ(perfect->sem_agreement, 0.0);
  const auto why = [](const Scores& scores) {
    const auto found = of(scores);
    return found ? std::string("ok") : std::string(name(found.error().code)) + ": " + found.error().detail;
  };
  EXPECT_EQ(why({{5, 5, 5}, {5, 5, 5}}),
            "bad_argument: nobody's scores differ from anybody's: there is no reliability");
  EXPECT_EQ(why({{5, 5, 5}, {6, 6, 6}}),
            "bad_argument: nobody's scores differ from anybody's: there is no reliability");
  EXPECT_EQ(why({{5, nan, 6, 7}, {5, 6, nan, 7}}),
            "not_enough_sessions: 2 persons were measured on every occasion, at least 3 are needed");
  EXPECT_EQ(why({{1, 2, 3}}), "bad_argument: 1 occasions, at least 2 are needed");
  EXPECT_EQ(why({{1, 2, 3}, {1, 2}}), "bad_argument: column 2 has 2 rows, the first has 3");
  EXPECT_EQ(why({{1, 2, 3}, {1, 2, HUGE_VAL}}), "bad_argument: column 2, row 3: not a finite number");
}

TEST(CorrelationInterval, IsFishers) {
  // by hand: artanh .597 is .6885, and 1.96 / sqrt 7 is .7408
  const auto found = correlation_interval(0.597, 10);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->low, -0.0524, 5e-4);
  EXPECT_NEAR(found->high, 0.8911, 5e-4);
  EXPECT_FALSE(correlation_interval(1.0, 10).ok());
  EXPECT_FALSE(correlation_interval(nan, 10).ok());
  EXPECT_FALSE(correlation_interval(0.5, 3).ok());
  EXPECT_FALSE(correlation_interval(0.5, 10, 1.0).ok());
}

TEST(SmallestDetectableChange, IsJacobsonAndTruaxsOneAndShrinksWithTheGroup) {
  const double sem = *standard_error_of_measurement(7.5, 0.8);
  EXPECT_NEAR(sem, 3.354102, 1e-6);
  EXPECT_NEAR(*smallest_detectable_change(sem), 1.959964 * 4.743416, 1e-5);
  EXPECT_NEAR(*smallest_detectable_change(sem, 25), *smallest_detectable_change(sem) / 5.0, 1e-12);
  for (const double wrong : {0.0, -1.0, nan, HUGE_VAL}) {
    EXPECT_FALSE(smallest_detectable_change(wrong).ok());
    EXPECT_FALSE(standard_error_of_measurement(wrong, 0.8).ok());
  }
  for (const double wrong : {0.0, 1.0, nan}) EXPECT_FALSE(standard_error_of_measurement(7.5, wrong).ok());
  EXPECT_FALSE(smallest_detectable_change(sem, 0).ok());
}

}  // namespace oncourse::retest_test

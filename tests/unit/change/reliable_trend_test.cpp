// reliable_trend_test.cpp: is the slope more than measurement error?
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/reliable_trend.hpp"

#include <gtest/gtest.h>

#include "oncourse/base/normal.hpp"
#include "oncourse/change/no_change_line.hpp"
#include "support/shared_files.hpp"
#include "support/timed_scores.hpp"

namespace oncourse::reliable_trend_test {

using support::mirrored;
using support::moved;
using support::no_score;
using support::Sessions;
using support::weekly;

/// A standard error of measurement written as sd and reliability.
ReliableTrendCriterion of_error(double sem) { return {.sd = 2.0 * sem, .reliability = 0.75}; }

std::string refusal(const Sessions& sessions, const ReliableTrendCriterion& criterion = of_error(3.0)) {
  const auto trend = reliable_trend(sessions.series(), criterion);
  return trend ? "" : std::string(name(trend.error().code)) + ": " + trend.error().detail;
}

TEST(ReliableTrend, OfTwoScoresIsTheJacobsonTruaxIndex) {
  // Jacobson & Truax 1991: 47.5 to 32.5, sd 7.5, reliability .80
  EXPECT_NEAR(reliable_trend(weekly({47.5, 32.5}).series(), {7.5, 0.80})->z, -3.16, 0.005);
  std::mt19937_64 random(5001);
  std::uniform_real_distribution<double> score(0, 63), sd(0.1, 20), share(0.01, 0.99), wait(0.01, 100);
  for (int trial = 0; trial < 2000; ++trial) {
    const double pre = score(random), post = score(random), s = sd(random), r = share(random);
    const Sessions two{{5.0, 5.0 + wait(random)}, {pre, post}};
    const double index = no_change_line(ChangeIndex::jacobson_truax, {s, r})->index(pre, post);
    ASSERT_NEAR(reliable_trend(two.series(), {s, r})->z, index, 1e-12 * (1 + std::fabs(index)));
  }
}

TEST(ReliableTrend, OfRealPatientsTwoScoresIsTheirReliableChangeIndex) {
  const std::string golden = "golden/change_visible.json";
  const auto file = support::shared_file(golden);
  if (!file) GTEST_SKIP() << support::why_skipped(golden);
  const nlohmann::json document = support::json_in(*file);
  const nlohmann::json& result = document["results"]["claus_bdi_dist_JT"];
  const ReliableTrendCriterion criterion{result["sample"]["sd_pre"], result["args"]["reliability"]};
  const nlohmann::json& patients = result["patients"];
  ASSERT_EQ(patients["rci"].size(), 40u);
  for (std::size_t i = 0; i < 40; ++i) {
    const auto trend = reliable_trend(weekly({patients["pre"][i], patients["post"][i]}).series(), criterion);
    EXPECT_NEAR(trend->z, patients["rci"][i], 1e-12);
  }
}

TEST(ReliableTrend, GivesTheWorkedExampleOfAGrowingChild) {
  // README of the R package ReliableTrendIndex: six heights, standard error of measurement 0.5 by way of a standard
  // error of the difference rounded to .707; slope 0.2571, se 0.1195, z 2.1517, and 1.414 between first and last
  const auto trend = reliable_trend(
      Sessions{{1, 2, 3, 4, 5, 6}, {98, 98, 98, 99, 99, 99}, Direction::higher_is_better}.series(), of_error(0.5));
  ASSERT_TRUE(trend);
  EXPECT_NEAR(trend->slope, 0.2571, 5e-5);
  EXPECT_NEAR(trend->standard_error, 0.1195, 5e-5);
  EXPECT_NEAR(trend->z, 2.1517 * 0.707 / std::sqrt(0.5), 5e-5);
  EXPECT_EQ(trend->change_class, ChangeClass::improved);
  EXPECT_NEAR(trend->change, 5.0 * 4.5 / 17.5, 1e-12);
  EXPECT_EQ(reliable_trend(weekly({98, 99}, Direction::higher_is_better).series(), of_error(0.5))->change_class,
            ChangeClass::unchanged);
}

TEST(ReliableTrend, AgreesWithTheNormalEquationsInLongDouble) {
  std::mt19937_64 random(5002);
  int classes[5] = {};
  for (int trial = 0; trial < 3000; ++trial) {
    const Sessions sessions = support::any_sessions(random);
    long double n = 0, t = 0, y = 0, tt = 0, ty = 0;
    for (std::size_t k = 0; k < sessions.score.size(); ++k) {
      if (std::isnan(sessions.score[k])) continue;
      n += 1;
      t += sessions.time[k];
      y += sessions.score[k];
      tt += static_cast<long double>(sessions.time[k]) * sessions.time[k];
      ty += static_cast<long double>(sessions.time[k]) * sessions.score[k];
    }
    const auto trend = reliable_trend(sessions.series(), of_error(2.5));
    ASSERT_EQ(trend.ok(), n >= 2);
    if (!trend) continue;
    const long double slope = (n * ty - t * y) / (n * tt - t * t);
    const long double z = slope * std::sqrt(tt - t * t / n) / 2.5L;
    ASSERT_NEAR(trend->slope, static_cast<double>(slope), 1e-12);
    ASSERT_NEAR(trend->z, static_cast<double>(z), 1e-11);
    ASSERT_EQ(trend->scores + trend->missed, sessions.score.size());
    const double gain = better(sessions.direction) * trend->z;
    ASSERT_EQ(trend->change_class, gain > 1.959963984540054    ? ChangeClass::improved
                                   : gain < -1.959963984540054 ? ChangeClass::deteriorated
                                                               : ChangeClass::unchanged);
    ++classes[static_cast<std::size_t>(trend->change_class)];
  }
  for (const ChangeClass seen : {ChangeClass::improved, ChangeClass::unchanged, ChangeClass::deteriorated})
    EXPECT_GT(classes[static_cast<std::size_t>(seen)], 100);
}

TEST(ReliableTrend, ReversesWithTheScaleAndIsTheSameInOtherUnitsOrWithPointsAdded) {
  std::mt19937_64 random(5003);
  for (int trial = 0; trial < 2000; ++trial) {
    const Sessions sessions = support::any_sessions(random);
    const auto trend = reliable_trend(sessions.series(), of_error(2.5));
    if (!trend) continue;
    const auto mirror = reliable_trend(mirrored(sessions, 24).series(), of_error(2.5));
    ASSERT_EQ(mirror->z, -trend->z);
    ASSERT_EQ(mirror->change_class, trend->change_class);
    ASSERT_EQ(reliable_trend(moved(sessions, 1000).series(), of_error(2.5))->z, trend->z);
    Sessions days = sessions;
    for (double& time : days.time) time = 7 * time + 20000;
    ASSERT_NEAR(reliable_trend(days.series(), of_error(2.5))->z, trend->z, 1e-11);
    ASSERT_NEAR(reliable_trend(days.series(), of_error(2.5))->change, trend->change, 1e-11);
  }
}

TEST(ReliableTrend, IsTheSameWithoutTheMissedSessions) {
  const auto gaps = reliable_trend(Sessions{{0, 1, 2, 3, 4}, {20, no_score, 15, no_score, 9}}.series(), of_error(3));
  const auto none = reliable_trend(Sessions{{0, 2, 4}, {20, 15, 9}}.series(), of_error(3));
  EXPECT_EQ(gaps->z, none->z);
  EXPECT_EQ(gaps->missed, 2u);
  EXPECT_EQ(none->missed, 0u);
}

TEST(ReliableTrend, MustExceedItsCriticalValueWhichMayDifferByDirection) {
  const Sessions better = weekly({20, 16}), worse = weekly({16, 20});
  const double z = 4.0 / (std::sqrt(2.0) * 3.0);
  ReliableTrendCriterion criterion = of_error(3.0);
  criterion.critical_improvement = z * (1 + 1e-12);
  criterion.critical_deterioration = z * (1 - 1e-12);
  EXPECT_EQ(reliable_trend(better.series(), criterion)->change_class, ChangeClass::unchanged);
  EXPECT_EQ(reliable_trend(worse.series(), criterion)->change_class, ChangeClass::deteriorated);
  std::swap(criterion.critical_improvement, criterion.critical_deterioration);
  EXPECT_EQ(reliable_trend(better.series(), criterion)->change_class, ChangeClass::improved);
  EXPECT_EQ(reliable_trend(worse.series(), criterion)->change_class, ChangeClass::unchanged);
  criterion.critical_improvement = reliable_trend(better.series(), criterion)->z * -1.0;
  EXPECT_EQ(reliable_trend(better.series(), criterion)->change_class, ChangeClass::unchanged) << "exactly is not more";
  EXPECT_DOUBLE_EQ(ReliableTrendCriterion{}.critical_improvement, normal_half_width(0.95));
  EXPECT_DOUBLE_EQ(ReliableTrendCriterion{}.critical_deterioration, normal_half_width(0.95));
}

TEST(ReliableTrend, RefusesWhatHasNoTrend) {
  const Sessions good = weekly({20, 16, 12});
  EXPECT_EQ(refusal(good), "");
  EXPECT_EQ(refusal(good, {0.0, 0.8}), "bad_argument: standard deviation 0, it must be above 0");
  EXPECT_EQ(refusal(good, {7.5, 1.0}), "bad_argument: reliability 1, it must lie between 0 and 1");
  EXPECT_EQ(refusal(good, {7.5, no_score}), "bad_argument: reliability nan, it must lie between 0 and 1");
  EXPECT_EQ(refusal(good, {7.5, 0.8, -1.0}), "bad_argument: critical value -1, it must be 0 or more");
  EXPECT_EQ(refusal(weekly({20, no_score, no_score})), "not_enough_sessions: 1 scored sessions, change needs 2");
  EXPECT_EQ(refusal(Sessions{{}, {}}), "not_enough_sessions: 0 scored sessions, change needs 2");
  EXPECT_EQ(refusal(Sessions{{0, 1e-200}, {3, 4}}),
            "bad_argument: times from 0 to 1e-200 and these scores have no finite slope");
}

}  // namespace oncourse::reliable_trend_test

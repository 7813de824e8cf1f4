// alarm_stages_test.cpp: limits, stage by stage, and the share of courses that lie beyond them.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/alarm_stages.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

namespace oncourse {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

const std::vector<double> monitored_weeks = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

/// A course's greatest signal in each of so many stages: a walk, some of its stages without a score.
std::vector<double> walk(std::mt19937_64& random, std::size_t stages, bool coarse) {
  std::normal_distribution<double> normal;
  std::vector<double> out;
  double at = normal(random);
  for (std::size_t k = 0; k < stages; ++k) {
    at = 0.8 * at + 0.6 * normal(random);
    out.push_back(random() % 10 == 0 ? -infinity : coarse ? std::round(2.0 * at) : at);
  }
  return out;
}

bool flagged(const std::vector<double>& course, const std::vector<AlarmStage>& stages) {
  for (std::size_t k = 0; k < stages.size(); ++k)
    if (course[k] > stages[k].limit) return true;
  return false;
}

TEST(SpendingPlan, EndsWithTheMonitoredRangeAndWithAllOfAlphaSpent) {
  for (const AlphaSpending spending : alpha_spendings)
    for (const double to : {12.0, 12.5}) {
      const SpendingPlan plan = spending_plan(spending, {2.0, to}, monitored_weeks);
      ASSERT_EQ(plan.until.size(), plan.spent.size());
      EXPECT_EQ(plan.until.back(), to);
      EXPECT_EQ(plan.spent.back(), 1.0);
      EXPECT_TRUE(std::is_sorted(plan.until.begin(), plan.until.end()));
      EXPECT_TRUE(std::is_sorted(plan.spent.begin(), plan.spent.end()));
    }
  EXPECT_EQ(spending_plan(AlphaSpending::anywhere, {2.0, 12.0}, monitored_weeks).until, std::vector<double>{12.0});
  EXPECT_EQ(spending_plan(AlphaSpending::early, {2.0, 12.0}, monitored_weeks).spent[1], 0.75);
  EXPECT_NEAR(spending_plan(AlphaSpending::evenly, {2.0, 12.0}, monitored_weeks).spent[4], 5.0 / 11.0, 1e-15);
}

TEST(ConformalStages, FlagOfNewCoursesExactlyTheShareThatTheProofSays) {
  std::mt19937_64 random(3);
  for (const AlphaSpending spending : alpha_spendings)
    for (const double alpha : {0.05, 0.10, 0.20})
      for (const bool coarse : {false, true}) {
        const SpendingPlan plan = spending_plan(spending, {2.0, 12.0}, monitored_weeks);
        constexpr std::size_t n = 39;
        constexpr int rounds = 400, fresh = 40;
        double share = 0.0, squares = 0.0;
        for (int round = 0; round < rounds; ++round) {
          std::vector<std::vector<double>> courses(n);
          for (auto& course : courses) course = walk(random, plan.until.size(), coarse);
          const auto stages = conformal_stages(courses, plan, alpha);
          double of_round = 0.0;
          for (int k = 0; k < fresh; ++k)
            of_round += flagged(walk(random, plan.until.size(), coarse), stages) ? 1.0 / fresh : 0.0;
          share += of_round / rounds;
          squares += of_round * of_round / rounds;
        }
        const double error = std::sqrt((squares - share * share) / rounds);
        const double promised = std::floor(alpha * (n + 1)) / (n + 1);
        EXPECT_LE(share, promised + 3.0 * error) << name(spending) << " " << alpha;
        if (coarse) continue;
        EXPECT_GE(share, promised - 3.0 * error) << "no tie is lost: " << name(spending) << " " << alpha;
      }
}

TEST(ConformalStages, AStageThatSpendsMoreThanItsShareFailsTheSameTest) {
  // Every stage given alpha of its own, as a pointwise level is: of independent stages 1 - (1 - alpha)^11 are flagged.
  std::mt19937_64 random(5);
  double share = 0.0;
  constexpr int rounds = 200;
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::vector<double>> courses(39);
    for (auto& course : courses) course = walk(random, monitored_weeks.size(), false);
    std::vector<AlarmStage> stages;
    for (std::size_t k = 0; k < monitored_weeks.size(); ++k) {
      std::vector<std::vector<double>> alone;
      for (const auto& course : courses) alone.push_back({course[k]});
      stages.push_back(conformal_stages(alone, {{12.0}, {1.0}}, 0.10)[0]);
    }
    share += flagged(walk(random, monitored_weeks.size(), false), stages) ? 1.0 / rounds : 0.0;
  }
  EXPECT_GT(share, 0.25);
}

TEST(ConformalStages, OfOneStageHaveTheRankThatTheProofOfSplitConformalPredictionNeeds) {
  std::vector<std::vector<double>> courses;
  for (int i = 1; i <= 19; ++i) courses.push_back({-0.01 * i});
  const auto limit = [&](double alpha) { return conformal_stages(courses, {{12.0}, {1.0}}, alpha)[0].limit; };
  EXPECT_EQ(limit(0.10), -0.02) << "floor(0.1 * 20) = 2nd least probability";
  EXPECT_EQ(limit(0.05), -0.01);
  EXPECT_EQ(limit(0.049), infinity) << "rank 0: no alarm at all";
  std::mt19937_64 random(7);
  for (int round = 0; round < 100; ++round) {
    courses.clear();
    std::vector<double> all;
    for (std::size_t i = 0; i < 10 + random() % 60; ++i) {
      all.push_back(-static_cast<double>(random() % 97) / 97.0);
      courses.push_back({all.back()});
    }
    std::sort(all.begin(), all.end(), std::greater<>());
    const auto rank = static_cast<std::size_t>(0.10 * static_cast<double>(all.size() + 1));
    EXPECT_EQ(limit(0.10), rank == 0 ? infinity : all[rank - 1]);
  }
}

TEST(AlarmStages, HaveTheirLimitUpToTheirEndAndTheLastBeyondIt) {
  const std::vector<AlarmStage> stages = {{2.0, 0.5}, {4.0, 0.25}};
  EXPECT_EQ(limit_at(stages, 0.0).value, 0.5);
  EXPECT_EQ(limit_at(stages, 2.0).value, 0.5);
  EXPECT_EQ(limit_at(stages, 2.5).value, 0.25);
  EXPECT_EQ(limit_at(stages, 9.0).value, 0.25);
}

TEST(ConformalStages, DoNotDependOnTheOrderOfPersonsNorOnTheUnitOfSignals) {
  std::mt19937_64 random(9);
  for (const bool coarse : {false, true}) {
    std::vector<std::vector<double>> courses(80);
    for (auto& course : courses) course = walk(random, monitored_weeks.size(), coarse);
    const SpendingPlan plan = spending_plan(AlphaSpending::evenly, {2.0, 12.0}, monitored_weeks);
    const auto stages = conformal_stages(courses, plan, 0.2);
    auto other = courses;
    std::shuffle(other.begin(), other.end(), random);
    const auto again = conformal_stages(other, plan, 0.2);
    for (auto& course : other)
      for (double& signal : course) signal = std::exp(signal);
    for (auto& course : other)
      for (double& signal : course)
        if (signal == 0.0) signal = -infinity;
    const auto stretched = conformal_stages(other, plan, 0.2);
    for (std::size_t k = 0; k < stages.size(); ++k) {
      EXPECT_EQ(stages[k].limit, again[k].limit);
      EXPECT_EQ(std::exp(stages[k].limit), stretched[k].limit);
    }
  }
}

TEST(ConformalStages, WhatOneStageCannotSpendTheNextOnesCan) {
  // 19 courses and alpha .10 allow two; nobody has a score in the first stage.
  std::vector<std::vector<double>> courses;
  for (int i = 1; i <= 19; ++i) courses.push_back({-infinity, static_cast<double>(i)});
  const auto stages = conformal_stages(courses, {{2.0, 12.0}, {0.5, 1.0}}, 0.10);
  EXPECT_EQ(stages[0].limit, infinity);
  EXPECT_EQ(stages[1].limit, 18.0) << "the second greatest: two blocks of 20 lie above it";
  EXPECT_EQ(conformal_stages(courses, {{2.0, 12.0}, {0.5, 1.0}}, 0.049)[1].limit, infinity) << "not one is allowed";
}

}  // namespace
}  // namespace oncourse

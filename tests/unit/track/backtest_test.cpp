// backtest_test.cpp: rules on persons they were not made for.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/backtest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "oncourse/instrument/catalogue.hpp"
#include "support/simulated_panel.hpp"
#include "track/alarm_tally.hpp"

namespace oncourse {
namespace {

using Kind = MonitoringRule::Kind;
using Limits = BacktestRule::Limits;

struct Scenario {
  const char* name;
  SimulatedPopulation population;
};

/// All kinds of courses that the simulator knows; the model below knows nothing of what sets them apart.
std::vector<Scenario> scenarios() {
  SimulatedPopulation typical = typical_population, autoregressive = typical, heavy = typical, low = typical,
                      dropout = typical;
  autoregressive.autocorrelation = 0.6;
  heavy.autocorrelation = 0.4;
  heavy.tail_freedom = 4;
  low.level = 8;  // many scores of 0
  dropout.dropout_completely_at_random = 0.05;
  dropout.dropout_good_enough = 0.25;
  dropout.dropout_deterioration = 0.25;
  return {{"typical", typical},      {"refractory", (*find_population("refractory"))->population},
          {"slow", slow_population}, {"autoregressive", autoregressive},
          {"heavy tails", heavy},    {"floor", low},
          {"dropout", dropout}};
}

BacktestOptions usual_options() {
  BacktestOptions options;
  options.design.time_name = "session";
  options.target = {Target::Kind::reliable_improvement, 0.0};
  options.rules = usual_backtest_rules(options.design, phq9);
  options.intake = 6;
  return options;
}

const BacktestedRule& of(const Backtest& all, Kind kind, Limits limits,
                         AlphaSpending spending = AlphaSpending::anywhere) {
  for (const BacktestedRule& one : all.rules)
    if (one.rule.rule.kind == kind && one.rule.limits == limits && one.rule.spending == spending &&
        !one.rule.plain_model)
      return one;
  ADD_FAILURE() << name(kind);
  return all.rules.front();
}

TEST(Backtest, CalibratedRulesKeepTheirFalseAlarmsOfWholeCoursesInEveryScenarioAndAPointwiseBandDoesNot) {
  constexpr int rounds = 1, persons = 1500;
  const auto is_pointwise = [](const BacktestRule& rule) { return rule.limits == Limits::published; };
  int above = 0;
  for (const Scenario& scenario : scenarios()) {
    BacktestOptions options = usual_options();
    options.rules.clear();
    for (const double alpha : {0.05, 0.10, 0.20}) {
      for (const BacktestRule& rule : usual_backtest_rules(options.design, phq9, {.alphas = {alpha}}))
        if (!is_pointwise(rule)) options.rules.push_back(rule);
      // the band that a share alpha of people lies above at any one session
      options.rules.push_back(
          {{Kind::expected_response, 1.0 - 2.0 * alpha}, Limits::published, AlphaSpending::anywhere, alpha});
    }
    std::vector<double> flagged(options.rules.size(), 0.0);
    double reached = 0.0;
    for (int round = 0; round < rounds; ++round) {
      const auto cohort =
          support::simulated_panel(phq9, scenario.population, persons, 100 + static_cast<std::uint64_t>(round));
      const auto found = backtest(cohort.panel(), phq9, options);
      ASSERT_TRUE(found.ok()) << scenario.name << ": " << found.error().detail;
      reached += static_cast<double>(found->reached);
      for (std::size_t r = 0; r < flagged.size(); ++r)
        flagged[r] += found->rules[r].performance.false_alarms.share * static_cast<double>(found->reached);
    }
    for (std::size_t r = 0; r < flagged.size(); ++r) {
      const BacktestRule& rule = options.rules[r];
      // Persons vary, and so do limits that were found on two fifths of them.
      const double limit = rule.alpha + 2.0 * std::sqrt(rule.alpha * (1.0 - rule.alpha) * (1.0 + 2.5) / reached);
      if (is_pointwise(rule))
        above += flagged[r] / reached > limit ? 1 : 0;
      else
        EXPECT_LE(flagged[r] / reached, limit)
            << scenario.name << ", " << name(rule.rule.kind) << " " << name(rule.spending) << ", alpha " << rule.alpha;
    }
  }
  EXPECT_GE(above, 3) << "the same test finds the pointwise bands";
}

TEST(Backtest, FindsMoreThanTheCalibratedBandAtTheSameFalseAlarmsWhereTailsAreHeavyAndScoresHaveAMemory) {
  SimulatedPopulation population = typical_population;
  population.autocorrelation = 0.4;
  population.tail_freedom = 3;
  const auto cohort = support::simulated_panel(phq9, population, 3000, 7);
  BacktestOptions options = usual_options();
  options.intake = 10;
  const auto found = backtest(cohort.panel(), phq9, options);
  ASSERT_TRUE(found.ok()) << found.error().detail;
  const auto& posterior =
      of(*found, Kind::posterior_probability, Limits::calibrated, AlphaSpending::evenly).performance;
  const auto& band = of(*found, Kind::expected_response, Limits::calibrated).performance;
  EXPECT_GE(posterior.found.share, 1.25 * band.found.share);
  for (const auto* one : {&posterior, &band}) EXPECT_NEAR(one->false_alarms.share, 0.10, 0.02);
}

TEST(Backtest, GivesTheSameFiguresToTheBitWithAnyNumberOfThreads) {
  const auto cohort = support::simulated_panel(phq9, typical_population, 600, 11);
  BacktestOptions options = usual_options();
  const auto alone = backtest(cohort.panel(), phq9, options);
  options.threads = 3;
  const auto together = backtest(cohort.panel(), phq9, options);
  ASSERT_TRUE(alone.ok() && together.ok());
  for (std::size_t r = 0; r < alone->rules.size(); ++r) {
    const BacktestedRule &a = alone->rules[r], &b = together->rules[r];
    EXPECT_EQ(a.performance.found.share, b.performance.found.share);
    EXPECT_EQ(a.performance.false_alarms.low, b.performance.false_alarms.low);
    for (std::size_t k = 0; k < a.at.size(); ++k) {
      ASSERT_EQ(a.at[k].roc_area.has_value(), b.at[k].roc_area.has_value());
      EXPECT_EQ(a.at[k].roc_area.value_or(RocArea{}).area, b.at[k].roc_area.value_or(RocArea{}).area);
      EXPECT_EQ(a.at[k].brier_score, b.at[k].brier_score);
    }
  }
}

TEST(Backtest, CountsEveryPersonOnceWithOrWithoutStrata) {
  const auto cohort = support::simulated_panel(phq9, typical_population, 600, 13);
  BacktestOptions options = usual_options();
  options.repetitions = 2;
  options.strata_names = {"even", "odd"};
  for (int i = 0; i < 600; ++i) options.strata.push_back(i % 2);
  const auto found = backtest(cohort.panel(), phq9, options);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->persons + found->left_out, 600U);
  for (const BacktestedRule& rule : found->rules) {
    const AlarmPerformance& all = rule.performance;
    EXPECT_EQ(all.false_alarms.of, static_cast<double>(found->reached));
    EXPECT_EQ(all.false_alarms.of + all.found.of, static_cast<double>(found->persons));
    EXPECT_EQ(all.flagged.of, static_cast<double>(found->persons));
    double of_strata = 0.0, flagged = 0.0;
    ASSERT_EQ(rule.by_stratum.size(), 2U);
    for (const AlarmPerformance& stratum : rule.by_stratum) {
      of_strata += stratum.found.of;
      flagged += stratum.flagged.share * stratum.flagged.of;
    }
    EXPECT_EQ(of_strata, all.found.of);
    EXPECT_NEAR(flagged, all.flagged.share * all.flagged.of, 1e-9);
    EXPECT_NEAR(all.flagged.share * all.flagged.of,
                all.found.share * all.found.of + all.false_alarms.share * all.false_alarms.of, 1e-9);
    ASSERT_GT(all.flagged.share, 0.0);
    EXPECT_NEAR(all.positive_predictive.share, all.found.share * all.found.of / (all.flagged.share * all.flagged.of),
                1e-9);
    for (std::size_t k = 1; k < all.found_by.size(); ++k)
      EXPECT_LE(all.found_by[k - 1].share, all.found_by[k].share) << "later is more";
    EXPECT_LE(all.found_by.back().share, all.found.share);
    for (const EstimatedShare* share : {&all.found, &all.false_alarms, &all.flagged}) {
      EXPECT_LE(share->low, share->share);
      EXPECT_GE(share->high, share->share);
    }
  }
  double sum = 0.0;
  for (const ReliabilityBin& bin : found->rules[0].reliability) sum += bin.persons;
  double expected = 0.0;
  for (const SignalsAtSession& at : found->rules[0].at) expected += at.persons;
  EXPECT_NEAR(sum, expected, 1e-9);
}

TEST(Backtest, IsEndedByItsProgressAndSaysHowFarItCame) {
  const auto cohort = support::simulated_panel(phq9, typical_population, 300, 17);
  BacktestOptions options = usual_options();
  std::vector<std::size_t> told;
  options.progress = [&](std::size_t done, std::size_t all) {
    EXPECT_EQ(all, 5U);
    told.push_back(done);
    return done < 2;
  };
  const auto ended = backtest(cohort.panel(), phq9, options);
  ASSERT_FALSE(ended.ok());
  EXPECT_EQ(ended.error().detail, "the backtest was ended after 2 of 5 folds");
  EXPECT_EQ(told, (std::vector<std::size_t>{1, 2}));
}

TEST(Backtest, RefusesWhatCannotBeTriedByValueAndLimit) {
  const auto cohort = support::simulated_panel(phq9, typical_population, 60, 19);
  const auto refusal = [&](const auto& change) {
    BacktestOptions options = usual_options();
    change(options);
    const auto found = backtest(cohort.panel(), phq9, options);
    return found ? std::string() : found.error().detail;
  };
  EXPECT_EQ(refusal([](auto& o) { o.rules.clear(); }), "there is no rule to try");
  EXPECT_EQ(refusal([](auto& o) { o.rules[1].alpha = 0.6; }), "alpha 0.6, it must lie above 0 and not above 0.5");
  EXPECT_EQ(refusal([](auto& o) { o.folds = 1; }), "1 folds, at least 2 are needed");
  EXPECT_EQ(refusal([](auto& o) { o.folds = 61; }).substr(0, 12), "61 folds of ");
  EXPECT_EQ(refusal([](auto& o) { o.repetitions = 0; }), "0 repetitions, at least 1 is needed");
  EXPECT_EQ(refusal([](auto& o) { o.least_scores = 1; }), "least scores 1, a course needs 2");
  EXPECT_EQ(refusal([](auto& o) { o.share = 1.0; }), "share 1 of persons held out, it must lie between 0 and 1");
  EXPECT_EQ(refusal([](auto& o) { o.sessions = {17}; }), "session 17, it must lie in 1..16");
  EXPECT_EQ(refusal([](auto& o) { o.strata = {0}; }), "1 strata of 60 persons");
  EXPECT_EQ(refusal([](auto& o) { o.rules[0].rule.improvement = 0.0; }),
            "improvement of 0 percent, it must lie in (0, 100]");
  EXPECT_EQ(refusal([](auto& o) { o.rules[1].alpha = 0.01; }).substr(0, 23), "repetition 1, fold 1: 1")
      << "too few who reached the target in a fold's calibration part";
}

TEST(AlarmTally, IsWhatOneCountsByHand) {
  AlarmTally tally({4.0, 8.0}, 0);
  const double none = std::nan("");
  const std::vector<double> cuts = {-0.5, none};
  const auto add = [&](bool reached, double alarm, double p_four) {
    const std::vector<double> at = {-p_four, none};
    tally.add({reached, alarm, 16.0, at, cuts}, {});
  };
  add(true, none, 0.9);
  add(true, 5.0, 0.4);
  add(true, none, 0.6);
  add(false, 3.0, 0.2);
  add(false, 8.0, 0.5);
  add(false, none, 0.7);
  tally.end_repetition();
  const AlarmPerformance found = tally.performance(0.95);
  EXPECT_EQ(found.false_alarms.share, 1.0 / 3.0);
  EXPECT_EQ(found.found.share, 2.0 / 3.0);
  EXPECT_EQ(found.found_by[0].share, 1.0 / 3.0);
  EXPECT_EQ(found.found_by[1].share, 2.0 / 3.0) << "an alarm at session 8 is one by session 8";
  EXPECT_EQ(found.positive_predictive.share, 2.0 / 3.0);
  EXPECT_EQ(found.negative_predictive.share, 2.0 / 3.0);
  EXPECT_EQ(found.lead_time, 10.5) << "between 13 and 8";
  const auto at = tally.at_sessions(std::vector<int>{4, 8});
  EXPECT_NEAR(at[0].roc_area->area, 6.0 / 9.0, 1e-15) << "of nine pairs six in the right order";
  ASSERT_EQ(at[0].roc.size(), 21U);
  EXPECT_NEAR(at[0].roc[0], 1.0 / 3.0, 1e-15) << ".2 is least likely of all, and missed";
  EXPECT_NEAR(at[0].roc[10], 2.0 / 3.0, 1e-15) << "half of the reached: between the second and the third corner";
  EXPECT_EQ(at[0].roc[20], 1.0);
  EXPECT_NEAR(at[0].balanced_accuracy, 0.5 * (1.0 / 3.0 + 2.0 / 3.0), 1e-15) << "a signal on the cut is below it";
  EXPECT_NEAR(*at[0].brier_score, (0.01 + 0.36 + 0.16 + 0.04 + 0.25 + 0.49) / 6.0, 1e-15);
  EXPECT_TRUE(std::isnan(at[1].balanced_accuracy));
  EXPECT_FALSE(at[1].roc_area);
  EXPECT_EQ(tally.flags_by(std::vector<double>{4.0, 8.0}), (std::vector<double>{1.0 / 3.0, 2.0 / 3.0}));
}

}  // namespace
}  // namespace oncourse

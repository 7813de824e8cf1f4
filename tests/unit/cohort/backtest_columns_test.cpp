// backtest_columns_test.cpp: the tables of a backtest say what it says.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/backtest_columns.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace oncourse {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double cell(const Table& table, const char* column, std::size_t row) { return table.find(column)->view().number(row); }
std::string_view words_in(const Table& table, const char* column, std::size_t row) {
  return table.find(column)->view().text(row);
}

AlarmPerformance performance(double found) {
  AlarmPerformance out;
  out.false_alarms = {0.1, 60, 0.05, 0.2};
  out.found = {found, 40, 0.4, 0.6};
  out.found_by = {{0.25, 40, 0.1, 0.3}, {none, 0, none, none}};
  out.flagged = {0.3, 100, 0.2, 0.4};
  out.positive_predictive = {0.75, 30, 0.6, 0.9};
  out.negative_predictive = {0.7, 70, 0.6, 0.8};
  out.lead_time = 5.5;
  return out;
}

struct ABacktest {
  Backtest found;
  BacktestOptions options;

  ABacktest() {
    options.sessions = {3, 6};
    options.strata_names = {"north", "south"};
    BacktestedRule posterior;
    posterior.rule.spending = AlphaSpending::early;
    posterior.rule.alpha = 0.05;
    posterior.performance = performance(0.5);
    posterior.at = {{3, 90, 35, RocArea{0.8, 0.04}, {0.0, 0.5, 1.0}, 0.7, 0.125}, {6, 0, 0, {}, {}, none, {}}};
    posterior.reliability = {{0.05, 0.0, 12}, {0.95, 1.0, 20}};
    posterior.by_stratum = {performance(0.75), performance(0.25)};
    posterior.flags_by_session = {0.75, 0.25};
    BacktestedRule band;
    band.rule.rule.kind = MonitoringRule::Kind::expected_response;
    band.rule.limits = BacktestRule::Limits::published;
    band.rule.plain_model = true;
    band.performance = performance(none);
    band.performance.lead_time.reset();
    band.by_stratum = {performance(0.5), performance(0.5)};
    band.flags_by_session = {0.0, 0.0};
    found.persons = 100;
    found.reached = 60;
    found.monitored = {2, 3};
    found.rules = {posterior, band};
  }
  [[nodiscard]] BacktestTables tables() const { return backtest_columns(found, options); }
};

TEST(BacktestColumns, NameEachRuleAndGiveNoAlphaToLimitsThatKnowNone) {
  const Table rules = ABacktest().tables().rules;
  ASSERT_EQ(rules.rows(), 2U);
  EXPECT_EQ(words_in(rules, "rule", 0), "posterior_probability");
  EXPECT_EQ(words_in(rules, "limits", 0), "calibrated");
  EXPECT_EQ(words_in(rules, "spending", 0), "early");
  EXPECT_EQ(cell(rules, "alpha", 0), 0.05);
  EXPECT_EQ(words_in(rules, "model", 0), "as asked");
  EXPECT_EQ(words_in(rules, "rule", 1), "expected_response");
  EXPECT_EQ(words_in(rules, "limits", 1), "published");
  EXPECT_EQ(words_in(rules, "spending", 1), "none");
  EXPECT_TRUE(rules.find("alpha")->is_null(1));
  EXPECT_EQ(words_in(rules, "model", 1), "plain");
  ABacktest other;
  other.found.rules[0].rule.limits = BacktestRule::Limits::published;
  EXPECT_EQ(cell(other.tables().rules, "alpha", 0), 0.05) << "Ville's limit has one";
}

TEST(BacktestColumns, HoldEveryFigureOfARule) {
  const Table rules = ABacktest().tables().rules;
  for (const auto& [column, expected] : {std::pair("persons", 100.0),
                                         std::pair("reached", 60.0),
                                         std::pair("false_alarms", 0.1),
                                         std::pair("false_alarms_low", 0.05),
                                         std::pair("false_alarms_high", 0.2),
                                         std::pair("found", 0.5),
                                         std::pair("found_low", 0.4),
                                         std::pair("found_high", 0.6),
                                         std::pair("flagged", 0.3),
                                         std::pair("flagged_low", 0.2),
                                         std::pair("flagged_high", 0.4),
                                         std::pair("positive_predictive", 0.75),
                                         std::pair("positive_predictive_low", 0.6),
                                         std::pair("positive_predictive_high", 0.9),
                                         std::pair("negative_predictive", 0.7),
                                         std::pair("negative_predictive_low", 0.6),
                                         std::pair("negative_predictive_high", 0.8),
                                         std::pair("found_by_3", 0.25),
                                         std::pair("found_by_3_low", 0.1),
                                         std::pair("found_by_3_high", 0.3),
                                         std::pair("lead_time", 5.5)})
    EXPECT_EQ(cell(rules, column, 0), expected) << column;
  EXPECT_EQ(rules.columns.size(), 5U + 2U + 3U * 7U + 1U);
  for (const char* const column : {"found_by_6", "found_by_6_low", "found_by_6_high"})
    EXPECT_TRUE(rules.find(column)->is_null(0)) << column;
  EXPECT_TRUE(rules.find("found")->is_null(1));
  EXPECT_TRUE(rules.find("lead_time")->is_null(1));
}

TEST(BacktestColumns, HaveARowPerRuleAndStratum) {
  const Table strata = ABacktest().tables().strata;
  ASSERT_EQ(strata.rows(), 4U);
  EXPECT_EQ(words_in(strata, "stratum", 0), "north");
  EXPECT_EQ(words_in(strata, "stratum", 1), "south");
  EXPECT_EQ(words_in(strata, "rule", 2), "expected_response");
  EXPECT_EQ(cell(strata, "found", 0), 0.75);
  EXPECT_EQ(cell(strata, "found", 1), 0.25);
  ABacktest without;
  without.options.strata_names.clear();
  for (BacktestedRule& rule : without.found.rules) rule.by_stratum.clear();
  EXPECT_EQ(without.tables().strata.rows(), 0U);
}

TEST(BacktestColumns, HaveARowPerSessionCurvePointTenthAndAlarmSession) {
  const BacktestTables tables = ABacktest().tables();
  const Table& sessions = tables.sessions;
  ASSERT_EQ(sessions.rows(), 2U);
  for (const auto& [column, expected] :
       {std::pair("session", 3.0), std::pair("persons", 90.0), std::pair("missed", 35.0), std::pair("roc_area", 0.8),
        std::pair("roc_area_error", 0.04), std::pair("balanced_accuracy", 0.7), std::pair("brier_score", 0.125)})
    EXPECT_EQ(cell(sessions, column, 0), expected) << column;
  for (const char* const column : {"roc_area", "roc_area_error", "balanced_accuracy", "brier_score"})
    EXPECT_TRUE(sessions.find(column)->is_null(1)) << column;
  ASSERT_EQ(tables.roc.rows(), 3U);
  EXPECT_EQ(cell(tables.roc, "session", 1), 3.0);
  EXPECT_EQ(cell(tables.roc, "false_positive_rate", 1), 0.5);
  EXPECT_EQ(cell(tables.roc, "true_positive_rate", 1), 0.5);
  EXPECT_EQ(cell(tables.roc, "false_positive_rate", 2), 1.0);
  ASSERT_EQ(tables.reliability.rows(), 2U);
  EXPECT_EQ(cell(tables.reliability, "forecast", 1), 0.95);
  EXPECT_EQ(cell(tables.reliability, "met", 1), 1.0);
  EXPECT_EQ(cell(tables.reliability, "persons", 0), 12.0);
  ASSERT_EQ(tables.alarms.rows(), 4U);
  EXPECT_EQ(cell(tables.alarms, "session", 1), 3.0);
  EXPECT_EQ(cell(tables.alarms, "share", 0), 0.75);
  EXPECT_EQ(words_in(tables.alarms, "rule", 2), "expected_response");
}

}  // namespace
}  // namespace oncourse

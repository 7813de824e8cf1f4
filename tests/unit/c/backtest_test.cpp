// backtest_test.cpp: a backtest over the C boundary is that of C++.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "columns.hpp"
#include "oncourse/cohort/backtest_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/report/backtest_page.hpp"
#include "tables.hpp"

namespace oncourse {
namespace {

struct FreeBacktest {
  void operator()(oncourse_backtest* backtest) const { oncourse_backtest_free(backtest); }
};
using BacktestHandle = std::unique_ptr<oncourse_backtest, FreeBacktest>;

/// What `progress` was told, and when it ends the backtest.
struct FoldsTold {
  std::vector<std::size_t> done;
  std::size_t all = 0, last = std::numeric_limits<std::size_t>::max();
};
std::int32_t tell_fold(void* context, std::size_t done, std::size_t all) {
  FoldsTold& told = *static_cast<FoldsTold*>(context);
  told.done.push_back(done);
  told.all = all;
  return done >= told.last;
}

struct CBacktest : ::testing::Test {
  Columns columns = cohort();
  oncourse_fit_options fitting = with_medication();
  oncourse_backtest_options options = ONCOURSE_BACKTEST_OPTIONS_INIT;
  const InstrumentHandle q = shipped("phq-9");
  FoldsTold told;

  oncourse_status call(oncourse_backtest** made, oncourse_error* error) {
    const oncourse_rows rows = columns.rows();
    return oncourse_backtest_new(&rows, &fitting, q.get(), &options, made, error);
  }
  BacktestHandle tested() {
    oncourse_backtest* made = nullptr;
    oncourse_error error;
    EXPECT_EQ(call(&made, &error), ONCOURSE_OK) << error.detail;
    return BacktestHandle(made);
  }
  std::string refusal() {
    oncourse_backtest* made = nullptr;
    oncourse_error error;
    const oncourse_status status = call(&made, &error);
    EXPECT_EQ(made, nullptr);
    return std::string(oncourse_status_name(status)) + ": " + error.detail;
  }
  static TableHandle table(const BacktestHandle& of, std::int32_t which) {
    return made([&](oncourse_table** out, oncourse_error* error) {
      return oncourse_backtest_table(of.get(), which, out, error);
    });
  }
  void expect_same_as(const BacktestOptions& cpp) {
    const auto found = backtest(columns.panel(), phq9, cpp);
    ASSERT_TRUE(found.ok()) << found.error().detail;
    const BacktestHandle c = tested();
    ASSERT_NE(c, nullptr);
    const BacktestTables tables = backtest_columns(*found, cpp);
    expect_same(table(c, ONCOURSE_BACKTEST_RULES), tables.rules);
    expect_same(table(c, ONCOURSE_BACKTEST_STRATA), tables.strata);
    expect_same(table(c, ONCOURSE_BACKTEST_SESSIONS), tables.sessions);
    expect_same(table(c, ONCOURSE_BACKTEST_ROC), tables.roc);
    expect_same(table(c, ONCOURSE_BACKTEST_RELIABILITY), tables.reliability);
    expect_same(table(c, ONCOURSE_BACKTEST_ALARMS), tables.alarms);
    EXPECT_EQ(oncourse_backtest_text(c.get()), to_text(*found, cpp, phq9));
    EXPECT_EQ(oncourse_backtest_html(c.get()), to_html(*found, cpp, phq9));
    oncourse_backtest_description who = ONCOURSE_BACKTEST_DESCRIPTION_INIT;
    ASSERT_EQ(oncourse_backtest_describe(c.get(), &who, nullptr), ONCOURSE_OK);
    EXPECT_EQ(who.n_persons, static_cast<std::int64_t>(found->persons));
    EXPECT_EQ(who.n_reached, static_cast<std::int64_t>(found->reached));
    EXPECT_EQ(who.n_left_out, static_cast<std::int64_t>(found->left_out));
    EXPECT_GT(who.n_reached, 0);
  }
};

growth::Design line_with_medication() {
  return {growth::TimeBasis::log1p, growth::RandomEffects::slope, "session", {{"medication", true}}};
}

TEST_F(CBacktest, IsTheUsualOneOfCppByAnyNumberOfThreads) {
  BacktestOptions cpp;
  cpp.design = line_with_medication();
  cpp.target = default_target(phq9);
  cpp.rules = usual_backtest_rules(cpp.design, phq9);
  for (const std::int32_t threads : {0, 3}) {
    fitting.threads = threads;
    expect_same_as(cpp);
  }
}

TEST_F(CBacktest, TakesEveryOption) {
  BacktestOptions cpp;
  cpp.design = line_with_medication();
  cpp.design.transformation = {growth::Scale::square_root, 0.0, 27.0};
  cpp.likelihood = growth::Likelihood::full;
  cpp.plan.window_last = 14;
  cpp.target = {Target::Kind::percent, 50.0};
  cpp.rules = {
      {{MonitoringRule::Kind::posterior_probability}, BacktestRule::Limits::calibrated, AlphaSpending::early, 0.2},
      {{MonitoringRule::Kind::expected_response, 0.8}, BacktestRule::Limits::published, {}, 0.1, true},
      {{MonitoringRule::Kind::no_early_response, 0.9, 3, 30.0}, BacktestRule::Limits::published}};
  cpp.folds = 4;
  cpp.repetitions = 2;
  cpp.share = 0.6;
  cpp.seed = 9;
  cpp.least_scores = 5;
  cpp.intake = 12;
  cpp.sessions = {3, 7};
  cpp.confidence = 0.8;
  const std::array<oncourse_backtest_rule, 3> rules = {
      {{ONCOURSE_RULE_POSTERIOR_PROBABILITY, ONCOURSE_LIMITS_CALIBRATED, ONCOURSE_SPENDING_EARLY, 0, 0, 0, 0.2, 0, 0},
       {ONCOURSE_RULE_EXPECTED_RESPONSE, ONCOURSE_LIMITS_PUBLISHED, 0, 1, 0, 0, 0, 0.8, 0},
       {ONCOURSE_RULE_NO_EARLY_RESPONSE, ONCOURSE_LIMITS_PUBLISHED, 0, 0, 3, 0, 0, 0, 30}}};
  const std::array<std::int32_t, 2> sessions = {3, 7};
  std::vector<std::int64_t> groups;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < 80; ++i)
    for (std::size_t row = columns.offsets[i]; row < columns.offsets[i + 1]; ++row) {
      groups.push_back(row == columns.offsets[i] ? static_cast<std::int64_t>(i % 3) - 1 : 77);  // only the first counts
      if (row == columns.offsets[i]) labels.push_back(text(groups.back()));
    }
  set_strata(cpp, labels);
  EXPECT_EQ(cpp.strata_names, (std::vector<std::string>{"-1", "0", "1"}));
  oncourse_plan plan = ONCOURSE_PLAN_INIT;
  plan.window_last = 14;
  fitting.scale = ONCOURSE_SCALE_SQUARE_ROOT;
  fitting.likelihood = ONCOURSE_ML;
  options.plan = &plan;
  options.rules = rules.data();
  options.n_rules = rules.size();
  options.sessions = sessions.data();
  options.n_sessions = sessions.size();
  options.groups = groups.data();
  options.target_kind = ONCOURSE_TARGET_PERCENT;
  options.target_value = 50;
  options.folds = 4;
  options.repetitions = 2;
  options.share = 0.6;
  options.seed = 9;
  options.least_scores = 5;
  options.has_intake = 1;
  options.intake = 12;
  options.confidence = 0.8;
  options.progress = tell_fold;
  options.context = &told;
  expect_same_as(cpp);
  EXPECT_EQ(told.done, (std::vector<std::size_t>{1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(told.all, 8U);
}

TEST_F(CBacktest, GivesTheUsualRulesToChooseFrom) {
  fitting.residuals = ONCOURSE_RESIDUALS_AUTOREGRESSIVE;
  const std::array<double, 2> alphas = {0.05, 0.2};
  std::size_t count = 0;
  ASSERT_EQ(oncourse_usual_rules(q.get(), &fitting, alphas.data(), 2, nullptr, 0, &count, nullptr), ONCOURSE_OK);
  std::vector<oncourse_backtest_rule> rules(count);
  ASSERT_EQ(oncourse_usual_rules(q.get(), &fitting, alphas.data(), 2, rules.data(), count, &count, nullptr),
            ONCOURSE_OK);
  // published: five, one more by the plain model, and Ville's at the other alpha; calibrated and cross-calibrated:
  // five, two more spendings, one more by the plain model, at both
  EXPECT_EQ(count, 7U + 2U * 2U * 8U);
  fitting.residuals = 0;
  options.rules = rules.data();
  options.n_rules = count;
  const BacktestHandle c = tested();
  const TableHandle found = table(c, ONCOURSE_BACKTEST_RULES);
  const auto names = texts_of(found, "rule"), limits = texts_of(found, "limits");
  const auto alpha = numbers_of(found, "alpha");
  ASSERT_EQ(names.size(), count);
  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_STREQ(names[i], oncourse_rule_name(rules[i].kind));
    const bool published = rules[i].limits == ONCOURSE_LIMITS_PUBLISHED;
    const bool crossed = rules[i].limits == ONCOURSE_LIMITS_CROSS_CALIBRATED;
    EXPECT_STREQ(limits[i], published ? "published" : crossed ? "cross_calibrated" : "calibrated");
    const bool knows_alpha = !published || rules[i].kind == ONCOURSE_RULE_POSTERIOR_PROBABILITY;
    EXPECT_EQ(std::isnan(alpha[i]), !knows_alpha);
    if (knows_alpha) {
      EXPECT_EQ(alpha[i], rules[i].alpha);
    }
  }
  EXPECT_STREQ(oncourse_rule_name(5), "unknown");
  EXPECT_STREQ(oncourse_rule_name(-1), "unknown");
}

TEST_F(CBacktest, OutlivesItsInstrumentAndItsRows) {
  BacktestHandle kept;
  {
    const InstrumentHandle own = vendors_own();
    const oncourse_rows rows = columns.rows();
    oncourse_backtest* made = nullptr;
    oncourse_error error;
    ASSERT_EQ(oncourse_backtest_new(&rows, &fitting, own.get(), nullptr, &made, &error), ONCOURSE_OK) << error.detail;
    kept.reset(made);
  }
  columns = {};
  EXPECT_NE(std::string(oncourse_backtest_text(kept.get())).find("Clinic Ten"), std::string::npos);
  EXPECT_NE(std::string(oncourse_backtest_html(kept.get())).find("Clinic Ten"), std::string::npos);
}

TEST_F(CBacktest, EndsWhenProgressAsksForIt) {
  options.progress = tell_fold;
  options.context = &told;
  told.last = 2;
  EXPECT_EQ(refusal(), "bad_argument: the backtest was ended after 2 of 5 folds");
  EXPECT_EQ(told.done.size(), 2U);
}

TEST_F(CBacktest, RefusesWhatCannotBeMeant) {
  oncourse_backtest_rule rule = {};
  const std::array<std::int32_t, 1> session = {17};
  const auto refused = [&](auto change) {
    rule = {};
    options = ONCOURSE_BACKTEST_OPTIONS_INIT;
    options.rules = &rule;
    options.n_rules = 1;
    change();
    return refusal();
  };
  EXPECT_EQ(refused([&] { rule.kind = 5; }), "bad_argument: rules[0]: kind is 5, it must lie in 0..4");
  EXPECT_EQ(refused([&] { rule.limits = 3; }), "bad_argument: rules[0]: limits is 3, it must lie in 0..2");
  EXPECT_EQ(refused([&] { rule.spending = 3; }), "bad_argument: rules[0]: spending is 3, it must lie in 0..2");
  EXPECT_EQ(refused([&] { rule.plain_model = 2; }), "bad_argument: rules[0]: plain_model is 2, it must lie in 0..1");
  EXPECT_EQ(refused([&] { rule.reserved = 1; }), "bad_argument: rules[0]: reserved is 1, it must be 0");
  EXPECT_EQ(refused([&] { rule.alpha = 0.6; }), "bad_argument: alpha 0.6, it must lie above 0 and not above 0.5");
  EXPECT_EQ(refused([&] { rule.limits = ONCOURSE_LIMITS_PUBLISHED, rule.spending = ONCOURSE_SPENDING_EARLY; }),
            "bad_argument: published limits spend no alpha, early is for calibrated ones");
  EXPECT_EQ(refused([&] { options.rules = nullptr; }), "bad_argument: rules is NULL");
  EXPECT_EQ(refused([&] { options.n_sessions = 1; }), "bad_argument: sessions is NULL");
  EXPECT_EQ(refused([&] { options.sessions = session.data(), options.n_sessions = 1; }),
            "bad_argument: session 17, it must lie in 1..16");
  EXPECT_EQ(refused([&] { options.folds = 81; }), "bad_argument: 81 folds of 80 persons");
  EXPECT_EQ(refused([&] { options.folds = -1; }), "bad_argument: -1 folds, at least 2 are needed");
  EXPECT_EQ(refused([&] { options.repetitions = -1; }), "bad_argument: -1 repetitions, at least 1 is needed");
  EXPECT_EQ(refused([&] { options.share = 1; }),
            "bad_argument: share 1 of persons held out, it must lie between 0 and 1");
  EXPECT_EQ(refused([&] { options.intake = 10; }), "bad_argument: intake is 10, it must be 0 without has_intake");
  EXPECT_EQ(refused([&] { options.has_intake = 1, options.intake = NAN; }),
            "bad_argument: intake is not a finite number");
  EXPECT_EQ(refused([&] { options.has_intake = 2; }), "bad_argument: has_intake is 2, it must lie in 0..1");
  EXPECT_EQ(refused([&] { options.target_kind = 9; }), "bad_argument: target_kind is 9, it must lie in 1..6");
  EXPECT_EQ(refused([&] { options.confidence = 1; }), "bad_argument: confidence level 1, it must lie between 0 and 1");
  EXPECT_EQ(refused([&] { options.inner_folds = 1; }), "bad_argument: 1 inner folds, at least 2 are needed");
  EXPECT_EQ(refused([&] { columns.score[3] = 28.0; }).substr(0, 23), "response_range: row 4: ");
  EXPECT_EQ(oncourse_backtest_new(nullptr, nullptr, q.get(), nullptr, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_backtest_text(nullptr), nullptr);
  EXPECT_EQ(oncourse_backtest_html(nullptr), nullptr);
  oncourse_backtest_free(nullptr);
  EXPECT_EQ(refusal_of([&](oncourse_table** out, oncourse_error* error) {
              return oncourse_backtest_table(nullptr, 0, out, error);
            }),
            "bad_argument: backtest is NULL");
  const double alpha = 0.7;
  std::size_t count = 0;
  EXPECT_EQ(oncourse_usual_rules(q.get(), nullptr, &alpha, 1, nullptr, 0, &count, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_usual_rules(q.get(), nullptr, nullptr, 1, nullptr, 0, &count, nullptr), ONCOURSE_BAD_ARGUMENT);
}

TEST_F(CBacktest, RefusesRulesThatTheInstrumentHasNoCriterionFor) {
  const InstrumentHandle own = vendors_own(R"({"id": "clinic-10", "name": "Clinic Ten", "construct": "distress",
      "direction": "lower_is_better", "total": [0, 40], "source": "the vendor's manual"})");
  const oncourse_rows rows = columns.rows();
  oncourse_backtest_rule rule = {};
  rule.kind = ONCOURSE_RULE_RELIABLE_DETERIORATION;
  options.rules = &rule;
  options.n_rules = 1;
  oncourse_backtest* made = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_backtest_new(&rows, &fitting, own.get(), &options, &made, &error), ONCOURSE_NOT_AVAILABLE);
  std::size_t all = 0, without = 0;
  ASSERT_EQ(oncourse_usual_rules(q.get(), nullptr, nullptr, 0, nullptr, 0, &all, nullptr), ONCOURSE_OK);
  ASSERT_EQ(oncourse_usual_rules(own.get(), nullptr, nullptr, 0, nullptr, 0, &without, nullptr), ONCOURSE_OK);
  EXPECT_EQ(without + 6, all);
}

}  // namespace
}  // namespace oncourse

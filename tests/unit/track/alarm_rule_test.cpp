// alarm_rule_test.cpp: rules along courses, alone and together.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/alarm_rule.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "oncourse/track/assess.hpp"
#include "support/calibration.hpp"
#include "support/record.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

constexpr Target improvement = {Target::Kind::reliable_improvement};

Course weekly_course(const std::vector<double>& totals) {
  CourseRecord record;
  for (std::size_t k = 0; k < totals.size(); ++k)
    record.sessions.push_back(
        {static_cast<int>(k), 7 * static_cast<long>(k), {support::total_of(phq9, totals[k])}, {}});
  return *Course::make(record);
}

std::vector<double> drawn_totals(std::mt19937_64& random, int sessions) {
  std::uniform_int_distribution<int> total(0, 27);
  std::vector<double> out = {std::clamp(static_cast<double>(total(random)), 8.0, 20.0)};
  while (static_cast<int>(out.size()) < sessions) out.push_back(total(random));
  return out;
}

/// One of each kind.
std::vector<MonitoringRule> each_rule() {
  std::vector<MonitoringRule> out;
  for (const MonitoringRule::Kind kind : monitoring_rules) out.push_back({kind});
  return out;
}

ResponseModel with_limits_for_each_rule() {
  ResponseModel model = support::response_model();
  const double limits[] = {-0.3, 1.5, 0.6, 0.5, -10.0};
  for (const MonitoringRule& rule : each_rule()) {
    Calibration by = support::calibration_at(0.0, improvement, {2.0, 15.0}, 50 + static_cast<int>(rule.kind), 90);
    by.rule = rule;
    by.alpha = 0.05;
    by.stages = {{6.0, std::numeric_limits<double>::infinity()}, {15.0, limits[static_cast<int>(rule.kind)]}};
    model.calibrations.push_back(by);
  }
  return model;
}

TEST(AlarmRule, AlongACourseSaysWhatItsSignalsAndItsStagesSay) {
  std::mt19937_64 random(3);
  const ResponseModel model = with_limits_for_each_rule();
  for (int round = 0; round < 40; ++round) {
    const std::vector<double> totals = drawn_totals(random, 14);
    std::vector<double> times;
    for (std::size_t k = 0; k < totals.size(); ++k) times.push_back(static_cast<double>(k));
    AssessOptions options;
    options.rules = each_rule();
    const auto assessment = assess(weekly_course(totals), phq9, &model, options);
    ASSERT_TRUE(assessment.ok()) << assessment.error().detail;
    ASSERT_EQ(assessment->rules.size(), 5U);
    for (std::size_t r = 0; r < 5; ++r) {
      const Calibration& by = model.calibrations[r];
      const auto frame = monitoring_frame(TimeUnit::session, {}, phq9, improvement, by.rule);
      const MonitoredCourse course{times, totals, {}, 0, *line_for(improvement, phq9, totals[0])};
      const auto found = signals(by.rule, model.growth, phq9, *frame, course);
      std::optional<int> first;
      for (std::size_t k = 0; k < totals.size(); ++k)
        if (!first && counts(by.rule, *frame, course, *found, k) && limit_at(by.stages, times[k]).alarms((*found)[k]))
          first = static_cast<int>(k);
      const RuleVerdict& said = assessment->rules[r];
      EXPECT_EQ(said.alarm, first) << name(by.rule.kind);
      EXPECT_EQ(said.guarantee.kind, Guarantee::Kind::conformal);
      EXPECT_EQ(said.guarantee.n_reached, by.n_reached);
      if (std::isnan(found->back()))
        EXPECT_FALSE(said.value);
      else
        EXPECT_EQ(said.value, shown(by.rule.kind, found->back()));
      EXPECT_EQ(said.threshold, shown(by.rule.kind, by.stages[1].limit));
    }
  }
}

TEST(AlarmRule, TogetherIsWhatAnyOrAllSay) {
  std::mt19937_64 random(4);
  const ResponseModel model = with_limits_for_each_rule();
  int named_later = 0;
  for (int round = 0; round < 200; ++round) {
    const Course course = weekly_course(drawn_totals(random, 10));
    AssessOptions options;
    options.rules = {{MonitoringRule::Kind::reliable_deterioration}, {}, {MonitoringRule::Kind::expected_response}};
    for (const RuleCombination combination : rule_combinations) {
      options.combination = combination;
      const auto together = assess(course, phq9, &model, options);
      const auto off = [](const RuleVerdict& rule) { return rule.latest() == Verdict::off_track; };
      const auto& rules = together->rules;
      const bool expected = combination == RuleCombination::any ? std::any_of(rules.begin(), rules.end(), off)
                                                                : std::all_of(rules.begin(), rules.end(), off);
      EXPECT_EQ(together->latest() == Verdict::off_track, expected);
      EXPECT_EQ(rules[together->decided].latest(), together->latest());
      for (std::size_t r = 0; r < together->decided; ++r) EXPECT_NE(rules[r].latest(), together->latest());
      named_later += together->decided > 0 ? 1 : 0;
      const Guarantee& promised = together->basis.guarantee;
      EXPECT_EQ(promised.kind, Guarantee::Kind::conformal);
      EXPECT_NEAR(promised.alpha, combination == RuleCombination::any ? 0.15 : 0.05, 1e-15);
      EXPECT_EQ(together->basis.rule, std::string(name(rules[together->decided].rule.kind)) + "/conformal");
    }
  }
  EXPECT_GT(named_later, 20);
}

TEST(AlarmRule, TogetherWithAPublishedLimitPromisesNothingUnlessAllMustAgree) {
  ResponseModel model = with_limits_for_each_rule();
  model.calibrations.resize(1);  // the posterior probability's
  AssessOptions options;
  options.rules = {{}, {MonitoringRule::Kind::expected_response}};
  const Course course = weekly_course({16, 15, 14, 16, 15});
  const auto any = assess(course, phq9, &model, options);
  EXPECT_EQ(any->basis.guarantee.kind, Guarantee::Kind::none);
  EXPECT_EQ(any->rules[1].guarantee.kind, Guarantee::Kind::none);
  EXPECT_TRUE(
      any->rules[1].guarantee.statement.starts_with("No rate of false alarms is promised for the whole course"));
  options.combination = RuleCombination::all;
  const auto all = assess(course, phq9, &model, options);
  EXPECT_EQ(all->basis.guarantee.kind, Guarantee::Kind::conformal);
  EXPECT_EQ(all->basis.guarantee.alpha, 0.05);
}

TEST(AlarmRule, WithoutAModelStillSeesDeteriorationAndNoEarlyResponse) {
  AssessOptions options;
  options.rules = {{MonitoringRule::Kind::sustained_deterioration}, {MonitoringRule::Kind::no_early_response}};
  const auto worse = assess(weekly_course({12, 18, 19, 20}), phq9, nullptr, options);
  ASSERT_TRUE(worse.ok()) << worse.error().detail;
  EXPECT_EQ(worse->latest(), Verdict::off_track);
  EXPECT_EQ(worse->alarm, 2) << "the second in a row";
  EXPECT_EQ(worse->basis.rule, "sustained_deterioration/published");
  EXPECT_FALSE(worse->deterioration);
  EXPECT_FALSE(worse->window_probability);
  const auto late = assess(weekly_course({20, 19, 19, 19, 17, 15}), phq9, nullptr, options);
  EXPECT_EQ(late->alarm, 4) << "15 % by session 4";
  EXPECT_EQ(late->latest(), Verdict::off_track) << "its last word stands";
  const auto early = assess(weekly_course({20, 19, 19}), phq9, nullptr, options);
  EXPECT_EQ(early->latest(), Verdict::on_track);
  EXPECT_EQ(early->rules[1].latest(), Verdict::undetermined);
  options.rules = {{}};
  EXPECT_EQ(assess(weekly_course({20, 19}), phq9, nullptr, options).error().detail,
            "the rule posterior_probability needs a model");
}

TEST(AlarmRule, OfAGroupIsTheGroupsOwnAndOfABandOfIntakeTheBands) {
  ResponseModel model = support::response_model();
  for (const char* const label : {"", "north", "south"})
    for (const bool high : {false, true}) {
      Calibration by = support::calibration_at(0.1, improvement, {2.0, 15.0}, 30, 60);
      by.group = {label, high ? IntakeBand{15.0} : IntakeBand{-std::numeric_limits<double>::infinity(), 15.0}};
      by.n_reached += static_cast<int>(model.calibrations.size());
      model.calibrations.push_back(by);
    }
  AssessOptions options;
  const auto behind = [&](const char* group, double intake) {
    options.group = group;
    return assess(weekly_course({intake, 14, 13}), phq9, &model, options)->basis.guarantee.n_reached;
  };
  EXPECT_EQ(behind("", 14), 30);
  EXPECT_EQ(behind("", 15), 31);
  EXPECT_EQ(behind("north", 14), 32);
  EXPECT_EQ(behind("south", 20), 35);
  options.group = "east";
  EXPECT_EQ(assess(weekly_course({16, 14, 13}), phq9, &model, options).error().detail,
            "group east has no calibration; there are: north, south");
}

TEST(Deterioration, IsAQuestionOfItsOwn) {
  const ResponseModel model = support::response_model();
  std::mt19937_64 random(8);
  for (int round = 0; round < 50; ++round) {
    const std::vector<double> totals = drawn_totals(random, 8);
    const auto assessment = assess(weekly_course(totals), phq9, &model);
    ASSERT_TRUE(assessment->deterioration);
    const RuleVerdict& of = *assessment->deterioration;
    EXPECT_EQ(of.target.kind, Target::Kind::no_deterioration);
    EXPECT_EQ(of.line.limit, totals[0] + 6.0);
    AssessOptions options;
    options.target = of.target;
    const auto asked = assess(weekly_course(totals), phq9, &model, options);
    EXPECT_FALSE(asked->deterioration) << "asked for already";
    EXPECT_EQ(asked->rules[0].value, of.value);
    EXPECT_EQ(asked->rules[0].verdicts, of.verdicts);
    EXPECT_GE(*of.value, *assessment->window_probability) << "whoever improves is not worse";
  }
  const auto worse = assess(weekly_course({10, 14, 17, 20, 22, 24, 24, 25}), phq9, &model);
  EXPECT_EQ(worse->deterioration->latest(), Verdict::off_track);
  const auto better = assess(weekly_course({16, 15, 9, 8, 7}), phq9, &model);
  EXPECT_EQ(better->deterioration->latest(), Verdict::on_track) << "nothing settles it before the end";
  EXPECT_FALSE(assess(weekly_course({24, 22, 20}), phq9, &model)->deterioration) << "30 lies outside the scale";
}

TEST(Deterioration, HasItsOwnCalibrationInTheSameModel) {
  ResponseModel model = with_limits_for_each_rule();
  model.calibrations.push_back(support::calibration_at(0.3, {Target::Kind::no_deterioration}, {2.0, 15.0}, 77, 90));
  const auto assessment = assess(weekly_course({14, 15, 16, 17, 18}), phq9, &model);
  EXPECT_EQ(assessment->deterioration->guarantee.n_reached, 77);
  EXPECT_EQ(assessment->deterioration->threshold, 0.3);
  EXPECT_EQ(assessment->basis.guarantee.n_reached, 50);
  const auto& say = assessment->basis.sentences;
  EXPECT_TRUE(std::any_of(say.begin(), say.end(), [](const std::string& sentence) {
    return sentence.starts_with(
               "That the score at session 16 is reliably worse than at baseline is a question of its "
               "own: the probability of 20 or more is ") &&
           sentence.find("More than 70.0 % raises an alarm of deterioration.") != std::string::npos;
  }));
}

TEST(AlarmRule, ByProbabilityNeverSpeaksAgainstWhoseOutlookIsNoWorseThanAtIntake) {
  ResponseModel model = support::response_model();
  model.calibrations = {support::calibration_at(0.9, improvement, {2.0, 15.0}, 50, 90)};
  std::mt19937_64 random(9);
  int between = 0;
  for (int round = 0; round < 300; ++round) {
    const auto assessment = assess(weekly_course(drawn_totals(random, 10)), phq9, &model);
    const double first = *assessment->sessions.front().probability, now = *assessment->sessions.back().probability;
    ASSERT_LT(first, 0.9);
    EXPECT_EQ(assessment->basis.threshold, first) << "not .9";
    const bool met = assessment->target->met(assessment->sessions.back().score);
    EXPECT_EQ(assessment->latest() == Verdict::off_track, !met && now < first);
    between += !met && now >= first && now < 0.9 ? 1 : 0;
  }
  EXPECT_GT(between, 5);
}

TEST(Basis, NamesTheRuleItsValueItsLimitAndWhereTheLimitComesFrom) {
  const ResponseModel model = with_limits_for_each_rule();
  AssessOptions options;
  options.rules = {{MonitoringRule::Kind::expected_response}};
  const auto assessment = assess(weekly_course({16, 15, 15, 16, 17, 18, 19, 20}), phq9, &model, options);
  const Basis& basis = assessment->basis;
  EXPECT_EQ(basis.rule, "expected_response/conformal");
  EXPECT_EQ(basis.threshold, 1.5);
  EXPECT_GT(*basis.value, 1.5);
  EXPECT_EQ(assessment->latest(), Verdict::off_track);
  EXPECT_EQ(basis.calibration,
            "expected_response for reliable_improvement, alpha 0.05 spent anywhere, 51 of 90 people reached it");
  ASSERT_TRUE(basis.turning_score);
  auto before = assessment->sessions;
  std::vector<double> totals;
  for (const SessionVerdict& at : before) totals.push_back(at.score);
  totals.back() = *basis.turning_score;
  EXPECT_EQ(assess(weekly_course(totals), phq9, &model, options)->latest(), Verdict::on_track);
  totals.back() += 1.0;
  EXPECT_EQ(assess(weekly_course(totals), phq9, &model, options)->latest(), Verdict::off_track)
      << "the nearest score that turns it";
}

}  // namespace
}  // namespace oncourse

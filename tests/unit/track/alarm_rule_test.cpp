// alarm_rule_test.cpp: rules along courses, alone and together.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/alarm_rule.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "oncourse/instrument/catalogue.hpp"
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
      EXPECT_EQ(said.threshold.has_value(), said.value.has_value());
      if (said.value) {
        const double least = least_signal(by.rule.kind, (*found)[0]);
        EXPECT_EQ(said.threshold, shown(by.rule.kind, std::max(by.stages[1].limit, least)));
      }
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

/// Courses of persons drawn from a model of session times, some held late, some quick, as a service has them.
std::vector<CourseRecord> served_courses(int persons, std::mt19937_64& random) {
  std::vector<CourseRecord> out;
  const support::Cohort drawn = support::drawn_from(support::response_model().growth, persons, random, 0.5);
  for (const support::Rows& rows : drawn.persons()) {
    CourseRecord record;
    long day = 0;
    const auto pace = static_cast<long>(5 + random() % 6);
    for (std::size_t k = 0; k < rows.size(); ++k, day += pace + static_cast<long>(random() % 3))
      record.sessions.push_back(
          {static_cast<int>(k), day, {support::total_of(phq9, std::clamp(std::round(rows[k].score), 0.0, 27.0))}, {}});
    out.push_back(std::move(record));
  }
  return out;
}

support::Cohort panel_of(const std::vector<CourseRecord>& courses, TimeUnit unit) {
  std::vector<support::Rows> persons;
  for (const CourseRecord& record : courses) {
    support::Rows rows;
    for (const Session& session : record.sessions)
      rows.push_back(
          {model_time(unit, session.number, static_cast<double>(session.day)), session.administrations[0].score.total});
    persons.push_back(std::move(rows));
  }
  return support::Cohort(std::move(persons));
}

TEST(AlarmRule, KeepsItsRateInWholeCoursesOfAServiceAsTheyAreJudged) {
  for (const TimeUnit unit : {TimeUnit::session, TimeUnit::week})
    for (const MonitoringRule::Kind kind : monitoring_rules) {
      double flagged = 0.0, reached = 0.0, on_calibration = 0.0, judged = 0.0;
      for (std::uint64_t round = 0; round < 6; ++round) {
        std::mt19937_64 random(100 * round + static_cast<std::uint64_t>(kind));
        ResponseModel model = support::response_model();
        model.time_unit = unit;
        AlarmPlan alarms;
        alarms.alpha = 0.2;
        alarms.rules = {{kind}};
        const auto kept = panel_of(served_courses(200, random), unit);
        const auto calibrations = calibrate(model.growth, unit, phq9, kept.panel(), alarms);
        ASSERT_TRUE(calibrations.ok()) << calibrations.error().detail;
        model.calibrations = *calibrations;
        AssessOptions options;
        options.rules = {{kind}};
        for (const CourseRecord& record : served_courses(150, random)) {
          const auto assessment = assess(*Course::make(record), phq9, &model, options);
          ASSERT_TRUE(assessment.ok()) << assessment.error().detail;
          if (!assessment->target || !assessment->target->met(assessment->sessions.back().score)) continue;
          reached += 1.0;
          flagged += assessment->alarm ? 1.0 : 0.0;
          judged += 1.0;
          on_calibration += assessment->rules[0].guarantee.kind == Guarantee::Kind::conformal ? 1.0 : 0.0;
        }
      }
      // 6 calibrations of some 110 who reached it, and as many fresh ones each
      EXPECT_LE(flagged / reached, 0.2 + 2.0 * std::sqrt(0.16 * 2.0 / (6.0 * 85.0))) << name(unit) << " " << name(kind);
      EXPECT_GT(reached, 300.0);
      EXPECT_EQ(on_calibration, judged);
    }
}

TEST(AlarmRule, OfAnotherPlanThanTheCalibrationsHasThePublishedLimits) {
  ResponseModel model = with_limits_for_each_rule();
  CourseRecord record = support::weekly(6);
  const auto kind_with = [&](const Plan& plan) {
    record.plan = plan;
    const auto assessment = assess(*Course::make(record), phq9, &model);
    EXPECT_EQ(assessment->basis.guarantee.kind == Guarantee::Kind::conformal, assessment->basis.calibration != "");
    return assessment->basis.guarantee.kind;
  };
  Plan shorter, slower;
  shorter.window_last = 15;
  slower.cadence_days = 14;
  EXPECT_EQ(kind_with({}), Guarantee::Kind::conformal);
  EXPECT_EQ(kind_with(shorter), Guarantee::Kind::ville);
  EXPECT_EQ(kind_with(slower), Guarantee::Kind::conformal) << "a model that counts sessions knows no days";
  model.time_unit = TimeUnit::week;
  EXPECT_EQ(kind_with({}), Guarantee::Kind::conformal);
  slower.window_first = 6;
  slower.window_last = 8;
  EXPECT_EQ(kind_with(slower), Guarantee::Kind::ville) << "ends in the same week, by half as many sessions";
}

TEST(AlarmRule, IsFoundByWhatItReadsAndNotByFiguresOfOtherRules) {
  const ResponseModel model = with_limits_for_each_rule();
  AssessOptions options;
  options.rules = {{MonitoringRule::Kind::posterior_probability, 0.5, 9, 70.0},
                   {MonitoringRule::Kind::expected_response, 0.5},
                   {MonitoringRule::Kind::no_early_response, 0.9, 4, 70.0},
                   {MonitoringRule::Kind::no_early_response, 0.9, 5, 70.0}};
  const auto assessment = assess(weekly_course({16, 15, 14, 16}), phq9, &model, options);
  for (std::size_t r = 0; r < 3; ++r) EXPECT_EQ(assessment->rules[r].guarantee.kind, Guarantee::Kind::conformal) << r;
  EXPECT_EQ(assessment->rules[3].guarantee.kind, Guarantee::Kind::none) << "another session";
  options.rules = {{MonitoringRule::Kind::posterior_probability, 0.5}, {}};
  EXPECT_EQ(assess(weekly_course({16, 15, 14, 16}), phq9, &model, options).error().detail,
            "the rule posterior_probability is there twice");
}

TEST(AlarmRule, ByPublishedLimitsForgivesTheRoundingOfDifferences) {
  AssessOptions options;
  options.rules = {{MonitoringRule::Kind::reliable_deterioration}};
  options.target = Target{Target::Kind::score, 30.0};
  const Instrument& ors = **find_instrument("ors");
  CourseRecord record;
  const double totals[] = {8.2, 9.0, 3.2};  // five points are reliable
  for (int k = 0; k < 3; ++k) record.sessions.push_back({k, 7L * k, {support::total_of(ors, totals[k])}, {}});
  const auto assessment = assess(*Course::make(record), ors, nullptr, options);
  ASSERT_TRUE(assessment.ok()) << assessment.error().detail;
  EXPECT_EQ(assessment->latest(), Verdict::off_track);
  EXPECT_LT(*assessment->rules[0].value, 1.0) << "in its last bits";
}

TEST(AlarmRule, ATargetMetFromTheStartIsNoAchievementAndHasNoCalibration) {
  ResponseModel model = support::response_model();
  model.calibrations = {support::calibration_at(0.3, {Target::Kind::cutoff}, {2.0, 15.0}, 60, 90)};
  AssessOptions options;
  options.target = Target{Target::Kind::cutoff};
  options.rules = {{MonitoringRule::Kind::reliable_deterioration}};
  const auto worse = assess(weekly_course({3, 4, 6, 9, 9}), phq9, &model, options);
  EXPECT_EQ(worse->latest(), Verdict::off_track);
  EXPECT_NE(worse->window.decision, WindowDecision::target_met);
  options.rules = {};
  EXPECT_EQ(assess(weekly_course({3, 4, 6, 9, 9}), phq9, &model, options)->basis.guarantee.kind,
            Guarantee::Kind::ville);
  EXPECT_EQ(assess(weekly_course({13, 12, 12, 11, 9}), phq9, &model, options)->basis.guarantee.kind,
            Guarantee::Kind::conformal);
}

TEST(AlarmRule, TogetherPromisesWhatTheWeakestOrTheStrictestDoes) {
  ResponseModel model = with_limits_for_each_rule();
  model.calibrations.erase(model.calibrations.begin());  // the posterior probability's: it has Ville's limit
  AssessOptions options;
  options.alpha = 0.05;
  options.rules = {{MonitoringRule::Kind::expected_response}, {}};
  const Course course = weekly_course({16, 15, 14, 16, 15});
  const Basis any = assess(course, phq9, &model, options)->basis;
  EXPECT_EQ(any.guarantee.kind, Guarantee::Kind::ville);
  EXPECT_NEAR(any.guarantee.alpha, 0.10, 1e-15);
  EXPECT_NE(any.guarantee.statement.find("The weakest: At most 5 %"), std::string::npos) << any.guarantee.statement;
  EXPECT_NE(any.guarantee.statement.find("Ville"), std::string::npos);
  EXPECT_EQ(any.guarantee.statement.find("whatever the model's faults"), std::string::npos);
  options.combination = RuleCombination::all;
  options.rules = {{}, {MonitoringRule::Kind::expected_response}};
  EXPECT_EQ(assess(course, phq9, &model, options)->basis.guarantee.kind, Guarantee::Kind::conformal)
      << "of two alike in rate the one that needs no model";
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
           sentence.find("More than 70.0 % raises an alarm of deterioration (calibrated).") != std::string::npos;
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

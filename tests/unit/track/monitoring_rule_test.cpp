// monitoring_rule_test.cpp: what rules read in a course.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/monitoring_rule.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "oncourse/base/normal.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/target_probability.hpp"
#include "support/mirror.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

using RuleKind = MonitoringRule::Kind;

/// One course of the model with round figures, judged by the PHQ-9.
struct Example {
  ResponseModel model = support::response_model();
  std::vector<double> times, scores;
  MonitoringFrame frame = {{Target::Kind::percent, 50.0}};
  MonitoredCourse course;

  explicit Example(std::vector<double> of, std::vector<double> at = {}) : times(std::move(at)), scores(std::move(of)) {
    if (times.empty())
      for (std::size_t k = 0; k < scores.size(); ++k) times.push_back(static_cast<double>(k));
    course = {times, scores, {}, 0, *line_for(frame.target, phq9, scores[0])};
  }
  [[nodiscard]] MonitoringFrame framed(const MonitoringRule& rule, const Instrument& q) const {
    return *monitoring_frame(TimeUnit::session, {}, q, frame.target, rule);
  }
  [[nodiscard]] std::vector<double> signals_of(MonitoringRule rule) const {
    return *signals(rule, model.growth, phq9, framed(rule, phq9), course);
  }
  [[nodiscard]] bool alarms(MonitoringRule rule, std::size_t score, double alpha = 0.1) const {
    const auto found = signals_of(rule);
    return published_limit(rule, phq9, alpha, found[0])->alarms(found[score]);
  }
};

constexpr double none = std::numeric_limits<double>::quiet_NaN();

void expect_same(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (std::isnan(expected[i]))
      EXPECT_TRUE(std::isnan(found[i])) << i;
    else
      EXPECT_NEAR(found[i], expected[i], 1e-12) << i;
  }
}

TEST(MonitoringRule, OfTheProbabilityIsItsNegative) {
  const Example example({16, 15, 14, 16, 13, 12});
  growth::Person person(example.model.growth);
  std::vector<double> expected;
  for (std::size_t k = 0; k < example.times.size(); ++k) {
    person.observe(example.times[k], example.scores[k]);
    expected.push_back(-target_probability(person, example.course.line, example.frame.horizon, {}));
  }
  expect_same(example.signals_of({}), expected);
}

TEST(MonitoringRule, OfTheExpectedResponseCountsDeviationsFromWhatThisIntakeScoreLetsExpect) {
  const Example example({16, 15, 9, 20});
  growth::Person person(example.model.growth);
  person.observe(0, 16);
  std::vector<double> expected = {none};
  for (std::size_t k = 1; k < 4; ++k) {
    const growth::Forecast at = person.forecast(example.times[k]);
    expected.push_back((example.scores[k] - at.mean) / at.sd_score);
  }
  expect_same(example.signals_of({RuleKind::expected_response}), expected);
  EXPECT_LT(expected[2], 0.0) << "better than expected";
  // the published limit is the worse end of the band
  const MonitoringRule rule{RuleKind::expected_response, 0.8};
  EXPECT_NEAR(published_limit(rule, phq9, 0.1, none)->value, normal_quantile(0.9), 1e-14);
  EXPECT_TRUE(example.alarms(rule, 3));
  EXPECT_FALSE(example.alarms(rule, 2));
}

TEST(MonitoringRule, OfDeteriorationCountsReliableChangesFromIntakeOnceOrTwiceInARow) {
  const Example example({10, 16, 12, 17, 18});  // six points are reliable
  expect_same(example.signals_of({RuleKind::reliable_deterioration}), {none, 1.0, 2.0 / 6.0, 7.0 / 6.0, 8.0 / 6.0});
  expect_same(example.signals_of({RuleKind::sustained_deterioration}), {none, none, 2.0 / 6.0, 2.0 / 6.0, 7.0 / 6.0});
  EXPECT_TRUE(example.alarms({RuleKind::reliable_deterioration}, 1)) << "exactly six points count";
  EXPECT_FALSE(example.alarms({RuleKind::sustained_deterioration}, 3));
  EXPECT_TRUE(example.alarms({RuleKind::sustained_deterioration}, 4));
}

TEST(MonitoringRule, OfNoEarlyResponseLooksOnceAtTheFirstScoreOfItsSessionOrLater) {
  const MonitoringRule rule{RuleKind::no_early_response};
  expect_same(Example({20, 19, 18, 17, 16, 20}).signals_of(rule), {none, none, none, none, -20.0, none});
  EXPECT_FALSE(Example({20, 19, 18, 17, 16, 20}).alarms(rule, 4)) << "20 percent are enough";
  EXPECT_TRUE(Example({20, 19, 18, 17, 17, 20}).alarms(rule, 4));
  expect_same(Example({20, 19, 15, 10}, {0, 1, 5, 6}).signals_of(rule), {none, none, -25.0, none});
  expect_same(Example({20, 19}, {0, 3}).signals_of(rule), {none, none});
}

TEST(MonitoringRule, ReadsAScaleTheOtherWayRoundAsItsMirrorImage) {
  const support::Mirror image(phq9);
  const Instrument& mirror = image.instrument();
  const Example lower({16, 15, 14, 19, 20});
  Example higher({11, 12, 13, 8, 7});  // 27 less each
  higher.model.growth.beta = Eigen::Vector2d(12.0, 3.1);
  higher.course.line = *line_for({Target::Kind::score, 19.0}, mirror, 11);
  Example twin = lower;
  twin.course.times = twin.times;
  twin.course.scores = twin.scores;
  twin.course.line = *line_for({Target::Kind::score, 8.0}, phq9, 16);
  for (const RuleKind kind : {RuleKind::posterior_probability, RuleKind::expected_response,
                              RuleKind::reliable_deterioration, RuleKind::sustained_deterioration})
    expect_same(*signals({kind}, higher.model.growth, mirror, higher.framed({kind}, mirror), higher.course),
                *signals({kind}, twin.model.growth, phq9, twin.framed({kind}, phq9), twin.course));
}

TEST(MonitoringRule, CountsMonitoredScoresThatDoNotMeetTheTarget) {
  const Example example({16, 15, 8, 9, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16});
  const MonitoringRule rule = {RuleKind::expected_response};
  std::vector<double> signals(example.scores.size(), 1.0);
  for (std::size_t score = 0; score < example.scores.size(); ++score)
    EXPECT_EQ(counts(rule, example.frame, example.course, signals, score), score >= 3 && score <= 13) << score;
  signals[4] = none;
  EXPECT_FALSE(counts(rule, example.frame, example.course, signals, 4));
  signals[0] = -0.6;
  for (const double probability : {0.6, 0.7}) {
    signals[4] = -probability;
    EXPECT_FALSE(counts({}, example.frame, example.course, signals, 4)) << "no less likely than at intake";
    EXPECT_TRUE(counts(rule, example.frame, example.course, signals, 4)) << "which that rule does not look at";
  }
  signals[4] = -0.59;
  EXPECT_TRUE(counts({}, example.frame, example.course, signals, 4));
}

TEST(MonitoringRule, OfVilleHasALimitForEachCourse) {
  const Example example({16, 15, 14});
  const auto found = example.signals_of({});
  const auto limit = published_limit({}, phq9, 0.1, found[0]);
  EXPECT_EQ(limit->value, 0.1 * found[0]);
  EXPECT_TRUE(limit->alarms(limit->value)) << "the inequality is not strict";
  EXPECT_FALSE(published_limit({}, phq9, 0.1, -0.0)->alarms(0.0)) << "no chance at intake: it says nothing";
}

TEST(MonitoringRule, RefusesAnInstrumentWithoutAReliableChangeAndFiguresThatCannotBe) {
  Instrument q = phq9;
  q.figures = {};
  EXPECT_EQ(monitoring_frame(TimeUnit::session, {}, q, {}, {RuleKind::reliable_deterioration}).error().code,
            Errc::not_available);
  MonitoringRule rule;
  EXPECT_FALSE(trouble_in(rule));
  rule.level = 1.0;
  EXPECT_EQ(trouble_in(rule)->detail, "level 1, it must lie between 0 and 1");
  rule = {};
  rule.early_session = 0;
  EXPECT_EQ(trouble_in(rule)->detail, "early session 0, it must be 1 or later");
}

TEST(MonitoringRule, OfATargetThatIsMetFromTheStartCountsScoresThatMeetIt) {
  Example example({16, 15, 14, 18, 23});
  example.frame.target = {Target::Kind::no_deterioration};
  example.course.line = *line_for(example.frame.target, phq9, 16);
  EXPECT_TRUE(example.course.line.met(21)) << "six points are reliable";
  EXPECT_FALSE(example.course.line.met(22));
  EXPECT_FALSE(example.course.line.settles);
  const MonitoringRule rule = {RuleKind::expected_response};
  const std::vector<double> signals(5, 1.0);
  for (const std::size_t score : {2U, 3U, 4U})
    EXPECT_TRUE(counts(rule, example.frame, example.course, signals, score)) << score;
  EXPECT_EQ(line_for(example.frame.target, phq9, 22).error().code, Errc::bad_argument) << "no room for 28";
}

TEST(MonitoringRule, IsShownAsPeopleReadIt) {
  EXPECT_EQ(shown(RuleKind::posterior_probability, -0.25), 0.25);
  EXPECT_EQ(shown(RuleKind::no_early_response, -20.0), 20.0);
  EXPECT_EQ(shown(RuleKind::expected_response, 1.5), 1.5);
  EXPECT_EQ(shown(RuleKind::sustained_deterioration, 1.5), 1.5);
  EXPECT_FALSE(std::signbit(shown(RuleKind::posterior_probability, 0.0)));
  EXPECT_EQ(text_of(RuleKind::posterior_probability, 0.25), "25.0 %");
}

TEST(MonitoringRule, HasAParentForEveryKind) {
  for (const RuleKind kind : monitoring_rules) {
    EXPECT_FALSE(source_of(kind).source.empty());
    EXPECT_NE(name(kind), "unknown");
  }
}

}  // namespace
}  // namespace oncourse

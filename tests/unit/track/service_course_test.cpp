// service_course_test.cpp: a course has the outcomes its rules say, the alarm that assess() raises, and what the model
// lets expect on average.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/service_course.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/assess.hpp"
#include "support/response_model.hpp"

namespace oncourse::service_course_test {

Course course_of(const Instrument& q, const std::vector<std::pair<int, double>>& scores, int last_session = 0) {
  CourseRecord record;
  for (const auto& [session, total] : scores) {
    Score score;
    score.total = total;
    record.sessions.push_back({session, 7L * session, {{&q, score, false}}});
  }
  if (last_session > 0) record.sessions.push_back({last_session, 7L * last_session});
  return *Course::make(record);
}

ServiceCourse judged(const Course& course, const ResponseModel* model = nullptr, const AssessOptions& options = {}) {
  const auto found = service_course(course, phq9, service_rules(phq9), model, options);
  EXPECT_TRUE(found) << found.error().detail;
  return *found;
}

TEST(ServiceCourse, HasTheOutcomesOfItsFirstAndLastScore) {
  using enum ServiceOutcome;
  const ServiceCourse recovered = judged(course_of(phq9, {{0, 16.0}, {3, 20.0}, {12, 4.0}}, 13));
  for (const ServiceOutcome outcome : {response, remission, recovery, reliable_recovery, reliable_improvement})
    EXPECT_EQ(recovered.of(outcome).met, true) << name(outcome);
  EXPECT_EQ(recovered.of(reliable_deterioration).met, false);
  EXPECT_EQ(recovered.of(inside_window).met, true);
  EXPECT_EQ(recovered.last_session, 13) << "held, without a score";
  EXPECT_FALSE(recovered.of(off_track).met) << "there is no model";

  const ServiceCourse crossed = judged(course_of(phq9, {{0, 11.0}, {9, 8.0}}));
  EXPECT_EQ(crossed.of(recovery).met, true);
  EXPECT_EQ(crossed.of(reliable_recovery).met, false) << "3 points are less than 6";
  EXPECT_EQ(crossed.of(reliable_improvement).met, false);
  EXPECT_EQ(crossed.of(inside_window).met, false);

  const ServiceCourse worse = judged(course_of(phq9, {{0, 4.0}, {20, 10.0}}));
  EXPECT_EQ(worse.of(reliable_deterioration).met, true);
  EXPECT_FALSE(worse.of(recovery).met) << "no case at the start";
  EXPECT_FALSE(worse.of(remission).met) << "in remission at the start";
  EXPECT_EQ(worse.of(response).met, false);
  EXPECT_FALSE(judged(course_of(phq9, {{0, 0.0}, {20, 10.0}})).of(response).met) << "nothing to gain";

  EXPECT_EQ(judged(course_of(phq9, {{0, 4.0}})).trouble, Errc::not_enough_sessions);
}

/// Observed and expected must be of one line: whatever the first score, a last one meets the outcome where it lies on
/// the side of the target's line that the model's probability is of.
TEST(ServiceCourse, CountsWhatTheModelsLineMeans) {
  const ServiceRules rules = service_rules(phq9);
  const struct {
    ServiceOutcome outcome;
    Target target;
    bool met;
  } pairs[] = {{ServiceOutcome::response, {Target::Kind::percent, 50.0}, true},
               {ServiceOutcome::recovery, {Target::Kind::cutoff}, true},
               {ServiceOutcome::reliable_recovery, {Target::Kind::recovery}, true},
               {ServiceOutcome::reliable_improvement, {Target::Kind::reliable_improvement}, true},
               {ServiceOutcome::reliable_deterioration, {Target::Kind::no_deterioration}, false}};
  int compared = 0;
  for (double first = 0.0; first <= 27.0; ++first)
    for (double last = 0.0; last <= 27.0; ++last) {
      const auto found = service_course(course_of(phq9, {{0, first}, {9, last}}), phq9, rules, nullptr);
      ASSERT_TRUE(found);
      for (const auto& pair : pairs) {
        const auto& one = found->of(pair.outcome);
        if (!one.met) continue;
        const auto line = line_for(pair.target, phq9, first);
        ASSERT_EQ(*one.met, line && line->met(last) == pair.met) << name(pair.outcome) << " " << first << " " << last;
        ++compared;
      }
    }
  EXPECT_GT(compared, 3000);
}

TEST(ServiceCourse, IsOffTrackWhereAssessWouldHaveRaisedAnAlarm) {
  std::mt19937_64 random(17);
  std::normal_distribution<double> normal;
  ResponseModel model = support::response_model();
  AssessOptions two;
  two.rules = {{}, {.kind = MonitoringRule::Kind::sustained_deterioration}};
  AssessOptions deterioration;
  deterioration.target = Target{Target::Kind::percent, 30.0};
  deterioration.rules = {{.kind = MonitoringRule::Kind::reliable_deterioration}};
  int flagged = 0, free = 0;
  for (int i = 0; i < 300; ++i) {
    std::vector<std::pair<int, double>> scores;
    double level = 15.0 + 4.0 * normal(random);
    for (int session = 0; session <= 16; session += 1 + static_cast<int>(random() % 2)) {
      level += 1.5 * normal(random);
      scores.emplace_back(session, std::clamp(std::round(level), 0.0, 27.0));
    }
    const Course course = course_of(phq9, scores);
    for (const AssessOptions& options : {AssessOptions{}, two, deterioration}) {
      const ServiceCourse found = judged(course, &model, options);
      const auto assessed = assess(course, phq9, &model, options);
      ASSERT_TRUE(assessed);
      if (!assessed->target) {
        ASSERT_FALSE(found.of(ServiceOutcome::off_track).met);
        continue;
      }
      ASSERT_EQ(found.of(ServiceOutcome::off_track).met, assessed->alarm.has_value()) << i;
      (assessed->alarm ? flagged : free) += 1;
    }
  }
  EXPECT_GT(flagged, 100);
  EXPECT_GT(free, 100);
}

TEST(ServiceCourse, ExpectsOnAverageWhatCoursesOfTheModelDo) {
  using enum ServiceOutcome;
  ResponseModel model = support::response_model();
  model.growth.beta[0] = 14.0;
  std::mt19937_64 random(5);
  const support::Cohort drawn = support::drawn_from(model.growth, 12000, random);
  const growth::Panel panel = drawn.panel();
  std::array<double, service_outcomes.size()> seen{}, expected{}, variance{};
  int judged_courses = 0;
  for (std::size_t person = 0; person < panel.persons(); ++person) {
    std::vector<std::pair<int, double>> scores;
    bool on_scale = true;
    const std::size_t begin = panel.offsets[person];
    const int last = 2 + static_cast<int>(random() % 15);  // when a course ends says nothing of its scores
    for (int session = 0; session <= last; ++session) {
      const double score = std::round(panel.score[begin + static_cast<std::size_t>(session)]);
      on_scale = on_scale && (session > 0 || (score >= 8.0 && score <= 20.0));
      scores.emplace_back(session, score);
    }
    // persons are chosen by their first score alone, which the expectation is conditional on; what lies beyond the ends
    // of the scale later counts as it would there
    if (!on_scale) continue;
    for (auto& [session, score] : scores) score = std::clamp(score, 0.0, 27.0);
    const ServiceCourse found = judged(course_of(phq9, scores), &model);
    ++judged_courses;
    for (const ServiceOutcome outcome :
         {response, remission, recovery, reliable_recovery, reliable_improvement, reliable_deterioration}) {
      const CourseOutcome& one = found.of(outcome);
      if (!one.met) continue;
      const auto at = static_cast<std::size_t>(outcome);
      seen[at] += *one.met;
      expected[at] += one.expected;
      variance[at] += one.expected * (1.0 - one.expected);
    }
  }
  EXPECT_GT(judged_courses, 6000);
  for (const ServiceOutcome outcome :
       {response, remission, recovery, reliable_recovery, reliable_improvement, reliable_deterioration}) {
    const auto at = static_cast<std::size_t>(outcome);
    EXPECT_GT(variance[at], 0.0);
    EXPECT_LT(std::fabs(seen[at] - expected[at]), 4.0 * std::sqrt(variance[at]) + 0.01 * expected[at])
        << name(outcome) << ": " << seen[at] << " seen, " << expected[at] << " expected";
  }
}

TEST(ServiceCourse, WithoutRoomForAnOutcomeExpectsNone) {
  const ResponseModel model = support::response_model();
  const ServiceCourse found = judged(course_of(phq9, {{0, 4.0}, {9, 2.0}}), &model);
  EXPECT_EQ(found.of(ServiceOutcome::reliable_improvement).expected, 0.0) << "6 points of 4";
  const ServiceCourse worst = judged(course_of(phq9, {{0, 25.0}, {9, 27.0}}), &model);
  EXPECT_EQ(worst.of(ServiceOutcome::reliable_deterioration).expected, 0.0);
  EXPECT_TRUE(std::isnan(found.of(ServiceOutcome::inside_window).expected));
}

TEST(ServiceCourse, RefusesAQuestionThatCannotBe) {
  const ResponseModel model = support::response_model();
  const Course course = course_of(phq9, {{0, 14.0}, {9, 2.0}});
  AssessOptions options;
  options.alpha = 0.0;
  EXPECT_EQ(service_course(course, phq9, service_rules(phq9), &model, options).error().code, Errc::bad_argument);
  options = {};
  options.group = "nowhere";
  EXPECT_EQ(service_course(course, phq9, service_rules(phq9), &model, options).error().code, Errc::bad_argument);
  EXPECT_EQ(service_course(course_of(gad7, {{0, 14.0}, {9, 2.0}}), gad7, service_rules(gad7), &model).error().code,
            Errc::bad_argument);
}

TEST(ServiceRules, AreTheDefinitionsOwn) {
  const ServiceRules of_phq = service_rules(phq9), of_who = service_rules(who5);
  ASSERT_TRUE(of_phq.remission && of_phq.clinical && of_phq.change);
  EXPECT_EQ(of_phq.remission->value, 5.0);
  EXPECT_EQ(of_phq.clinical->value, 10.0);
  EXPECT_EQ(of_phq.change->improvement, 6.0);
  for (const ServiceOutcome outcome : service_outcomes) {
    const auto definition = definition_of(outcome, of_phq, {});
    ASSERT_TRUE(definition) << name(outcome);
    EXPECT_FALSE(definition->words.empty() || definition->from.source.empty());
  }
  EXPECT_EQ(definition_of(ServiceOutcome::remission, of_who, {}).has_value(), of_who.remission != nullptr);
}

}  // namespace oncourse::service_course_test

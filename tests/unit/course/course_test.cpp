// course_test.cpp: one person's therapy, accepted as it is or refused with the reason.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/course.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "support/record.hpp"

namespace oncourse {
namespace {

using support::refusal;
using support::total_of;
using support::weekly;

TEST(Course, KeepsWhatItWasGiven) {
  CourseRecord record = weekly(4);
  record.focus = Focus{ProblemArea::role_transition, ProblemArea::grief};
  record.goals = {{"sleep", &phq9, Compare::at_most, 9.0}};
  const auto course = Course::make(record);
  ASSERT_TRUE(course) << course.error().detail;
  EXPECT_EQ(course->sessions().size(), 5u);
  EXPECT_EQ(course->latest().number, 4);
  EXPECT_EQ(course->latest().day, 28);
  EXPECT_EQ(course->focus()->primary, ProblemArea::role_transition);
  EXPECT_EQ(course->goals().size(), 1u);
  EXPECT_EQ(course->plan().window_last, 16);
}

TEST(Course, WithoutASessionIsNone) { EXPECT_EQ(refusal({}), "not_enough_sessions: the course has no session"); }

TEST(Course, MayLackSessionsAndMayBeginAfterIntake) {
  CourseRecord record = weekly(6);
  record.sessions.erase(record.sessions.begin() + 3);
  record.sessions.erase(record.sessions.begin());
  EXPECT_EQ(refusal(record), "");
}

TEST(Course, RefusesSessionsThatRepeatOrRunBackwards) {
  CourseRecord record = weekly(4);
  record.sessions[3].number = 2;
  EXPECT_EQ(refusal(record), "session_order: session 2 is there twice");
  record.sessions[3].number = 1;
  EXPECT_EQ(refusal(record), "session_order: session 1 follows session 2");
  record = weekly(4);
  record.sessions[0].number = -1;
  EXPECT_EQ(refusal(record), "session_order: session -1: intake is session 0, the least");
}

TEST(Course, RefusesDaysThatRepeatOrRunBackwardsOrPrecedeIntake) {
  CourseRecord record = weekly(4);
  record.sessions[3].day = 12;
  EXPECT_EQ(refusal(record), "session_order: session 3 lies 2 days before session 2");
  record.sessions[3].day = 14;
  EXPECT_EQ(refusal(record), "session_order: session 3 is on the same day as session 2");
  record = weekly(4);
  record.sessions[0].day = -3;
  EXPECT_EQ(refusal(record), "session_order: session 0 lies 3 days before intake");
}

TEST(Course, RefusesTheEarliestDayThatANumberCanHold) {
  CourseRecord record = weekly(1);
  record.sessions[0].day = std::numeric_limits<long>::min();
  EXPECT_EQ(refusal(record).find("--"), std::string::npos);
  EXPECT_EQ(refusal(record).find("lies -"), std::string::npos) << refusal(record);
  EXPECT_NE(refusal(record), "");
}

TEST(Course, RefusesOneInstrumentTwiceInOneSessionButNotTwoInstruments) {
  CourseRecord record = weekly(4);
  record.sessions[2].administrations.push_back(total_of(gad7, 8));
  EXPECT_EQ(refusal(record), "");
  record.sessions[2].administrations.push_back(total_of(phq9, 8));
  EXPECT_EQ(refusal(record), "session_order: session 2 has phq-9 twice");
}

TEST(Course, RefusesCovariatesThatDoNotMatchTheirNames) {
  CourseRecord record = weekly(2);
  record.covariate_names = {"dose"};
  for (Session& session : record.sessions) session.covariates = {20.0};
  EXPECT_EQ(refusal(record), "");
  record.sessions[1].covariates = {};
  EXPECT_EQ(refusal(record), "bad_argument: session 1 has 0 covariate values, 1 expected");
  record.sessions[1].covariates = {20.0, 1.0};
  EXPECT_EQ(refusal(record), "bad_argument: session 1 has 2 covariate values, 1 expected");
}

TEST(Course, RefusesMoreSessionsThanATherapyCanHave) {
  EXPECT_EQ(refusal(weekly(999)), "");
  EXPECT_EQ(refusal(weekly(1000)), "bad_argument: 1001 sessions, at most 1000 in one course");
}

TEST(Course, RefusesAPlanThatContradictsItself) {
  CourseRecord record = weekly(2);
  record.plan.window_first = 20;
  EXPECT_EQ(refusal(record), "bad_argument: plan: window 20 to 16, it must ascend and lie in 1..100");
}

TEST(Course, NoRefusalRepeatsALabelOrAScore) {
  for (int wrong = 0; wrong < 6; ++wrong) {
    CourseRecord record = weekly(3);
    record.covariate_names = {"Olena"};
    for (Session& session : record.sessions) session.covariates = {17.125};
    record.goals = {{"call my sister Olena", &phq9, Compare::at_most, 9.0}};
    record.medication = {{3, MedicationEvent::Kind::started, "Olena"}};
    record.sessions[1].administrations[0].score.total = 17.125;
    if (wrong == 0) record.sessions[1].number = 0;
    if (wrong == 1) record.sessions[1].day = 0;
    if (wrong == 2) record.sessions[1].day = -1;
    if (wrong == 3) record.sessions[1].covariates = {};
    if (wrong == 4) record.sessions[1].administrations.push_back(total_of(phq9, 17.125));
    if (wrong == 5) record.plan.cadence_days = 0;
    const std::string said = refusal(record);
    ASSERT_NE(said, "");
    EXPECT_EQ(said.find("Olena"), std::string::npos) << said;
    EXPECT_EQ(said.find("17.125"), std::string::npos) << said;
  }
}

TEST(Course, FindsItsInstrumentsInTheOrderTheyWereFirstUsed) {
  CourseRecord record = weekly(3);
  record.sessions[0].administrations.clear();
  record.sessions[1].administrations.insert(record.sessions[1].administrations.begin(), total_of(gad7, 9));
  const auto course = Course::make(record);
  ASSERT_TRUE(course);
  EXPECT_EQ(course->instruments(), (std::vector<const Instrument*>{&gad7, &phq9}));
  const auto seen = course->observations(phq9);
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[0].session, 1);
  EXPECT_EQ(seen[0].day, 7);
  EXPECT_EQ(seen[2].administration->score.total, 21.0);
  EXPECT_EQ(course->observations(gad7).size(), 1u);
}

TEST(Course, HasDatesOnlyWhereTheDayOfIntakeIsKnown) {
  CourseRecord record = weekly(2);
  EXPECT_FALSE(Course::make(record)->date(7).has_value());
  record.intake = *Date::parse("2024-02-22");
  EXPECT_EQ(Course::make(record)->date(7)->iso(), "2024-02-29");
  EXPECT_EQ(Course::make(record)->date(8)->iso(), "2024-03-01");
}

TEST(Course, MedicationIsOnFromTheDayItStartsToTheDayItStops) {
  using Kind = MedicationEvent::Kind;
  CourseRecord record = weekly(8);
  record.medication = {{30, Kind::stopped, ""}, {9, Kind::started, ""}, {20, Kind::dose_changed, ""}};  // any order
  const auto course = Course::make(record);
  ASSERT_TRUE(course);
  const std::pair<long, double> expected[] = {{0, 0}, {8, 0}, {9, 1}, {20, 1}, {29, 1}, {30, 0}, {400, 0}};
  for (const auto& [day, on] : expected) EXPECT_EQ(*course->covariate("medication", day), on) << day;
  EXPECT_EQ(course->medication()[0].day, 9);
}

TEST(Course, EventsOfOneDayKeepTheirOrder) {
  using Kind = MedicationEvent::Kind;
  CourseRecord record = weekly(2);
  record.medication = {{0, Kind::started, ""}, {5, Kind::stopped, ""}, {5, Kind::started, ""}};
  EXPECT_EQ(*Course::make(record)->covariate("medication", 6), 1.0);
  std::swap(record.medication[1], record.medication[2]);
  EXPECT_EQ(*Course::make(record)->covariate("medication", 6), 0.0);
}

TEST(Course, StoppingWithoutALabelEndsEveryMedication) {
  using Kind = MedicationEvent::Kind;
  CourseRecord record = weekly(2);
  record.medication = {{0, Kind::started, "a"}, {1, Kind::started, "b"}, {5, Kind::stopped, ""}};
  const auto course = Course::make(record);
  EXPECT_EQ(*course->covariate("medication", 4), 1.0);
  EXPECT_EQ(*course->covariate("medication", 5), 0.0);
}

TEST(Course, WhatStopsOrChangesAMedicationThatIsNotOnIsContradictoryWhereItIsAskedFor) {
  using Kind = MedicationEvent::Kind;
  for (const Kind kind : {Kind::stopped, Kind::dose_changed})
    for (const char* label : {"75 mg", ""}) {
      CourseRecord record = weekly(2);
      record.medication = {{5, kind, label}};
      if (*label) record.medication.insert(record.medication.begin(), {0, Kind::started, "50 mg"});
      const auto course = Course::make(record);
      ASSERT_TRUE(course) << "the events are kept: a model without the covariate asks nothing of them";
      EXPECT_TRUE(course->covariate("medication", 4).ok());
      const auto refused = course->covariate("medication", 5);
      ASSERT_FALSE(refused.ok()) << label;
      EXPECT_EQ(refused.error().code, Errc::bad_argument);
      EXPECT_NE(refused.error().detail.find("on day 5 a medication is "), std::string::npos);
      EXPECT_EQ(refused.error().detail.find("mg"), std::string::npos) << "a label is the caller's text";
    }
}

TEST(Course, RefusesTwoDefinitionsUnderOneIdAmongScoresAndGoals) {
  Instrument namesake = phq9;
  namesake.direction = Direction::higher_is_better;
  CourseRecord record = weekly(3);
  record.goals = {{"a goal", &namesake, Compare::at_most, 9.0}};
  EXPECT_EQ(refusal(record),
            "bad_argument: two definitions of phq-9: 0..27, lower_is_better and 0..27, higher_is_better");
  record.goals.clear();
  EXPECT_EQ(refusal(record), "");
  record.sessions[2].administrations[0].instrument = &namesake;
  EXPECT_NE(refusal(record), "");
  const Instrument copy = phq9;  // another shared library's own
  record.sessions[2].administrations[0].instrument = &copy;
  EXPECT_EQ(refusal(record), "");
}

TEST(Course, ARecordedCovariateStandsUntilTheNextSession) {
  CourseRecord record = weekly(3);
  record.covariate_names = {"dose", "medication"};
  for (Session& session : record.sessions) session.covariates = {10.0 * session.number, 0.5};
  record.medication = {{0, MedicationEvent::Kind::started, ""}};
  const auto course = Course::make(record);
  ASSERT_TRUE(course);
  EXPECT_EQ(*course->covariate("dose", 0), 0.0);
  EXPECT_EQ(*course->covariate("dose", 7), 10.0);
  EXPECT_EQ(*course->covariate("dose", 13), 10.0);
  EXPECT_EQ(*course->covariate("dose", 1000), 30.0);
  EXPECT_EQ(*course->covariate("medication", 7), 0.5) << "what was recorded goes before what follows from events";
  const auto unknown = course->covariate("age", 7);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Errc::not_available);
  EXPECT_EQ(unknown.error().detail, "the model needs the covariate age, the course does not record it");
}

TEST(ProblemArea, ThereAreFourAndEachHasItsName) {
  ASSERT_EQ(problem_areas.size(), 4u);
  EXPECT_EQ(name(problem_areas[0]), "grief");
  EXPECT_EQ(name(problem_areas[1]), "role_dispute");
  EXPECT_EQ(name(problem_areas[2]), "role_transition");
  EXPECT_EQ(name(problem_areas[3]), "interpersonal_deficit");
}

}  // namespace
}  // namespace oncourse

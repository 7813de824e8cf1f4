// course_test.cpp: courses over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "c/handles.hpp"
#include "objects.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/oncourse.h"

namespace oncourse {
namespace {

class CCourse : public testing::Test {
 protected:
  CCourse() { EXPECT_EQ(oncourse_course_new(nullptr, "2026-01-05", &course, &error), ONCOURSE_OK); }
  ~CCourse() override { oncourse_course_free(course); }

  const CourseRecord& record() const { return course->record; }
  std::string failure(oncourse_status status) const {
    EXPECT_EQ(status, error.status);
    return std::string(oncourse_status_name(status)) + ": " + error.detail;
  }
  oncourse_status session(std::int32_t number, std::int64_t day) {
    return oncourse_course_add_session(course, number, day, &error);
  }
  oncourse_status total(std::int32_t number, double score) {
    return oncourse_course_add_total(course, number, phq9, score, &error);
  }

  oncourse_course* course = nullptr;
  const InstrumentHandle phq9_handle = shipped("phq-9");
  const oncourse_instrument* const phq9 = phq9_handle.get();
  oncourse_error error;
};

TEST_F(CCourse, HoldsWhatWasAdded) {
  const std::int16_t sheet[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  ASSERT_EQ(session(0, 0), ONCOURSE_OK);
  ASSERT_EQ(session(2, 14), ONCOURSE_OK);
  ASSERT_EQ(oncourse_course_add_answers(course, 0, phq9, sheet, 9, nullptr, &error), ONCOURSE_OK);
  ASSERT_EQ(total(2, 7.0), ONCOURSE_OK);
  ASSERT_EQ(oncourse_course_add_medication(course, -30, ONCOURSE_MEDICATION_DOSE_CHANGED, "\u20ac", &error),
            ONCOURSE_OK);
  ASSERT_EQ(oncourse_course_set_focus(course, ONCOURSE_FOCUS_ROLE_DISPUTE, ONCOURSE_FOCUS_GRIEF, &error), ONCOURSE_OK);

  ASSERT_EQ(record().sessions.size(), 2U);
  EXPECT_EQ(record().sessions[1].number, 2);
  EXPECT_EQ(record().sessions[1].day, 14);
  const Administration &first = record().sessions[0].administrations[0],
                       &second = record().sessions[1].administrations[0];
  EXPECT_EQ(first.instrument, &oncourse::phq9);
  EXPECT_EQ(first.score.total, 9.0);
  EXPECT_TRUE(first.from_items);
  EXPECT_EQ(second.score.total, 7.0);
  EXPECT_EQ(second.score.band->label, "mild");
  EXPECT_FALSE(second.from_items);
  EXPECT_EQ(record().intake->iso(), "2026-01-05");
  EXPECT_EQ(record().medication[0].kind, MedicationEvent::Kind::dose_changed);
  EXPECT_EQ(record().medication[0].day, -30);
  EXPECT_EQ(record().focus->primary, ProblemArea::role_dispute);
  EXPECT_EQ(record().focus->secondary, ProblemArea::grief);
}

TEST_F(CCourse, ZeroInAPlanIsTheDefaultAndNoPhaseIsNone) {
  oncourse_plan plan = ONCOURSE_PLAN_INIT;
  plan.window_last = 20;
  plan.initial_sessions = ONCOURSE_NO_PHASE;
  oncourse_course* other = nullptr;
  ASSERT_EQ(oncourse_course_new(&plan, nullptr, &other, &error), ONCOURSE_OK);
  EXPECT_EQ(other->record.plan.window_first, Plan{}.window_first);
  EXPECT_EQ(other->record.plan.window_last, 20);
  EXPECT_EQ(other->record.plan.cadence_days, Plan{}.cadence_days);
  EXPECT_EQ(other->record.plan.initial_sessions, 0);
  EXPECT_EQ(other->record.plan.termination_sessions, Plan{}.termination_sessions);
  EXPECT_FALSE(other->record.intake);
  oncourse_course_free(other);
}

TEST_F(CCourse, RefusesAPlanOrADateThatCannotBe) {
  oncourse_course* untouched = course;
  oncourse_plan plan = ONCOURSE_PLAN_INIT;
  plan.window_last = 3;
  EXPECT_EQ(failure(oncourse_course_new(&plan, nullptr, &untouched, &error)),
            "bad_argument: plan: window 12 to 3, it must ascend and lie in 1..100");
  plan.window_last = 0;
  plan.cadence_days = -7;
  EXPECT_EQ(oncourse_course_new(&plan, nullptr, &untouched, &error), ONCOURSE_BAD_ARGUMENT);
  plan.cadence_days = 0;
  plan.initial_sessions = INT32_MAX - 1;
  plan.termination_sessions = -2;
  EXPECT_EQ(oncourse_course_new(&plan, nullptr, &untouched, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_new(nullptr, "5.1.2026", &untouched, &error), ONCOURSE_MALFORMED);
  EXPECT_EQ(oncourse_course_new(nullptr, "2026-02-29", &untouched, &error), ONCOURSE_MALFORMED);
  EXPECT_EQ(oncourse_course_new(nullptr, nullptr, nullptr, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(untouched, course);
}

TEST_F(CCourse, CountsDaysFromIntake) {
  std::int64_t day = -77;
  ASSERT_EQ(oncourse_course_day(course, "2026-03-01", &day, &error), ONCOURSE_OK);
  EXPECT_EQ(day, 55);
  ASSERT_EQ(oncourse_course_day(course, "2025-12-31", &day, &error), ONCOURSE_OK);
  EXPECT_EQ(day, -5);
  EXPECT_EQ(oncourse_course_day(course, "2026-3-1", &day, &error), ONCOURSE_MALFORMED);
  oncourse_course* undated = nullptr;
  ASSERT_EQ(oncourse_course_new(nullptr, nullptr, &undated, &error), ONCOURSE_OK);
  EXPECT_EQ(failure(oncourse_course_day(undated, "2026-03-01", &day, &error)),
            "not_available: the course has no intake date");
  oncourse_course_free(undated);
  EXPECT_EQ(day, -5);
}

TEST_F(CCourse, RefusesSessionsOutOfOrderAndStaysAsItWas) {
  ASSERT_EQ(session(1, 7), ONCOURSE_OK);
  EXPECT_EQ(failure(session(1, 14)), "session_order: session 1 is there twice");
  EXPECT_EQ(failure(session(0, 14)), "session_order: session 0 follows session 1");
  EXPECT_EQ(failure(session(2, 7)), "session_order: session 2 is on the same day as session 1");
  EXPECT_EQ(failure(session(2, 3)), "session_order: session 2 lies 4 days before session 1");
  EXPECT_EQ(failure(session(2, -3)), "session_order: session 2 lies 3 days before intake");
  EXPECT_EQ(failure(session(-1, 14)), "session_order: session -1: intake is session 0, the least");
  EXPECT_EQ(failure(session(2, INT64_MAX)), "bad_argument: day 9223372036854775807, it must lie in -366000..366000");
  EXPECT_EQ(session(2, INT64_MIN), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(failure(session(INT32_MAX, 14)), "bad_argument: session 2147483647, at most 1000");
  EXPECT_EQ(session(INT32_MIN, 14), ONCOURSE_SESSION_ORDER);
  EXPECT_EQ(record().sessions.size(), 1U);
}

TEST_F(CCourse, RefusesScoresThatHaveNoPlaceAndStaysAsItWas) {
  const std::int16_t sheet[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  ASSERT_EQ(session(1, 7), ONCOURSE_OK);
  ASSERT_EQ(total(1, 7.0), ONCOURSE_OK);
  EXPECT_EQ(failure(total(2, 7.0)), "bad_argument: the course has no session 2");
  EXPECT_EQ(failure(total(1, 7.0)), "session_order: session 1 has phq-9 twice");
  EXPECT_EQ(oncourse_course_add_answers(course, 1, phq9, sheet, 9, nullptr, &error), ONCOURSE_SESSION_ORDER);
  ASSERT_EQ(session(2, 14), ONCOURSE_OK);
  EXPECT_EQ(failure(total(2, 28.0)), "response_range: the total is 28, scale is 0..27");
  EXPECT_EQ(total(2, std::numeric_limits<double>::infinity()), ONCOURSE_RESPONSE_RANGE);
  EXPECT_EQ(total(2, NAN), ONCOURSE_RESPONSE_RANGE);
  EXPECT_TRUE(record().sessions[1].administrations.empty());
}

TEST_F(CCourse, RefusesMedicationAndFocusItDoesNotKnow) {
  for (const std::int32_t kind : {0, 4, INT32_MIN, INT32_MAX})
    EXPECT_EQ(oncourse_course_add_medication(course, 0, kind, nullptr, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_add_medication(course, INT64_MIN, 1, nullptr, &error), ONCOURSE_BAD_ARGUMENT);
  for (const char* label : {"\xff", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "x\x80"})
    EXPECT_EQ(failure(oncourse_course_add_medication(course, 0, 1, label, &error)),
              "malformed: the label is not UTF-8");
  EXPECT_TRUE(record().medication.empty());
  for (const std::int32_t area : {ONCOURSE_FOCUS_NONE + 0, -1, 5})
    EXPECT_EQ(oncourse_course_set_focus(course, area, ONCOURSE_FOCUS_NONE, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_set_focus(course, ONCOURSE_FOCUS_GRIEF, 5, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_set_focus(course, ONCOURSE_FOCUS_GRIEF, ONCOURSE_FOCUS_GRIEF, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_FALSE(record().focus);
}

TEST_F(CCourse, TakesTextOfEveryLengthOfUtf8) {
  for (const char* label : {"", "x", "\u00e4", "\u20ac", "\U0001F600", "\U0010FFFF", "\uFFFF", "\uD7FF"})
    EXPECT_EQ(oncourse_course_add_medication(course, 0, 1, label, &error), ONCOURSE_OK) << error.detail;
}

TEST_F(CCourse, AGoalIsKeptWithTheDefinitionItIsOn) {
  {
    const InstrumentHandle own = vendors_own();
    ASSERT_EQ(oncourse_course_add_goal(course, "sleeping better", own.get(), ONCOURSE_AT_MOST, 12, &error),
              ONCOURSE_OK);
    EXPECT_EQ(failure(oncourse_course_add_goal(course, "x", own.get(), ONCOURSE_AT_MOST, 41, &error)),
              "bad_argument: goal 2 is 41, scale is 0..40");
    EXPECT_EQ(oncourse_course_add_goal(course, "x", own.get(), 4, 12, &error), ONCOURSE_BAD_ARGUMENT);
    EXPECT_EQ(oncourse_course_add_goal(course, "x", own.get(), ONCOURSE_AT_MOST, NAN, &error), ONCOURSE_BAD_ARGUMENT);
    EXPECT_EQ(oncourse_course_add_goal(course, "\xff", own.get(), ONCOURSE_AT_MOST, 12, &error), ONCOURSE_MALFORMED);
  }
  ASSERT_EQ(record().goals.size(), 1U);
  EXPECT_EQ(record().goals[0].instrument->id, "clinic-10") << "the handle is freed, the goal stands";
  EXPECT_EQ(record().goals[0].label, "sleeping better");
}

TEST_F(CCourse, RefusesTwoDefinitionsUnderOneId) {
  std::string other(vendor_definition);
  other.replace(other.find("[0, 40]"), 7, "[0, 50]");
  const InstrumentHandle own = vendors_own(), namesake = vendors_own(other);
  ASSERT_EQ(session(0, 0), ONCOURSE_OK);
  ASSERT_EQ(session(1, 7), ONCOURSE_OK);
  ASSERT_EQ(oncourse_course_add_total(course, 0, own.get(), 22, &error), ONCOURSE_OK);
  EXPECT_EQ(oncourse_course_add_goal(course, "x", namesake.get(), ONCOURSE_AT_MOST, 9, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(failure(oncourse_course_add_total(course, 1, namesake.get(), 22, &error)),
            "bad_argument: two definitions of clinic-10: 0..40, lower_is_better and 0..50, lower_is_better");
}

TEST_F(CCourse, ReadsACourseFileAndWritesItAgain) {
  const std::string file = R"({"intake": "2026-01-05", "plan": {"window": [10, 14]}, "instrument": "clinic-10",
    "target": {"kind": "percent", "value": 40}, "focus": {"primary": "grief"},
    "goals": [{"label": "less", "instrument": "clinic-10", "compare": "below", "value": 20},
              {"label": "PHQ", "instrument": "phq-9", "compare": "at_most", "value": 9}],
    "medication": [{"date": "2026-01-12", "event": "started", "label": "A"}]})";
  const InstrumentHandle own = vendors_own();
  const oncourse_instrument* others[] = {own.get()};
  oncourse_course* read = nullptr;
  ASSERT_EQ(oncourse_course_read(file.data(), file.size(), others, 1, &read, &error), ONCOURSE_OK) << error.detail;
  const CourseHandle agreed(read);
  EXPECT_EQ(agreed->record.plan.window_last, 14);
  EXPECT_EQ(agreed->record.goals.size(), 2U);
  EXPECT_EQ(agreed->record.medication[0].day, 7);
  EXPECT_EQ(agreed->target->value, 40.0);
  EXPECT_STREQ(oncourse_course_agreed_instrument(agreed.get()), "clinic-10");
  EXPECT_EQ(oncourse_course_agreed_instrument(course), nullptr);

  const std::string written = oncourse_course_json(agreed.get());
  ASSERT_EQ(oncourse_course_read(written.data(), written.size(), others, 1, &read, &error), ONCOURSE_OK);
  const CourseHandle again(read);
  EXPECT_EQ(oncourse_course_json(again.get()), written);
  ASSERT_EQ(oncourse_course_add_medication(again.get(), 9, ONCOURSE_MEDICATION_STOPPED, "A", &error), ONCOURSE_OK);
  EXPECT_NE(oncourse_course_json(again.get()), written) << "what was added since is in it";
  ASSERT_EQ(oncourse_course_set_target(again.get(), ONCOURSE_TARGET_DEFAULT, 0, &error), ONCOURSE_OK);
  EXPECT_EQ(std::string(oncourse_course_json(again.get())).find("\"target\""), std::string::npos);

  oncourse_course* untouched = nullptr;
  EXPECT_EQ(oncourse_course_read(file.data(), file.size(), nullptr, 0, &untouched, &error),
            ONCOURSE_UNKNOWN_INSTRUMENT);
  EXPECT_EQ(oncourse_course_read(file.data(), file.size(), nullptr, 1, &untouched, &error), ONCOURSE_BAD_ARGUMENT);
  const oncourse_instrument* gap[] = {nullptr};
  EXPECT_EQ(oncourse_course_read(file.data(), file.size(), gap, 1, &untouched, &error), ONCOURSE_BAD_ARGUMENT);
  const std::string undated = R"({"medication": [{"date": "2026-01-12", "event": "started"}]})",
                    far = R"({"intake": "1500-01-01", "medication": [{"date": "2999-01-12", "event": "started"}]})";
  EXPECT_EQ(oncourse_course_read(undated.data(), undated.size(), nullptr, 0, &untouched, &error),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_read(far.data(), far.size(), nullptr, 0, &untouched, &error), ONCOURSE_BAD_ARGUMENT);
  for (std::size_t length = 0; length < file.size(); ++length)
    ASSERT_EQ(oncourse_course_read(file.data(), length, others, 1, &untouched, nullptr), ONCOURSE_MALFORMED);
  EXPECT_EQ(untouched, nullptr);
  EXPECT_EQ(oncourse_course_json(nullptr), nullptr);
}

TEST_F(CCourse, RefusesCovariatesThatAreNone) {
  ASSERT_EQ(session(1, 7), ONCOURSE_OK);
  EXPECT_EQ(oncourse_course_set_covariate(course, 2, "age", 1, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_set_covariate(course, 1, "", 1, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_set_covariate(course, 1, "age", NAN, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_set_covariate(course, 1, "\xff", 1, &error), ONCOURSE_MALFORMED);
  EXPECT_EQ(oncourse_course_set_covariate(course, 1, nullptr, 1, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_set_covariate(nullptr, 1, "age", 1, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_TRUE(course->covariates.empty());
}

TEST_F(CCourse, RefusesMissingPointers) {
  const std::int16_t sheet[9] = {};
  std::int64_t day = 0;
  EXPECT_EQ(oncourse_course_day(nullptr, "2026-01-05", &day, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_day(course, nullptr, &day, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_day(course, "2026-01-05", nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_add_session(nullptr, 0, 0, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_add_answers(nullptr, 0, phq9, sheet, 9, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_add_answers(course, 0, nullptr, sheet, 9, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_add_answers(course, 0, phq9, nullptr, 9, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_add_total(nullptr, 0, phq9, 1.0, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_add_total(course, 0, nullptr, 1.0, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_add_medication(nullptr, 0, 1, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_set_focus(nullptr, 1, 0, nullptr), ONCOURSE_BAD_ARGUMENT);
  oncourse_course_free(nullptr);
}

}  // namespace
}  // namespace oncourse

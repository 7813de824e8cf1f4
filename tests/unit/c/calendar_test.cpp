// calendar_test.cpp: where a course stands, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/calendar.hpp"

#include <gtest/gtest.h>

#include <string>

#include "c/handles.hpp"
#include "objects.hpp"

namespace oncourse {
namespace {

CourseHandle held(const std::vector<std::int64_t>& days, const char* intake = "2026-01-05") {
  oncourse_course* course = nullptr;
  EXPECT_EQ(oncourse_course_new(nullptr, intake, &course, nullptr), ONCOURSE_OK);
  for (std::int32_t session = 0; const std::int64_t day : days)
    EXPECT_EQ(oncourse_course_add_session(course, session++, day, nullptr), ONCOURSE_OK);
  return CourseHandle(course);
}

TEST(CCalendar, IsTheOneOfCpp) {
  for (const std::vector<std::int64_t>& days : {std::vector<std::int64_t>{0},
                                                {0, 7, 14},
                                                {0, 7, 30, 37},
                                                {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120}}) {
    const CourseHandle course = held(days);
    const auto made = Course::make(course->record);
    ASSERT_TRUE(made.ok());
    for (const std::int64_t today : {std::int64_t{0}, days.back() + 3, days.back() + 30}) {
      const CalendarStatus cpp = calendar_status(*made, today == 0 ? std::nullopt : std::optional<long>(today));
      oncourse_calendar at = ONCOURSE_CALENDAR_INIT;
      ASSERT_EQ(oncourse_course_calendar(course.get(), today, &at, nullptr), ONCOURSE_OK);
      EXPECT_EQ(oncourse_phase_name(at.phase), name(cpp.phase));
      EXPECT_EQ(at.sessions_held, static_cast<int>(days.size()));
      EXPECT_EQ(at.sessions_used, cpp.sessions_used);
      EXPECT_EQ(at.left_to_window, cpp.left_to_window);
      EXPECT_EQ(at.left_in_window, cpp.left_in_window);
      EXPECT_EQ(at.kept_cadence_days, cpp.kept_cadence_days);
      EXPECT_EQ(at.day_first, cpp.day_first);
      EXPECT_EQ(at.day_last, cpp.day_last);
      EXPECT_EQ(at.latest_day, days.back());
      EXPECT_EQ(at.date_first, cpp.date_first->iso());
      EXPECT_EQ(at.date_last, cpp.date_last->iso());
      EXPECT_EQ(at.days_since_latest, cpp.days_since_latest.value_or(-1));
      EXPECT_EQ(at.session_overdue, today == 0 ? -1 : int{cpp.session_overdue});

      oncourse_gap gaps[4];
      std::size_t count = 0;
      ASSERT_EQ(oncourse_course_gaps(course.get(), gaps, 4, &count, nullptr), ONCOURSE_OK);
      ASSERT_EQ(count, cpp.gaps.size());
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(gaps[i].after_session, cpp.gaps[i].after_session);
        EXPECT_EQ(gaps[i].from_day, cpp.gaps[i].from_day);
        EXPECT_EQ(gaps[i].to_day, cpp.gaps[i].to_day);
      }
    }
  }
}

TEST(CCalendar, ListsInstrumentsThatWereLeftOut) {
  const CourseHandle course = held({0, 7, 14, 21, 28}, nullptr);
  const InstrumentHandle phq9 = shipped("phq-9"), own = vendors_own();
  for (const std::int32_t session : {0, 1})
    ASSERT_EQ(oncourse_course_add_total(course.get(), session, phq9.get(), 12, nullptr), ONCOURSE_OK);
  ASSERT_EQ(oncourse_course_add_total(course.get(), 0, own.get(), 22, nullptr), ONCOURSE_OK);
  oncourse_overdue_measure late[2];
  std::size_t count = 0;
  ASSERT_EQ(oncourse_course_overdue(course.get(), 0, late, 2, &count, nullptr), ONCOURSE_OK);
  ASSERT_EQ(count, 1U) << "what was completed once is never due of itself";
  EXPECT_STREQ(late[0].instrument, "phq-9");
  EXPECT_EQ(late[0].last_session, 1);
  EXPECT_EQ(late[0].sessions_without, 3);
  ASSERT_EQ(oncourse_course_overdue(course.get(), 4, late, 2, &count, nullptr), ONCOURSE_OK);
  ASSERT_EQ(count, 1U);
  EXPECT_STREQ(late[0].instrument, "clinic-10");
  EXPECT_EQ(oncourse_course_overdue(course.get(), -1, late, 2, &count, nullptr), ONCOURSE_BAD_ARGUMENT);
  oncourse_calendar at = ONCOURSE_CALENDAR_INIT;
  ASSERT_EQ(oncourse_course_calendar(course.get(), 0, &at, nullptr), ONCOURSE_OK);
  EXPECT_STREQ(at.date_first, "") << "without intake date there are no dates";
}

TEST(CCalendar, RefusesATodayBeforeTheLatestSessionAndACourseWithoutOne) {
  const CourseHandle course = held({0, 7, 14}), empty = held({});
  oncourse_calendar at = ONCOURSE_CALENDAR_INIT;
  oncourse_error error;
  at.phase = -77;
  EXPECT_EQ(oncourse_course_calendar(course.get(), 13, &at, &error), ONCOURSE_SESSION_ORDER);
  EXPECT_STREQ(error.detail, "today is day 13, before the latest session on day 14");
  EXPECT_EQ(oncourse_course_calendar(course.get(), INT64_MAX, &at, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_course_calendar(empty.get(), 0, &at, &error), ONCOURSE_NOT_ENOUGH_SESSIONS);
  EXPECT_EQ(oncourse_course_calendar(nullptr, 0, &at, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(at.phase, -77);
  EXPECT_EQ(oncourse_course_calendar(course.get(), 14, &at, &error), ONCOURSE_OK);
  std::size_t count = 0;
  EXPECT_EQ(oncourse_course_gaps(empty.get(), nullptr, 0, &count, &error), ONCOURSE_NOT_ENOUGH_SESSIONS);
  for (const std::int32_t other : {-1, 5, INT32_MAX}) EXPECT_STREQ(oncourse_phase_name(other), "unknown");
}

}  // namespace
}  // namespace oncourse

// calendar_test.cpp: where a course stands in its window.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/calendar.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/record.hpp"

namespace oncourse {
namespace {

using support::total_of;
using support::weekly;

Course course(CourseRecord record) {
  auto made = Course::make(std::move(record));
  EXPECT_TRUE(made.ok()) << made.error().detail;
  return *std::move(made);
}

TEST(Calendar, CountsTheSessionsLeftToTheWindowAndInIt) {
  for (int session = 0; session <= 18; ++session) {
    const CalendarStatus status = calendar_status(course(weekly(session)));
    EXPECT_EQ(status.sessions_used, session);
    EXPECT_EQ(status.left_to_window, session < 12 ? 12 - session : 0);
    EXPECT_EQ(status.left_in_window, session < 16 ? 16 - session : 0);
    EXPECT_EQ(status.phase, phase_of(Plan{}, session));
  }
}

TEST(Calendar, AKeptWeekLeadsToTheWindowInTwelveToSixteenWeeks) {
  for (int session = 0; session <= 18; ++session) {
    const CalendarStatus status = calendar_status(course(weekly(session)));
    EXPECT_EQ(status.kept_cadence_days, 7.0);
    EXPECT_EQ(status.day_first, 84);
    EXPECT_EQ(status.day_last, 112);
    EXPECT_TRUE(status.gaps.empty());
  }
}

TEST(Calendar, ADayBeforeTheLatestSessionCannotBeToday) {
  const Course three = course(weekly(2));
  EXPECT_EQ(trouble_in_today(three, 13)->code, Errc::session_order);
  EXPECT_EQ(trouble_in_today(three, 13)->detail, "today is day 13, before the latest session on day 14");
  EXPECT_FALSE(trouble_in_today(three, 14).has_value());
}

TEST(Calendar, ASlowerCourseReachesTheWindowLater) {
  CourseRecord record;
  for (const auto& [number, day] : {std::pair{0, 0L}, {1, 7L}, {2, 17L}, {4, 42L}})
    record.sessions.push_back({number, day, {}, {}});
  const Course slow = course(record);
  const CalendarStatus status = calendar_status(slow);
  EXPECT_EQ(status.kept_cadence_days, 10.5);  // 42 days for 4 sessions, one of them not recorded
  EXPECT_EQ(status.day_first, 42 + 84);
  EXPECT_EQ(status.day_last, 42 + 126);
  EXPECT_EQ(expected_day(slow, 10.5, 2), 17) << "a session that was held was held when it was held";
  EXPECT_EQ(expected_day(slow, 10.5, 5), 53) << "42 + 10.5, rounded away from zero";
}

TEST(Calendar, UntilTwoSessionsWereHeldThePlansCadenceStands) {
  CourseRecord record = weekly(0);
  record.plan.cadence_days = 14;
  record.sessions[0].day = 3;
  const CalendarStatus status = calendar_status(course(record));
  EXPECT_EQ(status.kept_cadence_days, 14.0);
  EXPECT_EQ(status.day_first, 3 + 12 * 14);
}

TEST(Calendar, TheDayExpectedOfALaterSessionIsNeverEarlier) {
  std::mt19937_64 random(1101);
  std::uniform_int_distribution<int> step(1, 3), days(1, 30);
  for (int trial = 0; trial < 300; ++trial) {
    CourseRecord record;
    int number = 0;
    long day = 0;
    for (int k = 0; k <= trial % 14; ++k) {
      record.sessions.push_back({number, day, {}, {}});
      number += step(random);
      day += days(random);
    }
    const Course any = course(record);
    const double cadence = kept_cadence(any);
    ASSERT_GT(cadence, 0.0);
    for (int session = any.latest().number; session < 60; ++session)
      ASSERT_LE(expected_day(any, cadence, session), expected_day(any, cadence, session + 1));
    for (const Session& held : any.sessions()) ASSERT_EQ(expected_day(any, cadence, held.number), held.day);
  }
}

TEST(Calendar, CountsTheTwentyNinthOfFebruaryInALeapYearOnly) {
  CourseRecord record = weekly(2);
  record.intake = *Date::parse("2023-12-07");  // session 12 falls 84 days later
  EXPECT_EQ(calendar_status(course(record)).date_first->iso(), "2024-02-29");
  EXPECT_EQ(calendar_status(course(record)).date_last->iso(), "2024-03-28");
  record.intake = *Date::parse("2022-12-07");
  EXPECT_EQ(calendar_status(course(record)).date_first->iso(), "2023-03-01");
  record.intake = *Date::parse("2024-02-29");
  EXPECT_EQ(calendar_status(course(record)).date_last->iso(), "2024-06-20");
}

TEST(Calendar, HasNoDatesWithoutADateOfIntake) {
  const CalendarStatus status = calendar_status(course(weekly(2)));
  EXPECT_FALSE(status.date_first || status.date_last);
}

TEST(Calendar, SessionsThatAreNotInTheRecordAreNoGap) {
  CourseRecord record = support::weekly(12);
  std::erase_if(record.sessions, [](const Session& session) { return session.number % 4 != 0; });
  EXPECT_TRUE(calendar_status(*Course::make(record)).gaps.empty());
  record.sessions.back().day += 29;  // 57 days for four sessions, twice the cadence being 56
  EXPECT_EQ(calendar_status(*Course::make(record)).gaps.size(), 1u);
}

TEST(Calendar, AGapIsLongerThanTwiceTheCadence) {
  CourseRecord record;
  for (const auto& [number, day] : {std::pair{0, 0L}, {1, 14L}, {2, 29L}, {3, 36L}, {4, 80L}})
    record.sessions.push_back({number, day, {}, {}});
  const CalendarStatus status = calendar_status(course(record));
  ASSERT_EQ(status.gaps.size(), 2u);  // 14 days are not yet one, 15 are
  EXPECT_EQ(status.gaps[0].after_session, 1);
  EXPECT_EQ(status.gaps[0].from_day, 14);
  EXPECT_EQ(status.gaps[0].to_day, 29);
  EXPECT_EQ(status.gaps[1].after_session, 3);
  EXPECT_EQ(status.gaps[1].to_day, 80);
}

TEST(Calendar, AMeasureLeftOutOfRecentSessionsIsOverdue) {
  CourseRecord record = weekly(6);
  record.sessions[0].administrations.push_back(total_of(gad7, 12));
  record.sessions[3].administrations.push_back(total_of(gad7, 9));
  const CalendarStatus status = calendar_status(course(record));
  ASSERT_EQ(status.overdue.size(), 1u);
  EXPECT_EQ(status.overdue[0].instrument, &gad7);
  EXPECT_EQ(status.overdue[0].last_session, 3);
  EXPECT_EQ(status.overdue[0].sessions_without, 3);
  EXPECT_EQ(calendar_status(course(record), {}, 3).overdue.size(), 1u);
  EXPECT_TRUE(calendar_status(course(record), {}, 4).overdue.empty()) << "asked for at every fourth session only";
}

TEST(Calendar, ASessionIsOverdueOnlyIfTheCallerSaysWhatDayItIs) {
  const Course held = course(weekly(4));  // the latest on day 28
  EXPECT_FALSE(calendar_status(held).days_since_latest.has_value());
  EXPECT_FALSE(calendar_status(held).session_overdue);
  EXPECT_EQ(calendar_status(held, 42).days_since_latest, 14);
  EXPECT_FALSE(calendar_status(held, 42).session_overdue);
  EXPECT_TRUE(calendar_status(held, 43).session_overdue);
}

}  // namespace
}  // namespace oncourse

// date_test.cpp: days of the calendar, counted twice.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/date.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <limits>
#include <random>

namespace oncourse {
namespace {

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
int days_in(int year, int month) {
  const int days[] = {31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month - 1];
}
std::string written(int year, int month, int day) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}
Date date(const std::string& iso) {
  auto read = Date::parse(iso);
  EXPECT_TRUE(read.ok()) << iso;
  return *read;
}

TEST(Date, KnowsEveryMonthsLengthFrom1400To9999) {
  const Date first = date("1400-01-01");
  long counted = 0;  // days since 1400-01-01 by adding up the months
  for (int year = 1400; year <= 9999; ++year)
    for (int month = 1; month <= 12; ++month) {
      const int last = days_in(year, month);
      for (int day = 28; day <= 31; ++day) ASSERT_EQ(Date::parse(written(year, month, day)).ok(), day <= last);
      ASSERT_EQ(Date::days_between(first, date(written(year, month, 1))), counted) << year << " " << month;
      ASSERT_EQ(date(written(year, month, last)).iso(), written(year, month, last));
      counted += last;
    }
}

TEST(Date, ThereIsA29thOfFebruaryIn2000And2024ButNotIn1900Or2026) {
  EXPECT_TRUE(Date::parse("2000-02-29").ok());
  EXPECT_TRUE(Date::parse("2024-02-29").ok());
  EXPECT_FALSE(Date::parse("1900-02-29").ok());
  EXPECT_EQ(Date::parse("2026-02-29").error().code, Errc::malformed);
  EXPECT_EQ(date("2024-02-28").plus_days(1)->iso(), "2024-02-29");
  EXPECT_EQ(date("2023-02-28").plus_days(1)->iso(), "2023-03-01");
  EXPECT_EQ(Date::days_between(date("2024-02-29"), date("2025-03-01")), 366);
}

TEST(Date, AddingDaysAndCountingThemAreInverse) {
  std::mt19937_64 random(201);
  std::uniform_int_distribution<long> span(-100'000, 100'000);
  const Date start = date("2026-02-28");
  for (int trial = 0; trial < 10'000; ++trial) {
    const long days = span(random), more = span(random);
    const auto there = start.plus_days(days);
    ASSERT_TRUE(there.ok());
    ASSERT_EQ(Date::days_between(start, *there), days);
    ASSERT_EQ(Date::days_between(*there, start), -days);
    ASSERT_EQ(*there->plus_days(more), *start.plus_days(days + more));
    ASSERT_EQ(there->iso(), date(there->iso()).iso());
  }
}

TEST(Date, TheLaterDayIsTheGreater) {
  EXPECT_LT(date("2025-12-31"), date("2026-01-01"));
  EXPECT_GT(date("2026-03-01"), date("2026-02-28"));
  EXPECT_EQ(date("2026-03-01"), date("2026-03-01"));
  EXPECT_NE(date("2026-03-01"), date("2026-03-02"));
}

TEST(Date, ReadsOneFormAndNoOther) {
  for (const char* wrong :
       {"", "2026", "2026-2-28", "26-02-28", "2026/02/28", "28.02.2026", "2026-02-28 ", " 2026-02-28",
        "2026-02-28T00:00", "2026-02-2a", "+026-02-28", "2026--2-28", "2026-02--1"}) {
    const auto read = Date::parse(wrong);
    ASSERT_FALSE(read.ok()) << wrong;
    EXPECT_EQ(read.error().code, Errc::malformed);
    EXPECT_EQ(read.error().detail, "a date is written YYYY-MM-DD");
  }
}

TEST(Date, RefusesDaysThatTheCalendarDoesNotHave) {
  for (const char* wrong : {"2026-00-10", "2026-13-10", "2026-04-31", "2026-01-00", "2026-01-32", "1399-12-31"})
    EXPECT_EQ(Date::parse(wrong).error().code, Errc::malformed) << wrong;
}

// A sum outside the calendar must be an error and not a day that throws, wraps round or reads "+infinity".
TEST(Date, NoSumLeavesTheCalendar) {
  const auto expect_refused = [](const char* from, long days) {
    const auto sum = date(from).plus_days(days);
    ASSERT_FALSE(sum.ok()) << from << " " << days;
    EXPECT_EQ(sum.error().code, Errc::bad_argument);
    EXPECT_EQ(sum.error().detail, "a date outside the years 1400 to 9999");
  };
  expect_refused("9999-12-31", 1);
  expect_refused("1400-01-01", -1);
  expect_refused("2026-02-28", 3'000'000);
  expect_refused("2026-02-28", -800'000);
  expect_refused("2026-02-28", 4'294'967'296);  // 2^32
  expect_refused("2026-02-28", std::numeric_limits<long>::max());
  expect_refused("2026-02-28", std::numeric_limits<long>::max() - 1);
  expect_refused("2026-02-28", std::numeric_limits<long>::min());
  EXPECT_EQ(date("9999-12-30").plus_days(1)->iso(), "9999-12-31");
  EXPECT_EQ(date("1400-01-02").plus_days(-1)->iso(), "1400-01-01");
}

}  // namespace
}  // namespace oncourse

// course_change_test.cpp: what is asked of a course is asked of its totals.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/course_change.hpp"

#include <gtest/gtest.h>

#include "oncourse/instrument/catalogue.hpp"

namespace oncourse::course_change_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A PHQ-9 total per session and a GAD-7 beside some; no session 5, none of the PHQ-9 at session 3.
Course course() {
  const double phq[] = {20, 19, 20, nan, 19, 8, 7, 8, 6};
  const int number[] = {0, 1, 2, 3, 4, 6, 7, 8, 9};
  CourseRecord record;
  for (std::size_t i = 0; i < std::size(number); ++i) {
    Session session{number[i], 10L * number[i], {}, {}};
    if (!std::isnan(phq[i])) session.administrations.push_back({&phq9, {.total = phq[i]}, false});
    if (i % 2 == 1) session.administrations.push_back({&gad7, {.total = 12}, false});
    record.sessions.push_back(session);
  }
  return *Course::make(record);
}

TEST(CourseChange, OverSessionsIsThatOfTheSeries) {
  SessionCriteria criteria;
  criteria.reliable = ReliablePoints{6, 6};
  criteria.early_response = early_improvement(7);
  const std::vector<double> score = {20, 19, 20, nan, 19, 8, 7, 8, 6}, number = {0, 1, 2, 3, 4, 6, 7, 8, 9},
                            day = {0, 10, 20, 30, 40, 60, 70, 80, 90};
  for (const auto& [unit, time] : {std::pair(CourseTime::session, &number), std::pair(CourseTime::day, &day)}) {
    const auto found = change_over_sessions(course(), phq9, criteria, unit);
    const auto series = change_over_sessions({*time, score, Direction::lower_is_better}, criteria);
    ASSERT_TRUE(found && series);
    EXPECT_EQ(found->events, series->events);
    EXPECT_EQ(found->missed, 1u);
    EXPECT_EQ(found->reliable->improvement->time, (*time)[5]);
  }
  EXPECT_EQ(change_over_sessions(course(), epds, criteria).error().code, Errc::not_enough_sessions);
}

TEST(CourseChange, IsSuddenAcrossASessionThatWasLeftOutOnlyOverABridge) {
  SuddenGainCriteria criteria;
  criteria.points = 6.0;
  EXPECT_TRUE(sudden_gains(course(), phq9, criteria)->gains.empty());
  criteria.bridge = 1;
  const auto found = sudden_gains(course(), phq9, criteria);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->gains.size(), 1u);
  EXPECT_EQ(found->gains[0].session, 4);
  EXPECT_EQ(found->gains[0].next_session, 6);
  EXPECT_EQ(found->gains[0].magnitude, 11.0);
  const std::vector<double> planned = {20, 19, 20, nan, 19, nan, 8, 7, 8, 6};
  const auto series = sudden_gains(planned, Direction::lower_is_better, criteria, 0);
  EXPECT_EQ(found->counts.available, series->counts.available);
  EXPECT_EQ(found->gains[0].reversal_value, series->gains[0].reversal_value);
}

TEST(CourseChange, ReadsTheTotalsOfOneInstrument) {
  const std::vector<double> of_gad = totals(course(), gad7);
  ASSERT_EQ(of_gad.size(), 9u);
  for (std::size_t i = 0; i < of_gad.size(); ++i) EXPECT_EQ(std::isnan(of_gad[i]), i % 2 == 0) << i;
}

}  // namespace oncourse::course_change_test

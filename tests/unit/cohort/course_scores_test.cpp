// course_scores_test.cpp: a course has a row for every session, and its table says what the course says.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/course_scores.hpp"

#include <gtest/gtest.h>

#include <random>

#include "oncourse/cohort/response_columns.hpp"
#include "oncourse/course/course_change.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "support/columns.hpp"

namespace oncourse::course_scores_test {

TEST(CourseScores, AsRowsOfOnePersonSayWhatTheCourseSays) {
  std::mt19937_64 random(5301);
  for (int trial = 0; trial < 100; ++trial) {
    CourseRecord record;
    std::vector<std::string> person;
    for (int number = 0; number < 12; ++number) {
      if (random() % 6 == 0) continue;
      Session session{number, 7L * number, {}, {}};
      if (random() % 5 != 0)
        session.administrations.push_back({&phq9, {.total = static_cast<double>(random() % 28)}, false});
      record.sessions.push_back(session);
      person.emplace_back("one");
    }
    const auto course = Course::make(record);
    ASSERT_TRUE(course.ok());
    const Table table = *course_scores(*course, phq9);
    ASSERT_EQ(table.rows(), record.sessions.size());
    const support::OwnedColumn persons("person", person), times(*table.find("day")), scores(*table.find("total"));
    SessionCriteria criteria;
    criteria.reliable = ReliablePoints{6, 6};
    const auto one = change_over_sessions(*course, phq9, criteria, CourseTime::day);
    const auto all = *response_columns({&*persons, &*times, &*scores}, phq9.direction, criteria);
    ASSERT_EQ(support::texts(all.persons, "status")[0], one ? "ok" : name(one.error().code));
    ASSERT_EQ(all.events.rows(), one ? one->events.size() : 0u);
  }
}

TEST(CourseScores, AreRefusedOfAnInstrumentWithoutATotal) {
  CourseRecord record;
  record.sessions.push_back({0, 0, {}, {}});
  for (const Instrument* q : catalogue()) {
    const auto found = course_scores(*Course::make(record), *q);
    EXPECT_EQ(found.ok(), q->has_total()) << q->id;
  }
}

}  // namespace oncourse::course_scores_test

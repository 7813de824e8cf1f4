// drift_columns_test.cpp: a drift check of columns.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/drift_columns.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/columns.hpp"

namespace oncourse::drift_columns_test {

using support::OwnedColumn;
using Numbers = std::vector<double>;

TEST(FlaggedCourses, AreTheRowsInTheirOrder) {
  const double open = std::nan("");
  const OwnedColumn flagged("flagged", Numbers{1, 0, 1, 0}), reached("reached", Numbers{1, 0, open, 1});
  const auto courses = flagged_courses(flagged, &reached);
  ASSERT_TRUE(courses);
  ASSERT_EQ(courses->size(), 4U);
  const TargetOutcome outcomes[] = {TargetOutcome::reached, TargetOutcome::missed, TargetOutcome::open,
                                    TargetOutcome::reached};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ((*courses)[i].flagged, i % 2 == 0);
    EXPECT_EQ((*courses)[i].outcome, outcomes[i]);
  }
  const auto all_open = flagged_courses(flagged, nullptr);
  for (const FlaggedCourse& course : *all_open) EXPECT_EQ(course.outcome, TargetOutcome::open);
}

TEST(FlaggedCourses, AreRefusedWithTheRowThatCannotBe) {
  const OwnedColumn good("reached", Numbers{1, 0}), words("flagged", std::vector<std::string>{"yes", "no"});
  const auto refusal = [&](const OwnedColumn& flagged, const OwnedColumn& reached) {
    const auto courses = flagged_courses(flagged, &reached);
    EXPECT_FALSE(courses);
    return courses ? std::string() : courses.error().detail;
  };
  EXPECT_EQ(refusal({"flagged", Numbers{1, 2}}, good), "row 2: flagged is 2, it must be 0 or 1");
  EXPECT_EQ(refusal({"flagged", Numbers{std::nan(""), 1}}, good), "row 1 has no flagged");
  EXPECT_EQ(refusal({"flagged", Numbers{1, 1}}, {"reached", Numbers{1, 0.5}}),
            "row 2: reached is 0.5, it must be 0 or 1");
  EXPECT_EQ(refusal({"flagged", Numbers{1}}, good), "column reached has 2 rows, flagged has 1");
  EXPECT_NE(refusal(words, good), "");
}

TEST(DriftColumns, HoldTheFiguresOfEveryGroup) {
  const std::vector<FlaggedCourse> courses(50, {true, TargetOutcome::reached});
  const auto found = drift_check({60, 6, 40, 20}, courses);
  const Table table = drift_columns(*found);
  ASSERT_EQ(table.rows(), 3U);
  EXPECT_EQ(support::texts(table, "group"), (std::vector<std::string>{"reached", "missed", "all"}));
  for (std::size_t g = 0; g < 3; ++g) {
    const GroupDrift& one = found->groups[g];
    EXPECT_EQ(support::number_in(table, "courses", g), static_cast<double>(one.courses));
    EXPECT_EQ(support::number_in(table, "flagged", g), static_cast<double>(one.flagged));
    EXPECT_EQ(support::number_in(table, "low", g), one.interval.low);
    EXPECT_EQ(support::number_in(table, "high", g), one.interval.high);
    EXPECT_EQ(support::number_in(table, "expected", g), one.expected);
    EXPECT_EQ(support::number_in(table, "expected_low", g), one.expected_range.low);
    EXPECT_EQ(support::number_in(table, "expected_high", g), one.expected_range.high);
    EXPECT_EQ(std::isnan(support::number_in(table, "rate", g)), one.courses == 0);
    for (const DriftDirection direction : drift_directions) {
      const std::string of(name(direction));
      const DriftEvidence& evidence = one.toward(direction);
      EXPECT_EQ(support::number_in(table, of + "_e", g), evidence.e());
      EXPECT_EQ(support::number_in(table, of + "_greatest", g), evidence.greatest());
      EXPECT_EQ(support::number_in(table, of + "_p", g), evidence.p());
      const double at = support::number_in(table, of + "_found_at", g);
      EXPECT_EQ(std::isnan(at), !evidence.found_at.has_value());
      if (evidence.found_at) {
        EXPECT_EQ(at, static_cast<double>(*evidence.found_at));
      }
    }
  }
  EXPECT_TRUE(found->groups[0].toward(DriftDirection::more).found_at);
}

}  // namespace oncourse::drift_columns_test

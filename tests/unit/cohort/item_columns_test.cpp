// item_columns_test.cpp: clinics name their columns in many ways.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/item_columns.hpp"

#include <gtest/gtest.h>

#include <string>

#include "oncourse/instrument/catalogue.hpp"

namespace oncourse::item_columns_test {

using Names = std::vector<std::string_view>;

TEST(ItemColumns, AreFoundByPatternRangeOrList) {
  const Names names = {"id", "Phq_2", "phq_1", "phq_03", "phq_5", "note"};
  for (const char* pattern : {"phq_*", "phq_{}", "PHQ_{item}", "phq_%d"})
    EXPECT_EQ(*item_columns(names, pattern), (ItemColumns{2, 1, 3})) << pattern;
  EXPECT_EQ(*item_columns(names, "phq_1..phq_5"), (ItemColumns{2, 3, 4}));
  EXPECT_EQ(*item_columns(names, "note,id"), (ItemColumns{5, 0}));
}

TEST(ItemColumns, AreRefusedWhereTheyAreNotThereOrNotClear) {
  const Names names = {"q1", "q01", "a", "b"};
  for (const char* pattern : {"x*", "a..z", "z..a", "b..a", "a,z", "", "q*", "a,b,b", "s{session}_{item}"}) {
    const auto found = item_columns(names, pattern);
    ASSERT_FALSE(found) << pattern;
    EXPECT_EQ(found.error().code, Errc::bad_argument);
  }
  EXPECT_FALSE(usual_item_columns(names, phq9));
}

TEST(ItemColumns, HaveUsualNamesOfWhichTheInstrumentsOwnComesFirst) {
  const Names names = {"q1", "q2", "GAD7_1", "gad7_2", "phq-9_1"};
  EXPECT_EQ(*usual_item_columns(names, gad7), (ItemColumns{2, 3}));
  EXPECT_EQ(*usual_item_columns(names, phq9), (ItemColumns{4}));
  EXPECT_EQ(*usual_item_columns(Names{"item_1", "item_2"}, phq9), (ItemColumns{0, 1}));
  EXPECT_TRUE(usual_item_columns(Names{"low", "sleep"}, phq9)->empty());
}

TEST(SessionItemColumns, StandInTheOrderOfTheSessions) {
  const Names names = {"phq9_s10_1", "phq9_s0_1", "phq9_s0_2", "phq9_s10_2", "phq9_total"};
  const auto found = session_item_columns(names, "phq9_s{session}_{item}");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ((*found)[0].session, 0);
  EXPECT_EQ((*found)[0].items, (ItemColumns{1, 2}));
  EXPECT_EQ((*found)[1].session, 10);
  EXPECT_EQ((*found)[1].items, (ItemColumns{0, 3}));
  EXPECT_FALSE(session_item_columns(names, "phq9_s{session}"));
  EXPECT_FALSE(session_item_columns(names, "gad7_s{session}_{item}"));
}

TEST(SessionItemColumns, LeaveNoSessionOutThatHasLostItsFirstItem) {
  const auto found = session_item_columns(Names{"s0_1", "s0_2", "s1_2"}, "s{session}_{item}");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().detail, "items s{session}_{item}: session 1 has no column for item 1");
}

}  // namespace oncourse::item_columns_test

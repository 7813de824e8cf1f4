// session_window_columns_test.cpp: the scores around the session of a match.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/session_window_columns.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/long_table.hpp"

namespace oncourse::session_window_columns_test {

using support::none;
using support::number_at;
using support::text_at;

TEST(SessionWindowColumns, HoldTheScoresAroundTheSessionOfAMatch) {
  support::LongTable table;
  support::Series at;
  const auto add = [&](double who, double session, double score, double match) {
    table.add(who, session, score);
    at.push_back(match);
  };
  for (const double session : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0})
    add(1, session, 10 * session, session == 4.0 ? 3.0 : none);
  for (const double session : {1.0, 2.0, 4.0}) add(2, session, 10 * session, 3.0);
  for (const double session : {1.0, 2.0}) add(3, session, 10, session);
  for (const double session : {1.0, 2.0}) add(4, session, 10, none);
  const Column match = support::shown("match", at);
  const auto windows = session_window_columns(table.table(), match);
  ASSERT_TRUE(windows);
  const Table& out = windows->windows;
  ASSERT_EQ(out.rows(), 4U);
  double expected = 10.0;
  for (const char* column : {"n_minus_2", "n_minus_1", "n", "n_plus_1", "n_plus_2", "n_plus_3"}) {
    EXPECT_EQ(number_at(out, column, 0), expected);
    expected += 10.0;
  }
  EXPECT_TRUE(std::isnan(number_at(out, "n", 1)));
  EXPECT_EQ(number_at(out, "n_plus_1", 1), 40.0);
  EXPECT_TRUE(std::isnan(number_at(out, "n_plus_2", 1)));
  EXPECT_EQ(text_at(out, "status", 2), "bad_argument");
  EXPECT_EQ(text_at(out, "detail", 2), "row 11: session 2 to look at, an earlier row has 1");
  EXPECT_EQ(text_at(out, "status", 3), "not_available");
  EXPECT_EQ(windows->person_rows, (std::vector<std::size_t>{0, 6, 9, 11}));
  EXPECT_FALSE(session_window_columns(table.table(), match, -1, 3));
}

}  // namespace oncourse::session_window_columns_test

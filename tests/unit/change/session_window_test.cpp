// session_window_test.cpp: scores around a session.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/session_window.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace oncourse::session_window_test {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

TEST(SessionWindow, HoldsTheScoresAroundASessionAndNothingOutsideTheSeries) {
  const std::vector<double> scores = {1, 2, none, 4};
  const auto window = session_window(scores, 2);
  ASSERT_TRUE(window);
  EXPECT_EQ(*window, (std::vector<std::optional<double>>{{}, 1, 2, {}, 4, {}}));
  EXPECT_EQ(session_window(scores, 0, 0, 1, 0).operator*(), (std::vector<std::optional<double>>{1, 2}));
  EXPECT_FALSE(session_window(scores, 2, -1));
  EXPECT_FALSE(session_window(std::vector<double>{HUGE_VAL}, 1));
}

}  // namespace oncourse::session_window_test

// timed_scores_test.cpp: a series is read once, and refused as a whole.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/timed_scores.hpp"

#include <gtest/gtest.h>

#include "support/timed_scores.hpp"

namespace oncourse::timed_scores_test {

using support::no_score;
using support::Sessions;

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string refusal(const Sessions& sessions) {
  const auto scored = scored_sessions(sessions.series());
  return scored ? "" : std::string(name(scored.error().code)) + ": " + scored.error().detail;
}

TEST(TimedScores, StartsAtItsFirstScoreAndCountsTheMissed) {
  const auto scored = scored_sessions(Sessions{{0, 1, 3, 4, 5}, {no_score, 20, no_score, 14, no_score}}.series());
  ASSERT_TRUE(scored);
  EXPECT_EQ(scored->baseline().session, 1u);
  EXPECT_EQ(scored->baseline().score, 20.0);
  EXPECT_EQ(scored->last().session, 3u);
  EXPECT_EQ(scored->end.session, 4u);
  EXPECT_EQ(scored->missed, 3u);
  EXPECT_EQ(scored->later().size(), 1u);
  EXPECT_EQ(scored->gain(14), 6.0);
}

TEST(TimedScores, IsRefusedOutOfOrderOrWithoutATime) {
  EXPECT_EQ(refusal(Sessions{{0, 2, 2}, {3, 4, 5}}), "session_order: session at index 2: time 2 does not follow 2");
  EXPECT_EQ(refusal(Sessions{{0, 2, 1}, {3, 4, no_score}}),
            "session_order: session at index 2: time 1 does not follow 2");
  EXPECT_EQ(refusal(Sessions{{0, no_score, 2}, {3, no_score, 5}}),
            "bad_argument: session at index 1: its time is not a finite number");
  EXPECT_EQ(refusal(Sessions{{0, infinity}, {3, 5}}),
            "bad_argument: session at index 1: its time is not a finite number");
  EXPECT_EQ(refusal(Sessions{{0, 1}, {3, -infinity}}),
            "bad_argument: session at index 1: its score is not a finite number");
  EXPECT_EQ(refusal(Sessions{{0, 1, 2}, {3, 5}}), "bad_argument: 3 times and 2 scores");
}

}  // namespace oncourse::timed_scores_test

// sudden_gain_rule_test.cpp: settings and series of which nothing can be said.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/sudden_gain.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace oncourse::sudden_gain_rule_test {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

SuddenGainCriteria published() {
  SuddenGainCriteria out;
  out.points = 7.0;
  return out;
}

std::string refusal(const SuddenGainCriteria& criteria, const std::vector<double>& scores = {9, 9, 9, 9, 9, 9}) {
  const auto out = sudden_gains(scores, Direction::lower_is_better, criteria);
  return out ? "" : std::string(name(out.error().code)) + ": " + out.error().detail;
}

TEST(SuddenGain, HasPointsBeyondErrorForItsFirstCriterion) {
  EXPECT_NEAR(*points_beyond_error(10.0, 0.75), 1.96 * std::sqrt(2.0) * 5.0, 1e-12);
  for (const double reliability : {0.0, 1.0, none}) EXPECT_FALSE(points_beyond_error(10.0, reliability));
  for (const double sd : {0.0, -1.0, none, HUGE_VAL}) EXPECT_FALSE(points_beyond_error(sd, 0.8));
  EXPECT_EQ(points_beyond_error(10.0, 1.0).error().detail, "reliability 1, it must lie between 0 and 1");
}

TEST(SuddenGain, RefusesSettingsThatMeanNothing) {
  const auto with = [](auto change) {
    SuddenGainCriteria out = published();
    change(out);
    return refusal(out);
  };
  EXPECT_EQ(with([](auto&) {}), "");
  EXPECT_EQ(with([](auto& c) { c.points.reset(), c.share.reset(), c.means.reset(); }),
            "bad_argument: no criterion is given");
  EXPECT_EQ(with([](auto& c) { c.points = 0.0; }), "bad_argument: points of the change 0, they must be above 0");
  EXPECT_NE(with([](auto& c) { c.points = none; }), "");
  EXPECT_EQ(with([](auto& c) { c.share->share = -0.25; }),
            "bad_argument: share of the change -0.25, it must be above 0");
  EXPECT_NE(with([](auto& c) { c.share->of = ShareOf::distance_to_end; }), "");
  EXPECT_NE(with([](auto& c) { c.share->scale_end = 0.0; }), "");
  EXPECT_NE(with([](auto& c) { c.means->sessions = 1; }), "");
  EXPECT_NE(with([](auto& c) { c.means->least = 4; }), "");
  EXPECT_NE(with([](auto& c) { c.means->alpha = 1.0; }), "");
  EXPECT_NE(with([](auto& c) { c.means->critical = none; }), "");
  EXPECT_NE(with([](auto& c) { c.bridge = -1; }), "");
  EXPECT_NE(with([](auto& c) { c.from_session = 3, c.to_session = 2; }), "");
  EXPECT_NE(with([](auto& c) { c.to_session = 20'000; }), "");
  EXPECT_NE(with([](auto& c) { c.start_session = 3, c.end_session = 3; }), "");
  EXPECT_NE(with([](auto& c) { c.reversal_share = 0.0; }), "");
  EXPECT_NE(with([](auto& c) { c.reversal_from = 1; }), "");
}

TEST(SuddenGain, RefusesSeriesThatCannotBeJudged) {
  EXPECT_EQ(refusal(published(), {30, 20, 10}), "not_enough_sessions: 3 sessions, an interval to test needs 4");
  EXPECT_EQ(refusal(published(), {}), "not_enough_sessions: 0 sessions, an interval to test needs 4");
  EXPECT_EQ(refusal(published(), {30, 20, HUGE_VAL, 10}), "bad_argument: a score is not a finite number");
  SuddenGainCriteria distance = published();
  distance.share = ShareCriterion{0.25, ShareOf::distance_to_end, 2.0};
  EXPECT_EQ(refusal(distance, {3, 2, 1, 1}),
            "bad_argument: scores on both sides of scale_end 2, where the scale should end");
  EXPECT_EQ(refusal(published(), {none, none, none, none}), "") << "nothing was seen, and it is counted";
}

TEST(SuddenGain, OfANegativeScoreHasNoShare) {
  const std::vector<double> scores = {9, -1, -10, -5, 1};
  SuddenGainCriteria criteria = published();
  criteria.means.reset();
  const auto found = sudden_gains(scores, Direction::lower_is_better, criteria);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->intervals.at(0).share) << "a drop of 9, and no share of -1";
  EXPECT_EQ(found->intervals.at(0).points, true);
  EXPECT_FALSE(found->intervals.at(0).sudden);
  EXPECT_EQ(found->intervals.at(1).share, false) << "a rise is no drop of any share";
  criteria.share = ShareCriterion{0.25, ShareOf::distance_to_end, -20.0};
  EXPECT_EQ(sudden_gains(scores, Direction::lower_is_better, criteria)->gains.size(), 1U);
}

}  // namespace oncourse::sudden_gain_rule_test

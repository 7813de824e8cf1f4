// sudden_gain_test.cpp: what a sudden gain is, in cases that one can work out by hand.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/sudden_gain.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
namespace oncourse::sudden_gain_test {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr auto lower = Direction::lower_is_better, higher = Direction::higher_is_better;

SuddenGainCriteria published(double points = 7.0) {
  SuddenGainCriteria out;
  out.points = points;
  return out;
}

/// Criteria 1 and 2 alone.
SuddenGainCriteria two_criteria(double points = 7.0) {
  SuddenGainCriteria out = published(points);
  out.means.reset();
  return out;
}

SuddenGains found(const std::vector<double>& scores, const SuddenGainCriteria& criteria, Direction direction = lower) {
  const auto out = sudden_gains(scores, direction, criteria);
  EXPECT_TRUE(out) << out.error().detail;
  return out ? *out : SuddenGains{};
}

TEST(SuddenGain, SatisfiesAllThreePublishedCriteria) {
  const SuddenGains all = found({30, 31, 32, 20, 19, 18, 17, 16}, published());
  ASSERT_EQ(all.gains.size(), 1U);
  const SuddenGain& gain = all.gains.front();
  EXPECT_EQ(gain.session, 3);
  EXPECT_EQ(gain.next_session, 4);
  EXPECT_EQ(gain.magnitude, 12.0);
  EXPECT_EQ(gain.total_improvement, 14.0);
  EXPECT_NEAR(*gain.share_of_total, 12.0 / 14.0, 1e-15);
  EXPECT_EQ(gain.reversal_value, 26.0);
  EXPECT_EQ(gain.reversed, false);
  EXPECT_FALSE(gain.reversed_at);
  for (std::size_t at = 0; at < 6; ++at) EXPECT_EQ(gain.around[at], (std::array{30, 31, 32, 20, 19, 18}[at]));
  const SuddenGainInterval& interval = all.intervals.at(1);
  EXPECT_EQ(interval.share_of, 32.0);
  EXPECT_EQ(interval.mean_before, 31.0);
  EXPECT_EQ(interval.mean_after, 19.0);
  EXPECT_NEAR(*interval.sd_before, 1.0, 1e-15);
  EXPECT_NEAR(*interval.sd_after, 1.0, 1e-15);
  EXPECT_NEAR(*interval.pooled_sd, 1.0, 1e-15);
  EXPECT_NEAR(*interval.critical, 2.776, 5e-4);
}

TEST(SuddenGain, HasTheCriticalValuesOfTheScoresThatAreThere) {
  const SuddenGains all = found({30, 31, 29, 20, none, 21, 20, 22, 21, 23, 22}, published());
  const auto critical = [&](int from) {
    for (const SuddenGainInterval& one : all.intervals)
      if (one.from == from) return one.critical.value_or(0.0);
    return -1.0;
  };
  EXPECT_NEAR(critical(2), 4.303, 5e-4);  // 30 31 | 29 20: two and two
  EXPECT_NEAR(critical(3), 3.182, 5e-4);
  EXPECT_NEAR(critical(8), 2.776, 5e-4);
  SuddenGainCriteria fixed = published();
  fixed.means->critical = 2.776;
  for (const SuddenGainInterval& one : found({30, 31, 29, 20, none, 21, 20, 22, 21, 23, 22}, fixed).intervals)
    if (one.critical) {
      EXPECT_EQ(*one.critical, 2.776);
    }
}

TEST(SuddenGain, IsEasierFoundByTheTTestThanByThePublishedRule) {
  // Means 30 and 24.5, pooled sd 2.2: 2.776 x 2.2 is 6.2, and 5.0 with sqrt(1/3 + 1/3).
  const std::vector<double> scores = {28, 30, 32, 22, 24.5, 27, 26};
  EXPECT_EQ(found(scores, published()).gains.size(), 0U);
  SuddenGainCriteria t_test = published();
  t_test.means->t_test = true;
  EXPECT_EQ(found(scores, t_test).gains.size(), 1U);
}

TEST(SuddenGain, IsTestedFromTheSecondSessionToTheLastButOneUnlessAskedFor) {
  const std::vector<double> scores = {30, 20, 20, 20, 10};
  SuddenGainCriteria criteria = two_criteria();
  EXPECT_EQ(found(scores, criteria).gains.size(), 0U);
  EXPECT_EQ(found(scores, criteria).counts.tested, 2U);
  EXPECT_EQ(found(scores, criteria).counts.planned, 4U);
  criteria.first_interval = true;
  EXPECT_EQ(found(scores, criteria).gains.at(0).session, 1);
  criteria.last_interval = true;
  EXPECT_EQ(found(scores, criteria).gains.at(1).session, 4);
  SuddenGainCriteria means = published();
  means.first_interval = true;
  EXPECT_FALSE(found(scores, means).intervals.at(0).means) << "one score before it is too few";
  EXPECT_FALSE(found(scores, means).intervals.at(0).sudden);
}

TEST(SuddenGain, IsNumberedFromTheSessionThatComesFirst) {
  const auto with_intake = sudden_gains(std::vector<double>{30, 30, 20, 20, 20}, lower, two_criteria(), 0);
  ASSERT_TRUE(with_intake);
  EXPECT_EQ(with_intake->gains.at(0).session, 1);
  EXPECT_EQ(with_intake->intervals.at(0).from, 1);
}

TEST(SuddenGain, LooksOnlyAtTheSessionsAskedForButCountsTheTotalFromElsewhere) {
  SuddenGainCriteria criteria = two_criteria();
  criteria.from_session = 2;
  criteria.to_session = 6;
  criteria.start_session = 1;
  criteria.end_session = 8;
  const SuddenGains all = found({50, 30, 30, 20, 20, 20, 9, 5}, criteria);
  ASSERT_EQ(all.gains.size(), 1U);
  EXPECT_EQ(all.gains.front().session, 3);
  EXPECT_EQ(all.gains.front().total_improvement, 45.0);
  criteria.end_session = 9;
  EXPECT_FALSE(found({50, 30, 30, 20, 20, 20, 9, 5}, criteria).gains.at(0).total_improvement);
}

TEST(SuddenGain, AcrossAMissedSessionIsSeenOnlyWithABridge) {
  const std::vector<double> scores = {30, 31, 30, none, 20, 19, 20, 20};
  SuddenGainCriteria criteria = published();
  const SuddenGains strict = found(scores, criteria);
  EXPECT_EQ(strict.gains.size(), 0U);
  EXPECT_EQ(strict.counts.tested, 5U);
  EXPECT_EQ(strict.counts.not_available, 2U);
  criteria.bridge = 1;
  const SuddenGains bridged = found(scores, criteria);
  ASSERT_EQ(bridged.gains.size(), 1U);
  EXPECT_EQ(bridged.gains.front().session, 3);
  EXPECT_EQ(bridged.gains.front().next_session, 5);
  EXPECT_EQ(bridged.gains.front().around[3], 20.0);
  EXPECT_EQ(bridged.counts.tested, 4U);
  EXPECT_EQ(bridged.counts.not_available, 0U);
}

TEST(SuddenGain, IsDecidedByOneFailedCriterionBesideAMissingOne) {
  const SuddenGains all = found({30, 29, none, none, 28, 27}, published());
  ASSERT_EQ(all.intervals.size(), 3U);
  EXPECT_FALSE(all.intervals[0].sudden);
  const SuddenGains one_after = found({30, 29, 28, none, none, 27}, published());
  EXPECT_EQ(one_after.intervals.at(0).points, false);
  EXPECT_FALSE(one_after.intervals.at(0).means);
  EXPECT_EQ(one_after.intervals.at(0).sudden, false);
  EXPECT_FALSE(one_after.intervals.at(0).complete);
  EXPECT_EQ(one_after.counts.available, 0U);
  EXPECT_EQ(one_after.counts.decided, 1U);
}

TEST(SuddenGain, NeedsOneCriterionWhereAnyIsEnough) {
  SuddenGainCriteria criteria = two_criteria();
  const std::vector<double> small_drop_of_a_low_score = {8, 8, 4, 4, 4};
  EXPECT_EQ(found(small_drop_of_a_low_score, criteria).gains.size(), 0U);
  criteria.combine = CombineCriteria::any;
  EXPECT_EQ(found(small_drop_of_a_low_score, criteria).gains.size(), 1U);
}

TEST(SuddenGain, IsNoGainWithoutAGain) {
  SuddenGainCriteria means;
  means.share.reset();
  // The means differ, the session itself is one of worsening.
  const SuddenGains all = found({30, 30, 10, 12, 10, 10}, means);
  EXPECT_EQ(all.intervals.at(0).sudden, true);
  for (const SuddenGain& gain : all.gains) EXPECT_GT(gain.magnitude, 0.0);
  SuddenGainCriteria only_share;
  only_share.means.reset();
  EXPECT_EQ(found({5, 0, 0, 0, 0}, only_share).intervals.at(0).share, false) << "0 stays 0";
}

TEST(SuddenGain, OfScoresThatDoNotVaryIsAnyDifferenceUnlessVarianceIsAskedFor) {
  SuddenGainCriteria criteria = published(1.0);
  criteria.share.reset();
  const std::vector<double> scores = {30, 30, 30, 29, 29, 29};
  EXPECT_EQ(found(scores, criteria).intervals.at(1).means, true);
  criteria.means->needs_variance = true;
  EXPECT_FALSE(found(scores, criteria).intervals.at(1).means);
  EXPECT_FALSE(found(scores, criteria).intervals.at(1).sudden);
}

TEST(SuddenGain, IsNotMissedByTheLastBitOfADecimal) {
  ASSERT_LT(8.2 - 1.2, 7.0);
  EXPECT_EQ(found({8.2, 8.2, 1.2, 1.2}, two_criteria()).gains.size(), 1U);
  EXPECT_EQ(found({8.2, 8.2, 1.21, 1.2}, two_criteria()).gains.size(), 0U);
  ASSERT_GT(0.07 * 100.0, 7.0);
  SuddenGainCriteria share = two_criteria();
  share.share->share = 0.07;
  EXPECT_EQ(found({100, 100, 93, 93}, share).gains.size(), 1U);
}

TEST(SuddenGain, TakesItsShareOfWhatIsChosen) {
  SuddenGainCriteria criteria = two_criteria();
  const std::vector<double> scores = {50, 40, 30, 30, 30};  // a drop of 10
  const auto share_of = [&](ShareOf of, std::optional<double> end) {
    criteria.share = ShareCriterion{0.25, of, end};
    return found(scores, criteria).intervals.at(0).share_of;
  };
  EXPECT_EQ(share_of(ShareOf::score_before, {}), 40.0);
  EXPECT_EQ(share_of(ShareOf::first_score, {}), 50.0);
  EXPECT_EQ(share_of(ShareOf::distance_to_end, 10.0), 30.0);
  criteria.share = ShareCriterion{0.25, ShareOf::first_score, {}};
  EXPECT_EQ(found(scores, criteria).gains.size(), 0U);
  criteria.share = ShareCriterion{0.25, ShareOf::score_before, {}};
  EXPECT_EQ(found(scores, criteria).gains.size(), 1U);
}

TEST(SuddenGain, IsReversedByTheFirstSessionAfterItAndNotOnlyByLaterOnes) {
  const std::vector<double> scores = {30, 30, 30, 15, 28, 14, 14};
  SuddenGainCriteria criteria = two_criteria();
  const SuddenGain gain = found(scores, criteria).gains.at(0);
  EXPECT_EQ(gain.reversal_value, 22.5);
  EXPECT_EQ(gain.reversed, true);
  EXPECT_EQ(gain.reversed_at, 5);
  criteria.reversal_from = 3;  // as suddengains 0.7.2 does
  EXPECT_EQ(found(scores, criteria).gains.at(0).reversed, false);
}

TEST(SuddenGain, IsReversedBeyondHalfOfItOrAtHalfWhereAsked) {
  const std::vector<double> scores = {30, 30, 30, 20, 25, 20, 20};
  SuddenGainCriteria criteria = two_criteria();
  EXPECT_EQ(found(scores, criteria).gains.at(0).reversed, false);
  criteria.reversal_inclusive = true;
  EXPECT_EQ(found(scores, criteria).gains.at(0).reversed_at, 5);
  EXPECT_FALSE(found({30, 30, 30, 20, none, none}, criteria).gains.at(0).reversed) << "nobody knows";
}

TEST(SuddenGain, HasNoShareOfATotalThatIsZero) {
  const SuddenGain gain = found({20, 20, 30, 20, 20}, two_criteria()).gains.at(0);
  EXPECT_EQ(gain.total_improvement, 0.0);
  EXPECT_FALSE(gain.share_of_total);
}

TEST(SuddenLoss, GoesAgainstATotalImprovement) {
  SuddenGainCriteria criteria = two_criteria();
  criteria.kind = SuddenChange::loss;
  const SuddenGain loss = found({30, 20, 30, 28, 24}, criteria).gains.at(0);
  EXPECT_EQ(loss.magnitude, 10.0);
  EXPECT_EQ(loss.reversal_value, 25.0);
  EXPECT_EQ(loss.reversed_at, 5);
  EXPECT_EQ(loss.total_improvement, 6.0);
  EXPECT_NEAR(*loss.share_of_total, -10.0 / 6.0, 1e-15);
  EXPECT_EQ(found({30, 40, 48, 48, 48}, criteria).gains.size(), 0U) << "a rise of 8 is less than a quarter of 40";
}

}  // namespace oncourse::sudden_gain_test

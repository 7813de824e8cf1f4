// sudden_gain_laws_test.cpp: what holds of sudden gains whatever the scores, and a slower twin.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/sudden_gain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "oncourse/base/number.hpp"
#include "support/sudden_gain_twin.hpp"

namespace oncourse::sudden_gain_laws_test {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr auto lower = Direction::lower_is_better, higher = Direction::higher_is_better;

SuddenGains found(const std::vector<double>& scores, const SuddenGainCriteria& criteria, Direction direction = lower) {
  const auto out = sudden_gains(scores, direction, criteria);
  EXPECT_TRUE(out) << out.error().detail;
  return out ? *out : SuddenGains{};
}

/// Random settings and series, the same in every run.
struct Draw {
  std::mt19937_64 random{20261};
  bool coin(double p = 0.5) { return std::bernoulli_distribution(p)(random); }
  int upto(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }

  std::vector<double> series() {
    std::vector<double> out(static_cast<std::size_t>(upto(4, 14)));
    const double missing = coin() ? 0.25 : 0.0;
    double level = upto(0, 40);
    for (double& score : out) {
      if (coin(0.25)) level = upto(0, 40);
      score = coin(missing) ? none : std::clamp(level + upto(-3, 3), 0.0, 63.0);
    }
    return out;
  }
  SuddenGainCriteria criteria() {
    SuddenGainCriteria out;
    out.kind = coin() ? SuddenChange::gain : SuddenChange::loss;
    if (coin(0.8)) out.points = upto(1, 12);
    if (!coin(0.8)) out.share.reset();
    if (out.share && coin()) out.share->share = 0.05 * upto(1, 12);
    if (out.share && coin(0.3)) out.share->of = ShareOf::first_score;
    if (out.share && out.share->of == ShareOf::score_before && coin(0.3))
      out.share = ShareCriterion{out.share->share, ShareOf::distance_to_end, coin() ? 0.0 : 63.0};
    if (!coin(0.7)) out.means.reset();
    if (out.means && coin(0.3)) out.means->sessions = upto(2, 5);
    if (out.means && coin(0.3)) out.means->least = upto(1, 2);
    if (out.means && coin(0.2)) out.means->critical = 2.776;
    if (out.means && coin(0.3)) out.means->alpha = 0.1;
    if (out.means && coin(0.3)) out.means->t_test = true;
    if (out.means && coin(0.2)) out.means->needs_variance = true;
    if (!out.points && !out.share && !out.means) out.points = 5.0;
    if (coin(0.3)) out.combine = CombineCriteria::any;
    out.first_interval = coin(0.3);
    out.last_interval = coin(0.3);
    if (coin(0.4)) out.bridge = upto(1, 3);
    if (coin(0.3)) out.start_session = 1;
    if (coin(0.3)) out.end_session = 12;
    if (coin(0.2)) out.from_session = upto(0, 2), out.to_session = upto(9, 12);
    if (coin(0.2)) out.reversal_share = 0.75;
    out.reversal_inclusive = coin(0.2);
    if (coin(0.2)) out.reversal_from = 3;
    return out;
  }
};

void expect_same(const SuddenGains& a, const SuddenGains& b, double tolerance = 0.0) {
  ASSERT_EQ(a.intervals.size(), b.intervals.size());
  for (std::size_t at = 0; at < a.intervals.size(); ++at) {
    const SuddenGainInterval &x = a.intervals[at], &y = b.intervals[at];
    EXPECT_EQ(x.from, y.from);
    EXPECT_EQ(x.to, y.to);
    EXPECT_EQ(x.points, y.points);
    EXPECT_EQ(x.share, y.share);
    EXPECT_EQ(x.means, y.means);
    EXPECT_EQ(x.sudden, y.sudden);
    EXPECT_EQ(x.complete, y.complete);
    EXPECT_EQ(x.n_before, y.n_before);
    EXPECT_EQ(x.n_after, y.n_after);
    ASSERT_EQ(x.magnitude.has_value(), y.magnitude.has_value());
    if (x.magnitude) {
      EXPECT_NEAR(*x.magnitude, *y.magnitude, tolerance);
    }
  }
  ASSERT_EQ(a.gains.size(), b.gains.size());
  for (std::size_t at = 0; at < a.gains.size(); ++at) {
    const SuddenGain &x = a.gains[at], &y = b.gains[at];
    EXPECT_EQ(x.session, y.session);
    EXPECT_EQ(x.next_session, y.next_session);
    EXPECT_NEAR(x.magnitude, y.magnitude, tolerance);
    EXPECT_EQ(x.reversed, y.reversed);
    EXPECT_EQ(x.reversed_at, y.reversed_at);
    ASSERT_EQ(x.share_of_total.has_value(), y.share_of_total.has_value());
    if (x.share_of_total) {
      EXPECT_NEAR(*x.share_of_total, *y.share_of_total, tolerance);
    }
  }
  EXPECT_EQ(a.counts.tested, b.counts.tested);
  EXPECT_EQ(a.counts.available, b.counts.available);
}

TEST(SuddenGain, IsTheSameOnAScaleReadInTheOtherDirection) {
  Draw draw;
  std::size_t gains = 0;
  for (int run = 0; run < 3000; ++run) {
    const std::vector<double> scores = draw.series();
    SuddenGainCriteria criteria = draw.criteria();
    if (criteria.share && criteria.share->of != ShareOf::distance_to_end)
      criteria.share = ShareCriterion{0.25, ShareOf::distance_to_end, 0.0};
    SuddenGainCriteria reversed = criteria;
    if (reversed.share) reversed.share->scale_end = 63.0 - *reversed.share->scale_end;
    std::vector<double> mirror;
    for (const double score : scores) mirror.push_back(63.0 - score);
    const SuddenGains there = found(scores, criteria), back = found(mirror, reversed, higher);
    gains += there.gains.size();
    expect_same(there, back, 1e-12);
    for (std::size_t at = 0; at < std::min(there.gains.size(), back.gains.size()); ++at)
      EXPECT_NEAR(there.gains[at].reversal_value, 63.0 - back.gains[at].reversal_value, 1e-12);
  }
  EXPECT_GT(gains, 1000U);
}

TEST(SuddenGain, OfTheMirroredSeriesIsALoss) {
  Draw draw;
  std::size_t losses = 0;
  for (int run = 0; run < 3000; ++run) {
    const std::vector<double> scores = draw.series();
    SuddenGainCriteria criteria = draw.criteria();
    criteria.kind = SuddenChange::gain;
    if (criteria.share) criteria.share = ShareCriterion{0.25, ShareOf::distance_to_end, 0.0};
    SuddenGainCriteria loss = criteria;
    loss.kind = SuddenChange::loss;
    if (loss.share) loss.share->scale_end = 63.0;
    std::vector<double> mirror;
    for (const double score : scores) mirror.push_back(63.0 - score);
    const SuddenGains there = found(scores, criteria), back = found(mirror, loss);
    losses += back.gains.size();
    expect_same(there, back, 1e-12);
    for (const SuddenGain& one : back.gains) EXPECT_EQ(one.kind, SuddenChange::loss);
  }
  EXPECT_GT(losses, 1000U);
}

TEST(SuddenGain, IsUnchangedByAConstantExceptForTheShareOfAScore) {
  Draw draw;
  std::size_t gains = 0;
  for (int run = 0; run < 2000; ++run) {
    const std::vector<double> scores = draw.series();
    SuddenGainCriteria criteria = draw.criteria();
    if (criteria.share) criteria.share = ShareCriterion{0.25, ShareOf::distance_to_end, 0.0};
    SuddenGainCriteria moved = criteria;
    if (moved.share) moved.share->scale_end = 0.3;
    std::vector<double> higher_up;
    for (const double score : scores) higher_up.push_back(score + 0.3);  // 0.3 is no binary fraction
    const SuddenGains there = found(scores, criteria), here = found(higher_up, moved);
    gains += there.gains.size();
    expect_same(there, here, 1e-9);
  }
  EXPECT_GT(gains, 500U);
  SuddenGainCriteria share;
  share.points = 7.0;
  share.means.reset();
  EXPECT_EQ(found({28, 28, 20, 20, 20}, share).gains.size(), 1U);
  EXPECT_EQ(found({38, 38, 30, 30, 30}, share).gains.size(), 0U);
}

TEST(SuddenGain, IsNeverSeenWhereAScoreIsMissing) {
  Draw draw;
  std::size_t missing = 0;
  for (int run = 0; run < 3000; ++run) {
    const std::vector<double> scores = draw.series();
    const SuddenGainCriteria criteria = draw.criteria();
    const SuddenGains all = found(scores, criteria);
    const auto score = [&](int session) {
      return session < 1 || static_cast<std::size_t>(session) > scores.size()
                 ? none
                 : scores[static_cast<std::size_t>(session - 1)];
    };
    for (const SuddenGainInterval& one : all.intervals) {
      if (!std::isnan(score(one.from)) && !std::isnan(score(one.to))) continue;
      ++missing;
      EXPECT_NE(one.sudden, true);
      EXPECT_FALSE(one.points || one.share || one.magnitude || one.complete);
    }
    for (const SuddenGain& gain : all.gains) EXPECT_GT(gain.magnitude, 0.0);
  }
  EXPECT_GT(missing, 1000U);
}

TEST(SuddenGain, IsWhatASlowerTwinFinds) {
  Draw draw;
  std::size_t gains = 0, reversed = 0, bridged = 0;
  for (int run = 0; run < 20000; ++run) {
    const std::vector<double> scores = draw.series();
    const SuddenGainCriteria criteria = draw.criteria();
    const Direction direction = draw.coin() ? lower : higher;
    const auto ours = sudden_gains(scores, direction, criteria);
    const auto twin = support::sudden_gain_twin(scores, direction, criteria);
    ASSERT_TRUE(ours) << ours.error().detail;
    ASSERT_EQ(ours->intervals.size(), twin.size());
    std::size_t next_gain = 0;
    for (std::size_t at = 0; at < twin.size(); ++at) {
      const SuddenGainInterval& mine = ours->intervals[at];
      const support::TwinInterval& other = twin[at];
      SCOPED_TRACE("run " + text(run) + ", session " + text(other.from));
      ASSERT_EQ(mine.from, other.from);
      ASSERT_EQ(mine.to, other.to);
      EXPECT_EQ(mine.points, other.criteria[0]);
      EXPECT_EQ(mine.share, other.criteria[1]);
      EXPECT_EQ(mine.means, other.criteria[2]);
      EXPECT_EQ(mine.sudden, other.sudden);
      if (other.sudden != true) continue;
      ASSERT_LT(next_gain, ours->gains.size());
      const SuddenGain& gain = ours->gains[next_gain++];
      ++gains;
      bridged += gain.next_session > gain.session + 1 ? 1 : 0;
      reversed += gain.reversed == true ? 1 : 0;
      EXPECT_EQ(gain.session, other.from);
      EXPECT_EQ(gain.next_session, other.to);
      EXPECT_EQ(gain.reversed, other.reversed);
      EXPECT_EQ(gain.reversed_at, other.reversed_at);
      ASSERT_EQ(gain.share_of_total.has_value(), other.share_of_total.has_value());
      if (gain.share_of_total) {
        EXPECT_NEAR(*gain.share_of_total, *other.share_of_total, 1e-12);
      }
    }
    EXPECT_EQ(next_gain, ours->gains.size());
  }
  EXPECT_GT(gains, 5000U);
  EXPECT_GT(reversed, 1000U);
  EXPECT_GT(bridged, 100U);
}

}  // namespace oncourse::sudden_gain_laws_test

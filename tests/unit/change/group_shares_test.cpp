// group_shares_test.cpp: shares of a distribution of true scores, against persons drawn from one.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/group_shares.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace oncourse::group_shares_test {

constexpr Direction lower = Direction::lower_is_better, higher = Direction::higher_is_better;

TEST(GroupShares, AreThoseOfTrueScoresThatNobodySees) {
  std::mt19937_64 random(5201);
  std::normal_distribution<double> normal;
  constexpr int n = 20000;
  constexpr double SEM = 3.0, cutoff = 18.0;
  std::vector<double> pre, post;
  double improved = 0, functional = 0;
  for (int i = 0; i < n; ++i) {
    const double before = 30 + 6 * normal(random), after = before - 7 + 8 * normal(random);
    improved += after < before;
    functional += after < cutoff;
    pre.push_back(before + SEM * normal(random));
    post.push_back(after + SEM * normal(random));
  }
  const PairSummary pairs = *describe_pairs(pre, post);
  const double reliability = 1 - SEM * SEM / (pairs.pre_sd * pairs.pre_sd);
  const auto known = reliability_of_differences(
      {pairs.pre_sd, reliability, pairs.pre_mean, pairs.post_mean, pairs.post_sd, pairs.correlation});
  const GroupShares shares = *group_shares(pairs, *known, lower, cutoff);
  EXPECT_NEAR(shares.improved, improved / n, 0.01);
  EXPECT_NEAR(*shares.functional, functional / n, 0.01);
  EXPECT_FALSE(group_shares(pairs, *known, lower)->functional.has_value());
  const GroupShares worse = *group_shares(pairs, *known, higher, cutoff);
  EXPECT_NEAR(shares.improved + worse.improved, 1.0, 1e-12) << "who is not better is worse";
  PairSummary mirrored = pairs;
  mirrored.post_mean = 60 - pairs.post_mean;
  mirrored.change_mean = -pairs.change_mean;
  const GroupShares turned = *group_shares(mirrored, *known, higher, 60 - cutoff);
  EXPECT_NEAR(turned.improved, shares.improved, 1e-12);
  EXPECT_NEAR(*turned.functional, *shares.functional, 1e-12);
}

TEST(GroupShares, AreRefusedWhereNothingVaries) {
  const PairSummary pairs = *pairs_from_figures(40, 30, 6, 22, 8, 0.5);
  EXPECT_NEAR(group_shares(pairs, {1.0, 1.0}, lower)->improved, 0.5 * std::erfc(-8 / std::sqrt(52.0) / std::sqrt(2.0)),
              1e-12);
  PairSummary same = pairs;
  same.change_sd = 0.0;
  EXPECT_EQ(group_shares(same, {0.8, 0.8}, lower).error().detail,
            "standard deviation of the changes 0, it must be above 0");
  EXPECT_EQ(group_shares(pairs, {0.0, 0.8}, lower).error().detail, "reliability 0, it must be above 0 and at most 1");
  EXPECT_FALSE(group_shares(pairs, {0.8, 0.8}, lower, std::nan("")).ok());
}

}  // namespace oncourse::group_shares_test

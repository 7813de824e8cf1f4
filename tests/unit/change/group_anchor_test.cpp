// group_anchor_test.cpp: mean changes against the minimal important difference, in both directions.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/group_anchor.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>

#include "support/pairs.hpp"

namespace oncourse::group_anchor_test {

constexpr Direction lower = Direction::lower_is_better, higher = Direction::higher_is_better;

TEST(AnchorEffect, IsReadFromWhereTheIntervalLies) {
  const auto of = [](double low, double estimate, double high) { return anchor_effect(estimate, {low, high}, 5.0); };
  EXPECT_EQ(of(6, 8, 10), AnchorEffect::large_effect);
  EXPECT_EQ(of(5, 7, 9), AnchorEffect::probable_effect) << "an interval that touches the difference holds it";
  EXPECT_EQ(of(4, 6, 8), AnchorEffect::probable_effect);
  EXPECT_EQ(of(3, 5, 7), AnchorEffect::probable_effect) << "exactly the important difference reaches it";
  EXPECT_EQ(of(3, 4.5, 6), AnchorEffect::not_significantly_less);
  EXPECT_EQ(of(3, 4, 5), AnchorEffect::not_significantly_less);
  EXPECT_EQ(of(1, 2, 3), AnchorEffect::significant_not_important);
  EXPECT_EQ(of(0, 2, 4), AnchorEffect::not_significant);
  EXPECT_EQ(of(-1, 8, 17), AnchorEffect::not_significant) << "however large the estimate";
  EXPECT_EQ(of(-4, -2, 0), AnchorEffect::not_significant);
  EXPECT_EQ(of(-9, -8, -7), AnchorEffect::significant_worsening);
  EXPECT_EQ(of(-3, -2, -1), AnchorEffect::significant_worsening);
  for (const AnchorEffect effect :
       {AnchorEffect::large_effect, AnchorEffect::probable_effect, AnchorEffect::not_significantly_less,
        AnchorEffect::significant_not_important, AnchorEffect::not_significant, AnchorEffect::significant_worsening})
    EXPECT_NE(name(effect), "unknown");
}

TEST(AnchorWithin, FindsTheSameOnAReversedScaleAndInAnyOrder) {
  std::mt19937_64 random(510);
  std::map<AnchorEffect, int> seen;
  for (int trial = 0; trial < 600; ++trial) {
    const auto pairs = support::any_pairs(random, 12, trial % 13 - 3.0, 0.05);
    const auto mirror = pairs.with([](double score) { return 48.0 - score; }).shuffled(random);
    const auto moved = pairs.with([](double score) { return score + 512.0; });
    const auto found = anchor_within(*describe_pairs(pairs.pre, pairs.post), lower, 4.0);
    const auto mirrored = anchor_within(*describe_pairs(mirror.pre, mirror.post), higher, 4.0);
    const auto shifted = anchor_within(*describe_pairs(moved.pre, moved.post), lower, 4.0);
    ASSERT_TRUE(found && mirrored && shifted);
    ASSERT_EQ(found->effect, mirrored->effect);
    ASSERT_EQ(found->effect, shifted->effect);
    ++seen[found->effect];
    const auto other = support::any_pairs(random, 15, 2.0, 0.05);
    const auto between = anchor_between(other.post, pairs.post, lower, 4.0);
    const auto turned = anchor_between(other.with([](double s) { return 48.0 - s; }).post,
                                       pairs.with([](double s) { return 48.0 - s; }).post, higher, 4.0);
    ASSERT_TRUE(between && turned);
    ASSERT_EQ(between->effect, turned->effect);
    ASSERT_NEAR(between->improvement, turned->improvement, 1e-12);
    ASSERT_NEAR(between->df, turned->df, 1e-9);
    ASSERT_NEAR(between->points_interval.low, -turned->points_interval.high, 1e-11);
  }
  EXPECT_EQ(seen.size(), 6u) << "every effect was met";
}

TEST(AnchorBetween, IsWelchsTestOfStudentsSleepers) {
  // the two drugs as if they had been given to different patients: R's t.test(extra ~ group), as printed in its manual
  const std::array first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::array second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  const auto found = anchor_between(first, second, higher, 1.0);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->t, 1.8608, 5e-5);
  EXPECT_NEAR(found->df, 17.776, 5e-4);
  EXPECT_NEAR(found->p, 0.07939, 5e-6);
  EXPECT_NEAR(found->points_interval.low, -0.2054832, 5e-8);
  EXPECT_NEAR(found->points_interval.high, 3.3654832, 5e-8);
  EXPECT_EQ(found->effect, AnchorEffect::not_significant) << "higher is better and the interval holds 0: not no answer";
}

TEST(AnchorBetween, CountsTheMissingAndRefusesWhatHasNoTest) {
  const double nan = std::nan("");
  const auto found = anchor_between(std::array{20.0, nan, 22.0, 25.0}, std::array{nan, 10.0, 12.0, nan}, lower, 5.0);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->n_reference, 3u);
  EXPECT_EQ(found->missing_reference, 1u);
  EXPECT_EQ(found->n_comparison, 2u);
  EXPECT_EQ(found->missing_comparison, 2u);
  EXPECT_GT(found->improvement, 0.0);
  const std::array two = {1.0, 2.0}, same = {3.0, 3.0}, one = {1.0, nan}, endless = {1.0, HUGE_VAL};
  EXPECT_EQ(anchor_between(two, one, lower, 5.0).error().code, Errc::not_enough_sessions);
  EXPECT_EQ(anchor_between(same, same, lower, 5.0).error().code, Errc::bad_argument);
  EXPECT_EQ(anchor_between(two, endless, lower, 5.0).error().code, Errc::bad_argument);
  EXPECT_EQ(anchor_between(two, same, lower, 0.0).error().detail, "minimal important difference 0, it must be above 0");
  EXPECT_EQ(anchor_between(two, same, lower, nan).error().code, Errc::bad_argument);
  EXPECT_EQ(anchor_between(two, same, lower, 5.0, 1.0).error().code, Errc::bad_argument);
  EXPECT_TRUE(anchor_between(two, same, lower, 5.0).ok()) << "one group that varies is enough";
  EXPECT_EQ(anchor_within(*describe_pairs(two, same), lower, -1.0).error().code, Errc::bad_argument);
}

}  // namespace oncourse::group_anchor_test

// group_columns_test.cpp: a group in a table is described as it is alone.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/group_columns.hpp"

#include <gtest/gtest.h>

#include "oncourse/change/group_shares.hpp"
#include "support/columns.hpp"
#include "support/pairs.hpp"

namespace oncourse::group_columns_test {

using support::number_in;
using support::OwnedColumn;
using support::text_in;

const double nan = std::numeric_limits<double>::quiet_NaN();

TEST(GroupChangeColumns, HoldForEveryGroupAndForEverybodyWhatEachIsAlone) {
  std::mt19937_64 random(570);
  const auto pairs = support::any_pairs(random, 90, 4.0, 0.1);
  std::vector<std::string> arm;
  std::vector<double> site;
  for (std::size_t i = 0; i < 90; ++i) {
    arm.push_back(i % 3 == 0 ? "waiting" : i % 3 == 1 ? "therapy" : "care");
    site.push_back(i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 12);
  }
  const OwnedColumn pre("pre", pairs.pre), post("post", pairs.post), named("arm", arm), numbered("site", site);
  GroupChangeOptions options;
  options.important = 3.0;
  const auto found = group_change_columns(*pre, *post, &named, options);
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->rows(), 4u);
  EXPECT_EQ(text_in(*found, "arm", 0), "waiting");
  EXPECT_EQ(text_in(*found, "arm", 1), "therapy");
  EXPECT_EQ(text_in(*found, "arm", 3), "null") << "everybody";
  double n = 0, missing = 0;
  for (std::size_t row = 0; row < 4; ++row) {
    support::Pairs own;
    for (std::size_t i = 0; i < 90; ++i)
      if (row == 3 || i % 3 == row) {
        own.pre.push_back(pairs.pre[i]);
        own.post.push_back(pairs.post[i]);
      }
    const auto alone = *describe_pairs(own.pre, own.post);
    const auto change = *mean_change(alone, options.direction);
    const auto effect = *standardized_change(alone, options.direction);
    EXPECT_EQ(number_in(*found, "n", row), static_cast<double>(alone.n));
    EXPECT_EQ(number_in(*found, "missing", row), static_cast<double>(alone.missing));
    EXPECT_EQ(number_in(*found, "pre_mean", row), alone.pre_mean);
    EXPECT_EQ(number_in(*found, "post_sd", row), alone.post_sd);
    EXPECT_EQ(number_in(*found, "correlation", row), *alone.correlation);
    EXPECT_EQ(number_in(*found, "change", row), change.points);
    EXPECT_EQ(number_in(*found, "change_low", row), change.points_interval.low);
    EXPECT_EQ(number_in(*found, "change_high", row), change.points_interval.high);
    EXPECT_EQ(number_in(*found, "improvement", row), change.improvement);
    EXPECT_EQ(number_in(*found, "t", row), change.t);
    EXPECT_EQ(number_in(*found, "df", row), change.df);
    EXPECT_EQ(number_in(*found, "p", row), change.p);
    EXPECT_EQ(number_in(*found, "effect", row), effect.improvement);
    EXPECT_EQ(number_in(*found, "effect_se", row), effect.standard_error);
    EXPECT_EQ(number_in(*found, "effect_low", row), effect.improvement_interval.low);
    EXPECT_EQ(number_in(*found, "effect_high", row), effect.improvement_interval.high);
    EXPECT_EQ(text_in(*found, "anchor", row), name(anchor_within(alone, options.direction, 3.0)->effect));
    EXPECT_EQ(text_in(*found, "status", row), "ok");
    EXPECT_EQ(text_in(*found, "detail", row), "null");
    n += row < 3 ? number_in(*found, "n", row) : 0;
    missing += row < 3 ? number_in(*found, "missing", row) : 0;
  }
  EXPECT_EQ(n, number_in(*found, "n", 3)) << "nobody is dropped silently";
  EXPECT_EQ(missing, number_in(*found, "missing", 3));
  EXPECT_EQ(n + missing, 90.0);
  const auto by_number = group_change_columns(*pre, *post, &numbered, options);
  EXPECT_EQ(number_in(*by_number, "site", 0), 7.0);
  EXPECT_EQ(number_in(*by_number, "effect", 1), number_in(*found, "effect", 1));
  const auto everybody = group_change_columns(*pre, *post, nullptr, options);
  ASSERT_EQ(everybody->rows(), 1u);
  EXPECT_EQ(number_in(*everybody, "effect", 0), number_in(*found, "effect", 3));
  EXPECT_EQ(text_in(*group_change_columns(*pre, *post), "anchor", 0), "null") << "nobody gave a difference";
}

TEST(GroupChangeColumns, AGroupThatIsTooSmallHasAStatusAndSpoilsNoOther) {
  const OwnedColumn pre("pre", std::vector<double>{20, 18, 22, 30, nan, 10, 12, 14, 15, 11}),
      post("post", std::vector<double>{10, 12, 9, nan, 5, 8, 10, 12, 9, 7}),
      arm("arm", std::vector<std::string>{"a", "a", "a", "b", "b", "c", "c", "c", "d", "d"});
  const auto found = group_change_columns(*pre, *post, &arm);
  ASSERT_TRUE(found);
  EXPECT_EQ(text_in(*found, "status", 0), "ok");
  EXPECT_EQ(text_in(*found, "status", 1), "not_enough_sessions");
  EXPECT_EQ(text_in(*found, "detail", 1), "0 complete pairs, at least 2 are needed");
  EXPECT_EQ(number_in(*found, "n", 1), 0.0);
  EXPECT_EQ(number_in(*found, "missing", 1), 2.0);
  EXPECT_TRUE(std::isnan(number_in(*found, "pre_mean", 1)));
  EXPECT_EQ(text_in(*found, "detail", 2), "all changes are the same, their standard deviation is 0");
  EXPECT_EQ(number_in(*found, "change", 2), -2.0) << "what is known is said";
  EXPECT_TRUE(std::isnan(number_in(*found, "t", 2)));
  EXPECT_FALSE(std::isnan(number_in(*found, "t", 3)));
  EXPECT_EQ(text_in(*found, "detail", 3), "2 complete pairs, at least 3 are needed") << "for the standardised change";
  EXPECT_EQ(text_in(*found, "status", 4), "ok");
}

TEST(GroupChangeColumns, RefuseWhatIsNoTable) {
  const OwnedColumn three("pre", std::vector<double>{1, 2, 3}), two("post", std::vector<double>{1, 2}),
      endless("post", std::vector<double>{1, HUGE_VAL, 3}), words("arm", std::vector<std::string>{"a", "b", "c"}),
      gap("arm", std::vector<double>{1, nan, 2}), half("arm", std::vector<double>{1, 1.5, 2});
  const auto why = [](const Result<Table>& table) { return table ? std::string("ok") : table.error().detail; };
  EXPECT_EQ(why(group_change_columns(*three, *two)), "column post has 2 rows, the first has 3");
  EXPECT_EQ(why(group_change_columns(*three, *endless)), "column post, row 2: not a finite number");
  EXPECT_EQ(why(group_change_columns(*three, *words)), "column arm holds no numbers");
  EXPECT_EQ(why(group_change_columns(*three, *three, &gap)), "column arm, row 2: no group");
  EXPECT_EQ(why(group_change_columns(*three, *three, &half)), "column arm: a group is text or a whole number");
  EXPECT_EQ(why(group_change_columns(*three, *three, &two)), "column post has 2 rows, the first has 3");
  GroupChangeOptions options;
  options.important = 0.0;
  EXPECT_EQ(why(group_change_columns(*three, *three, &words, options)),
            "minimal important difference 0, it must be above 0");
  options = {};
  options.effect.level = 2.0;
  EXPECT_EQ(why(group_change_columns(*three, *three, &words, options)),
            "confidence level 2, it must lie between 0 and 1");
}

TEST(GroupDifferenceColumns, CompareEveryGroupWithTheReference) {
  std::mt19937_64 random(571);
  const auto a = support::any_pairs(random, 30, 1.0, 0.1), b = support::any_pairs(random, 25, 6.0, 0.1);
  support::Pairs both = a;
  both.pre.insert(both.pre.end(), b.pre.begin(), b.pre.end());
  both.post.insert(both.post.end(), b.post.begin(), b.post.end());
  std::vector<std::string> arm(30, "waiting");
  arm.resize(55, "therapy");
  std::vector<double> number(30, 4.0);
  number.resize(55, 2.0);
  const OwnedColumn pre("pre", both.pre), post("post", both.post), named("arm", arm), numbered("arm", number);
  GroupDifferenceOptions options;
  options.important = 3.0;
  const auto after = group_difference_columns(nullptr, *post, *named, options);
  ASSERT_TRUE(after) << after.error().detail;
  ASSERT_EQ(after->rows(), 1u);
  const auto alone = *anchor_between(a.post, b.post, options.direction, 3.0);
  EXPECT_EQ(text_in(*after, "arm", 0), "therapy");
  EXPECT_EQ(number_in(*after, "difference", 0), alone.points);
  EXPECT_EQ(number_in(*after, "difference_low", 0), alone.points_interval.low);
  EXPECT_EQ(number_in(*after, "improvement", 0), alone.improvement);
  EXPECT_EQ(number_in(*after, "n", 0), static_cast<double>(alone.n_comparison));
  EXPECT_EQ(number_in(*after, "missing", 0), static_cast<double>(alone.missing_comparison));
  EXPECT_EQ(number_in(*after, "n_reference", 0), static_cast<double>(alone.n_reference));
  EXPECT_EQ(number_in(*after, "missing_reference", 0), static_cast<double>(alone.missing_reference));
  EXPECT_EQ(text_in(*after, "anchor", 0), name(alone.effect));
  const auto changes = group_difference_columns(&pre, *post, *named, options);
  std::vector<double> change_a, change_b;
  for (std::size_t i = 0; i < 30; ++i) change_a.push_back(a.post[i] - a.pre[i]);
  for (std::size_t i = 0; i < 25; ++i) change_b.push_back(b.post[i] - b.pre[i]);
  EXPECT_EQ(number_in(*changes, "t", 0), anchor_between(change_a, change_b, options.direction, 3.0)->t);
  options.reference = "therapy";
  const auto turned = group_difference_columns(nullptr, *post, *named, options);
  EXPECT_EQ(text_in(*turned, "arm", 0), "waiting");
  EXPECT_EQ(number_in(*turned, "difference", 0), -alone.points);
  options.reference = "2";
  EXPECT_EQ(number_in(*group_difference_columns(nullptr, *post, *numbered, options), "difference", 0), -alone.points);
  options.reference = "nobody";
  EXPECT_EQ(group_difference_columns(nullptr, *post, *named, options).error().detail,
            "column arm has no such reference group");
}

TEST(GroupChangeColumns, SharesOfTrueScoresAreThoseOfTheGroupWithEverybodysReliability) {
  std::mt19937_64 random(5401);
  const auto pairs = support::any_pairs(random, 200, 6.0, 0.05);
  std::vector<std::string> arm;
  for (std::size_t i = 0; i < 200; ++i) arm.emplace_back(i % 2 == 0 ? "a" : "b");
  const support::OwnedColumn pre("pre", pairs.pre), post("post", pairs.post), by("arm", arm);
  GroupChangeOptions options;
  options.reliability = 0.85;
  options.true_cutoff = 16.0;
  const Table table = *group_change_columns(pre, post, &by, options);
  const PairSummary all = *describe_pairs(pairs.pre, pairs.post);
  const auto reliable =
      *reliability_of_differences({all.pre_sd, 0.85, all.pre_mean, all.post_mean, all.post_sd, all.correlation});
  for (std::size_t group = 0; group < 3; ++group) {
    std::vector<double> before, after;
    for (std::size_t i = 0; i < 200; ++i)
      if (group == 2 || i % 2 == group) {
        before.push_back(pairs.pre[i]);
        after.push_back(pairs.post[i]);
      }
    const GroupShares expected = *group_shares(*describe_pairs(before, after), reliable, options.direction, 16.0);
    EXPECT_EQ(support::numbers(table, "improved_share")[group], expected.improved);
    EXPECT_EQ(support::numbers(table, "functional_share")[group], *expected.functional);
  }
  options.reliability.reset();
  EXPECT_EQ(group_change_columns(pre, post, &by, options).error().detail,
            "a cut-off between true scores needs the reliability");
  options.true_cutoff.reset();
  EXPECT_EQ(group_change_columns(pre, post, &by, options)->find("improved_share")->nulls(), 3u);
  options.reliability = 1.5;
  EXPECT_FALSE(group_change_columns(pre, post, &by, options).ok());
}

}  // namespace oncourse::group_columns_test

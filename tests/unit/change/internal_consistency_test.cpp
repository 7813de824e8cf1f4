// internal_consistency_test.cpp: Cronbach's alpha, its laws and a slower twin that adds up every person's sum.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/internal_consistency.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>

#include "support/csv.hpp"
#include "support/items.hpp"
#include "support/shared_files.hpp"

namespace oncourse::internal_consistency_test {

using support::any_items;
using support::Items;
using support::views;

Result<InternalConsistency> of(const Items& items, double level = 0.95) {
  return internal_consistency(views(items), level);
}

double variance(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double a : values)
    for (const double b : values) sum += (a - b) * (a - b);
  const auto n = static_cast<double>(values.size());
  return sum / (2.0 * n * (n - 1.0));
}

/// Persons without blanks, their sums written out.
double alpha_in_words(const Items& items) {
  std::vector<std::size_t> complete;
  for (std::size_t i = 0; i < items[0].size(); ++i)
    if (std::none_of(items.begin(), items.end(), [&](const auto& item) { return std::isnan(item[i]); }))
      complete.push_back(i);
  std::vector<double> sums(complete.size(), 0.0);
  double of_items = 0.0;
  for (const auto& item : items) {
    std::vector<double> answers;
    for (std::size_t i = 0; i < complete.size(); ++i) {
      answers.push_back(item[complete[i]]);
      sums[i] += item[complete[i]];
    }
    of_items += variance(answers);
  }
  const auto k = static_cast<double>(items.size());
  return k / (k - 1.0) * (1.0 - of_items / variance(sums));
}

TEST(Alpha, IsThatOfThePersonsSumsAndWithoutAnItemThatOfTheOthers) {
  std::mt19937_64 random(550);
  for (int trial = 0; trial < 30; ++trial) {
    const Items items = any_items(random, 30 + static_cast<std::size_t>(trial), 2 + random() % 8, 0.01);
    const auto found = of(items);
    ASSERT_TRUE(found) << found.error().detail;
    ASSERT_EQ(found->persons + found->left_out, items[0].size());
    ASSERT_NEAR(found->alpha, alpha_in_words(items), 1e-11);
    ASSERT_TRUE(found->interval.holds(found->alpha));
    ASSERT_NEAR(found->sem, found->total_sd * std::sqrt(1.0 - found->alpha), 1e-12);
    if (items.size() == 2 || found->left_out > 0) continue;  // else other persons are complete
    for (std::size_t without = 0; without < items.size(); ++without) {
      Items others = items;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(without));
      ASSERT_NEAR(*found->alpha_without[without], alpha_in_words(others), 1e-10);
    }
  }
}

TEST(Alpha, KnowsNeitherDirectionNorOriginNorUnitNorOrder) {
  std::mt19937_64 random(551);
  for (int trial = 0; trial < 40; ++trial) {
    const Items items = any_items(random, 60, 6, 0.02);
    Items turned = items;
    std::reverse(turned.begin(), turned.end());
    const auto here = of(items);
    for (const Items& other :
         {support::with(items, [](double a) { return 3.0 - a; }),
          support::with(items, [](double a) { return a + 100.0; }),
          support::with(items, [](double a) { return 5.0 * a; }), support::shuffled(items, random), turned}) {
      const auto there = of(other);
      ASSERT_TRUE(there);
      ASSERT_EQ(here->left_out, there->left_out);
      ASSERT_NEAR(here->alpha, there->alpha, 1e-11);
      ASSERT_NEAR(here->interval.low, there->interval.low, 1e-11);
      ASSERT_NEAR(*here->standardized_alpha, *there->standardized_alpha, 1e-11);
      ASSERT_EQ(here->wrongly_keyed.size(), there->wrongly_keyed.size());
    }
  }
}

TEST(Alpha, OfTwoItemsIsSpearmanAndBrownsWhereTheyVaryAlike) {
  const Items items = {{1, 2, 3, 4, 5, 6}, {2, 1, 4, 3, 6, 5}};
  const auto found = of(items);
  const double r = 29.0 / 35.0;  // by hand
  EXPECT_NEAR(*found->mean_correlation, r, 1e-12);
  EXPECT_NEAR(found->alpha, 2.0 * r / (1.0 + r), 1e-12);
  EXPECT_NEAR(*found->standardized_alpha, found->alpha, 1e-12);
  EXPECT_FALSE(found->alpha_without[0]) << "one item is no scale";
  EXPECT_NEAR(*found->item_rest_correlation[0], r, 1e-12);
}

TEST(Alpha, NamesItemsThatAreKeyedTheWrongWay) {
  std::mt19937_64 random(552);
  for (std::size_t wrong = 0; wrong < 6; ++wrong) {
    Items items = any_items(random, 200, 6);
    EXPECT_TRUE(of(items)->wrongly_keyed.empty());
    const double right = of(items)->alpha;
    for (double& answer : items[wrong]) answer = 3.0 - answer;
    const auto found = of(items);
    ASSERT_EQ(found->wrongly_keyed, std::vector<std::size_t>{wrong});
    EXPECT_LT(*found->item_rest_correlation[wrong], 0.0);
    EXPECT_LT(found->alpha, right);
  }
}

TEST(Alpha, StaysKnownWhereAnItemDoesNotVaryWhichIsNamed) {
  std::mt19937_64 random(553);
  Items items = any_items(random, 80, 5);
  items[3].assign(80, 0.1);  // a tenth is no binary number, and its mean is not quite a tenth
  const auto found = of(items);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->constant, std::vector<std::size_t>{3});
  EXPECT_FALSE(found->standardized_alpha || found->mean_correlation || found->item_rest_correlation[3]);
  EXPECT_NEAR(found->alpha, alpha_in_words(items), 1e-11);
  EXPECT_TRUE(found->wrongly_keyed.empty());
}

TEST(Alpha, OfItemsThatAgreePerfectlyIsOneAndOfThoseThatCancelIsAnError) {
  const std::vector<double> answers = {0, 1, 2, 3, 3, 1};
  const auto perfect = of({answers, answers, answers});
  ASSERT_TRUE(perfect);
  EXPECT_EQ(perfect->alpha, 1.0);
  EXPECT_EQ(perfect->interval.low, 1.0);
  EXPECT_EQ(perfect->sem, 0.0);
  const auto why = [](const Items& items, double level = 0.95) {
    const auto found = of(items, level);
    return found ? std::string("ok") : std::string(name(found.error().code)) + ": " + found.error().detail;
  };
  const double nan = std::nan("");
  EXPECT_EQ(why({{0, 1, 2, 3}, {3, 2, 1, 0}}),
            "bad_argument: all persons have the same sum of answers: its variance is 0");
  EXPECT_EQ(why({{1, 1, 1}, {2, 2, 2}}), "bad_argument: all persons have the same sum of answers: its variance is 0");
  EXPECT_EQ(why({{1, 2, 3}}), "bad_argument: 1 items, at least 2 are needed");
  EXPECT_EQ(why({}), "bad_argument: 0 items, at least 2 are needed");
  EXPECT_EQ(why({{1, nan, 3}, {nan, 2, 1}}),
            "not_enough_sessions: 1 persons answered every item, at least 2 are needed");
  EXPECT_EQ(why({{1, 2, 3}, {1, HUGE_VAL, 3}}), "bad_argument: column 2, row 2: not a finite number");
  EXPECT_EQ(why({{1, 2, 3}, {1, 2}}), "bad_argument: column 2 has 2 rows, the first has 3");
  EXPECT_EQ(why({{1, 2, 3}, {1, 3, 3}}, 1.0), "bad_argument: confidence level 1, it must lie between 0 and 1");
}

TEST(AlphaInterval, IsThatOfPingouinForTheSameAlpha) {
  // its documentation: 0.591719 with [0.195, 0.84], ten items and fifteen persons
  const auto found = alpha_interval(0.591719, 15, 10);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->low, 0.195, 5.1e-4);
  EXPECT_NEAR(found->high, 0.840, 5.1e-4);
  EXPECT_FALSE(alpha_interval(1.0, 15, 11).ok());
  EXPECT_FALSE(alpha_interval(std::nan(""), 15, 11).ok());
  EXPECT_FALSE(alpha_interval(0.8, 1, 11).ok());
  EXPECT_FALSE(alpha_interval(0.8, 15, 1).ok());
}

TEST(AlphaInterval, HoldsTheTruthAsOftenAsItSays) {
  std::mt19937_64 random(554);
  std::normal_distribution<double> normal;
  constexpr int samples = 4000;
  constexpr std::size_t persons = 40, count = 6;
  const double truth = 6.0 * 0.5 / (1.0 + 5.0 * 0.5);  // correlations of one half
  int held = 0;
  for (int sample = 0; sample < samples; ++sample) {
    Items items(count, std::vector<double>(persons));
    for (std::size_t i = 0; i < persons; ++i) {
      const double level = normal(random);
      for (auto& item : items) item[i] = level + normal(random);
    }
    held += of(items, 0.9)->interval.holds(truth);
  }
  EXPECT_NEAR(held / static_cast<double>(samples), 0.9, 0.015);
}

TEST(Alpha, OfRealAnswersToThePhq9IsWhatIsUsuallyReported) {
  const auto file = support::shared_file("data/phq9_gad7_items_t1.csv");
  if (!file) GTEST_SKIP() << support::why_skipped("data/phq9_gad7_items_t1.csv");
  const support::Csv rows(*file);
  Items items(9, std::vector<double>(rows.rows(), std::nan("")));
  for (std::size_t item = 0; item < 9; ++item)
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      const std::string& cell = rows.cell(row, "PHQ" + std::to_string(item + 1));
      if (!cell.empty() && cell != "NA") items[item][row] = std::stod(cell);
    }
  const auto found = of(items);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->alpha, alpha_in_words(items), 1e-10);
  EXPECT_GT(found->alpha, 0.75);
  EXPECT_LT(found->alpha, 0.95);
  EXPECT_TRUE(found->wrongly_keyed.empty());
}

}  // namespace oncourse::internal_consistency_test

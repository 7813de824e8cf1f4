// one_factor_test.cpp: one factor recovered, against a slower search and published loadings.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/one_factor.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/items.hpp"

namespace oncourse::one_factor_test {

using support::any_items;
using support::Items;
using support::views;

ItemCovariance from(std::size_t items, std::vector<double> values, std::size_t persons = 100) {
  ItemCovariance out;
  out.items = items;
  out.persons = persons;
  out.values = std::move(values);
  return out;
}

/// What one factor with these loadings and unique variances makes of the items.
ItemCovariance implied(const std::vector<double>& loadings, const std::vector<double>& unique) {
  std::vector<double> values;
  for (std::size_t i = 0; i < loadings.size(); ++i)
    for (std::size_t j = 0; j < loadings.size(); ++j)
      values.push_back(loadings[i] * loadings[j] + (i == j ? unique[i] : 0.0));
  return from(loadings.size(), values);
}

/// The EM algorithm of Rubin & Thayer 1982, thousands of steps of it: slow and without a single eigenvalue.
std::vector<double> loadings_by_em(const ItemCovariance& s) {
  const std::size_t n = s.items;
  std::vector<double> loading(n), unique(n);
  for (std::size_t i = 0; i < n; ++i) {
    loading[i] = std::sqrt(s.at(i, i) / 2.0);
    unique[i] = s.at(i, i) / 2.0;
  }
  for (int step = 0; step < 200000; ++step) {
    double precision = 1.0;
    for (std::size_t i = 0; i < n; ++i) precision += loading[i] * loading[i] / unique[i];
    std::vector<double> with_factor(n, 0.0);  // covariance of every item with the expected factor
    double of_factor = 1.0 / precision;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) with_factor[i] += s.at(i, j) * loading[j] / unique[j] / precision;
    for (std::size_t i = 0; i < n; ++i) of_factor += with_factor[i] * loading[i] / unique[i] / precision;
    double moved = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double next = with_factor[i] / of_factor;
      moved = std::max(moved, std::fabs(next - loading[i]));
      loading[i] = next;
      unique[i] = s.at(i, i) - next * with_factor[i];
    }
    if (moved < 1e-14) break;
  }
  return loading;
}

TEST(OneFactor, RecoversWhatOneFactorMade) {
  const auto found = one_factor(implied({0.8, 0.7, 0.6, 0.5}, {0.36, 0.51, 0.64, 0.75}));
  ASSERT_TRUE(found) << found.error().detail;
  const std::vector<double> loadings = {0.8, 0.7, 0.6, 0.5};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(found->loadings[i], loadings[i], 1e-8);
  EXPECT_NEAR(found->omega, 2.6 * 2.6 / (2.6 * 2.6 + 2.26), 1e-9);
  EXPECT_NEAR(found->discrepancy, 0.0, 1e-12);
  EXPECT_EQ(found->degrees_of_freedom, 2);
  EXPECT_TRUE(found->proper());
  const auto three = one_factor(implied({2.0, 3.0, 1.0}, {1.0, 4.0, 2.0}));
  EXPECT_NEAR(three->loadings[1], 3.0, 1e-7) << "three items determine one factor exactly";
  EXPECT_NEAR(three->omega, 36.0 / 43.0, 1e-8);
  EXPECT_EQ(three->degrees_of_freedom, 0);
}

TEST(OneFactor, OfSmithAndStanleysAbilitiesIsThatOfR) {
  // covariances of six tests, 112 persons (Bartholomew & Knott 1999); R's factanal(factors = 1)
  const auto found = one_factor(from(6, {24.641, 5.991,  33.520,  6.023,  20.755, 29.701,  //
                                         5.991,  6.700,  18.137,  1.782,  4.936,  7.204,   //
                                         33.520, 18.137, 149.831, 19.424, 31.430, 50.753,  //
                                         6.023,  1.782,  19.424,  12.711, 4.757,  9.075,   //
                                         20.755, 4.936,  31.430,  4.757,  52.604, 66.762,  //
                                         29.701, 7.204,  50.753,  9.075,  66.762, 135.292},
                                     112));
  ASSERT_TRUE(found);
  const std::vector<double> variance = {24.641, 6.700, 149.831, 12.711, 52.604, 135.292},
                            unique = {0.535, 0.853, 0.748, 0.910, 0.232, 0.280},
                            loading = {0.682, 0.384, 0.502, 0.300, 0.877, 0.849};
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(found->unique_variances[i] / variance[i], unique[i], 6e-4) << i;
    EXPECT_NEAR(found->loadings[i] / std::sqrt(variance[i]), loading[i], 6e-4) << i;
  }
  // its chi square of 75.18 on 9 degrees of freedom, with Bartlett's correction
  EXPECT_EQ(found->degrees_of_freedom, 9);
  EXPECT_NEAR((111.0 - 17.0 / 6.0 - 2.0 / 3.0) * found->discrepancy, 75.18, 5e-3);
}

TEST(OneFactor, IsThatOfASlowerSearch) {
  std::mt19937_64 random(560);
  for (int trial = 0; trial < 12; ++trial) {
    const auto covariance = item_covariance(views(any_items(random, 150, 4 + random() % 6, 0.01)));
    ASSERT_TRUE(covariance);
    const auto found = one_factor(*covariance);
    ASSERT_TRUE(found && found->proper()) << (found ? name(found->stop) : "no factor");
    const auto slow = loadings_by_em(*covariance);
    double sum = 0.0, unique = 0.0;
    for (std::size_t i = 0; i < slow.size(); ++i) {
      ASSERT_NEAR(found->loadings[i], slow[i], 1e-7);
      sum += slow[i];
      unique += covariance->at(i, i) - slow[i] * slow[i];
    }
    ASSERT_NEAR(found->omega, sum * sum / (sum * sum + unique), 1e-8);
    for (std::size_t i = 0; i < slow.size(); ++i)  // a property of the maximum: variances are reproduced exactly
      ASSERT_NEAR(found->loadings[i] * found->loadings[i] + found->unique_variances[i], covariance->at(i, i), 1e-8);
    ASSERT_LT(found->iterations, 30);
  }
}

TEST(Omega, KnowsNeitherDirectionNorOriginNorUnitNorOrder) {
  std::mt19937_64 random(561);
  for (int trial = 0; trial < 20; ++trial) {
    const Items items = any_items(random, 120, 7, 0.01);
    Items turned = items;
    std::reverse(turned.begin(), turned.end());
    const auto here = one_factor(*item_covariance(views(items)));
    for (const Items& other :
         {support::with(items, [](double a) { return 3.0 - a; }),
          support::with(items, [](double a) { return a + 64.0; }),
          support::with(items, [](double a) { return 10.0 * a; }), support::shuffled(items, random), turned})
      ASSERT_NEAR(here->omega, one_factor(*item_covariance(views(other)))->omega, 1e-8);
  }
}

TEST(Omega, EqualsAlphaWhereAllItemsLoadAlikeAndExceedsItElsewhere) {
  const auto alike = implied({0.7, 0.7, 0.7, 0.7, 0.7}, {0.3, 0.5, 0.2, 0.6, 0.4});
  EXPECT_NEAR(one_factor(alike)->omega, internal_consistency(alike)->alpha, 1e-9);
  const auto apart = implied({1.5, 0.9, 0.5, 0.3, 0.2}, {0.3, 0.5, 0.2, 0.6, 0.4});
  EXPECT_GT(one_factor(apart)->omega, internal_consistency(apart)->alpha + 0.02);
}

TEST(OneFactor, NamesImproperAndWronglyKeyedItems) {
  // .8 .7 / .5: the first item would have to be explained to 112 %
  const auto heywood = one_factor(from(3, {1, .8, .7, .8, 1, .5, .7, .5, 1}));
  ASSERT_TRUE(heywood);
  EXPECT_EQ(heywood->improper, std::vector<std::size_t>{0});
  EXPECT_FALSE(heywood->proper());
  EXPECT_EQ(heywood->stop, FactorStop::gradient);
  const auto wrong = one_factor(implied({0.8, -0.7, 0.6, 0.5}, {0.36, 0.51, 0.64, 0.75}));
  EXPECT_EQ(wrong->wrongly_keyed, std::vector<std::size_t>{1});
  EXPECT_NEAR(wrong->loadings[1], -0.7, 1e-7);
  const auto negative = one_factor(implied({-0.8, -0.7, -0.6, -0.5}, {0.36, 0.51, 0.64, 0.75}));
  EXPECT_TRUE(negative->wrongly_keyed.empty()) << "a factor has no direction of its own";
}

TEST(OneFactor, RefusesWhatHasNone) {
  EXPECT_EQ(one_factor(from(2, {1, .5, .5, 1})).error().detail, "2 items, one factor needs at least 3");
  EXPECT_EQ(one_factor(from(3, {1, 0, 0, 0, 0, 0, 0, 0, 1})).error().detail, "item 2 does not vary");
  EXPECT_EQ(one_factor(from(3, {1, 1, .5, 1, 1, .5, .5, .5, 1}, 40)).error().detail,
            "the items' covariances are singular: 3 items, 40 persons, or items that repeat each other");
  std::mt19937_64 random(562);
  const auto few = item_covariance(views(any_items(random, 6, 9)));
  EXPECT_EQ(one_factor(*few).error().code, Errc::bad_argument);
  OneFactorOptions hasty;
  hasty.most_iterations = 1;
  const auto unfinished = one_factor(*item_covariance(views(any_items(random, 90, 8))), hasty);
  ASSERT_TRUE(unfinished);
  EXPECT_EQ(unfinished->stop, FactorStop::iterations);
  EXPECT_FALSE(unfinished->proper()) << "how a search ended is data";
}

TEST(OneFactor, EndsOnItemsThatHaveNothingInCommon) {
  std::mt19937_64 random(563);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 30; ++trial) {
    Items items(6, std::vector<double>(25));
    for (auto& item : items)
      for (double& answer : item) answer = normal(random);
    const auto found = one_factor(*item_covariance(views(items)));
    ASSERT_TRUE(found);
    ASSERT_TRUE(std::isfinite(found->omega));
    ASSERT_GE(found->omega, 0.0);
    ASSERT_LE(found->omega, 1.0);
    ASSERT_NE(found->stop, FactorStop::iterations);
  }
}

}  // namespace oncourse::one_factor_test

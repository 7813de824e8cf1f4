// merge_test.cpp: a cohort read in shards is the cohort read in one piece.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/merge.hpp"

#include <gtest/gtest.h>

#include <map>

#include "oncourse/growth/fit.hpp"
#include "support/shards.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;

const Design weekly{TimeBasis::log1p, RandomEffects::slope, "week", {{"arm", true}}};

Design with(RandomEffects random) {
  Design out = weekly;
  out.random = random;
  return out;
}

CrossProducts merged(const std::vector<Cohort>& shards, const Design& design) {
  CrossProducts out = cross_products(shards.front().panel(), design);
  Merge merge(out);
  for (std::size_t i = 1; i < shards.size(); ++i)
    EXPECT_FALSE(merge.add(cross_products(shards[i].panel(), design)).has_value());
  return out;
}

/// The sums of each design by its Z'Z and Z'X.
std::map<std::vector<double>, std::vector<double>> by_design(const CrossProducts& data) {
  std::map<std::vector<double>, std::vector<double>> out;
  const auto key = static_cast<std::ptrdiff_t>(data.key_size());
  for (std::size_t k = 0; k < data.designs(); ++k) {
    const auto first = data.records.begin() + static_cast<std::ptrdiff_t>(k * data.record_size());
    std::vector<double>& sums = out[{first + 1, first + 1 + key}];
    sums = {first + 1 + key, first + static_cast<std::ptrdiff_t>(data.record_size())};
    sums.push_back(*first);
  }
  return out;
}

void expect_same(const CrossProducts& a, const CrossProducts& b) {
  EXPECT_EQ(a.n_obs, b.n_obs);
  EXPECT_EQ(a.n_persons, b.n_persons);
  for (Eigen::Index i = 0; i < a.total.size(); ++i)
    EXPECT_NEAR(a.total.data()[i], b.total.data()[i], 1e-14 * std::fabs(a.total.data()[i]));
  const auto of_a = by_design(a), of_b = by_design(b);
  ASSERT_EQ(a.designs(), of_a.size());
  ASSERT_EQ(b.designs(), of_b.size());
  ASSERT_EQ(of_a.size(), of_b.size());
  for (const auto& [key, sums] : of_a) {
    const auto found = of_b.find(key);
    ASSERT_NE(found, of_b.end());
    for (std::size_t i = 0; i < sums.size(); ++i)
      ASSERT_NEAR(found->second[i], sums[i], 1e-13 * std::fabs(sums[i]) + 1e-10);
  }
}

TEST(Merge, OfShardsIsWhatOnePassReads) {
  std::mt19937_64 random(601);
  for (const RandomEffects effects : support::every_random_effects) {
    const Cohort cohort = support::weekly_cohort(random, 300);
    const CrossProducts whole = cross_products(cohort.panel(), with(effects));
    ASSERT_LT(whole.designs(), 300U);
    for (const std::size_t count : {1U, 2U, 7U, 64U})
      expect_same(whole, merged(support::shards(random, cohort, count), with(effects)));
  }
}

TEST(Merge, FitsFrom1And7And64ShardsInAnyOrderAgree) {
  std::mt19937_64 random(602);
  for (const RandomEffects effects : support::every_random_effects)
    for (const Likelihood likelihood : {Likelihood::restricted, Likelihood::full}) {
      const Cohort cohort = support::weekly_cohort(random, 1500);
      const Design design = with(effects);
      const auto whole = fit(cohort.panel(), design, {likelihood, {}});
      ASSERT_TRUE(whole.ok()) << whole.error().detail;
      for (const std::size_t count : {1U, 7U, 64U}) {
        const auto of_shards = fit(merged(support::shards(random, cohort, count), design), design, {likelihood, {}});
        ASSERT_TRUE(of_shards.ok()) << of_shards.error().detail;
        support::expect_same_fit(*whole, *of_shards, 1e-12);
      }
    }
}

TEST(Merge, OfOnePieceFitsToTheLastBit) {
  std::mt19937_64 random(603);
  const Cohort cohort = support::weekly_cohort(random, 150);
  const auto at_once = fit(cohort.panel(), weekly), in_two_steps = fit(cross_products(cohort.panel(), weekly), weekly);
  ASSERT_TRUE(at_once.ok() && in_two_steps.ok());
  EXPECT_EQ(at_once->beta, in_two_steps->beta);
  EXPECT_EQ(at_once->theta, in_two_steps->theta);
  EXPECT_EQ(at_once->search.deviance_end, in_two_steps->search.deviance_end);
}

TEST(Merge, AddsInATreeWhatItAddsOneByOne) {
  std::mt19937_64 random(604);
  const Cohort cohort = support::weekly_cohort(random, 400);
  std::vector<CrossProducts> level;
  for (const Cohort& shard : support::shards(random, cohort, 32))
    level.push_back(cross_products(shard.panel(), weekly));
  for (; level.size() > 1; level.resize(level.size() / 2))
    for (std::size_t i = 0; i < level.size() / 2; ++i) ASSERT_FALSE(merge(level[i], level[level.size() / 2 + i]));
  expect_same(cross_products(cohort.panel(), weekly), level.front());
}

TEST(Merge, LosesNothingOverVeryManyParts) {
  const Cohort one({{{0.0, 0.1}, {1.0, 0.3}}});
  const Design design{TimeBasis::linear, RandomEffects::intercept, "week", {}};
  const CrossProducts part = cross_products(one.panel(), design);
  CrossProducts sum = part;
  Merge merge(sum);
  constexpr int parts = 300000;
  for (int i = 1; i < parts; ++i) ASSERT_FALSE(merge.add(part));
  // added plainly, the last of so many parts would be rounded to 1e-11 of the sum
  EXPECT_NEAR(sum.total(2, 2) / (parts * part.total(2, 2)), 1.0, 3e-16);
  EXPECT_EQ(sum.n_persons, parts);
  EXPECT_EQ(sum.designs(), 1U);
}

TEST(Merge, OfItselfIsTwice) {
  std::mt19937_64 random(605);
  CrossProducts sum = cross_products(support::weekly_cohort(random, 40).panel(), weekly);
  const CrossProducts once = sum;
  ASSERT_FALSE(merge(sum, sum));
  EXPECT_EQ(sum.designs(), once.designs());
  EXPECT_EQ(sum.total, 2.0 * once.total);
  EXPECT_EQ(sum.records[0], 2.0 * once.records[0]);
  EXPECT_EQ(sum.records[1], once.records[1]);
}

TEST(Merge, RefusesWhatHasOtherEffectsOrCannotBeCounted) {
  std::mt19937_64 random(606);
  const Cohort cohort = support::weekly_cohort(random, 20);
  CrossProducts sum = cross_products(cohort.panel(), weekly);
  const CrossProducts before = sum;
  const Design others[] = {with(RandomEffects::intercept),
                           with(RandomEffects::independent_slope),
                           {TimeBasis::log1p, RandomEffects::slope, "week", {{"arm", false}}}};
  for (const Design& other : others) {
    const auto trouble = merge(sum, cross_products(cohort.panel(), other));
    ASSERT_TRUE(trouble.has_value());
    EXPECT_EQ(trouble->code, Errc::bad_argument);
    EXPECT_FALSE(fit(sum, other).ok());
  }
  CrossProducts enormous = sum;
  enormous.n_obs = enormous.n_persons = (Eigen::Index{1} << 53) - 1;
  EXPECT_TRUE(merge(sum, enormous).has_value());
  EXPECT_EQ(sum.records, before.records);
  EXPECT_EQ(sum.total, before.total);
  EXPECT_EQ(sum.n_obs, before.n_obs);
}

TEST(Merge, AShardWithoutScoresAddsNothing) {
  std::mt19937_64 random(607);
  CrossProducts sum = cross_products(support::weekly_cohort(random, 20).panel(), weekly);
  const CrossProducts before = sum;
  const std::vector<std::size_t> offsets = {0};
  const std::vector<std::span<const double>> covariates(1);
  ASSERT_FALSE(merge(sum, cross_products({offsets, {}, {}, covariates}, weekly)));
  EXPECT_EQ(sum.records, before.records);
  EXPECT_EQ(sum.total, before.total);
}

}  // namespace
}  // namespace oncourse::growth

// groups_test.cpp: groups, services, benchmarks and reliability over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "oncourse/change/benchmark.hpp"
#include "oncourse/cohort/group_columns.hpp"
#include "oncourse/cohort/reliability_columns.hpp"
#include "oncourse/cohort/talking_therapies_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "support/columns.hpp"
#include "support/pairs.hpp"
#include "tables.hpp"

namespace oncourse::c_groups_test {

struct Arms {
  support::Pairs pairs;
  std::vector<std::int64_t> group;

  [[nodiscard]] support::OwnedColumn pre() const { return {"pre", pairs.pre}; }
  [[nodiscard]] support::OwnedColumn post() const { return {"post", pairs.post}; }
  [[nodiscard]] support::OwnedColumn groups() const {
    auto column = TableColumn::long_numbers("group");
    for (const std::int64_t one : group) column.append(one);
    return support::OwnedColumn(std::move(column));
  }
};

Arms any_arms() {
  std::mt19937_64 random(7501);
  Arms out{support::any_pairs(random, 240, 5.0, 0.08), {}};
  for (std::size_t i = 0; i < 240; ++i) out.group.push_back(i == 239 ? 77 : static_cast<std::int64_t>(i % 3) * 10);
  return out;
}

TEST(CGroupChange, IsThatOfCppWithAndWithoutGroups) {
  const Arms arms = any_arms();
  const support::OwnedColumn by = arms.groups();
  oncourse_group_options options = ONCOURSE_GROUP_OPTIONS_INIT;
  GroupChangeOptions cpp;
  const double true_cutoff = 15;
  for (const bool all : {false, true}) {
    expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                  return oncourse_group_change(arms.pairs.pre.data(), arms.pairs.post.data(),
                                               all ? nullptr : arms.group.data(), 240, all ? &options : nullptr, table,
                                               error);
                }),
                *group_change_columns(arms.pre(), arms.post(), all ? nullptr : &by, cpp));
    options.direction = ONCOURSE_HIGHER_IS_BETTER;
    options.important = 3;
    options.level = 0.8;
    options.standardizer = ONCOURSE_BY_POOLED_SD;
    options.unequal_variances = options.uncorrected = 1;
    options.reliability = 0.9;
    options.true_cutoff = &true_cutoff;
    cpp = {Direction::higher_is_better, {Standardizer::pooled_sd, Variances::unequal, false, 0.8}, 3.0, 0.9, 15.0};
  }
}

TEST(CGroupDifference, IsThatOfCppWithAndWithoutFirstScores) {
  const Arms arms = any_arms();
  oncourse_group_options options = ONCOURSE_GROUP_OPTIONS_INIT;
  options.important = 2;
  const support::OwnedColumn pre = arms.pre();
  for (const bool changes : {false, true})
    expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                  return oncourse_group_difference(changes ? arms.pairs.pre.data() : nullptr, arms.pairs.post.data(),
                                                   arms.group.data(), 240, 10, &options, table, error);
                }),
                *group_difference_columns(changes ? &pre : nullptr, arms.post(), arms.groups(),
                                          {Direction::lower_is_better, 2.0, "10", usual_confidence}));
  const auto refusal = [&](std::int64_t reference) {
    return refusal_of([&](oncourse_table** table, oncourse_error* error) {
      return oncourse_group_difference(nullptr, arms.pairs.post.data(), arms.group.data(), 240, reference, &options,
                                       table, error);
    });
  };
  EXPECT_EQ(refusal(11), "bad_argument: column group has no such reference group");
  options.important = 0;
  EXPECT_EQ(refusal(10), "bad_argument: important is 0, the comparison needs it");
  options.standardizer = 3;
  EXPECT_EQ(refusal(10), "bad_argument: standardizer is 3, it must lie in 0..2");
}

TEST(CBenchmark, IsThatOfCpp) {
  const oncourse_effect service = {0.92, 0.05}, published = {1.10, 0.08};
  oncourse_benchmark found = ONCOURSE_BENCHMARK_INIT;
  oncourse_error error;
  ASSERT_EQ(oncourse_benchmark_effect(&service, &published, 0.2, 0, &found, &error), ONCOURSE_OK) << error.detail;
  const EffectBenchmark cpp = *benchmark_effect({0.92, 0.05}, {1.10, 0.08}, 0.2);
  EXPECT_EQ(found.difference, cpp.difference);
  EXPECT_EQ(found.low, cpp.interval.low);
  EXPECT_EQ(found.high, cpp.interval.high);
  EXPECT_EQ(found.standard_error, cpp.standard_error);
  EXPECT_EQ(found.z, cpp.z);
  EXPECT_EQ(found.p, cpp.p);
  EXPECT_EQ(found.narrow_low, cpp.narrow_interval.low);
  EXPECT_EQ(found.narrow_high, cpp.narrow_interval.high);
  EXPECT_EQ(found.verdict, ONCOURSE_NOT_DISTINGUISHABLE);
  EXPECT_EQ(found.good_enough, int{*cpp.good_enough});
  EXPECT_EQ(found.equivalent, int{*cpp.equivalent});
  ASSERT_EQ(oncourse_benchmark_effect(&service, &published, 0, 0.6, &found, &error), ONCOURSE_OK);
  EXPECT_EQ(found.verdict, ONCOURSE_BELOW_BENCHMARK);
  EXPECT_EQ(found.good_enough, -1);
  EXPECT_EQ(oncourse_benchmark_effect(&service, nullptr, 0, 0, &found, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_benchmark_effect(&service, &published, -1, 0, &found, &error), ONCOURSE_BAD_ARGUMENT);

  ASSERT_EQ(oncourse_benchmark_rate(60, 100, 450, 1000, 0, &found, &error), ONCOURSE_OK);
  const ProportionBenchmark rate = *benchmark_proportion({60, 100}, {450, 1000});
  EXPECT_EQ(found.difference, rate.difference);
  EXPECT_EQ(found.low, rate.interval.low);
  EXPECT_EQ(found.verdict, ONCOURSE_ABOVE_BENCHMARK);
  EXPECT_TRUE(std::isnan(found.z) && std::isnan(found.narrow_low));
  ASSERT_EQ(oncourse_benchmark_rate(60, 100, 0.5, 0, 0, &found, &error), ONCOURSE_OK);
  EXPECT_EQ(found.low, benchmark_against_standard({60, 100}, 0.5)->interval.low);
  EXPECT_EQ(oncourse_benchmark_rate(101, 100, 0.5, 0, 0, &found, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_benchmark_rate(0, 0, 0.5, 0, 0, &found, &error), ONCOURSE_NOT_ENOUGH_SESSIONS);
}

TEST(CTalkingTherapies, AreThoseOfCppForPairsFallbacksAndBothPolicies) {
  std::mt19937_64 random(7502);
  std::uniform_int_distribution<int> depression(0, 27), anxiety(0, 21), missing(0, 9);
  const auto any = [&](auto& score) {
    std::vector<double> out;
    for (int i = 0; i < 200; ++i) out.push_back(missing(random) == 0 ? double{NAN} : double(score(random)));
    return out;
  };
  const auto a = any(depression), b = any(depression), x = any(anxiety), y = any(anxiety), u = any(anxiety),
             v = any(anxiety);
  std::vector<std::int64_t> group;
  auto groups = TableColumn::long_numbers("group");
  for (int i = 0; i < 200; ++i) {
    group.push_back(i % 2);
    groups.append(group.back());
  }
  oncourse_measure first, second;
  ASSERT_EQ(oncourse_talking_therapies_measure(shipped("phq-9").get(), &first, nullptr), ONCOURSE_OK);
  ASSERT_EQ(oncourse_talking_therapies_measure(shipped("gad-7").get(), &second, nullptr), ONCOURSE_OK);
  EXPECT_EQ(first.caseness, 10.0);
  EXPECT_EQ(first.reliable_change, 6.0);
  oncourse_measure fallback = second;
  first.first = a.data(), first.last = b.data();
  second.first = x.data(), second.last = y.data();
  fallback.first = u.data(), fallback.last = v.data();
  fallback.caseness = NAN;
  const auto as_column = [](const char* name, const std::vector<double>& values) {
    return support::OwnedColumn(name, values);
  };
  const support::OwnedColumn ca = as_column("first", a), cb = as_column("last", b), cx = as_column("first", x),
                             cy = as_column("last", y), cu = as_column("first", u), cv = as_column("last", v),
                             by(groups);
  const MeasureThresholds of_first = *talking_therapies_thresholds(phq9),
                          of_second = *talking_therapies_thresholds(gad7);
  MeasureThresholds of_fallback = of_second;
  of_fallback.caseness.reset();
  for (const std::int32_t policy : {ONCOURSE_POLICY_ADULTS, ONCOURSE_POLICY_CHILDREN}) {
    const auto cpp = *talking_therapies_columns(
        {{&*ca, &*cb, of_first}, MeasureColumns{&*cx, &*cy, of_second}, MeasureColumns{&*cu, &*cv, of_fallback}, &*by},
        policy == ONCOURSE_POLICY_CHILDREN ? children_policy : adult_policy);
    oncourse_table *referrals = nullptr, *rates = nullptr;
    oncourse_error error;
    ASSERT_EQ(oncourse_talking_therapies(&first, &second, &fallback, group.data(), 200, policy, 0, &referrals, &rates,
                                         &error),
              ONCOURSE_OK)
        << error.detail;
    expect_same(TableHandle(referrals), cpp.referrals);
    expect_same(TableHandle(rates), cpp.rates);
  }
  oncourse_table *referrals = nullptr, *rates = nullptr;
  EXPECT_EQ(oncourse_talking_therapies(&first, nullptr, nullptr, nullptr, 200, 2, 0, &referrals, &rates, nullptr),
            ONCOURSE_BAD_ARGUMENT);
  first.reliable_change = 0;
  EXPECT_EQ(oncourse_talking_therapies(&first, nullptr, nullptr, nullptr, 200, 0, 0, &referrals, &rates, nullptr),
            ONCOURSE_BAD_ARGUMENT);
  EXPECT_TRUE(!referrals && !rates);
  EXPECT_EQ(oncourse_talking_therapies_measure(shipped("swls").get(), &first, nullptr), ONCOURSE_NOT_AVAILABLE);
}

TEST(CReliability, IsThatOfCppFromItemsAndFromOccasions) {
  std::mt19937_64 random(7503);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> columns(5);
  for (int person = 0; person < 120; ++person) {
    const double level = normal(random);
    for (auto& column : columns)
      column.push_back(random() % 50 == 0 ? double{NAN} : std::round(2.0 * level + 1.5 * normal(random)));
  }
  std::vector<const double*> arrays;
  std::vector<support::OwnedColumn> owned;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    arrays.push_back(columns[i].data());
    owned.emplace_back(std::to_string(i + 1), columns[i]);
  }
  std::vector<const Column*> shown;
  for (const auto& column : owned) shown.push_back(&*column);
  expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                return oncourse_internal_consistency(arrays.data(), 5, 120, 0.9, table, error);
              }),
              *reliability_columns(shown, 0.9));
  expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                return oncourse_retest(arrays.data(), 2, 120, 0, table, error);
              }),
              *retest_columns(std::span(shown).first(2)));
  arrays[3] = nullptr;
  EXPECT_EQ(refusal_of([&](oncourse_table** table, oncourse_error* error) {
              return oncourse_internal_consistency(arrays.data(), 5, 120, 0, table, error);
            }),
            "bad_argument: items has a column that is NULL: 4");
}

}  // namespace oncourse::c_groups_test

// reliability_columns_test.cpp: reliability in a table is what it is alone.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/reliability_columns.hpp"

#include <gtest/gtest.h>

#include "oncourse/change/internal_consistency.hpp"
#include "oncourse/change/one_factor.hpp"
#include "oncourse/change/retest.hpp"
#include "support/columns.hpp"
#include "support/items.hpp"

namespace oncourse::reliability_columns_test {

using support::number_in;
using support::OwnedColumn;
using support::text_in;

struct Shown {
  std::vector<OwnedColumn> columns;
  std::vector<const Column*> pointers;

  explicit Shown(const support::Items& items) {
    columns.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) columns.emplace_back("item_" + std::to_string(i + 1), items[i]);
    for (const OwnedColumn& column : columns) pointers.push_back(&*column);
  }
};

TEST(ReliabilityColumns, AreAlphaAndOmegaOfTheItems) {
  std::mt19937_64 random(590);
  support::Items items = support::any_items(random, 120, 6, 0.02);
  for (double& answer : items[4]) answer = 3.0 - answer;
  const Shown shown(items);
  const auto found = reliability_columns(shown.pointers);
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->rows(), 1u);
  const auto alpha = *internal_consistency(support::views(items));
  const auto factor = *one_factor(*item_covariance(support::views(items)));
  EXPECT_EQ(number_in(*found, "items", 0), 6.0);
  EXPECT_EQ(number_in(*found, "persons", 0), static_cast<double>(alpha.persons));
  EXPECT_EQ(number_in(*found, "left_out", 0), static_cast<double>(alpha.left_out));
  EXPECT_EQ(number_in(*found, "alpha", 0), alpha.alpha);
  EXPECT_EQ(number_in(*found, "alpha_low", 0), alpha.interval.low);
  EXPECT_EQ(number_in(*found, "alpha_high", 0), alpha.interval.high);
  EXPECT_EQ(number_in(*found, "standardized_alpha", 0), *alpha.standardized_alpha);
  EXPECT_EQ(number_in(*found, "sem", 0), alpha.sem);
  EXPECT_EQ(number_in(*found, "smallest_detectable_change", 0), *smallest_detectable_change(alpha.sem));
  EXPECT_EQ(number_in(*found, "omega", 0), factor.omega);
  EXPECT_EQ(number_in(*found, "omega_proper", 0), factor.proper());
  EXPECT_EQ(text_in(*found, "wrongly_keyed", 0), "item_5");
  EXPECT_EQ(text_in(*found, "constant", 0), "null");
  EXPECT_EQ(text_in(*found, "status", 0), "ok");
}

TEST(ReliabilityColumns, WithoutOmegaOrAnythingSayWhy) {
  const auto row = [](const support::Items& items) {
    const Shown shown(items);
    auto found = reliability_columns(shown.pointers);
    EXPECT_TRUE(found);
    return *std::move(found);
  };
  const auto two = row({{1, 2, 3, 3}, {1, 3, 2, 3}});
  EXPECT_FALSE(std::isnan(number_in(two, "alpha", 0)));
  EXPECT_TRUE(std::isnan(number_in(two, "omega", 0)));
  EXPECT_EQ(text_in(two, "status", 0), "ok");
  EXPECT_EQ(text_in(two, "detail", 0), "omega: 2 items, one factor needs at least 3");
  const double nan = std::nan("");
  const auto blanks = row({{1, nan, 3}, {nan, 2, 1}});
  EXPECT_EQ(text_in(blanks, "status", 0), "not_enough_sessions");
  EXPECT_EQ(number_in(blanks, "persons", 0), 1.0);
  EXPECT_EQ(number_in(blanks, "left_out", 0), 2.0);
  EXPECT_TRUE(std::isnan(number_in(blanks, "alpha", 0)));
  EXPECT_EQ(text_in(row({}), "status", 0), "bad_argument");
  const Shown endless({{1, 2, HUGE_VAL}, {1, 2, 3}}), uneven({{1, 2, 3}, {1, 2}});
  EXPECT_EQ(reliability_columns(endless.pointers).error().detail, "column item_1, row 3: not a finite number");
  EXPECT_EQ(reliability_columns(uneven.pointers).error().detail, "column item_2 has 2 rows, the first has 3");
  EXPECT_FALSE(reliability_columns(uneven.pointers, 0.0).ok());
}

TEST(RetestColumns, AreTheRetestOfTheScores) {
  std::mt19937_64 random(591);
  support::Items scores = support::any_items(random, 80, 2, 0.05);
  const Shown shown(scores);
  const auto found = retest_columns(shown.pointers);
  ASSERT_TRUE(found);
  const auto alone = *retest(support::views(scores));
  EXPECT_EQ(number_in(*found, "occasions", 0), 2.0);
  EXPECT_EQ(number_in(*found, "persons", 0), static_cast<double>(alone.persons));
  EXPECT_EQ(number_in(*found, "left_out", 0), static_cast<double>(alone.left_out));
  EXPECT_EQ(number_in(*found, "pearson", 0), alone.pearson->value);
  EXPECT_EQ(number_in(*found, "agreement", 0), alone.agreement.value);
  EXPECT_EQ(number_in(*found, "agreement_low", 0), alone.agreement.interval->low);
  EXPECT_EQ(number_in(*found, "consistency_high", 0), alone.consistency.interval->high);
  EXPECT_EQ(number_in(*found, "sem_agreement", 0), alone.sem_agreement);
  EXPECT_NEAR(number_in(*found, "smallest_detectable_change_group", 0),
              number_in(*found, "smallest_detectable_change", 0) / std::sqrt(static_cast<double>(alone.persons)),
              1e-12);
  EXPECT_EQ(text_in(*found, "status", 0), "ok");
  const Shown few({{1, 2}, {2, 3}});
  EXPECT_EQ(text_in(*retest_columns(few.pointers), "status", 0), "not_enough_sessions");
  EXPECT_TRUE(std::isnan(number_in(*retest_columns(few.pointers), "pearson", 0)));
}

}  // namespace oncourse::reliability_columns_test

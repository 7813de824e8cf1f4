// cross_products_test.cpp: reading a cohort once, or in parts, or in another order.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/cross_products.hpp"

#include <gtest/gtest.h>

#include "support/cohort.hpp"
#include "support/dense_model.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;
using support::Rows;

const Design with_medication{TimeBasis::log1p, RandomEffects::slope, "week", {{"arm", true}, {"med", false}}};

// sums of at most 200 products of numbers up to 30: 1e-16 * 200 * 1,000
constexpr double rounding = 1e-10;

TEST(CrossProducts, AreTheProductsOfTheWholeMatrices) {
  std::mt19937_64 random(401);
  for (int trial = 0; trial < 20; ++trial) {
    const Cohort cohort = support::any_cohort(random, 12, 8);
    const CrossProducts data = cross_products(cohort.panel(), with_medication);
    const support::DenseModel dense(cohort, with_medication);
    Eigen::MatrixXd W(dense.y.size(), dense.X.cols() + 1);
    W << dense.X, dense.y;
    ASSERT_EQ(data.n_obs, dense.y.size());
    ASSERT_EQ(data.n_persons, 12);
    ASSERT_LT((data.total - W.transpose() * W).cwiseAbs().maxCoeff(), rounding);
    for (Eigen::Index i = 0; i < 12; ++i) {
      const auto Z = dense.Z.middleCols(2 * i, 2);
      ASSERT_LT((data.person(i).leftCols(2) - Z.transpose() * Z).cwiseAbs().maxCoeff(), rounding);
      ASSERT_LT((data.person(i).rightCols(W.cols()) - Z.transpose() * W).cwiseAbs().maxCoeff(), rounding);
    }
  }
}

TEST(CrossProducts, APersonWithoutScoresLeavesNoTrace) {
  std::mt19937_64 random(402);
  const Cohort cohort = support::any_cohort(random, 6, 5);
  std::vector<Rows> with_empty = {{}};
  for (const Rows& rows : cohort.persons()) {
    with_empty.push_back(rows);
    with_empty.emplace_back();
  }
  const CrossProducts expected = cross_products(cohort.panel(), with_medication);
  const CrossProducts data = cross_products(Cohort(with_empty).panel(), with_medication);
  ASSERT_EQ(data.n_persons, 6);
  EXPECT_EQ(data.n_obs, expected.n_obs);
  EXPECT_EQ(data.persons, expected.persons);
  EXPECT_EQ(data.total, expected.total);
}

TEST(CrossProducts, OfTwoHalvesOfACohortStandSideBySideAndAddUp) {
  std::mt19937_64 random(403);
  const Cohort whole = support::any_cohort(random, 20, 9);
  const CrossProducts all = cross_products(whole.panel(), with_medication);
  for (std::ptrdiff_t cut = 1; cut < 20; ++cut) {
    const auto& persons = whole.persons();
    const Cohort first(std::vector<Rows>(persons.begin(), persons.begin() + cut));
    const Cohort second(std::vector<Rows>(persons.begin() + cut, persons.end()));
    const CrossProducts a = cross_products(first.panel(), with_medication),
                        b = cross_products(second.panel(), with_medication);
    Eigen::MatrixXd side_by_side(2, a.persons.cols() + b.persons.cols());
    side_by_side << a.persons, b.persons;
    ASSERT_EQ(side_by_side, all.persons);
    ASSERT_LT((a.total + b.total - all.total).cwiseAbs().maxCoeff(), rounding);
    ASSERT_EQ(a.n_obs + b.n_obs, all.n_obs);
    ASSERT_EQ(a.n_persons + b.n_persons, all.n_persons);
  }
}

}  // namespace
}  // namespace oncourse::growth

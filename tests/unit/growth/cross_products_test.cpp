// cross_products_test.cpp: reading a cohort once, or in parts, or in another order.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/cross_products.hpp"

#include <gtest/gtest.h>

#include "growth/record.hpp"
#include "support/cohort.hpp"
#include "support/dense_model.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;
using support::Rows;

/// A record of two random effects, unfolded.
struct SharedDesign {
  SharedDesign(const CrossProducts& data, std::size_t k) {
    const Record<2> record(data.records.data() + k * data.record_size(), static_cast<std::size_t>(data.p));
    persons = record.persons;
    ZtX.resize(2, data.p);
    for (Eigen::Index i = 0; i < 2; ++i) {
      const auto row = static_cast<std::size_t>(i);
      ZtX.row(i) = Eigen::RowVectorXd::Map(record.ZtX[row], data.p);
      sum_Zty[i] = record.sum_Zty[row];
      for (Eigen::Index j = 0; j < 2; ++j) {
        ZtZ(i, j) = record.ZtZ[row][static_cast<std::size_t>(j)];
        sum_Zty_squared(i, j) = record.sum_Zty_squared[row][static_cast<std::size_t>(j)];
      }
    }
  }

  double persons = 0.0;
  Eigen::Matrix2d ZtZ, sum_Zty_squared;
  Eigen::MatrixXd ZtX;
  Eigen::Vector2d sum_Zty;
};

const Design with_medication{TimeBasis::log1p, RandomEffects::slope, "week", {{"arm", true}, {"med", false}}};

// sums of at most 200 products of numbers up to 30: 1e-16 * 200 * 1,000
constexpr double rounding = 1e-10;

TEST(CrossProducts, AreTheProductsOfTheWholeMatrices) {
  std::mt19937_64 random(401);
  for (int trial = 0; trial < 20; ++trial) {
    double apart = 0.0;  // nobody is seen when another is
    const Cohort cohort =
        support::any_cohort(random, 12, 8).with([&](support::Row& row) { row.time += apart += 0.01; });
    const CrossProducts data = cross_products(cohort.panel(), with_medication);
    const support::DenseModel dense(cohort, with_medication);
    Eigen::MatrixXd W(dense.y.size(), dense.X.cols() + 1);
    W << dense.X, dense.y;
    ASSERT_EQ(data.n_obs, dense.y.size());
    ASSERT_EQ(data.n_persons, 12);
    ASSERT_LT((data.total - W.transpose() * W).cwiseAbs().maxCoeff(), rounding);
    ASSERT_EQ(data.designs(), 12);
    for (Eigen::Index i = 0; i < 12; ++i) {
      const SharedDesign of(data, static_cast<std::size_t>(i));
      const auto Z = dense.Z.middleCols(2 * i, 2);
      const Eigen::VectorXd Zty = Z.transpose() * dense.y;
      ASSERT_EQ(of.persons, 1.0);
      ASSERT_LT((of.ZtZ - Z.transpose() * Z).cwiseAbs().maxCoeff(), rounding);
      ASSERT_LT((of.ZtX - Z.transpose() * dense.X).cwiseAbs().maxCoeff(), rounding);
      ASSERT_LT((of.sum_Zty - Zty).cwiseAbs().maxCoeff(), rounding);
      ASSERT_LT((of.sum_Zty_squared - Zty * Zty.transpose()).cwiseAbs().maxCoeff(), 1e3 * rounding);
    }
  }
}

TEST(CrossProducts, AreTheSameBitsWithAnyNumberOfThreads) {
  std::mt19937_64 random(406);
  const support::AnyForm form{{TimeBasis::log1p,
                               RandomEffects::curve,
                               "week",
                               {{"arm", true}, {"med", false}},
                               Curve::quadratic,
                               0.0,
                               ResidualCorrelation::autoregressive_with_noise,
                               {Scale::square_root, -40.0}},
                              {2.0, 0.3}};
  for (const int persons : {5, 20'000}) {  // one part, and three
    const Cohort cohort = support::any_cohort(random, persons, 4);
    const CrossProducts one = cross_products(cohort.panel(), form.design, form.residual);
    for (const int threads : {2, 3, 8}) {
      const CrossProducts many = cross_products(cohort.panel(), form.design, form.residual, threads);
      ASSERT_EQ(many.total, one.total);
      ASSERT_EQ(many.records, one.records);
      ASSERT_EQ(many.offset, one.offset);
      ASSERT_EQ(many.n_persons, one.n_persons);
      const Eigen::VectorXd theta = support::any_theta(random, form.design.random);
      const Deviance alone = deviance(one, theta, Likelihood::restricted),
                     together = deviance(many, theta, Likelihood::restricted, threads);
      ASSERT_EQ(alone.value, together.value);
      ASSERT_EQ(alone.hessian, together.hessian);
    }
  }
}

// Both ways of reading a person: by sums where covariates are constant, else row by row.
TEST(CrossProducts, AreTheSameWhetherACovariateIsConstantOrNot) {
  std::mt19937_64 random(404);
  for (const RandomEffects effects : support::every_random_effects) {
    const Design design{TimeBasis::log1p, effects, "week", {{"arm", true}, {"med", true}}};
    const Cohort constant = support::any_cohort(random, 12, 8).with([](support::Row& row) {
      row.covariates[1] = 0.25 - row.covariates[0];
    });
    // a change at a last row that is nearly nothing
    std::vector<Rows> persons = constant.persons();
    for (Rows& rows : persons) rows.back().covariates[1] += 1e-14;
    const CrossProducts by_sums = cross_products(constant.panel(), design),
                        by_rows = cross_products(Cohort(persons).panel(), design);
    EXPECT_LT((by_sums.total - by_rows.total).cwiseAbs().maxCoeff(), rounding);
    ASSERT_EQ(by_sums.records.size(), by_rows.records.size());
    for (std::size_t i = 0; i < by_sums.records.size(); ++i)
      ASSERT_NEAR(by_sums.records[i], by_rows.records[i], 1e3 * rounding);
  }
}

TEST(CrossProducts, PersonsOfOneDesignShareARecordWithTheSumOfTheirScores) {
  std::mt19937_64 random(405);
  for (int trial = 0; trial < 20; ++trial) {
    const Cohort alone = support::any_cohort(random, 500, 8), both = support::with_twins(random, alone);
    const auto& persons = both.persons();
    const Cohort twins(std::vector<Rows>(persons.begin() + 500, persons.end()));
    const CrossProducts a = cross_products(alone.panel(), with_medication),
                        b = cross_products(twins.panel(), with_medication),
                        data = cross_products(both.panel(), with_medication);
    ASSERT_EQ(data.designs(), a.designs());
    ASSERT_EQ(data.n_persons, 1000);
    for (std::size_t k = 0; k < data.designs(); ++k) {
      const SharedDesign of(data, k), first(a, k), second(b, k);
      ASSERT_EQ(of.persons, first.persons + second.persons);
      ASSERT_EQ(of.ZtZ, first.ZtZ);
      ASSERT_EQ(of.ZtX, first.ZtX);
      ASSERT_LT((of.sum_Zty - first.sum_Zty - second.sum_Zty).cwiseAbs().maxCoeff(), rounding);
      ASSERT_LT((of.sum_Zty_squared - first.sum_Zty_squared - second.sum_Zty_squared).cwiseAbs().maxCoeff(),
                1e3 * rounding);
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
  EXPECT_EQ(data.records, expected.records);
  EXPECT_EQ(data.total, expected.total);
}

TEST(CrossProducts, OfTwoHalvesOfACohortWithoutACommonDesignStandOneAfterTheOther) {
  std::mt19937_64 random(403);
  const Cohort whole = support::any_cohort(random, 20, 9);
  const CrossProducts all = cross_products(whole.panel(), with_medication);
  for (std::ptrdiff_t cut = 1; cut < 20; ++cut) {
    const auto& persons = whole.persons();
    const Cohort first(std::vector<Rows>(persons.begin(), persons.begin() + cut));
    const Cohort second(std::vector<Rows>(persons.begin() + cut, persons.end()));
    const CrossProducts a = cross_products(first.panel(), with_medication),
                        b = cross_products(second.panel(), with_medication);
    std::vector<double> records = a.records;
    records.insert(records.end(), b.records.begin(), b.records.end());
    ASSERT_EQ(records, all.records);
    ASSERT_LT((a.total + b.total - all.total).cwiseAbs().maxCoeff(), rounding);
    ASSERT_EQ(a.n_obs + b.n_obs, all.n_obs);
    ASSERT_EQ(a.n_persons + b.n_persons, all.n_persons);
  }
}

}  // namespace
}  // namespace oncourse::growth

// forecast_test.cpp: one person's future scores, by the model and by brute force.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/forecast.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "oncourse/growth/fit.hpp"
#include "support/cohort.hpp"
#include "support/dense_model.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;
using support::Row;
using support::Rows;

GrowthModel any_model(std::mt19937_64& random, RandomEffects effects) {
  std::bernoulli_distribution coin(0.5);
  std::normal_distribution<double> normal;
  GrowthModel model;
  model.design = {
      coin(random) ? TimeBasis::linear : TimeBasis::log1p, effects, "week", {{"arm", true}, {"med", false}}};
  const Eigen::Index p = model.design.fixed_effects();
  model.beta = Eigen::VectorXd::NullaryExpr(p, [&] { return 5.0 * normal(random); });
  const Eigen::MatrixXd root = Eigen::MatrixXd::NullaryExpr(p, p, [&] { return 0.3 * normal(random); });
  model.beta_covariance = root * root.transpose();
  model.theta = support::any_theta(random, effects);
  model.sigma2 = 9.0;
  return model;
}

Person who(const GrowthModel& model, const Rows& rows) {
  Person person(model);
  for (const Row& row : rows) person.observe(row.time, row.score, row.covariates);
  return person;
}

void expect_same(const Forecast& a, const Forecast& b, double within) {
  ASSERT_NEAR(a.mean, b.mean, within);
  ASSERT_NEAR(a.sd_person, b.sd_person, within);
  ASSERT_NEAR(a.sd_line, b.sd_line, within);
  ASSERT_NEAR(a.sd_score, b.sd_score, within);
}

template <class Check>
void for_any_person(std::uint64_t seed, Check check) {
  std::mt19937_64 random(seed);
  for (int trial = 0; trial < 150; ++trial) {
    const GrowthModel model = any_model(random, support::every_random_effects[trial % 3]);
    check(model, support::any_cohort(random, 1, 12).persons()[0], random);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

const std::vector<double> later = {1.0, 0.0};

TEST(Forecast, OfAPersonOfWhomNothingIsKnownIsThePopulation) {
  for_any_person(801, [](const GrowthModel& model, const Rows&, std::mt19937_64&) {
    const Person nobody(model);
    ASSERT_EQ(nobody.effects().norm(), 0.0);
    ASSERT_LT((nobody.effects_covariance() - model.random_covariance()).norm(), 1e-12);
    const Eigen::RowVectorXd x = support::x_row(model.design, 16.0, later), z = support::z_row(model.design, 16.0);
    const double own = (z * model.random_covariance() * z.transpose()).value();
    const double shared = (x * model.beta_covariance * x.transpose()).value();
    expect_same(nobody.forecast(16.0, later),
                {x.dot(model.beta), std::sqrt(own), std::sqrt(own + shared), std::sqrt(own + shared + model.sigma2)},
                1e-10);
  });
}

TEST(Forecast, IsTheNormalDistributionGivenTheScores) {
  // the joint covariance of past and future scores, conditioned by its Schur complement
  for_any_person(802, [](const GrowthModel& model, const Rows& rows, std::mt19937_64&) {
    Rows all = rows;
    all.push_back({16.0, 0.0, later});
    const support::DenseModel dense(Cohort({all}), model.design);
    const Eigen::MatrixXd G = model.sigma2 * support::relative_G(model.design.random, model.theta);
    const Eigen::MatrixXd V = dense.covariance(G, model.sigma2);
    const Eigen::Index n = dense.y.size() - 1;
    const Eigen::VectorXd mean = dense.X * model.beta;
    const Eigen::VectorXd shared_with_past = V.col(n).head(n);
    const Eigen::VectorXd weight = support::inverse(V.topLeftCorner(n, n)) * shared_with_past;
    const double expected = mean[n] + weight.dot(dense.y.head(n) - mean.head(n));
    const double variance = V(n, n) - weight.dot(shared_with_past);  // of one score, beta known
    Eigen::VectorXd through = dense.X.row(n);
    through -= dense.X.topRows(n).transpose() * weight;
    const double shared = through.dot(model.beta_covariance * through);

    expect_same(who(model, rows).forecast(16.0, later),
                {expected, std::sqrt(variance - model.sigma2), std::sqrt(variance - model.sigma2 + shared),
                 std::sqrt(variance + shared)},
                1e-8);
  });
}

/// A model of any form, one of the first two designs of whose persons stands at `all`.
GrowthModel any_formed_model(std::mt19937_64& random) {
  const support::AnyForm form = support::any_form(random);
  GrowthModel model = any_model(random, form.design.random);
  model.design = form.design;
  model.residual = form.residual;
  std::normal_distribution<double> normal;
  const Eigen::Index p = model.design.fixed_effects();
  model.beta = Eigen::VectorXd::NullaryExpr(p, [&] { return normal(random); });
  const Eigen::MatrixXd root = Eigen::MatrixXd::NullaryExpr(p, p, [&] { return 0.1 * normal(random); });
  model.beta_covariance = root * root.transpose();
  model.sigma2 = 1.0 + 3.0 * std::bernoulli_distribution(0.5)(random);
  return model;
}

TEST(Forecast, OfCorrelatedResidualsCurvesAndScalesIsTheNormalDistributionGivenTheScores) {
  std::mt19937_64 random(811);
  for (int trial = 0; trial < 200; ++trial) {
    const GrowthModel model = any_formed_model(random);
    const Rows rows = support::any_cohort(random, 1, 10).persons()[0];
    const double last = rows.back().time;
    const std::vector<double> times = {last + 0.7, last + 2.0, last + 2.5}, thrice = {1.0, 0.0, 1.0, 0.0, 1.0, 0.0};
    Rows all = rows;
    for (const double time : times) all.push_back({time, 0.0, later});
    const support::DenseModel dense(Cohort({all}), model.design, model.residual);
    const Eigen::MatrixXd G = model.sigma2 * support::relative_G(model.design.random, model.theta);
    const Eigen::MatrixXd V = dense.covariance(G, model.sigma2);
    const auto n = static_cast<Eigen::Index>(rows.size());
    const Eigen::MatrixXd weight = V.bottomLeftCorner(3, n) * support::inverse(V.topLeftCorner(n, n));
    const Eigen::VectorXd line = dense.X * model.beta;
    const Eigen::VectorXd mean = line.tail(3) + weight * (dense.y.head(n) - line.head(n));
    const Eigen::MatrixXd known = V.bottomRightCorner(3, 3) - weight * V.topRightCorner(n, 3);
    const Eigen::MatrixXd through = dense.X.bottomRows(3) - weight * dense.X.topRows(n);
    const Eigen::MatrixXd shared = through * model.beta_covariance * through.transpose();

    const Person person = who(model, rows);
    const double size = 1.0 + V.norm() + mean.norm();  // what is taken apart in the twin
    for (const bool model_known : {true, false}) {
      const JointForecast together = person.forecast(times, thrice, model_known);
      ASSERT_LT((together.mean - mean).norm(), 1e-8 * size);
      ASSERT_LT((together.covariance - (model_known ? known : Eigen::MatrixXd(known + shared))).norm(), 1e-8 * size)
          << trial;
    }
    for (Eigen::Index k = 0; k < 3; ++k) {
      const Forecast alone = person.forecast(times[static_cast<std::size_t>(k)], later);
      ASSERT_NEAR(alone.mean, mean[k], 1e-8 * size);
      ASSERT_NEAR(alone.sd_score * alone.sd_score, known(k, k) + shared(k, k), 1e-8 * size);
      ASSERT_NEAR(alone.sd_person * alone.sd_person + alone.sd_residual * alone.sd_residual, known(k, k), 1e-8 * size);
      ASSERT_EQ(alone.at(), model.design.transformation.inverse(alone.mean));
    }
  }
}

TEST(Forecast, AtATimeThatHasPassedIsOfTheLine) {
  std::mt19937_64 random(812);
  for (int trial = 0; trial < 50; ++trial) {
    GrowthModel model = any_formed_model(random);
    model.design.residuals = ResidualCorrelation::autoregressive_with_noise;
    model.residual = {2.0, 0.3};
    const Person person = who(model, {{1.0, 20.0, later}, {3.0, 15.0, later}, {4.0, 16.0, later}});
    const Forecast at = person.forecast(2.0, later);
    const Eigen::RowVectorXd x = support::x_row(model.design, 2.0, later), z = support::z_row(model.design, 2.0);
    ASSERT_NEAR(at.mean, x.dot(model.beta) + z.dot(person.effects()), 1e-10 * (1.0 + std::fabs(at.mean)));
    ASSERT_NEAR(at.sd_residual * at.sd_residual, model.sigma2, 1e-12);
  }
}

TEST(Forecast, OfAPersonInTheCohortIsTheirBestLinearUnbiasedPrediction) {
  // universal kriging on the whole cohort: Goldberger 1962, J Am Stat Assoc 57:369-375; beta is estimated on the way
  std::mt19937_64 random(803);
  for (const RandomEffects effects : support::every_random_effects) {
    const Design design{TimeBasis::log1p, effects, "week", {{"arm", true}, {"med", false}}};
    const Cohort cohort = support::any_cohort(random, 25, 7);
    const auto model = fit(cohort.panel(), design);
    ASSERT_TRUE(model) << model.error().detail;
    const support::DenseModel dense(cohort, design);
    const Eigen::MatrixXd G = model->random_covariance(), V = dense.covariance(G, model->sigma2),
                          W = support::inverse(V);
    const Eigen::MatrixXd beta_covariance = support::inverse(dense.precision(V));
    const Eigen::VectorXd beta = dense.gls(V), residual = dense.y - dense.X * beta;
    for (Eigen::Index i = 0; i < 25; ++i) {
      const Eigen::VectorXd x = support::x_row(design, 16.0, later), z = support::z_row(design, 16.0), spread = G * z;
      const Eigen::VectorXd c = dense.Z.middleCols(i * G.rows(), G.rows()) * spread, weight = W * c;
      const Eigen::VectorXd through = x - dense.X.transpose() * weight;
      const double own = z.dot(spread) - c.dot(weight);
      const double line = own + through.dot(beta_covariance * through);
      const double mean = x.dot(beta) + weight.dot(residual);
      const Person person = who(*model, cohort.persons()[static_cast<std::size_t>(i)]);
      expect_same(person.forecast(16.0, later),
                  {mean, std::sqrt(own), std::sqrt(line), std::sqrt(line + model->sigma2)}, 1e-7);
    }
  }
}

TEST(Forecast, DoesNotDependOnTheOrderInWhichScoresArrive) {
  for_any_person(804, [](const GrowthModel& model, const Rows& rows, std::mt19937_64& random) {
    Rows shuffled = rows;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    expect_same(who(model, rows).forecast(12.0, later), who(model, shuffled).forecast(12.0, later), 1e-9);
  });
}

TEST(Forecast, IsUpdatedByANewScoreAsIfAllHadBeenKnownAtOnce) {
  for_any_person(805, [](const GrowthModel& model, const Rows& rows, std::mt19937_64&) {
    Person growing(model);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      growing.observe(rows[k].time, rows[k].score, rows[k].covariates);
      const Person at_once = who(model, Rows(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(k) + 1));
      expect_same(growing.forecast(16.0, later), at_once.forecast(16.0, later), 1e-12);
      ASSERT_LT((growing.effects() - at_once.effects()).norm(), 1e-12);
    }
  });
}

TEST(Forecast, EveryScoreMakesItMoreCertainOfThePerson) {
  for_any_person(806, [](const GrowthModel& model, const Rows& rows, std::mt19937_64&) {
    Person person(model);
    Forecast before = person.forecast(16.0, later);
    for (const Row& row : rows) {
      person.observe(row.time, row.score, row.covariates);
      const Forecast now = person.forecast(16.0, later);
      ASSERT_LE(now.sd_person, before.sd_person + 1e-10);
      ASSERT_LE(now.sd_person, now.sd_line);
      ASSERT_GE(now.sd_score, std::sqrt(model.sigma2));
      before = now;
    }
  });
}

TEST(Forecast, AScoreExactlyAsExpectedMovesNothingButTheCertainty) {
  for_any_person(807, [](const GrowthModel& model, const Rows& rows, std::mt19937_64&) {
    Person person = who(model, rows);
    const Forecast before = person.forecast(16.0, later);
    person.observe(16.0, before.mean, later);
    ASSERT_NEAR(person.forecast(16.0, later).mean, before.mean, 1e-9);
    ASSERT_LT(person.forecast(16.0, later).sd_person, before.sd_person);
  });
}

TEST(Forecast, FollowsThePersonAndNotThePopulationOnceMuchIsKnown) {
  GrowthModel model;
  model.design = {TimeBasis::linear, RandomEffects::slope, "week", {}};
  model.beta = Eigen::Vector2d(16.0, -1.0);
  model.beta_covariance = Eigen::Matrix2d::Zero();
  model.theta = Eigen::Vector3d(1.5, 0.1, 0.3);
  model.sigma2 = 9.0;
  Person person(model);
  for (int day = 0; day < 2000; ++day) person.observe(day / 100.0, 24.0 + 0.5 * day / 100.0);
  // 2,000 scores on a line that rises: the prior weighs a few hundredths of a point
  EXPECT_NEAR(person.forecast(16.0).mean, 32.0, 0.05);
  EXPECT_LT(person.forecast(16.0).sd_person, 0.2);
}

// A fit on the boundary has a session at which all persons' lines meet; there the variance is zero and its computed
// value a rounding error of either sign.
TEST(Forecast, OfASingularModelNeverHasAnUndefinedStandardDeviation) {
  std::mt19937_64 random(809);
  std::uniform_real_distribution<double> size(0.1, 2.0), week(0.5, 16.0);
  int undefined = 0;
  for (int trial = 0; trial < 10'000; ++trial) {
    const double meeting = week(random), level = size(random);
    GrowthModel model;
    model.design = {TimeBasis::linear, RandomEffects::slope, "week", {}};
    model.beta = Eigen::Vector2d(16.0, -1.0);
    model.beta_covariance = Eigen::Matrix2d::Zero();
    model.theta = Eigen::Vector3d(level, -level / meeting, 0.0);
    model.sigma2 = 4.0;
    Person person(model);
    for (int k = trial % 5; k > 0; --k) person.observe(week(random), 20.0 * size(random));
    const Forecast at = person.forecast(meeting);
    if (!std::isfinite(at.sd_person) || !std::isfinite(at.sd_line) || !std::isfinite(at.sd_score)) ++undefined;
    if (std::isfinite(at.sd_person)) {
      EXPECT_LT(at.sd_person, 1e-6);
    }
  }
  EXPECT_EQ(undefined, 0) << "of 10,000 forecasts";
}

TEST(JointForecast, LooksAheadInOrder) {
  std::mt19937_64 random(20261126);
  const Design straight;
  const GrowthModel model = *fit(support::any_cohort(random, 30, 8, 1.0, 0).panel(), straight);
  Person person(model);
  person.observe(0.0, 12.0);
  person.observe(3.0, 9.0);
  const auto refusal = [&](std::vector<double> times) {
    const auto found = joint_forecast(person, 3.0, times, {}, false);
    return found ? "" : found.error().detail;
  };
  EXPECT_EQ(refusal({3.0, 4.0, 4.0}), "");
  EXPECT_EQ(refusal({}), "");
  EXPECT_EQ(refusal({2.5}), "time 2.5 follows 3, joint forecasts look ahead in order");
  EXPECT_EQ(refusal({5.0, 4.0}), "time 4 follows 5, joint forecasts look ahead in order");
  EXPECT_EQ(refusal({std::nan("")}), "time nan follows 3, joint forecasts look ahead in order");
}

}  // namespace
}  // namespace oncourse::growth

// deviance_test.cpp: the likelihood of a growth model, by published figures and by brute force.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/deviance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "oncourse/growth/minimize.hpp"
#include "support/cohort.hpp"
#include "support/dense_model.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;
using support::DenseModel;
using support::Rows;

constexpr Likelihood both[] = {Likelihood::full, Likelihood::restricted};

/// Yield of dyestuff in g, six batches of five: Davies & Goldsmith 1972, Statistical Methods in Research and
/// Production, table 6.3. The model y ~ 1 + (1 | batch) has no time; its cross-products are written by hand.
CrossProducts dyestuff() {
  const double yields[6][5] = {{1545, 1440, 1440, 1520, 1580}, {1540, 1555, 1490, 1560, 1495},
                               {1595, 1550, 1605, 1510, 1560}, {1445, 1440, 1595, 1465, 1545},
                               {1595, 1630, 1515, 1635, 1625}, {1520, 1455, 1450, 1480, 1445}};
  CrossProducts data;
  data.random = RandomEffects::intercept;
  data.q = data.p = 1;
  data.n_obs = 30;
  data.n_persons = 6;
  data.total = Eigen::MatrixXd::Zero(2, 2);
  data.records = {6.0, 5.0, 5.0, 0.0, 0.0};  // batches, Z'Z, Z'X, sums of Z'y and of its square
  for (const auto& batch : yields) {
    double sum = 0.0;
    for (const double yield : batch) {
      sum += yield;
      data.total += (Eigen::Matrix2d() << 1, yield, yield, yield * yield).finished();
    }
    data.records[3] += sum;
    data.records[4] += sum * sum;
  }
  return data;
}

Minimum optimum(const CrossProducts& data, Likelihood likelihood) {
  return minimize(
      [&](const Eigen::VectorXd& theta, Eigen::VectorXd& gradient, Eigen::MatrixXd& hessian) {
        const Deviance at = deviance(data, theta, likelihood);
        gradient = at.gradient;
        hessian = at.hessian;
        return at.value;
      },
      Eigen::VectorXd::Ones(1));
}

TEST(Deviance, OfDyestuffIsThatOfMixedModelsAtAFixedThetaAndAtItsOptimum) {
  // MixedModels.jl, test/pls.jl: objective at 0.713 and after fit!, which checks theta to 1e-5
  const Deviance fixed = deviance(dyestuff(), Eigen::VectorXd::Constant(1, 0.713), Likelihood::full);
  EXPECT_NEAR(fixed.value, 327.34216280955366, 1e-9);
  const Minimum best = optimum(dyestuff(), Likelihood::full);
  EXPECT_NEAR(best.value, 327.3270598811428, 1e-9);
  EXPECT_NEAR(best.x[0], 0.752580, 1e-5);
}

TEST(Deviance, OfABalancedOneWayLayoutHasItsOptimumAtTheAnalysisOfVariance) {
  // Searle, Casella & McCulloch 1992, sections 3.7-3.8: with a batches of n, sigma^2 = MSE, and the variance between
  // batches is (MSA - MSE) / n by REML, ((1 - 1/a) MSA - MSE) / n by ML. Here MSA = 11271.5, MSE = 2451.25.
  const double mse = 2451.25, msa = 11271.5;
  for (const Likelihood likelihood : both) {
    const Minimum best = optimum(dyestuff(), likelihood);
    const Deviance end = deviance(dyestuff(), best.x, likelihood);
    const double between = ((likelihood == Likelihood::full ? 5.0 / 6.0 : 1.0) * msa - mse) / 5.0;
    EXPECT_NEAR(end.sigma2 / mse, 1.0, 1e-7);
    EXPECT_NEAR(end.sigma2 * best.x[0] * best.x[0] / between, 1.0, 1e-6);
    EXPECT_NEAR(end.beta[0], 1527.5, 1e-9);
    EXPECT_NEAR(end.sigma2 / end.A(0, 0), (mse + 5.0 * between) / 30.0, 1e-4);  // Var(mean)
  }
}

/// A design, a small cohort for it and a theta.
struct Case {
  Design design;
  Cohort cohort;
  Eigen::VectorXd theta;
};

Case any_case(std::mt19937_64& random, RandomEffects effects) {
  std::bernoulli_distribution coin(0.5);
  Design design;
  design.random = effects;
  design.time_basis = coin(random) ? TimeBasis::linear : TimeBasis::log1p;
  design.covariates = {{"arm", coin(random)}, {"med", coin(random)}};
  const bool twins = coin(random);
  const Cohort cohort = twins ? support::any_cohort(random, 9, 4) : support::any_cohort(random, 10, 6);
  return {design, twins ? support::with_twins(random, cohort) : cohort, support::any_theta(random, effects)};
}

template <class Check>
void for_any_case(std::uint64_t seed, Check check) {
  std::mt19937_64 random(seed);
  for (const RandomEffects effects : support::every_random_effects)
    for (int trial = 0; trial < 15; ++trial) {
      const Case given = any_case(random, effects);
      const CrossProducts data = cross_products(given.cohort.panel(), given.design);
      for (const Likelihood likelihood : both) {
        check(given, data, likelihood, deviance(data, given.theta, likelihood));
        if (::testing::Test::HasFatalFailure()) return;
      }
    }
}

TEST(Deviance, IsMinusTwoLogOfTheDensityOfAllScoresTogether) {
  for_any_case(501, [](const Case& given, const CrossProducts&, Likelihood likelihood, const Deviance& at) {
    const DenseModel dense(given.cohort, given.design);
    const Eigen::MatrixXd G = support::relative_G(given.design.random, given.theta);
    const Eigen::MatrixXd V = dense.covariance(at.sigma2 * G, at.sigma2);
    // a value of some hundreds, summed in another order
    ASSERT_NEAR(at.value, dense.minus_two_log_likelihood(V, likelihood), 1e-9);
    ASSERT_LT((at.beta - dense.gls(V)).norm(), 1e-9);
    const Eigen::MatrixXd precision = dense.precision(V);
    ASSERT_LT((at.A / at.sigma2 - precision).norm(), 1e-9 * precision.norm());
  });
}

TEST(Deviance, NoOtherResidualVarianceExplainsTheScoresBetter) {
  for_any_case(502, [](const Case& given, const CrossProducts&, Likelihood likelihood, const Deviance& at) {
    const DenseModel dense(given.cohort, given.design);
    const Eigen::MatrixXd G = support::relative_G(given.design.random, given.theta);
    for (const double factor : {0.9, 0.99, 1.01, 1.1}) {
      const double sigma2 = factor * at.sigma2;
      ASSERT_GT(dense.minus_two_log_likelihood(dense.covariance(sigma2 * G, sigma2), likelihood), at.value);
    }
  });
}

/// How fast part(deviance) changes as entry k of theta does, by a central difference of this step.
constexpr double step = 1e-5;
template <class Part>
auto slope_along(Eigen::Index k, const CrossProducts& data, const Eigen::VectorXd& theta, Likelihood likelihood,
                 Part part) {
  Eigen::VectorXd ahead = theta, behind = theta;
  ahead[k] += step;
  behind[k] -= step;
  const auto before = part(deviance(data, behind, likelihood)), after = part(deviance(data, ahead, likelihood));
  return std::decay_t<decltype(before)>((after - before) / (2.0 * step));
}

TEST(Deviance, ItsGradientIsItsSlope) {
  for_any_case(503, [](const Case& given, const CrossProducts& data, Likelihood likelihood, const Deviance& at) {
    for (Eigen::Index k = 0; k < given.theta.size(); ++k) {
      const double slope =
          slope_along(k, data, given.theta, likelihood, [](const Deviance& there) { return there.value; });
      // rounding 1e-13 / step and curvature step^2
      ASSERT_NEAR(at.gradient[k], slope, 1e-6 * (1.0 + std::fabs(slope)));
    }
  });
}

TEST(Deviance, ItsHessianIsTheSlopeOfItsGradient) {
  for_any_case(509, [](const Case& given, const CrossProducts& data, Likelihood likelihood, const Deviance& at) {
    for (Eigen::Index k = 0; k < given.theta.size(); ++k) {
      const Eigen::VectorXd slope =
          slope_along(k, data, given.theta, likelihood, [](const Deviance& there) { return there.gradient; });
      // rounding 1e-12 / step and curvature step^2
      ASSERT_LT((at.hessian.col(k) - slope).norm(), 1e-5 * (1.0 + slope.norm()));
    }
    ASSERT_EQ(at.hessian, at.hessian.transpose());
  });
}

TEST(Deviance, OfEveryLineResidualAndScaleIsThatDensityWithItsSlopes) {
  std::mt19937_64 random(511);
  int tried = 0;
  for (int trial = 0; trial < 120; ++trial) {
    const support::AnyForm form = support::any_form(random);
    const Cohort cohort = support::any_cohort(random, 10, 6);
    const CrossProducts data = cross_products(cohort.panel(), form.design, form.residual);
    const Eigen::VectorXd theta = support::any_theta(random, form.design.random);
    const DenseModel dense(cohort, form.design, form.residual);
    if (dense.rank() < dense.X.cols()) continue;  // nobody is seen after the knot
    ++tried;
    for (const Likelihood likelihood : both) {
      const Deviance at = deviance(data, theta, likelihood);
      const Eigen::MatrixXd V = dense.covariance(at.sigma2 * support::relative_G(form.design.random, theta), at.sigma2);
      ASSERT_NEAR(at.value, dense.minus_two_log_likelihood(V, likelihood), 1e-8) << trial;
      const Eigen::VectorXd beta = dense.gls(V);
      ASSERT_LT((at.beta - beta).norm(), 1e-7 * (1.0 + beta.norm()));
      for (Eigen::Index k = 0; k < theta.size(); ++k) {
        const double slope = slope_along(k, data, theta, likelihood, [](const Deviance& there) { return there.value; });
        // rounding 4e-10 / step: the three columns of a curve are nearly alike
        ASSERT_NEAR(at.gradient[k], slope, 2e-5 * (1.0 + std::fabs(slope)));
        const Eigen::VectorXd slopes =
            slope_along(k, data, theta, likelihood, [](const Deviance& there) { return there.gradient; });
        ASSERT_LT((at.hessian.col(k) - slopes).norm(), 1e-4 * (1.0 + slopes.norm()));
      }
    }
  }
  EXPECT_GT(tried, 100);
}

TEST(Deviance, TheSignOfAColumnOfLambdaIsOfNoConsequence) {
  for_any_case(504, [](const Case& given, const CrossProducts& data, Likelihood likelihood, const Deviance& at) {
    Eigen::VectorXd first = given.theta, last = given.theta;
    first.head(given.design.random == RandomEffects::slope ? 2 : 1) *= -1.0;
    last.tail(1) *= -1.0;
    ASSERT_NEAR(deviance(data, first, likelihood).value, at.value, 1e-10);
    ASSERT_NEAR(deviance(data, last, likelihood).value, at.value, 1e-10);
  });
}

TEST(Deviance, DoesNotDependOnTheOrderOfPersonsOrOfTheirSessions) {
  std::mt19937_64 random(505);
  for_any_case(506, [&](const Case& given, const CrossProducts&, Likelihood likelihood, const Deviance& at) {
    std::vector<Rows> persons = given.cohort.persons();
    std::shuffle(persons.begin(), persons.end(), random);
    for (Rows& rows : persons) std::shuffle(rows.begin(), rows.end(), random);
    const Deviance other = deviance(cross_products(Cohort(persons).panel(), given.design), given.theta, likelihood);
    ASSERT_NEAR(other.value, at.value, 1e-9);
    ASSERT_LT((other.gradient - at.gradient).norm(), 1e-8 * (1.0 + at.gradient.norm()));
  });
}

TEST(Deviance, WhereNobodyDiffersItIsThatOfOrdinaryRegression) {
  std::mt19937_64 random(507);
  for (const RandomEffects effects : support::every_random_effects) {
    const Case given = any_case(random, effects);
    const DenseModel dense(given.cohort, given.design);
    const auto n = static_cast<double>(dense.y.size()), p = static_cast<double>(dense.X.cols());
    const Eigen::VectorXd beta = dense.ols();
    const double rss = (dense.y - dense.X * beta).squaredNorm();
    const CrossProducts data = cross_products(given.cohort.panel(), given.design);
    const Eigen::VectorXd none = Eigen::VectorXd::Zero(given.theta.size());
    const Deviance full = deviance(data, none, Likelihood::full);
    EXPECT_NEAR(full.value, n * (1.0 + std::log(2.0 * std::numbers::pi * rss / n)), 1e-9);
    EXPECT_NEAR(deviance(data, none, Likelihood::restricted).sigma2 / (rss / (n - p)), 1.0, 1e-10);
    EXPECT_EQ(full.gradient.norm(), 0.0);  // a standard deviation of either sign: zero is a ridge or a valley
  }
}

TEST(Deviance, IsInfiniteWhereACovariateRepeatsAnother) {
  std::mt19937_64 random(508);
  for (int trial = 0; trial < 200; ++trial) {
    Case given = any_case(random, RandomEffects::slope);
    given.design.covariates = {{"arm"}, {"group"}};
    const Cohort twice = given.cohort.with([](support::Row& row) { row.covariates[1] = row.covariates[0]; });
    const CrossProducts data = cross_products(twice.panel(), given.design);
    for (const Likelihood likelihood : both) {
      const Deviance at = deviance(data, given.theta, likelihood);
      ASSERT_EQ(at.value, std::numeric_limits<double>::infinity()) << "trial " << trial;
      ASSERT_EQ(at.gradient.norm(), 0.0);
      ASSERT_EQ(at.hessian.norm(), 0.0);
    }
  }
}

}  // namespace
}  // namespace oncourse::growth

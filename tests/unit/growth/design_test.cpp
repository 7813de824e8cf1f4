// design_test.cpp: the line a person's scores follow.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/design.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/cohort.hpp"
#include "support/dense_model.hpp"

namespace oncourse::growth {
namespace {

TEST(Basis, StartsAtZeroAndSlowsDownOnlyWhereItIsLogarithmic) {
  for (const TimeBasis kind : {TimeBasis::linear, TimeBasis::log1p}) EXPECT_EQ(basis(kind, 0.0), 0.0);
  EXPECT_EQ(basis(TimeBasis::linear, 16.0), 16.0);
  EXPECT_NEAR(basis(TimeBasis::log1p, std::exp(2.0) - 1.0), 2.0, 1e-15);
  EXPECT_GT(basis(TimeBasis::log1p, 4.0) - basis(TimeBasis::log1p, 0.0),
            basis(TimeBasis::log1p, 8.0) - basis(TimeBasis::log1p, 4.0));
  // a day after intake on a scale of years: ln(1 + t) must not lose the digits of t
  EXPECT_NEAR(basis(TimeBasis::log1p, 1e-12) / 1e-12, 1.0, 1e-11);
}

TEST(Design, NamesItsColumnsAsAModelFormulaOfRDoes) {
  Design design;
  design.time_name = "week";
  design.covariates = {{"med", true}, {"age", false}, {"arm", true}};
  const std::vector<std::string> expected = {"(Intercept)",     "log1p(week)",    "med", "age", "arm",
                                             "log1p(week):med", "log1p(week):arm"};
  EXPECT_EQ(design.fixed_effect_names(), expected);
  design.time_basis = TimeBasis::linear;
  EXPECT_EQ(design.fixed_effect_names()[1], "week");
  EXPECT_EQ(design.fixed_effect_names()[5], "week:med");
}

TEST(Design, EveryColumnHasOneNameAndOneValue) {
  std::mt19937_64 random(301);
  std::bernoulli_distribution coin(0.5);
  std::uniform_real_distribution<double> value(-3.0, 3.0);
  for (int trial = 0; trial < 200; ++trial) {
    Design design;
    design.time_basis = coin(random) ? TimeBasis::linear : TimeBasis::log1p;
    std::vector<double> values;
    for (int c = trial % 5; c > 0; --c) {
      design.covariates.push_back({"c" + std::to_string(c), coin(random)});
      values.push_back(value(random));
    }
    const double t = std::fabs(value(random));
    const Eigen::RowVectorXd x = design.fixed_row(t, values);
    ASSERT_EQ(x.size(), design.fixed_effects());
    ASSERT_EQ(design.fixed_effect_names().size(), static_cast<std::size_t>(x.size()));
    ASSERT_LT((x - support::x_row(design, t, values)).norm(), 1e-14);
  }
}

TEST(Design, APersonDiffersInLevelAndWhereAskedInRateOfChangeAndBend) {
  Design design;
  for (const auto& [random, effects] : {std::pair{RandomEffects::intercept, 1},
                                        {RandomEffects::slope, 2},
                                        {RandomEffects::independent_slope, 2},
                                        {RandomEffects::curve, 3}}) {
    design.random = random;
    EXPECT_EQ(design.random_effects(), effects);
    EXPECT_EQ(lambda(random, Eigen::VectorXd::Ones(theta_size(random))).rows(), effects);
  }
}

TEST(Design, ACurveHasASecondColumnOfTime) {
  Design design{TimeBasis::linear, RandomEffects::curve, "week", {{"med", true}, {"arm", false}}, Curve::quadratic};
  EXPECT_EQ(design.fixed_effect_names(),
            (std::vector<std::string>{"(Intercept)", "week", "I(week^2)", "med", "arm", "week:med", "I(week^2):med"}));
  Eigen::RowVectorXd expected(7);
  expected << 1, 3, 9, 2, 5, 6, 18;
  EXPECT_EQ(design.fixed_row(3.0, std::vector{2.0, 5.0}), expected);
  design.curve = Curve::piecewise;
  design.knot = 2.0;
  EXPECT_EQ(design.fixed_effect_names()[2], "pmax(week - 2, 0)");
  expected << 1, 3, 1, 2, 5, 6, 2;
  EXPECT_EQ(design.fixed_row(3.0, std::vector{2.0, 5.0}), expected);
  EXPECT_EQ(design.fixed_row(1.0, std::vector{2.0, 5.0})[2], 0.0);
  design.time_basis = TimeBasis::log1p;
  EXPECT_EQ(design.fixed_effect_names()[2], "pmax(log1p(week) - log1p(2), 0)");
  EXPECT_NEAR(design.fixed_row(3.0, std::vector{2.0, 5.0})[2], std::log(4.0 / 3.0), 1e-15);
}

TEST(Design, RefusesABendThatItsLineDoesNotHaveAndAKnotOutsideOfTime) {
  Design design{.random = RandomEffects::curve};
  ASSERT_TRUE(trouble_in(design));
  EXPECT_EQ(trouble_in(design)->detail, "random effects of a curve need one that is quadratic or piecewise");
  design.curve = Curve::piecewise;
  EXPECT_FALSE(trouble_in(design));
  design.knot = -1.0;
  ASSERT_TRUE(trouble_in(design));
  EXPECT_EQ(trouble_in(design)->detail, "the knot is -1, a finite time is needed, the least is 0");
  design.time_basis = TimeBasis::linear;
  EXPECT_FALSE(trouble_in(design));
  design.knot = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(trouble_in(design));
}

TEST(Lambda, IsLowerTriangularAndGivesBackTheta) {
  std::mt19937_64 random(302);
  for (const RandomEffects effects : support::every_random_effects)
    for (int trial = 0; trial < 50; ++trial) {
      const Eigen::VectorXd theta = support::any_theta(random, effects);
      const Eigen::MatrixXd Lambda = lambda(effects, theta);
      ASSERT_EQ(theta_entries(effects, Lambda), theta);
      ASSERT_LT((Lambda * Lambda.transpose() - support::relative_G(effects, theta)).norm(), 1e-14);
      if (Lambda.rows() == 2) {
        ASSERT_EQ(Lambda(0, 1), 0.0);
      }
      if (effects == RandomEffects::independent_slope) {
        ASSERT_EQ(Lambda(1, 0), 0.0);
      }
    }
}

}  // namespace
}  // namespace oncourse::growth

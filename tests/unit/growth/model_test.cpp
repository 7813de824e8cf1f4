// model_test.cpp: what a fitted model says of itself.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/model.hpp"

#include <gtest/gtest.h>

#include "support/cohort.hpp"
#include "support/dense_model.hpp"

namespace oncourse::growth {
namespace {

TEST(GrowthModel, VariancesBetweenPersonsAreInSquaredPoints) {
  std::mt19937_64 random(901);
  for (const RandomEffects effects : support::every_random_effects)
    for (int trial = 0; trial < 20; ++trial) {
      GrowthModel model;
      model.design.random = effects;
      model.theta = support::any_theta(random, effects);
      model.sigma2 = 7.5;
      const Eigen::MatrixXd G = model.random_covariance();
      ASSERT_LT((G - 7.5 * support::relative_G(effects, model.theta)).norm(), 1e-12);
      const Eigen::Index q = G.rows() - 1;
      ASSERT_GE(G(0, 0) * G(q, q) - G(0, q) * G(q, 0), -1e-12);  // a covariance matrix, whatever theta is
    }
}

TEST(GrowthModel, StandardErrorsAndLogLikelihoodFollowFromWhatIsStored) {
  GrowthModel model;
  model.beta_covariance = Eigen::Vector2d(4.0, 0.25).asDiagonal();
  model.search.deviance_end = 300.0;
  EXPECT_EQ(model.standard_errors(), Eigen::Vector2d(2.0, 0.5));
  EXPECT_EQ(model.log_likelihood(), -150.0);
}

TEST(GrowthModel, BeforeItIsFittedItSaysSo) { EXPECT_EQ(GrowthModel{}.search.stop, Stop::not_run); }

}  // namespace
}  // namespace oncourse::growth

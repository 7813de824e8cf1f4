// model_summary_test.cpp: a model as it is printed.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/model_summary.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/response_model.hpp"

namespace oncourse {
namespace {

bool says(const std::string& printed, const std::string& words) { return printed.find(words) != std::string::npos; }

TEST(ModelSummary, OfAnOrdinaryModelNamesItsIndependentResidualsAndNothingMore) {
  const std::string printed = to_text(support::response_model());
  EXPECT_TRUE(says(printed, "\nresiduals: independent\n")) << printed;
  for (const char* words : {"range", "nugget", "scale:", "curve:", "boundary", "one session apart"})
    EXPECT_FALSE(says(printed, words)) << words;
  EXPECT_TRUE(says(printed, "person log1p(session) by (Intercept)    0.0000  not known")) << printed;
}

TEST(ModelSummary, NamesResidualsScaleCurveAndBoundaryWithTheirNumbers) {
  ResponseModel model = support::response_model();
  growth::GrowthModel& g = model.growth;
  g.design.random = growth::RandomEffects::curve;
  g.design.curve = growth::Curve::piecewise;
  g.design.knot = 4.0;
  g.design.residuals = growth::ResidualCorrelation::autoregressive_with_noise;
  g.design.transformation = {growth::Scale::logit, 0.0, 27.0, 0.5};
  g.residual = {2.0, 0.25};
  g.beta = Eigen::Vector3d(0.5, -0.4, 0.1);
  g.beta_covariance = Eigen::Matrix3d::Identity();
  g.theta.resize(6);
  g.theta << 3.0, 1.2, -0.6, 1.6, 0.0, 0.8;  // columns of Lambda: correlations 0.6, -0.6 and -0.36
  g.sigma2 = 4.0;
  Eigen::VectorXd se(8);
  se << 0.1, 0.2, 0.3, 0.4, 0.5, std::nan(""), 0.625, 0.0625;
  g.theta_covariance = se.cwiseAbs2().asDiagonal();
  g.search.on_boundary = true;

  const std::string printed = to_text(model);
  for (const char* words :
       {"residuals: autoregressive-with-noise, range 2.0000, nugget 0.2500\n",
        "correlation of residuals one session apart: 0.4549\n",  // 0.75 exp(-1/2)
        "curve: piecewise, another rate of change from session 4 on\n", "scale: logit, for scores 0..27, margin 0.5\n",
        "on the boundary (singular fit): a variance, a correlation, range or nugget\n", "logit(score) ~",
        // sigma theta: variances 36, 4 (1.44 + 2.56) and 4 (0.36 + 0.64)
        "36.0000  6.0000\n", "16.0000  4.0000        0.600\n", "4.0000  2.0000       -0.600  -0.360\n"})
    EXPECT_TRUE(says(printed, words)) << words << printed;
  EXPECT_TRUE(says(printed, " residual range ")) << printed;
  EXPECT_TRUE(says(printed, " 2.0000     0.6250\n")) << printed;
  EXPECT_TRUE(says(printed, " 0.2500     0.0625\n")) << printed;
  EXPECT_TRUE(says(printed, " 0.8000  not known\n")) << printed;

  const std::string page = to_html(model);
  for (const char* words : {"residuals: autoregressive-with-noise, range 2.0000, nugget 0.2500", "<td>-0.360</td>",
                            "<td>0.6250</td>", "scale: logit, for scores 0..27, margin 0.5"})
    EXPECT_TRUE(says(page, words)) << words << page;
}

}  // namespace
}  // namespace oncourse

// nested_models_test.cpp: models of two questionnaires or two clocks are not nested.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/nested_models.hpp"

#include <gtest/gtest.h>

#include "support/response_model.hpp"

namespace oncourse {
namespace {

TEST(LikelihoodRatioTest, IsOfOneInstrumentAndOneClock) {
  ResponseModel smaller = support::response_model(), larger = smaller;
  larger.growth.design.covariates.push_back({"arm"});
  larger.growth.beta.conservativeResize(larger.growth.beta.size() + 1);
  larger.growth.likelihood = smaller.growth.likelihood = growth::Likelihood::full;
  smaller.growth.search.deviance_end = 104.0;
  larger.growth.search.deviance_end = 100.0;
  const auto test = likelihood_ratio_test(smaller, larger);
  ASSERT_TRUE(test) << test.error().detail;
  EXPECT_EQ(test->chi_squared, 4.0);
  EXPECT_EQ(test->freedom, 1);
  EXPECT_NEAR(test->p, 0.04550026, 1e-8);  // that a standard normal lies more than 2 from 0
  larger.instrument = "gad-7";
  smaller.instrument = "phq-9";
  EXPECT_EQ(likelihood_ratio_test(smaller, larger).error().detail, "the models are for phq-9 and gad-7");
  larger.instrument.clear();
  EXPECT_TRUE(likelihood_ratio_test(smaller, larger));
  smaller.time_unit = TimeUnit::session;
  larger.time_unit = TimeUnit::week;
  EXPECT_EQ(likelihood_ratio_test(smaller, larger).error().detail,
            "the models count time by the session and by the week");
}

}  // namespace
}  // namespace oncourse

// log_density_test.cpp: densities of persons' scores.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/log_density.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "oncourse/growth/fit.hpp"
#include "support/cohort.hpp"

namespace oncourse::growth {
namespace {

using support::Cohort;

TEST(LogDensities, OfThePersonsThatAModelWasFittedToAreItsLogLikelihood) {
  std::mt19937_64 random(906);
  int fitted = 0;
  for (int trial = 0; trial < 30; ++trial) {
    const support::AnyForm form = support::any_form(random);
    const Cohort cohort = support::any_cohort(random, 25, 9);
    const auto model = fit(cohort.panel(), form.design, {Likelihood::full});
    if (!model) continue;  // rows that the form cannot be fitted to
    ++fitted;
    const auto found = log_densities(*model, cohort.panel());
    ASSERT_TRUE(found) << found.error().detail;
    double sum = 0.0;
    for (const double density : *found) sum += density;
    ASSERT_NEAR(sum, model->log_likelihood(), 1e-8 * std::fabs(sum)) << trial;
  }
  EXPECT_GT(fitted, 20);
}

}  // namespace
}  // namespace oncourse::growth

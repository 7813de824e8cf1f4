// fisher_f_test.cpp: the F distribution against printed tables, its closed form and Student's t.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/fisher_f.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "oncourse/base/student_t.hpp"

namespace oncourse {
namespace {

TEST(FisherF, IsThatOfTheTables) {
  EXPECT_NEAR(fisher_f_quantile(0.95, 1.0, 10.0), 4.96, 5e-3);
  EXPECT_NEAR(fisher_f_quantile(0.95, 5.0, 10.0), 3.33, 5e-3);
  EXPECT_NEAR(fisher_f_quantile(0.975, 5.0, 15.0), 3.58, 5e-3);
  EXPECT_NEAR(fisher_f_quantile(0.99, 4.0, 20.0), 4.43, 5e-3);
}

TEST(FisherF, IsTheClosedFormOfTwoAndTwoDegreesOfFreedom) {
  for (double p = 0.01; p < 1.0; p += 0.01) {
    ASSERT_NEAR(fisher_f_quantile(p, 2.0, 2.0), p / (1.0 - p), 1e-12 / (1 - p)) << p;
    ASSERT_NEAR(fisher_f_cdf(p, 2.0, 2.0), p / (1.0 + p), 1e-14) << p;
  }
}

TEST(FisherF, WithOneDegreeOfFreedomAboveIsStudentsTSquared) {
  for (const double df : {1.5, 4.0, 38.31, 400.0})
    for (const double level : {0.5, 0.9, 0.95, 0.999}) {
      const double t = student_t_half_width(level, df);
      ASSERT_NEAR(fisher_f_quantile(level, 1.0, df), t * t, 1e-9 * t * t) << df;
    }
}

TEST(FisherF, QuantileUndoesTheProbabilityAndTurnsOverWithItsDegreesOfFreedom) {
  for (const double above : {0.7, 3.0, 39.0, 1200.0})
    for (const double below : {2.5, 17.0, 741.0})
      for (const double p : {0.005, 0.025, 0.5, 0.975, 0.995}) {
        const double f = fisher_f_quantile(p, above, below);
        ASSERT_NEAR(fisher_f_cdf(f, above, below), p, 1e-11);
        ASSERT_NEAR(fisher_f_quantile(1.0 - p, below, above) * f, 1.0, 1e-9);
      }
}

}  // namespace
}  // namespace oncourse

// student_t_test.cpp: Student's t against published tables, its closed forms and the normal distribution.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/student_t.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "oncourse/base/normal.hpp"

namespace oncourse {
namespace {

TEST(StudentT, IsThatOfTheTables) {
  // two-sided 5 %, as printed since Fisher 1925; 2.776, 3.182 and 4.303 are those of sudden gains
  EXPECT_NEAR(student_t_half_width(0.95, 4.0), 2.776, 5e-4);
  EXPECT_NEAR(student_t_half_width(0.95, 3.0), 3.182, 5e-4);
  EXPECT_NEAR(student_t_half_width(0.95, 2.0), 4.303, 5e-4);
  EXPECT_NEAR(student_t_half_width(0.99, 10.0), 3.169, 5e-4);
}

TEST(StudentT, IsTheClosedFormOfOneAndTwoDegreesOfFreedom) {
  for (double p = 0.01; p < 1.0; p += 0.01) {
    ASSERT_NEAR(student_t_quantile(p, 1.0), std::tan(std::numbers::pi * (p - 0.5)), 1e-12 / (p * (1 - p))) << p;
    ASSERT_NEAR(student_t_quantile(p, 2.0), (2 * p - 1) / std::sqrt(2 * p * (1 - p)), 1e-13 / (p * (1 - p))) << p;
  }
}

TEST(StudentT, QuantileUndoesTheProbability) {
  for (const double df : {0.5, 1.0, 2.5, 7.0, 38.31, 400.0})
    for (double t = -6.0; t <= 6.0; t += 0.37) ASSERT_NEAR(student_t_quantile(student_t_cdf(t, df), df), t, 1e-9) << df;
}

TEST(StudentT, BecomesTheNormalDistribution) {
  for (double t = -4.0; t <= 4.0; t += 0.5) EXPECT_NEAR(student_t_cdf(t, 1e9), normal_cdf(t), 1e-8);
}

TEST(StudentT, IsSymmetric) {
  for (double t = 0.0; t < 8.0; t += 0.3) {
    EXPECT_NEAR(student_t_cdf(-t, 5.0), 1.0 - student_t_cdf(t, 5.0), 1e-15);
    EXPECT_NEAR(student_t_two_sided(t, 5.0), student_t_two_sided(-t, 5.0), 0.0);
  }
}

}  // namespace
}  // namespace oncourse

// minimize_test.cpp: the search for the smallest value, on functions whose smallest value is known.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/minimize.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace oncourse::growth {
namespace {

using Eigen::MatrixXd;
using Eigen::Vector2d;
using Eigen::VectorXd;

double rosenbrock(const VectorXd& x, VectorXd& gradient, MatrixXd& hessian) {
  const double a = 1.0 - x[0], b = x[1] - x[0] * x[0];
  hessian =
      (Eigen::Matrix2d() << 2.0 + 800.0 * x[0] * x[0] - 400.0 * b, -400.0 * x[0], -400.0 * x[0], 200.0).finished();
  gradient = Vector2d(-2.0 * a - 400.0 * x[0] * b, 200.0 * b);
  return a * a + 100.0 * b * b;
}

TEST(Minimize, FindsTheBottomOfAnyBowl) {
  std::mt19937_64 random(601);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 200; ++trial) {
    const Eigen::Index n = 1 + trial % 4;
    const MatrixXd root = MatrixXd::NullaryExpr(n, n, [&] { return normal(random); });
    const MatrixXd H = root * root.transpose() + MatrixXd::Identity(n, n);
    const VectorXd bottom = VectorXd::NullaryExpr(n, [&] { return 3.0 * normal(random); });
    const Minimum found = minimize(
        [&](const VectorXd& x, VectorXd& gradient, MatrixXd& hessian) {
          hessian = H;
          gradient = H * (x - bottom);
          return 0.5 * (x - bottom).dot(gradient) - 7.0;
        },
        VectorXd::Zero(n));
    ASSERT_EQ(found.stop, Stop::converged);
    ASSERT_NEAR(found.value, -7.0, 1e-12);
    ASSERT_LE(found.evaluations, 3);  // the start, the bottom, and a step to be sure
    ASSERT_EQ(found.start_value, 0.5 * bottom.dot(H * bottom) - 7.0);
    // the decrement below 1e-14 leaves a step of about 1e-7
    ASSERT_LT((found.x - bottom).norm(), 1e-6);
  }
}

TEST(Minimize, FollowsACurvedValleyToItsEnd) {
  const Minimum found = minimize(rosenbrock, Vector2d(-1.2, 1.0));  // Rosenbrock's own start
  EXPECT_EQ(found.stop, Stop::converged);
  EXPECT_LT((found.x - Vector2d(1.0, 1.0)).norm(), 1e-5);
  EXPECT_LT(found.value, 1e-12);
}

TEST(Minimize, CountsEveryEvaluationAndKeepsToTheLimit) {
  for (int limit = 1; limit <= 120; ++limit) {
    int calls = 0;
    MinimizeOptions options;
    options.max_evaluations = limit;
    const Minimum found = minimize(
        [&](const VectorXd& x, VectorXd& gradient, MatrixXd& hessian) {
          ++calls;
          return rosenbrock(x, gradient, hessian);
        },
        Vector2d(-1.2, 1.0), options);
    ASSERT_EQ(found.evaluations, calls);
    ASSERT_LE(calls, limit);
    VectorXd gradient(2);
    MatrixXd hessian(2, 2);
    ASSERT_EQ(found.value, rosenbrock(found.x, gradient, hessian));
    ASSERT_LE(found.value, rosenbrock(Vector2d(-1.2, 1.0), gradient, hessian));
    if (limit < 15) {
      ASSERT_EQ(found.stop, Stop::evaluation_limit);
    }
  }
}

TEST(Minimize, StaysInsideTheDomain) {
  // -log x + x has its smallest value 1 at 1; from 0.01 a full Newton step stays inside, from 2.5 it jumps below 0
  for (const double start : {0.01, 0.5, 2.5, 50.0}) {
    const Minimum found = minimize(
        [](const VectorXd& x, VectorXd& gradient, MatrixXd& hessian) {
          if (!(x[0] > 0.0)) {
            gradient = VectorXd::Zero(1);
            hessian = MatrixXd::Zero(1, 1);
            return std::numeric_limits<double>::infinity();
          }
          gradient = VectorXd::Constant(1, 1.0 - 1.0 / x[0]);
          hessian = MatrixXd::Constant(1, 1, 1.0 / (x[0] * x[0]));
          return x[0] - std::log(x[0]);
        },
        VectorXd::Constant(1, start));
    EXPECT_NEAR(found.value, 1.0, 1e-12) << start;
    EXPECT_NEAR(found.x[0], 1.0, 1e-6) << start;
  }
}

TEST(Minimize, AStartOutsideTheDomainIsSaidAndNotMended) {
  for (const double outside : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    const Minimum found = minimize(
        [=](const VectorXd&, VectorXd& gradient, MatrixXd& hessian) {
          gradient = VectorXd::Zero(1);
          hessian = MatrixXd::Zero(1, 1);
          return outside;
        },
        VectorXd::Constant(1, 3.0));
    EXPECT_EQ(found.stop, Stop::not_finite);
    EXPECT_EQ(found.evaluations, 1);
    EXPECT_EQ(found.x[0], 3.0);
  }
}

TEST(Minimize, LeavesAHilltopWhereTheCurvatureIsNegative) {
  // x^4 - 2 x^2: a hilltop at 0, valleys of -1 at -1 and 1
  const Minimum found = minimize(
      [](const VectorXd& x, VectorXd& gradient, MatrixXd& hessian) {
        gradient = VectorXd::Constant(1, 4.0 * x[0] * x[0] * x[0] - 4.0 * x[0]);
        hessian = MatrixXd::Constant(1, 1, 12.0 * x[0] * x[0] - 4.0);
        return x[0] * x[0] * (x[0] * x[0] - 2.0);
      },
      VectorXd::Constant(1, 0.1));
  EXPECT_NEAR(found.value, -1.0, 1e-12);
  EXPECT_NEAR(std::fabs(found.x[0]), 1.0, 1e-6);
}

TEST(Stop, EveryReasonHasAName) {
  EXPECT_STREQ(name(Stop::not_run), "not_run");
  EXPECT_STREQ(name(Stop::converged), "converged");
  EXPECT_STREQ(name(Stop::no_descent), "no_descent");
  EXPECT_STREQ(name(Stop::evaluation_limit), "evaluation_limit");
  EXPECT_STREQ(name(Stop::not_finite), "not_finite");
}

}  // namespace
}  // namespace oncourse::growth

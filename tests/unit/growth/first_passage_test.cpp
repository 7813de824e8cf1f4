// first_passage_test.cpp: by when scores pass a boundary, by closed form and by brute force.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/first_passage.hpp"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "oncourse/base/normal.hpp"

namespace oncourse::growth {
namespace {

enum class Memory { none, noisy, pure };

/// A line that is not quite known, and residuals about it; what is expected drifts towards 0, the boundary.
JointForecast any_forecast(std::mt19937_64& random, Memory memory) {
  const auto any = [&](double low, double high) { return std::uniform_real_distribution<double>(low, high)(random); };
  const int n = std::uniform_int_distribution<int>(2, 16)(random),
            now = std::uniform_int_distribution<int>(1, 8)(random);
  const double level = any(0.2, 1.5), rate = any(0.05, 0.7), correlation = any(-0.6, 0.4), residual = any(0.3, 1.5);
  const double white = memory == Memory::none ? 1.0 : memory == Memory::noisy ? any(0.1, 0.9) : 0.0;
  const double range = any(0.5, 8.0), from = any(-1.0, 1.5), slope = any(-0.5, 0.5);
  JointForecast out{Eigen::VectorXd(n), Eigen::MatrixXd(n, n)};
  for (int i = 0; i < n; ++i) {
    const double s = std::log1p(now + i);
    out.mean[i] = from + slope * s;
    for (int j = 0; j < n; ++j) {
      const double t = std::log1p(now + j);
      out.covariance(i, j) =
          level * level + correlation * level * rate * (s + t) + rate * rate * s * t +
          residual * residual * ((i == j ? white : 0.0) + (1.0 - white) * std::exp(-std::abs(i - j) / range));
    }
  }
  return out;
}

template <class Check>
void for_any_forecast(std::uint64_t seed, int trials, Check check) {
  std::mt19937_64 random(seed);
  for (int trial = 0; trial < trials; ++trial) {
    const Memory memory = static_cast<Memory>(trial % 3);
    SCOPED_TRACE("trial " + std::to_string(trial));
    check(any_forecast(random, memory), memory, random);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

double alone(const JointForecast& scores, Eigen::Index k, double boundary, bool below) {
  const double z = (boundary - scores.mean[k]) / std::sqrt(scores.covariance(k, k));
  return normal_cdf(below ? z : -z);
}

TEST(FirstPassage, NeverFallsAndStaysInsideWhatTheSingleProbabilitiesAllow) {
  for_any_forecast(951, 60, [](const JointForecast& scores, Memory, std::mt19937_64&) {
    for (const bool below : {true, false}) {
      const std::vector<double> by = first_passage(scores, 0.1, below);
      ASSERT_EQ(by.size(), static_cast<std::size_t>(scores.mean.size()));
      double greatest = 0.0, sum = 0.0, before = 0.0;
      for (std::size_t k = 0; k < by.size(); ++k) {
        const double here = alone(scores, static_cast<Eigen::Index>(k), 0.1, below);
        greatest = std::max(greatest, here);
        sum += here;
        EXPECT_GE(by[k], before);
        EXPECT_GE(by[k], greatest);
        EXPECT_LE(by[k], std::min(1.0, sum) + 1e-15);
        before = by[k];
      }
      EXPECT_EQ(by.front(), alone(scores, 0, 0.1, below));
    }
  });
}

TEST(FirstPassage, OfIndependentScoresIsTheProductOfTheirComplements) {
  std::mt19937_64 random(952);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 20; ++trial) {
    JointForecast scores{Eigen::VectorXd(12), Eigen::MatrixXd::Zero(12, 12)};
    for (Eigen::Index k = 0; k < 12; ++k) {
      scores.mean[k] = 1.5 + normal(random);
      scores.covariance(k, k) = 0.2 + std::fabs(normal(random));
    }
    const std::vector<double> by = first_passage(scores, 0.0, true);
    double none = 1.0;
    for (std::size_t k = 0; k < by.size(); ++k) {
      none *= 1.0 - alone(scores, static_cast<Eigen::Index>(k), 0.0, true);
      EXPECT_NEAR(by[k], 1.0 - none, 2e-4) << k;
    }
  }
}

TEST(FirstPassage, OfTwoScoresOnTheirMeansIsSheppardsQuadrantProbability) {
  for (const double correlation : {-0.99, -0.5, 0.0, 0.3, 0.7, 0.95, 0.999}) {
    const JointForecast scores{Eigen::Vector2d(5.0, 5.0),
                               (Eigen::Matrix2d() << 4.0, 6.0 * correlation, 6.0 * correlation, 9.0).finished()};
    const double neither = 0.25 + std::asin(correlation) / (2.0 * std::acos(-1.0));
    EXPECT_NEAR(first_passage(scores, 5.0, true)[1], 1.0 - neither, 3e-4) << correlation;
  }
}

TEST(FirstPassage, OfScoresWithOneCommonPartIsAnIntegralOverIt) {
  // Given the common part, scores are independent: a trapezoid over it is exact to many digits.
  for (const double common : {0.3, 1.0, 3.0}) {
    const Eigen::Index n = 10;
    const JointForecast scores{Eigen::VectorXd::LinSpaced(n, 2.0, 0.5),
                               Eigen::MatrixXd::Constant(n, n, common * common) + Eigen::MatrixXd::Identity(n, n)};
    const std::vector<double> by = first_passage(scores, 0.0, true);
    std::vector<double> none(by.size(), 0.0);
    const double width = 0.01;
    for (double u = -8.0; u <= 8.0; u += width) {
      double product = width * std::exp(-0.5 * u * u) / std::sqrt(2.0 * std::acos(-1.0));
      for (std::size_t k = 0; k < by.size(); ++k) {
        product *= normal_cdf(scores.mean[static_cast<Eigen::Index>(k)] + common * u);
        none[k] += product;
      }
    }
    for (std::size_t k = 0; k < by.size(); ++k) EXPECT_NEAR(by[k], 1.0 - none[k], 2e-4) << common << " " << k;
  }
}

TEST(FirstPassage, IsWhatBruteForceFinds) {
  for_any_forecast(953, 12, [](const JointForecast& scores, Memory memory, std::mt19937_64& random) {
    const Eigen::Index n = scores.mean.size();
    const Eigen::MatrixXd root = scores.covariance.llt().matrixL();
    const std::vector<double> by = first_passage(scores, 0.0, true);
    const int draws = 100'000;
    std::normal_distribution<double> normal;
    std::vector<int> passed(by.size());
    std::vector<double> z(by.size());
    for (int draw = 0; draw < draws; ++draw)
      for (Eigen::Index k = 0; k < n; ++k) {
        z[static_cast<std::size_t>(k)] = normal(random);
        double score = scores.mean[k];
        for (Eigen::Index j = 0; j <= k; ++j) score += root(k, j) * z[static_cast<std::size_t>(j)];
        if (score >= 0.0) continue;
        for (Eigen::Index later = k; later < n; ++later) ++passed[static_cast<std::size_t>(later)];
        for (Eigen::Index rest = k + 1; rest < n; ++rest) normal(random);
        break;
      }
    for (std::size_t k = 0; k < by.size(); ++k) {
      const double found = static_cast<double>(passed[k]) / draws;
      EXPECT_NEAR(by[k], found, 1e-3 + 4.0 * std::sqrt(found * (1.0 - found) / draws))
          << k << " memory " << static_cast<int>(memory);
    }
  });
}

TEST(FirstPassage, HasAMirrorImage) {
  for_any_forecast(954, 15, [](const JointForecast& scores, Memory, std::mt19937_64&) {
    EXPECT_EQ(first_passage(scores, 0.2, true), first_passage({-scores.mean, scores.covariance}, -0.2, false));
  });
}

TEST(FirstPassage, OfScoresThatAreCertainIsCertain) {
  const JointForecast scores{Eigen::Vector3d(3.0, 1.0, 2.0), Eigen::Matrix3d::Zero()};
  EXPECT_EQ(first_passage(scores, 1.5, true), (std::vector<double>{0.0, 1.0, 1.0}));
  const JointForecast one{Eigen::Vector2d(3.0, 3.0), Eigen::Matrix2d::Constant(4.0)};  // one score, seen twice
  const std::vector<double> by = first_passage(one, 2.0, true);
  EXPECT_NEAR(by[1], by[0], 1e-3);
}

TEST(FirstPassage, TakesAnEndlessBoundaryAndRefusesWhatIsNoNumber) {
  const double infinity = std::numeric_limits<double>::infinity(), nan = std::nan("");
  const JointForecast scores{Eigen::Vector2d(3.0, 1.0), Eigen::Matrix2d::Identity()};
  EXPECT_EQ(first_passage(scores, infinity, true), (std::vector<double>{1.0, 1.0}));
  EXPECT_EQ(first_passage(scores, -infinity, true), (std::vector<double>{0.0, 0.0}));
  EXPECT_TRUE(std::isnan(first_passage(scores, nan, true)[1]));
  EXPECT_TRUE(std::isnan(first_passage({Eigen::Vector2d(3.0, nan), Eigen::Matrix2d::Identity()}, 0.0, true)[0]));
  EXPECT_TRUE(first_passage({Eigen::VectorXd(0), Eigen::MatrixXd(0, 0)}, 0.0, true).empty());
}

TEST(FirstPassage, OfMoreScoresThanTheLatticeHasCoordinatesIsStillRight) {
  const Eigen::Index n = 140;
  const JointForecast scores{Eigen::VectorXd::Constant(n, 2.5), Eigen::MatrixXd::Identity(n, n)};
  EXPECT_NEAR(first_passage(scores, 0.0, true).back(), 1.0 - std::pow(normal_cdf(2.5), 140.0), 2e-3);
}

}  // namespace
}  // namespace oncourse::growth

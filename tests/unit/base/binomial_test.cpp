// binomial_test.cpp: tails are what summing the probabilities gives.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/binomial.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace oncourse::binomial_test {

/// By the recurrence P(k) = P(k - 1) (n - k + 1) / k p / (1 - p).
double summed(int from, int to, int n, double p) {
  double term = std::pow(1.0 - p, n), sum = 0.0;
  for (int k = 0; k <= n; ++k) {
    if (k > 0) term *= static_cast<double>(n - k + 1) / k * p / (1.0 - p);
    if (k >= from && k <= to) sum += term;
  }
  return sum;
}

TEST(Binomial, TailsAreTheSumsOfTheProbabilities) {
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 2000; ++trial) {
    const int n = 1 + static_cast<int>(random() % 60), k = static_cast<int>(random() % 62) - 1;
    const double p = (1.0 + static_cast<double>(random() % 98)) / 100.0;
    ASSERT_NEAR(binomial_at_most(k, n, p), summed(0, k, n, p), 1e-12) << k << " of " << n << " at " << p;
    ASSERT_NEAR(binomial_at_least(k, n, p), summed(k, n, n, p), 1e-12) << k << " of " << n << " at " << p;
    ASSERT_NEAR(binomial_at_most(k, n, p) + binomial_at_least(k + 1.0, n, p), 1.0, 1e-12);
  }
}

TEST(Binomial, FallsAndRisesWithTheCountWhereTrialsAreNotWhole) {
  for (const double n : {0.4, 3.5, 17.25})
    for (const double p : {0.05, 0.5, 0.9})
      for (int k = 0; k < 20; ++k) {
        EXPECT_LE(binomial_at_most(k, n, p), binomial_at_most(k + 1.0, n, p));
        EXPECT_GE(binomial_at_least(k, n, p), binomial_at_least(k + 1.0, n, p));
      }
}

}  // namespace oncourse::binomial_test

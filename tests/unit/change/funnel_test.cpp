// funnel_test.cpp: limits keep their probability, dispersion is found where it is, and shifts keep the case mix.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/funnel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "oncourse/base/binomial.hpp"

namespace oncourse::funnel_test {

/// Probabilities of 0, 1, .., n of independent courses with these chances, one convolved after the other.
std::vector<double> distribution(const std::vector<double>& chances) {
  std::vector<double> out = {1.0};
  for (const double p : chances) {
    out.push_back(0.0);
    for (std::size_t k = out.size() - 1; k > 0; --k) out[k] = out[k] * (1.0 - p) + out[k - 1] * p;
    out[0] *= 1.0 - p;
  }
  return out;
}

FunnelGroup group_of(double count, const std::vector<double>& chances) {
  FunnelGroup out{count};
  for (const double p : chances) {
    out.expected += p;
    out.variance += p * (1.0 - p);
  }
  return out;
}

TEST(FunnelLimits, AreBeyondEveryCountWhoseTailIsNotBelowTheirsAndNoOther) {
  std::mt19937_64 random(3);
  for (int trial = 0; trial < 600; ++trial) {
    const int n = 1 + static_cast<int>(random() % 120);
    const double p = (1.0 + static_cast<double>(random() % 98)) / 100.0;
    const auto probability = distribution(std::vector<double>(static_cast<std::size_t>(n), p));
    for (const double level : {0.95, 0.998}) {
      const FunnelLimits limits = funnel_limits(n, p, level);
      const double tail = (1.0 - level) / 2.0;
      double below = 0.0;
      for (int k = 0; k <= n; ++k) {
        const double above = 1.0 - below;  // P(X >= k)
        below += probability[static_cast<std::size_t>(k)];
        if (std::fabs(below - tail) > 1e-10) {
          ASSERT_EQ(k < limits.low, below < tail) << k << " of " << n << " at " << p;
        }
        if (std::fabs(above - tail) > 1e-10) {
          ASSERT_EQ(k > limits.high, above < tail) << k << " of " << n << " at " << p;
        }
      }
    }
  }
}

TEST(FunnelLimits, OfTheMirrorImageAreTheMirrorImage) {
  for (const double n : {3.0, 17.0, 240.0})
    for (const double p : {0.1, 0.37, 0.5})
      for (const double tau2 : {0.0, 0.004}) {
        const FunnelLimits limits = funnel_limits(n, p, 0.95, tau2), mirrored = funnel_limits(n, 1.0 - p, 0.95, tau2);
        EXPECT_NEAR(std::max(limits.low, 0.0), std::max(n - mirrored.high, 0.0), 1e-9) << n << " " << p;
        EXPECT_NEAR(std::min(limits.high, n), std::min(n - mirrored.low, n), 1e-9) << n << " " << p;
      }
}

TEST(FunnelLimits, LowIsSpiegelhaltersInterpolation) {
  // appendix A.1.1: r least with P(X <= r) >= p, low = (r - (P(X <= r) - p) / P(X = r)) / n
  const double n = 40.0, p = 0.3, tail = 0.025;
  double r = 0.0;
  while (binomial_at_most(r, n, p) < tail) r += 1.0;
  const double at = binomial_at_most(r, n, p), before = binomial_at_most(r - 1.0, n, p);
  EXPECT_DOUBLE_EQ(funnel_limits(n, p, 0.95).low, r - (at - tail) / (at - before));
}

TEST(FunnelLimits, ThreeOfThreeAroundOneHalfAreInside) {
  const auto found = funnel(std::vector{equal_chances(3, 3, 0.5), equal_chances(0, 3, 0.5)});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->points[0].place, FunnelPlace::inside);
  EXPECT_EQ(found->points[1].place, FunnelPlace::inside);
  // six of six have a chance of 1 in 64, below 2.5 %
  EXPECT_EQ(funnel(std::vector{equal_chances(6, 6, 0.5)})->points[0].place, FunnelPlace::above_warning);
  EXPECT_EQ(funnel(std::vector{equal_chances(0, 10, 0.5)})->points[0].place, FunnelPlace::below_alert);
}

TEST(FunnelLimits, WidenAsCoursesBecomeFewAndWithTheSpreadBetweenGroups) {
  for (const double p : {0.2, 0.5, 0.7})
    for (const double level : {0.95, 0.998}) {
      double before = 2.0;
      for (const double n : {10.0, 40.0, 160.0, 640.0, 2560.0}) {
        const FunnelLimits limits = funnel_limits(n, p, level), wider = funnel_limits(n, p, level, 0.01);
        const double width = (std::min(limits.high, n) - std::max(limits.low, 0.0)) / n;
        EXPECT_LT(width, before);
        before = width;
        EXPECT_GE((std::min(wider.high, n) - wider.low) / n, width + (n > 100.0 ? 0.01 : 0.0));
        EXPECT_LT(limits.low, n * p);
        EXPECT_GT(limits.high, n * p);
      }
      EXPECT_LT(funnel_limits(100.0, p, 0.998).low, funnel_limits(100.0, p, 0.95).low);
    }
}

TEST(FunnelLimits, OfDifferentChancesAreCloseToThoseOfTheirExactDistribution) {
  std::mt19937_64 random(21);
  std::uniform_real_distribution<double> uniform(0.02, 0.98);
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<double> chances(8 + random() % 60);
    for (double& p : chances) p = uniform(random);
    const auto probability = distribution(chances);
    const FunnelGroup group = group_of(0.0, chances);
    const FunnelLimits limits = funnel_limits(group.trials(), group.chance(), 0.95);
    double below = 0.0, beyond = 0.0;
    for (std::size_t k = 0; k < probability.size(); ++k) {
      below += probability[k];
      if (static_cast<double>(k) < limits.low || static_cast<double>(k) > limits.high) beyond += probability[k];
    }
    EXPECT_NEAR(below, 1.0, 1e-12);
    EXPECT_LT(beyond, 0.055) << "of " << chances.size();
  }
}

/// Log risk ratios of 13 trials of the BCG vaccine (Colditz et al. 1994).
TEST(Dispersion, WithoutWinsorisingIsDerSimoniansAndLairds) {
  constexpr double trials[][4] = {{4, 119, 11, 128},       {6, 300, 29, 274},        {3, 228, 11, 209},
                                  {62, 13536, 248, 12619}, {33, 5036, 47, 5761},     {180, 1361, 372, 1079},
                                  {8, 2537, 10, 619},      {505, 87886, 499, 87892}, {29, 7470, 45, 7232},
                                  {17, 1699, 65, 1600},    {186, 50448, 141, 27197}, {5, 2493, 3, 2338},
                                  {27, 16886, 29, 17825}};
  std::vector<double> y, s, z;
  double w = 0.0, wy = 0.0;
  for (const auto& [a, b, c, d] : trials) {
    y.push_back(std::log(a / (a + b)) - std::log(c / (c + d)));
    s.push_back(std::sqrt(1.0 / a - 1.0 / (a + b) + 1.0 / c - 1.0 / (c + d)));
    w += 1.0 / (s.back() * s.back());
    wy += y.back() / (s.back() * s.back());
  }
  for (std::size_t i = 0; i < y.size(); ++i) z.push_back((y[i] - wy / w) / s[i]);
  const Dispersion found = dispersion(z, s, {.winsorised = 0.0});
  EXPECT_NEAR(found.sum, 152.2330, 5e-5) << "metafor, test_misc_metan_vs_rma.uni_with_dat.bcg";
  EXPECT_NEAR(found.tau2, 0.3088, 5e-5) << "metafor, rma(method = \"DL\")";
  EXPECT_TRUE(found.widened);
  EXPECT_LT(dispersion(z, s).tau2, found.tau2) << "outliers count for less";
}

TEST(Dispersion, OfWinsorisedDeviatesIsWhatTheFormulaSays) {
  const std::vector<double> z = {-4.0, -1.5, -1.0, 0.5, 1.0, 2.0, 6.0}, s(z.size(), 0.1);
  const Dispersion found = dispersion(z, s);
  // a tenth of 6 intervals from either end: -4 + 0.6 * 2.5 and 6 - 0.6 * 4
  const double phi = (2.5 * 2.5 + 2.25 + 1.0 + 0.25 + 1.0 + 4.0 + 3.6 * 3.6) / 7.0;
  EXPECT_NEAR(found.phi, phi, 1e-12);
  EXPECT_NEAR(found.tau2, (7.0 * phi - 6.0) / (700.0 - 100.0), 1e-12);
  EXPECT_NEAR(found.sum, 16.0 + 2.25 + 1.0 + 0.25 + 1.0 + 4.0 + 36.0, 1e-12);
}

struct Clinics {
  std::vector<FunnelGroup> groups;
  double target = 0.0;
};

/// With a spread of their angles around that of one half.
Clinics clinics(std::mt19937_64& random, std::size_t n, double tau) {
  std::normal_distribution<double> normal;
  std::vector<std::pair<double, double>> counts;
  double count = 0.0, of = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const int courses = 40 + static_cast<int>(random() % 300);
    const double p = std::pow(std::sin(0.7853981633974483 + tau * normal(random)), 2.0);
    counts.emplace_back(std::binomial_distribution<int>(courses, p)(random), courses);
    count += counts.back().first;
    of += counts.back().second;
  }
  Clinics out{{}, count / of};
  for (const auto& [met, courses] : counts) out.groups.push_back(equal_chances(met, courses, out.target));
  return out;
}

TEST(Dispersion, IsSeldomFoundWhereChanceIsAll) {
  std::mt19937_64 random(1);
  int widened = 0, alerts = 0, warnings = 0;
  constexpr int services = 2000;
  for (int i = 0; i < services; ++i) {
    const auto found = funnel(clinics(random, 20, 0.0).groups);
    widened += found->dispersion.widened;
    alerts += static_cast<int>(found->beyond_alert());
    warnings += static_cast<int>(found->beyond_warning());
  }
  EXPECT_LT(widened, 0.05 * services);
  EXPECT_GT(widened, 0) << "or nothing was tested";
  EXPECT_LT(alerts, 0.002 * 20 * services + 3 * std::sqrt(0.002 * 20 * services));
  EXPECT_LT(warnings, 0.05 * 20 * services);
  EXPECT_GT(warnings, 0.03 * 20 * services) << "limits of counts are wider, but not by much";
}

TEST(Dispersion, IsFoundAsLargeAsItIs) {
  std::mt19937_64 random(2);
  double tau2 = 0.0, winsorised = 0.0;
  int widened = 0, beyond = 0;
  constexpr int services = 400;
  for (int i = 0; i < services; ++i) {
    const Clinics drawn = clinics(random, 30, 0.15);
    tau2 += funnel(drawn.groups, {.winsorised = 0.0})->dispersion.tau2 / services;
    const auto found = funnel(drawn.groups);
    winsorised += found->dispersion.tau2 / services;
    widened += found->dispersion.widened;
    beyond += static_cast<int>(found->beyond_alert());
  }
  EXPECT_NEAR(std::sqrt(tau2), 0.15, 0.005);
  EXPECT_NEAR(std::sqrt(winsorised), 0.15 * std::sqrt(0.66), 0.015) << "too small by a third, as the contract says";
  EXPECT_GT(widened, 0.95 * services);
  EXPECT_LT(beyond, 0.02 * 30 * services) << "widened limits hold most";
}

TEST(Funnel, DoesNotDependOnTheOrderOfGroups) {
  std::mt19937_64 random(8);
  auto drawn = clinics(random, 25, 0.1).groups;
  const auto found = funnel(drawn);
  std::vector<std::size_t> order(drawn.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  std::vector<FunnelGroup> other;
  for (const std::size_t i : order) other.push_back(drawn[i]);
  const auto again = funnel(other);
  EXPECT_EQ(found->dispersion.phi, again->dispersion.phi);
  EXPECT_EQ(found->dispersion.tau2, again->dispersion.tau2);
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(again->points[i].place, found->points[order[i]].place);
    EXPECT_EQ(again->points[i].alert.low, found->points[order[i]].alert.low);
  }
}

TEST(Funnel, OfFewGroupsIsNotWidened) {
  std::vector<FunnelGroup> groups(4, equal_chances(90, 100, 0.5));
  groups[0].count = groups[1].count = 10;
  EXPECT_FALSE(funnel(groups)->dispersion.widened);
  EXPECT_EQ(funnel(groups)->beyond_alert(), 4u);
  groups.push_back(groups[0]);
  EXPECT_TRUE(funnel(groups)->dispersion.widened);
  EXPECT_LT(funnel(groups)->beyond_alert(), 5u);
}

TEST(Funnel, RefusesWhatIsNone) {
  EXPECT_EQ(funnel(std::vector{FunnelGroup{1.0, 0.0, 0.0}}).error().code, Errc::bad_argument);
  EXPECT_EQ(funnel(std::vector{equal_chances(1, 2, 1.0)}).error().code, Errc::bad_argument);
  EXPECT_EQ(funnel(std::vector{equal_chances(-1, 2, 0.5)}).error().code, Errc::bad_argument);
  for (const FunnelOptions options : {FunnelOptions{0.99, 0.95}, FunnelOptions{0.0, 0.9}, FunnelOptions{0.9, 1.0},
                                      FunnelOptions{0.95, 0.998, 0.5}, FunnelOptions{0.95, 0.998, 0.1, 5, 1.0}})
    EXPECT_EQ(funnel({}, options).error().code, Errc::bad_argument);
}

TEST(Shift, MakesChancesSumToTheCountAndKeepsTheirOrder) {
  std::mt19937_64 random(4);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<double> chances(5 + random() % 50);
    for (double& p : chances) p = random() % 9 == 0 ? 0.0 : uniform(random);
    const double count =
        0.9 * static_cast<double>(std::count_if(chances.begin(), chances.end(), [](double p) { return p > 0.0; })) *
        uniform(random);
    if (!(count > 0.0)) continue;
    const auto shift = shift_to(count, chances);
    ASSERT_TRUE(shift) << shift.error().detail;
    double sum = 0.0;
    for (const double p : chances) {
      sum += shifted(p, *shift);
      EXPECT_EQ(shifted(p, *shift) > p, *shift > 0.0 && p > 0.0 && p < 1.0);
    }
    EXPECT_NEAR(sum, count, 1e-9);
  }
  const std::vector<double> sure = {0.0, 1.0, 1.0};
  EXPECT_EQ(shift_to(1.0, sure).error().code, Errc::not_available);
  EXPECT_EQ(shift_to(0.0, std::vector{0.2, 0.4}).error().code, Errc::not_available);
}

}  // namespace oncourse::funnel_test

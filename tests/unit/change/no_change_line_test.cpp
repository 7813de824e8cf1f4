// no_change_line_test.cpp: the published indices of change.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/no_change_line.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "oncourse/change/change_rule.hpp"

namespace oncourse::no_change_line_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(JacobsonTruax, GivesTheIndexOfTheWorkedExample) {
  // Jacobson & Truax 1991, J Consult Clin Psychol 59:14-16: sd 7.5, reliability .80, standard error of the difference
  // 4.74; a client who moves between 47.5 and 32.5 has an index of 3.16 (the paper's scale runs upwards)
  const NoChangeLine line = *no_change_line(ChangeIndex::jacobson_truax, {7.5, 0.80});
  EXPECT_NEAR(line.standard_error, 4.74, 0.005);
  EXPECT_NEAR(line.index(32.5, 47.5), 3.16, 0.005);
  EXPECT_NEAR(line.index(47.5, 32.5), -std::sqrt(10.0), 1e-12);  // 15 / (7.5 sqrt 0.4)
}

/// The formulas once more, as written in the literature: pre x, post y.
double as_published(ChangeIndex index, const ScoreStatistics& s, double x, double y) {
  const double S1 = s.pre_sd, r = s.reliability, M1 = *s.pre_mean, M2 = *s.post_mean, S2 = *s.post_sd;
  const double r12 = *s.correlation, SEM = S1 * std::sqrt(1 - r);
  switch (index) {
    case ChangeIndex::jacobson_truax: return (y - x) / (std::sqrt(2.0) * SEM);
    case ChangeIndex::gulliksen_lord_novick: return ((y - M1) - r * (x - M1)) / (S1 * std::sqrt(1 - r * r));
    case ChangeIndex::hsu_linn_lord: return ((y - M2) - r * (x - M1)) / (S1 * std::sqrt(1 - r * r));
    case ChangeIndex::edwards_nunnally: return (y - (r * (x - M1) + M1)) / SEM;
    case ChangeIndex::nunnally_kotsch:
      return (y - (r * (x - M1) + M1)) /
             std::sqrt(r * r * S1 * S1 * (1 - r) + S1 * S1 * (1 - s.post_reliability.value_or(r)));
    case ChangeIndex::hageman_arrindell: {
      const double r11 = (S1 * S1 - SEM * SEM) / (S1 * S1), r22 = (S2 * S2 - SEM * SEM) / (S2 * S2);
      const double rdd = (S1 * S1 * r11 + S2 * S2 * r22 - 2 * S1 * S2 * r12) / (S1 * S1 + S2 * S2 - 2 * S1 * S2 * r12);
      return ((y - x) * rdd + (M2 - M1) * (1 - rdd)) / (std::sqrt(rdd) * std::sqrt(2 * SEM * SEM));
    }
  }
  return nan;
}

ScoreStatistics any_statistics(std::mt19937_64& random) {
  std::uniform_real_distribution<double> mean(5, 40), sd(2, 12), share(0.5, 0.95), correlation(-0.3, 0.6);
  return {sd(random), share(random), mean(random), mean(random), sd(random) + 6, correlation(random), share(random)};
}

TEST(ChangeIndex, IsTheFormulaOfItsPublication) {
  std::mt19937_64 random(5001);
  std::uniform_real_distribution<double> score(0, 63);
  for (int trial = 0; trial < 2000; ++trial) {
    const ScoreStatistics s = any_statistics(random);
    for (const ChangeIndex index : change_indices) {
      const auto line = no_change_line(index, s);
      if (!line) {
        ASSERT_EQ(index, ChangeIndex::hageman_arrindell) << line.error().detail;
        continue;
      }
      const double x = score(random), y = score(random), expected = as_published(index, s, x, y);
      ASSERT_NEAR(line->index(x, y), expected, 1e-11 * (1 + std::fabs(expected))) << name(index);
      ASSERT_NEAR(line->index(x, line->expected(x)), 0.0, 1e-11) << name(index);
    }
  }
}

TEST(ChangeIndex, ReversesItsSignWithTheScaleAndDoesNotSeeItsOriginOrUnit) {
  std::mt19937_64 random(5002);
  std::uniform_real_distribution<double> score(0, 63);
  for (int trial = 0; trial < 500; ++trial) {
    const ScoreStatistics s = any_statistics(random);
    ScoreStatistics mirrored = s, shifted = s, doubled = s;
    mirrored.pre_mean = 63 - *s.pre_mean, mirrored.post_mean = 63 - *s.post_mean;
    shifted.pre_mean = 10 + *s.pre_mean, shifted.post_mean = 10 + *s.post_mean;
    doubled = {2 * s.pre_sd,   s.reliability, 2 * *s.pre_mean,   2 * *s.post_mean,
               2 * *s.post_sd, s.correlation, s.post_reliability};
    const double x = score(random), y = score(random);
    for (const ChangeIndex index : change_indices) {
      const auto line = no_change_line(index, s);
      if (!line) continue;
      const double found = line->index(x, y), near = 1e-10 * (1 + std::fabs(found));
      ASSERT_NEAR(no_change_line(index, mirrored)->index(63 - x, 63 - y), -found, near) << name(index);
      ASSERT_NEAR(no_change_line(index, shifted)->index(10 + x, 10 + y), found, near) << name(index);
      ASSERT_NEAR(no_change_line(index, doubled)->index(2 * x, 2 * y), found, near) << name(index);
    }
  }
}

TEST(ChangeIndex, NamesTheStatisticThatIsMissingOrImpossible) {
  const auto refusal = [](ChangeIndex index, const ScoreStatistics& s) {
    const auto line = no_change_line(index, s);
    return line ? "" : std::string(name(line.error().code)) + ": " + line.error().detail;
  };
  using enum ChangeIndex;
  EXPECT_EQ(refusal(jacobson_truax, {0.0, 0.8}), "bad_argument: standard deviation 0, it must be above 0");
  EXPECT_EQ(refusal(jacobson_truax, {-2.0, 0.8}), "bad_argument: standard deviation -2, it must be above 0");
  EXPECT_EQ(refusal(jacobson_truax, {7.5, 1.0}), "bad_argument: reliability 1, it must lie between 0 and 1");
  EXPECT_EQ(refusal(jacobson_truax, {7.5, 0.0}), "bad_argument: reliability 0, it must lie between 0 and 1");
  for (const double wrong : {nan, infinity, -infinity})
    for (const ChangeIndex index : change_indices) {
      EXPECT_NE(refusal(index, {wrong, 0.8, 20, 10, 8, 0.5}), "");
      EXPECT_NE(refusal(index, {7.5, wrong, 20, 10, 8, 0.5}), "");
      EXPECT_EQ(refusal(index, {7.5, 0.8, wrong, 10, 8, 0.5}) == "", index == jacobson_truax) << name(index);
    }
  EXPECT_EQ(refusal(gulliksen_lord_novick, {7.5, 0.8}), "bad_argument: gulliksen_lord_novick needs the pre mean");
  EXPECT_EQ(refusal(hsu_linn_lord, {7.5, 0.8, 20}), "bad_argument: hsu_linn_lord needs the post mean");
  EXPECT_EQ(refusal(nunnally_kotsch, {7.5, 0.8, 20, {}, {}, {}, 1.0}),
            "bad_argument: post reliability 1, it must lie between 0 and 1");
  EXPECT_EQ(refusal(hageman_arrindell, {7.5, 0.8, 20, 10, 8}),
            "bad_argument: hageman_arrindell needs the correlation of pre and post");
  EXPECT_EQ(refusal(hageman_arrindell, {7.5, 0.8, 20, 10, 8, 1.5}),
            "bad_argument: correlation 1.5, it must lie in -1..1");
  EXPECT_NE(refusal(hageman_arrindell, {7.5, 0.75, 20, 10, 3, 0.5}).find("no reliability left"), std::string::npos);
  EXPECT_NE(refusal(hageman_arrindell, {7.5, 0.5, 20, 10, 7.5, 0.95}).find("they are all error"), std::string::npos);
}

}  // namespace oncourse::no_change_line_test

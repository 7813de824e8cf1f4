// goal_attainment_test.cpp: the T-score of goals, as published values have it.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/goal_attainment.hpp"

#include <cmath>

#include "sheets.hpp"

namespace oncourse::sheets {

TEST(GoalAttainment, GivesTheFourValuesOfTheRPackageGasr) {
  EXPECT_NEAR(*goal_attainment(Sheet{2, 2, 2}), 77.38613, 5e-6);
  EXPECT_NEAR(*goal_attainment(Sheet{0, 1, 1}), 59.12871, 5e-6);
  EXPECT_NEAR(*goal_attainment(Sheet{1, 2, 2}), 72.82177, 5e-6);
  EXPECT_NEAR(*goal_attainment(Sheet{0, -1, 1}), 50.0, 5e-6);
  EXPECT_NEAR(*goal_attainment(Sheet{-1, -1, -1}), 36.30694, 5e-6);
}

TEST(GoalAttainment, OfOneGoalIsTenPerLevel) {
  for (Answer level = -2; level <= 2; ++level) {
    EXPECT_DOUBLE_EQ(*goal_attainment(Sheet{level}), 50.0 + 10.0 * level);
    const double weights[] = {7.5};
    EXPECT_DOUBLE_EQ(*goal_attainment(Sheet{level}, weights), 50.0 + 10.0 * level);
  }
}

TEST(GoalAttainment, IsTheInstrumentsScoreWhateverGoalsAreNotSet) {
  std::mt19937_64 random(12);
  for (int trial = 0; trial < 500; ++trial) {
    const Sheet sheet = with_blanks(any_sheet(gas, random), trial % 10, random, [](int) { return true; });
    Sheet rated;
    for (const Answer level : sheet)
      if (level != blank) rated.push_back(level);
    const double expected = *goal_attainment(rated);
    EXPECT_EQ(*goal_attainment(sheet), expected);
    const auto result = score(gas, sheet, Prorating::never);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->total, expected);
    EXPECT_FALSE(result->prorated);
  }
}

TEST(GoalAttainment, AgreesWithTheFormulaWrittenOutAndStaysInsideTheInstrumentsRange) {
  std::mt19937_64 random(13);
  for (int trial = 0; trial < 500; ++trial) {
    const std::size_t n = 1 + random() % 10;
    std::vector<Answer> levels;
    std::vector<double> weights;
    double top = 0, sum = 0, squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
      levels.push_back(static_cast<Answer>(static_cast<int>(random() % 5) - 2));
      weights.push_back(1.0 + static_cast<double>(random() % 9));
      top += weights[i] * levels[i];
      sum += weights[i];
      squares += weights[i] * weights[i];
    }
    const double t = *goal_attainment(levels, weights);
    EXPECT_NEAR(t, 50.0 + 10.0 * top / std::sqrt(0.7 * squares + 0.3 * sum * sum), 1e-12);
    EXPECT_GE(t, gas.total_min);
    EXPECT_LE(t, gas.total_max);
  }
}

TEST(GoalAttainment, RefusesWhatHasNoScoreAndNamesTheGoal) {
  const auto problem_of = [](const Sheet& levels, const std::vector<double>& weights, double correlation) {
    const auto t = goal_attainment(levels, weights, correlation);
    return t.ok() ? std::string() : std::string(name(t.error().code)) + ": " + t.error().detail;
  };
  EXPECT_EQ(problem_of({}, {}, 0.3), "bad_argument: no goals");
  EXPECT_EQ(problem_of({blank, blank}, {}, 0.3), "too_many_missing: no goal is rated");
  EXPECT_EQ(problem_of({1, 3}, {}, 0.3), "response_range: goal 2 is 3, scale is -2..2");
  EXPECT_EQ(problem_of({1, 1}, {1}, 0.3), "bad_argument: 1 weights for 2 goals");
  EXPECT_EQ(problem_of({1, 1}, {1, 0}, 0.3), "bad_argument: the weight of goal 2 is 0, it must lie in (0, 1e6]");
  EXPECT_EQ(problem_of({1}, {}, 1.0), "bad_argument: the correlation of goals is 1, it must lie in [0, 1)");
  EXPECT_EQ(problem_of({1}, {}, std::nan("")), "bad_argument: the correlation of goals is nan, it must lie in [0, 1)");
}

TEST(SquareRoot, IsTheStandardLibrarysToTheLastPlace) {
  std::mt19937_64 random(14);
  for (int trial = 0; trial < 10000; ++trial) {
    const double value =
        std::ldexp(1.0 + static_cast<double>(random() % 1000000) / 1e6, static_cast<int>(random() % 60) - 20);
    EXPECT_NEAR(square_root(value) / std::sqrt(value), 1.0, 3e-16) << value;
  }
}

}  // namespace oncourse::sheets

// plateau_test.cpp: from which session on nothing changed any more.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/plateau.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/timed_scores.hpp"

namespace oncourse::plateau_test {

using support::mirrored;
using support::moved;
using support::no_score;
using support::Sessions;
using support::weekly;

/// Six points, a standard error of measurement of 1, four scores.
PlateauCriterion six_points() { return {.points = {6.0, 6.0}, .trend = {.sd = 2.0, .reliability = 0.75}}; }

std::optional<Plateau> tail(const Sessions& sessions, const PlateauCriterion& criterion = six_points()) {
  return *plateau(*scored_sessions(sessions.series()), criterion);
}

TEST(Plateau, BeginsWhereTheFallHasEnded) {
  const auto of = tail(weekly({24, 18, 12, 9, no_score, 8, 9, 7, 8}));
  ASSERT_TRUE(of);
  EXPECT_EQ(of->event.session, 3u);  // from 12 on the scores are 5 points apart, but they fall
  EXPECT_EQ(of->scores, 5u);
  EXPECT_EQ(of->lowest, 7.0);
  EXPECT_EQ(of->highest, 9.0);
  EXPECT_NEAR(of->mean, 8.2, 1e-12);
  EXPECT_EQ(of->event.limit, of->mean);
  EXPECT_EQ(of->trend.change_class, ChangeClass::unchanged);
}

TEST(Plateau, IsNotCalledBeforeThereAreEnoughScoresNorInASteadyDescent) {
  EXPECT_FALSE(tail(weekly({24, 14, 8, 9, 8})));
  EXPECT_TRUE(tail(weekly({24, 14, 8, 9, 8, 8})));
  EXPECT_FALSE(tail(weekly({24, 22.5, 21, 19.5, 18, 16.5, 15})));
  EXPECT_EQ(tail(weekly({9, 9, 9, 9}))->scores, 4u) << "a whole course can be one";
}

TEST(Plateau, ScoresAsFarApartAsAReliableChangeAreNone) {
  PlateauCriterion criterion = six_points();
  const Sessions swing = weekly({8, 14, 8, 14, 8, 14, 8});
  EXPECT_FALSE(tail(swing, criterion));
  criterion.points.inclusive = false;
  EXPECT_TRUE(tail(swing, criterion));
  criterion.points.deterioration = 5.0;
  EXPECT_FALSE(tail(swing, criterion)) << "the smaller of the two";
}

TEST(Plateau, AgreesWithATrialOfEveryTailAndReversesAndMovesWithTheScale) {
  std::mt19937_64 random(5401);
  std::uniform_int_distribution<int> size(2, 16), least(2, 5);
  int seen = 0, by_trend = 0;
  for (int trial = 0; trial < 5000; ++trial) {
    const Sessions sessions = support::any_sessions(random);
    const auto scored = scored_sessions(sessions.series());
    if (!scored) continue;
    PlateauCriterion criterion = six_points();
    criterion.points = {1.0 * size(random), 1.0 * size(random), trial % 2 == 0};
    criterion.scores = static_cast<std::size_t>(least(random));
    const double apart = std::min(criterion.points.improvement, criterion.points.deterioration);
    std::optional<std::size_t> expected;
    for (std::size_t from = 0; from + criterion.scores <= scored->scores.size() && !expected; ++from) {
      Sessions rest;
      for (std::size_t i = from; i < scored->scores.size(); ++i) {
        rest.time.push_back(scored->scores[i].time);
        rest.score.push_back(scored->scores[i].score);
      }
      bool near = true;
      for (const double a : rest.score)
        for (const double b : rest.score) near = near && (a - b < apart || (a - b == apart && trial % 2 == 1));
      const bool flat = reliable_trend(rest.series(), criterion.trend)->change_class == ChangeClass::unchanged;
      if (near && flat) expected = scored->scores[from].session;
      by_trend += near && !flat;
    }
    const auto of = *plateau(*scored, criterion);
    ASSERT_EQ(of.has_value(), expected.has_value());
    for (const auto& same : {tail(mirrored(sessions, 24), criterion), tail(moved(sessions, 100), criterion)}) {
      ASSERT_EQ(same.has_value(), of.has_value());
      if (of) {
        ASSERT_EQ(same->event.session, of->event.session);
      }
    }
    if (!of) continue;
    ASSERT_EQ(of->event.session, *expected);
    ++seen;
  }
  EXPECT_GT(seen, 500);
  EXPECT_GT(by_trend, 50);
}

TEST(Plateau, RefusesACriterionWithoutPointsErrorOrScores) {
  const auto scored = *scored_sessions(weekly({12, 5}).series());
  PlateauCriterion criterion = six_points();
  criterion.scores = 1;
  EXPECT_EQ(plateau(scored, criterion).error().detail, "plateau of 1 scores, it must be 2 or more");
  EXPECT_EQ(plateau(scored, {}).error().detail, "reliable change of 0 points, it must be above 0");
  criterion = six_points();
  criterion.trend.reliability = 1.0;
  EXPECT_EQ(plateau(scored, criterion).error().detail, "reliability 1, it must lie between 0 and 1");
}

}  // namespace oncourse::plateau_test

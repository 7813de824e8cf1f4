// reliable_events_test.cpp: reliably better, reliably worse, good enough.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/reliable_events.hpp"

#include <gtest/gtest.h>

#include "support/timed_scores.hpp"

namespace oncourse::reliable_events_test {

using support::mirrored;
using support::moved;
using support::no_score;
using support::Sessions;
using support::weekly;

ReliableEvents events(const Sessions& sessions, const ReliablePoints& points) {
  return *reliable_events(*scored_sessions(sessions.series()), points);
}

GoodEnoughLevel enough(const Sessions& sessions, const ReliablePoints& points, const ScoreLimit& functional) {
  return *good_enough_level(*scored_sessions(sessions.series()), points, functional);
}

TEST(ReliableEvents, OnceAndTwiceInARowAreDifferentThings) {
  const ReliableEvents of = events(weekly({12, 18, 14, 18, no_score, 19, 5}), {6.0, 6.0});
  EXPECT_EQ(of.deterioration, (ChangeEvent{EventKind::reliable_deterioration, 1, 1, 18, 18, 1, 1}));
  EXPECT_EQ(of.sustained_deterioration, (ChangeEvent{EventKind::sustained_deterioration, 5, 5, 19, 18, 3, 3}))
      << "a missed session is no break";
  EXPECT_EQ(of.improvement, (ChangeEvent{EventKind::reliable_improvement, 6, 6, 5, 6, 6, 6}));
  EXPECT_FALSE(of.sustained_improvement);
}

TEST(ReliableEvents, PointsMayDifferByDirectionAndBeMetOrExceeded) {
  EXPECT_FALSE(events(weekly({12, 17}), {6.0, 6.0}).deterioration);
  EXPECT_TRUE(events(weekly({12, 17}), {6.0, 5.0}).deterioration);
  EXPECT_FALSE(events(weekly({12, 17}), {6.0, 5.0, false}).deterioration);
  EXPECT_TRUE(events(weekly({12, 17.01}), {6.0, 5.0, false}).deterioration);
}

TEST(GoodEnoughLevel, IsReliablyBetterAndFunctionalOfSomebodyWhoWasNot) {
  const ReliablePoints points{6.0, 6.0};
  const ScoreLimit below_10{10.0, false};  // PHQ-9
  EXPECT_EQ(enough(weekly({13, 9, 8, 7, 6}), points, below_10).first.event,
            (ChangeEvent{EventKind::good_enough_level, 3, 3, 7, 7, 3, 3}));
  EXPECT_EQ(enough(weekly({20, 14, 10, 9}), points, below_10).first.event,
            (ChangeEvent{EventKind::good_enough_level, 3, 3, 9, 10, 3, 3}));
  EXPECT_TRUE(enough(weekly({20, 14, 10, 9}), points, below_10).kept);
  EXPECT_FALSE(enough(weekly({20, 9, 10, 8}), points, below_10).kept);
  EXPECT_TRUE(enough(weekly({20, 14, 12}), points, below_10).first.censored());
  const GoodEnoughLevel well = enough(weekly({9, 2}), points, below_10);
  EXPECT_FALSE(well.first.at_risk);
  EXPECT_FALSE(well.first.event);
  EXPECT_FALSE(well.kept);
}

TEST(ReliableEvents, AgreeWithALoopOverEverySession) {
  std::mt19937_64 random(5301);
  std::uniform_int_distribution<int> size(1, 9), limit(4, 18), in_a_row(1, 3);
  std::bernoulli_distribution coin(0.5);
  int seen[6] = {};
  for (int trial = 0; trial < 5000; ++trial) {
    const Sessions sessions = support::any_sessions(random);
    const auto scored = scored_sessions(sessions.series());
    if (!scored) continue;
    const ReliablePoints points{
        1.0 * size(random), 1.0 * size(random), coin(random), {static_cast<std::size_t>(in_a_row(random)), 0.0}};
    const ScoreLimit functional{1.0 * limit(random), coin(random)};
    const double sign = better(sessions.direction);
    const auto& s = scored->scores;
    const auto beyond = [&](double gain, double least) { return gain > least || (points.inclusive && gain == least); };
    const auto well = [&](double score) {
      return sign * score > sign * functional.value || (functional.inclusive && score == functional.value);
    };
    std::optional<std::size_t> first[5];
    bool kept = true;
    for (std::size_t i = 1; i < s.size(); ++i) {
      const double gain = sign * (s[i].score - s[0].score);
      bool run[2] = {i >= points.sustained.scores, i >= points.sustained.scores};
      for (std::size_t k = i; run[0] && k > i - points.sustained.scores; --k)
        run[0] = beyond(sign * (s[k].score - s[0].score), points.improvement);
      for (std::size_t k = i; run[1] && k > i - points.sustained.scores; --k)
        run[1] = beyond(-sign * (s[k].score - s[0].score), points.deterioration);
      const bool good = beyond(gain, points.improvement) && well(s[i].score);
      const bool now[5] = {beyond(gain, points.improvement), run[0], beyond(-gain, points.deterioration), run[1],
                           good && !well(s[0].score)};
      for (std::size_t what = 0; what < 5; ++what)
        if (now[what] && !first[what]) first[what] = s[i].session;
      if (first[4] && !good) kept = false;
    }
    const ReliableEvents of = *reliable_events(*scored, points);
    const GoodEnoughLevel level = *good_enough_level(*scored, points, functional);
    const std::optional<ChangeEvent> found[5] = {of.improvement, of.sustained_improvement, of.deterioration,
                                                 of.sustained_deterioration, level.first.event};
    for (std::size_t what = 0; what < 5; ++what) {
      ASSERT_EQ(found[what].has_value(), first[what].has_value());
      if (!first[what]) continue;
      ASSERT_EQ(found[what]->session, *first[what]);
      ++seen[what];
    }
    ASSERT_EQ(level.kept, first[4].has_value() && kept);
    ASSERT_EQ(level.first.at_risk, !well(s[0].score));
    ASSERT_TRUE(!of.sustained_improvement || of.improvement);
    ASSERT_TRUE(!of.sustained_deterioration || of.deterioration);
    if (level.first.event) {  // the limit is the very line: met by its own value exactly where both are inclusive
      const double line = level.first.event->limit;
      ASSERT_GE(sign * (level.first.event->score - line), 0.0);
      ASSERT_EQ(line, sign > 0 ? std::max(s[0].score + points.improvement, functional.value)
                               : std::min(s[0].score - points.improvement, functional.value));
    }
    seen[5] += level.kept;
  }
  for (const int count : seen) EXPECT_GT(count, 200);
}

TEST(ReliableEvents, ReverseWithTheScaleAndStayWithPointsAdded) {
  std::mt19937_64 random(5302);
  std::uniform_int_distribution<int> size(1, 9), limit(4, 18);
  const auto session = [](const std::optional<ChangeEvent>& event) { return event ? event->session : 1000; };
  for (int trial = 0; trial < 3000; ++trial) {
    const Sessions sessions = support::any_sessions(random);
    if (!scored_sessions(sessions.series())) continue;
    const ReliablePoints points{1.0 * size(random), 1.0 * size(random)};
    const ReliablePoints swapped{points.deterioration, points.improvement};
    const ScoreLimit functional{1.0 * limit(random), trial % 2 == 0};
    const auto of = events(sessions, points);
    for (const ReliableEvents& same : {events(mirrored(sessions, 24), points), events(moved(sessions, 100), points)}) {
      ASSERT_EQ(session(same.improvement), session(of.improvement));
      ASSERT_EQ(session(same.sustained_improvement), session(of.sustained_improvement));
      ASSERT_EQ(session(same.deterioration), session(of.deterioration));
      ASSERT_EQ(session(same.sustained_deterioration), session(of.sustained_deterioration));
    }
    Sessions turned = sessions;  // the same scores, where the other end is the better one
    turned.direction = support::other(sessions.direction);
    ASSERT_EQ(session(events(turned, swapped).improvement), session(of.deterioration));
    ASSERT_EQ(session(events(turned, swapped).sustained_deterioration), session(of.sustained_improvement));
    const auto level = enough(sessions, points, functional);
    const auto mirror = enough(mirrored(sessions, 24), points, {24 - functional.value, functional.inclusive});
    const auto up = enough(moved(sessions, 100), points, {functional.value + 100, functional.inclusive});
    ASSERT_EQ(session(mirror.first.event), session(level.first.event));
    ASSERT_EQ(session(up.first.event), session(level.first.event));
    ASSERT_EQ(mirror.kept, level.kept);
    ASSERT_EQ(up.kept, level.kept);
  }
}

TEST(ReliableEvents, RefuseAChangeOfNoPoints) {
  const auto scored = *scored_sessions(weekly({12, 5}).series());
  EXPECT_EQ(reliable_events(scored, {0.0, 6.0}).error().detail, "reliable change of 0 points, it must be above 0");
  EXPECT_EQ(reliable_events(scored, {6.0, no_score}).error().detail,
            "reliable change of nan points, it must be above 0");
  EXPECT_EQ(reliable_events(scored, {6.0, 6.0, true, {0, 0.0}}).error().detail,
            "0 consecutive scores, it must be 1 or more");
  EXPECT_EQ(good_enough_level(scored, {6.0, 6.0}, {no_score, true}).error().detail, "limit nan, it must be finite");
}

}  // namespace oncourse::reliable_events_test

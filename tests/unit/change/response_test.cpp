// response_test.cpp: better by half, and by a fifth in two weeks.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/response.hpp"

#include <gtest/gtest.h>

#include "support/timed_scores.hpp"

namespace oncourse::response_test {

using support::mirrored;
using support::moved;
using support::no_score;
using support::Sessions;
using support::weekly;

Response respond(const Sessions& sessions, const ResponseCriterion& criterion = {}) {
  return *response(*scored_sessions(sessions.series()), criterion);
}

EarlyResponse early(const Sessions& sessions, const EarlyResponseCriterion& criterion) {
  return *early_response(*scored_sessions(sessions.series()), criterion);
}

ResponseCriterion percent_to(double percent, double best) {
  return {.improvement = {.percent = percent, .best_score = best}};
}

TEST(Response, IsHalfOfTheBaselineScoreAndExactlyHalfIsEnough) {
  const Response of = respond(weekly({20, 15, 11, 10, 12, 9, 8}));
  EXPECT_TRUE(of.first.at_risk);
  EXPECT_EQ(of.first.event, (ChangeEvent{EventKind::response, 3, 3, 10, 10, 3, 3}));
  EXPECT_EQ(of.first.follow_up, 3.0);
  EXPECT_EQ(of.lost, (ChangeEvent{EventKind::loss_of_response, 4, 4, 12, 10, 4, 4}));
  EXPECT_EQ(of.sustained, (ChangeEvent{EventKind::sustained_response, 6, 6, 8, 10, 5, 5}));
  ResponseCriterion strict;
  strict.improvement.inclusive = false;
  EXPECT_EQ(respond(weekly({20, 15, 11, 10, 12, 9, 8}), strict).first.event->session, 5u);
}

TEST(Response, NotReachedIsCensoredAtTheLastScoreAndNotAtAMissedSession) {
  const Response of = respond(weekly({20, 15, 11, no_score}));
  EXPECT_FALSE(of.first.event);
  EXPECT_TRUE(of.first.censored());
  EXPECT_EQ(of.first.follow_up, 2.0);
}

TEST(Response, OfSomebodyWithNothingToGainIsNoResponseAndNoFailure) {
  const Response zero = respond(weekly({0, 0, 0}));  // half of nothing is nothing
  EXPECT_FALSE(zero.first.at_risk);
  EXPECT_FALSE(zero.first.event);
  EXPECT_FALSE(zero.first.censored());
  EXPECT_FALSE(respond(weekly({27, 20}, Direction::higher_is_better), percent_to(50, 27)).first.at_risk);
}

TEST(Response, OnAScaleThatRunsUpwardsIsAShareOfTheWayToItsBestScore) {
  const Sessions who5 = weekly({28, 60, 64, 100}, Direction::higher_is_better);  // half of the way to 100 is 64
  EXPECT_EQ(respond(who5, percent_to(50, 100)).first.event->session, 2u);
  EXPECT_EQ(respond(who5).first.event->session, 1u) << "half again of the baseline itself";
}

TEST(Response, CanBeAskedInPoints) {
  ResponseCriterion criterion;
  criterion.improvement.points = 6.0;
  EXPECT_EQ(respond(weekly({20, 15, 14, 13}), criterion).first.event->session, 2u);
  EXPECT_EQ(respond(weekly({0, 3, 2}), criterion).first.at_risk, true) << "points do not refer to the baseline";
}

TEST(Response, AgreesWithALoopOverEverySessionAndEveryRun) {
  std::mt19937_64 random(5101);
  std::uniform_int_distribution<int> percent(1, 20), scores(1, 3), quarters(0, 12);
  int responded = 0, sustained = 0, lost = 0;
  for (int trial = 0; trial < 5000; ++trial) {
    const Sessions sessions = support::any_sessions(random);
    const auto scored = scored_sessions(sessions.series());
    if (!scored) continue;
    const double best = sessions.direction == Direction::lower_is_better ? 0.0 : 24.0;
    ResponseCriterion criterion = percent_to(5.0 * percent(random), best);
    criterion.sustained = {static_cast<std::size_t>(scores(random)), quarters(random) / 4.0};
    const Response of = *response(*scored, criterion);
    const double baseline = scored->scores[0].score, whole = std::fabs(best - baseline);
    ASSERT_EQ(of.first.at_risk, whole > 0);
    const auto met = [&](std::size_t i) {  // in units of a hundredth of a point
      return std::fabs(best - scored->scores[i].score) * 100 <= whole * (100 - criterion.improvement.percent);
    };
    std::optional<std::size_t> first, drop, held, held_from;
    const std::size_t n = scored->scores.size();
    for (std::size_t i = 1; whole > 0 && i < n; ++i) {
      if (met(i) && !first) first = i;
      if (first && !met(i) && !drop) drop = i;
      for (std::size_t from = 1; from <= i && !held; ++from) {  // the longest run that ends here comes first
        bool all = true;
        for (std::size_t k = from; k <= i; ++k) all = all && met(k);
        if (all && i - from + 1 >= criterion.sustained.scores &&
            scored->scores[i].time - scored->scores[from].time >= criterion.sustained.duration) {
          held = i;
          held_from = from;
        }
      }
    }
    const auto same = [&](const std::optional<ChangeEvent>& event, const std::optional<std::size_t>& i) {
      return event.has_value() == i.has_value() &&
             (!i || (event->session == scored->scores[*i].session && event->score == scored->scores[*i].score));
    };
    ASSERT_TRUE(same(of.first.event, first));
    ASSERT_TRUE(same(of.lost, drop));
    ASSERT_TRUE(same(of.sustained, held));
    if (held) {
      ASSERT_EQ(of.sustained->from_session, scored->scores[*held_from].session);
    }
    ASSERT_TRUE(!of.sustained || of.first.event) << "what is sustained happened once";
    responded += first.has_value();
    sustained += held.has_value();
    lost += drop.has_value();
  }
  EXPECT_GT(responded, 500);
  EXPECT_GT(sustained, 200);
  EXPECT_GT(lost, 200);
  EXPECT_LT(sustained, responded);
}

TEST(Response, IsTheSameInAMirrorAndWithPointsAddedWhereTheBestScoreMovesToo) {
  std::mt19937_64 random(5102);
  const auto agree = [](const std::optional<ChangeEvent>& a, const std::optional<ChangeEvent>& b) {
    return a.has_value() == b.has_value() && (!a || (a->session == b->session && a->from_session == b->from_session));
  };
  for (int trial = 0; trial < 3000; ++trial) {
    const Sessions sessions = support::any_sessions(random);
    if (!scored_sessions(sessions.series())) continue;
    const double best = sessions.direction == Direction::lower_is_better ? 0.0 : 24.0;
    const Response of = respond(sessions, percent_to(35, best));
    for (const Response& same : {respond(mirrored(sessions, 24), percent_to(35, 24 - best)),
                                 respond(moved(sessions, 100), percent_to(35, best + 100))}) {
      ASSERT_EQ(same.first.at_risk, of.first.at_risk);
      ASSERT_EQ(same.first.follow_up, of.first.follow_up);
      ASSERT_TRUE(agree(same.first.event, of.first.event));
      ASSERT_TRUE(agree(same.sustained, of.sustained));
      ASSERT_TRUE(agree(same.lost, of.lost));
    }
  }
}

TEST(Response, ComesNoSoonerTheMoreIsAsked) {
  std::mt19937_64 random(5103);
  for (int trial = 0; trial < 1000; ++trial) {
    const Sessions sessions = support::any_sessions(random);
    if (!scored_sessions(sessions.series())) continue;
    std::size_t before = 0;
    for (double percent = 5; percent <= 100; percent += 5) {
      const Response of = respond(sessions, {.improvement = {.percent = percent}});
      const std::size_t at = of.first.event ? of.first.event->session : std::numeric_limits<std::size_t>::max();
      ASSERT_GE(at, before);
      before = at;
    }
  }
}

TEST(Response, OfThePastIsNotChangedByALaterSession) {
  std::mt19937_64 random(5104);
  for (int trial = 0; trial < 1000; ++trial) {
    const Sessions sessions = support::any_sessions(random);
    std::optional<ChangeEvent> first, sustained, lost, early_one;
    std::optional<bool> reached;
    for (std::size_t n = 2; n <= sessions.score.size(); ++n) {
      const auto scored = scored_sessions(sessions.first(n).series());
      if (!scored) continue;
      const Response of = *response(*scored);
      const EarlyResponse soon = *early_response(*scored, early_improvement(1.0));
      for (auto [known, now] : {std::pair{&first, &of.first.event},
                                {&sustained, &of.sustained},
                                {&lost, &of.lost},
                                {&early_one, &soon.event}}) {
        ASSERT_TRUE(!*known || *known == *now);
        *known = *now;
      }
      ASSERT_TRUE(!reached || reached == soon.reached);
      reached = soon.reached;
    }
  }
}

TEST(EarlyResponse, IsAFifthWithinTwoWeeks) {
  const EarlyResponseCriterion weeks = early_improvement(1.0), days = early_improvement(7.0);
  EXPECT_EQ(weeks.within, 2.0);
  EXPECT_EQ(days.within, 14.0);
  EXPECT_EQ(weeks.improvement.percent, 20.0);
  EXPECT_EQ(early(weekly({20, 18, 16, 10}), weeks).event, (ChangeEvent{EventKind::early_response, 2, 2, 16, 16, 2, 2}));
  EXPECT_EQ(early(weekly({20, 18, 17, 10}), weeks).reached, false) << "the third week is too late";
  const EarlyResponse daily = early({{100, 107, 114, 121}, {20, 18, 16, 10}}, days);
  EXPECT_EQ(daily.reached, true) << "counted from baseline";
  EXPECT_EQ(daily.scores, 2u);
}

TEST(EarlyResponse, IsUnknownWhileItMayStillComeOrWasNotMeasured) {
  const EarlyResponseCriterion weeks = early_improvement(1.0);
  EXPECT_EQ(early(weekly({20, 18}), weeks).reached, std::nullopt) << "the second week is not over";
  EXPECT_EQ(early(weekly({20, 15}), weeks).reached, true) << "but what is reached is reached";
  EXPECT_EQ(early(weekly({20, no_score, no_score, 10}), weeks).reached, std::nullopt);
  EXPECT_EQ(early(weekly({20, 19, no_score}), weeks).reached, false);
  EXPECT_EQ(early(weekly({0, 3, 4}), weeks).reached, std::nullopt);
  EXPECT_FALSE(early(weekly({0, 3, 4}), weeks).at_risk);
}

TEST(EarlyResponse, CanBeThatOfTheLastScoreInTimeOrBySession) {
  EarlyResponseCriterion criterion = early_improvement(1.0);
  criterion.last_score_decides = true;
  EXPECT_EQ(early(weekly({20, 15, 19, 10}), criterion).reached, false);
  EXPECT_EQ(early(weekly({20, 15}), criterion).reached, std::nullopt) << "another score may still decide";
  EXPECT_EQ(early(weekly({20, 15}), criterion).event, std::nullopt);
  EXPECT_EQ(early(weekly({20, 19, 15, 20}), criterion).event->session, 2u);
  EarlyResponseCriterion session;
  session.by_session = 4;
  EXPECT_EQ(early(weekly({20, no_score, 19, 18, 16}), session).reached, true);
  EXPECT_EQ(early(weekly({20, no_score, 19, 18, 17, 16}), session).reached, false);
  session.within = 3.0;
  EXPECT_EQ(early(weekly({20, no_score, 19, 18, 16}), session).reached, false) << "both deadlines are kept";
}

TEST(EarlyResponse, RefusesToGuessWhatEarlyIs) {
  const auto detail = [](const EarlyResponseCriterion& criterion) { return trouble_in(criterion)->detail; };
  EarlyResponseCriterion criterion;
  EXPECT_EQ(detail(criterion), "early response without a time or a session by which it is early");
  criterion.within = 0.0;
  EXPECT_EQ(detail(criterion), "early response within 0, it must be above 0");
  criterion.within = 2.0;
  EXPECT_FALSE(trouble_in(criterion));
  criterion.by_session = 0;
  EXPECT_EQ(detail(criterion), "early response by session index 0, it must be 1 or more");
}

TEST(Response, RefusesWhatIsNoCriterion) {
  const auto detail = [](const ResponseCriterion& criterion) {
    return response(*scored_sessions(weekly({3, 2}).series()), criterion).error().detail;
  };
  EXPECT_EQ(detail({.improvement = {.percent = 0.0}}), "improvement of 0 percent, it must be above 0");
  EXPECT_EQ(detail({.improvement = {.percent = no_score}}), "improvement of nan percent, it must be above 0");
  EXPECT_EQ(detail({.improvement = {.points = -1.0}}), "improvement of -1 points, it must be above 0");
  EXPECT_EQ(detail(percent_to(50, no_score)), "best score nan, it must be finite");
  EXPECT_EQ(detail({.sustained = {0, 0.0}}), "0 consecutive scores, it must be 1 or more");
  EXPECT_EQ(detail({.sustained = {2, -1.0}}), "duration -1, it must be 0 or more");
}

}  // namespace oncourse::response_test

// change_over_sessions_test.cpp: every criterion at once says what each says alone.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/change_over_sessions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/timed_scores.hpp"

namespace oncourse::change_over_sessions_test {

using support::no_score;
using support::Sessions;
using support::weekly;

SessionCriteria everything() {
  SessionCriteria out;
  out.response->improvement.best_score = 0.0;
  out.early_response = early_improvement(1.0);
  out.remission = RemissionCriterion{.limit = {5.0, false}};
  out.remission->recovery_scores = 3;
  out.reliable = ReliablePoints{6.0, 6.0};
  out.functional = ScoreLimit{10.0, false};
  out.trend = ReliableTrendCriterion{.sd = 6.0, .reliability = 0.86};
  out.plateau_scores = 4;
  return out;
}

TEST(ChangeOverSessions, MarksACourseAsAClinicianWould) {
  const Sessions sessions = weekly({16, 22, 23, 12, no_score, 7, 4, 3, 4, 11});
  const auto of = change_over_sessions(sessions.series(), everything());
  ASSERT_TRUE(of);
  EXPECT_EQ(of->baseline.score, 16.0);
  EXPECT_EQ(of->last.session, 9u);
  EXPECT_EQ(of->scores, 9u);
  EXPECT_EQ(of->missed, 1u);
  std::vector<std::pair<std::size_t, EventKind>> marks;
  for (const ChangeEvent& event : of->events) marks.emplace_back(event.session, event.kind);
  const std::vector<std::pair<std::size_t, EventKind>> expected = {
      {1, EventKind::reliable_deterioration},
      {2, EventKind::sustained_deterioration},
      {5, EventKind::response},
      {5, EventKind::reliable_improvement},
      {5, EventKind::good_enough_level},
      {6, EventKind::sustained_response},
      {6, EventKind::remission},
      {6, EventKind::sustained_improvement},
      {8, EventKind::recovery},
      {9, EventKind::loss_of_response},
      {9, EventKind::recurrence},
  };
  EXPECT_EQ(marks, expected);
  EXPECT_EQ(of->early_response->reached, false);
  EXPECT_FALSE(of->good_enough->kept);
  EXPECT_EQ(of->remission->state, Remission::State::recurred);
  EXPECT_EQ(of->trend->change_class, ChangeClass::improved);
  EXPECT_TRUE(of->plateau_asked);
  EXPECT_FALSE(of->plateau);
}

TEST(ChangeOverSessions, AnswersOnlyWhatWasAsked) {
  const auto of = change_over_sessions(weekly({16, 7, 4}).series());
  ASSERT_TRUE(of);
  EXPECT_TRUE(of->response);
  EXPECT_FALSE(of->early_response || of->remission || of->reliable || of->good_enough || of->trend ||
               of->plateau_asked);
  SessionCriteria nothing;
  nothing.response.reset();
  EXPECT_TRUE(change_over_sessions(weekly({16, 7, 4}).series(), nothing)->events.empty());
}

TEST(ChangeOverSessions, SaysNothingThatIsNotTrueOfTheScoreItNames) {
  std::mt19937_64 random(5501);
  std::set<EventKind> seen;
  for (int trial = 0; trial < 5000; ++trial) {
    const Sessions sessions = support::any_sessions(random, 24);
    SessionCriteria criteria = everything();
    criteria.response->improvement.best_score.reset();
    if (sessions.direction == Direction::higher_is_better)
      criteria.remission->limit = criteria.functional.emplace(ScoreLimit{14.0, false});
    const auto of = change_over_sessions(sessions.series(), criteria);
    if (!of) {
      ASSERT_EQ(of.error().code, Errc::not_enough_sessions);
      continue;
    }
    ASSERT_TRUE(std::ranges::is_sorted(of->events, {}, &ChangeEvent::session));
    const double sign = better(sessions.direction);
    for (const ChangeEvent& event : of->events) {
      seen.insert(event.kind);
      ASSERT_EQ(event.score, sessions.score[event.session]);  // and so not missed
      ASSERT_EQ(event.time, sessions.time[event.session]);
      ASSERT_EQ(event.from_time, sessions.time[event.from_session]);
      ASSERT_LE(event.from_session, event.session);
      ASSERT_TRUE(event.kind == EventKind::plateau || event.session > of->baseline.session);
      const double beyond = sign * (event.score - event.limit);
      switch (event.kind) {
        case EventKind::plateau: break;
        case EventKind::loss_of_response:
        case EventKind::relapse:
        case EventKind::recurrence:
        case EventKind::reliable_deterioration:
        case EventKind::sustained_deterioration: ASSERT_LE(beyond, 0.0); break;
        default: ASSERT_GE(beyond, 0.0); break;
      }
    }
    const auto alone = response(*scored_sessions(sessions.series()), *criteria.response);
    ASSERT_EQ(of->response->first.event, alone->first.event);
  }
  EXPECT_EQ(seen.size(), event_kinds.size());
}

TEST(ChangeOverSessions, RefusesQuestionsThatMissAPart) {
  const auto detail = [](const SessionCriteria& criteria) {
    return change_over_sessions(weekly({16, 7, 4}).series(), criteria).error().detail;
  };
  SessionCriteria criteria = everything();
  criteria.reliable.reset();
  EXPECT_EQ(detail(criteria), "a good enough level needs the points of reliable change");
  criteria.functional.reset();
  EXPECT_EQ(detail(criteria), "a plateau needs the points of reliable change and a reliable trend");
  criteria = everything();
  criteria.trend.reset();
  EXPECT_EQ(detail(criteria), "a plateau needs the points of reliable change and a reliable trend");
  criteria = everything();
  criteria.trend->sd = 0.0;
  EXPECT_EQ(detail(criteria), "standard deviation 0, it must be above 0");
  EXPECT_EQ(change_over_sessions(weekly({16, no_score}).series(), everything()).error().code,
            Errc::not_enough_sessions);
}

TEST(EventKind, HasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const EventKind kind : event_kinds) names.insert(name(kind));
  EXPECT_EQ(names.size(), event_kinds.size());
  EXPECT_FALSE(names.contains("unknown"));
}

}  // namespace oncourse::change_over_sessions_test

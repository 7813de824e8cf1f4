// remission_test.cpp: remission, recovery, relapse, recurrence.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/remission.hpp"

#include <gtest/gtest.h>

#include "support/remission_walk.hpp"
#include "support/timed_scores.hpp"

namespace oncourse::remission_test {

using support::mirrored;
using support::moved;
using support::no_score;
using support::Sessions;
using support::weekly;
using Kind = RelapseCriterion::Kind;
using State = Remission::State;

Remission remit(const Sessions& sessions, const RemissionCriterion& criterion) {
  return *remission(*scored_sessions(sessions.series()), criterion);
}

/// PHQ-9: remitted below 5, ill again at 10 or more.
RemissionCriterion below_5() {
  RemissionCriterion out;
  out.limit = {5.0, false};
  out.relapse.kind = Kind::beyond_limit;
  out.relapse.limit = {10.0, true};
  return out;
}

TEST(Remission, IsTheFirstScoreOnTheFunctionalSideAndItsLimitMayBelongToEitherSide) {
  const Remission of = remit(weekly({18, 9, 5, 4, 3}), below_5());
  EXPECT_EQ(of.first.event, (ChangeEvent{EventKind::remission, 3, 3, 4, 5, 3, 3}));
  EXPECT_EQ(of.first.follow_up, 3.0);
  EXPECT_EQ(of.state, State::remitted);
  RemissionCriterion inclusive = below_5();
  inclusive.limit.inclusive = true;
  EXPECT_EQ(remit(weekly({18, 9, 5, 4, 3}), inclusive).first.event->session, 2u);
}

TEST(Remission, NeedsAnIllnessToBeginWith) {
  const Remission well = remit(weekly({3, 12, 2}), below_5());
  EXPECT_FALSE(well.first.at_risk);
  EXPECT_TRUE(well.episodes.empty());
  EXPECT_EQ(well.state, State::not_at_risk);
  const Remission never = remit(weekly({18, 12, 7, no_score}), below_5());
  EXPECT_TRUE(never.first.censored());
  EXPECT_EQ(never.first.follow_up, 2.0);
  EXPECT_EQ(never.state, State::never_remitted);
}

TEST(Remission, EndsInRelapseBeforeRecoveryAndInRecurrenceAfterIt) {
  RemissionCriterion criterion = below_5();
  criterion.recovery_duration = 3.0;
  const Remission of = remit(weekly({18, 4, 7, 11, 4, 3, 8, 2, 6, 12}), criterion);
  ASSERT_EQ(of.episodes.size(), 2u);
  EXPECT_FALSE(of.episodes[0].recovery);
  EXPECT_EQ(of.episodes[0].end, (ChangeEvent{EventKind::relapse, 3, 3, 11, 10, 3, 3}));
  EXPECT_EQ(of.episodes[1].remission.session, 4u);
  EXPECT_EQ(of.episodes[1].recovery, (ChangeEvent{EventKind::recovery, 7, 7, 2, 5, 4, 4}));
  EXPECT_EQ(of.episodes[1].end, (ChangeEvent{EventKind::recurrence, 9, 9, 12, 10, 9, 9}));
  EXPECT_EQ(of.state, State::recurred);
}

TEST(Remission, IsLostByRelapseAloneOrByAnyWorseScoreAsTheCriterionSays) {
  const Sessions sessions = weekly({18, 4, 7, 3});
  EXPECT_EQ(remit(sessions, below_5()).episodes.size(), 1u) << "7 is no relapse";
  RemissionCriterion strict;
  strict.limit = {5.0, false};
  const Remission of = remit(sessions, strict);
  ASSERT_EQ(of.episodes.size(), 2u);
  EXPECT_EQ(of.episodes[0].end, (ChangeEvent{EventKind::relapse, 2, 2, 7, 5, 2, 2}));
  strict.relapse.kind = Kind::loss_of_response;  // half of 18 is 9
  EXPECT_EQ(remit(sessions, strict).episodes.size(), 1u);
  const Remission lost = remit(weekly({18, 4, 9, 10}), strict);
  EXPECT_EQ(lost.episodes[0].end, (ChangeEvent{EventKind::relapse, 3, 3, 10, 9, 3, 3}));
  EXPECT_FALSE(remit(weekly({6, 4, 4}), strict).episodes[0].end) << "4 is more than half of 6, and remitted";
  EXPECT_EQ(remit(weekly({6, 4, 5}), strict).episodes[0].end->limit, 5.0);
}

TEST(Remission, CountsNothingThatNoScoreShows) {
  RemissionCriterion criterion = below_5();
  criterion.recovery_duration = 10.0;
  const Remission of = remit({{0, 1, 30}, {18, 4, 15}}, criterion);
  EXPECT_EQ(of.state, State::relapsed) << "no score says that the recovery came first";
  EXPECT_EQ(remit({{0, 1, 30, 31}, {18, 4, 4, 15}}, criterion).state, State::recurred);
}

TEST(Remission, ByTheTaskForceTakesThreeWeeksAndRecoveryFourMonths) {
  for (const double week : {1.0, 7.0}) {
    const RemissionCriterion criterion = acnp_remission({5.0, false}, {10.0, true}, week);
    Sessions sessions;
    for (int k = 0; k < 25; ++k) {
      sessions.time.push_back(week * k);
      sessions.score.push_back(k < 2 ? 15 : k == 10 ? 8 : 3);
    }
    const Remission of = remit(sessions, criterion);
    ASSERT_EQ(of.episodes.size(), 1u);
    EXPECT_EQ(of.first.event->from_session, 2u);
    EXPECT_EQ(of.first.event->session, 5u);
    EXPECT_EQ(of.episodes[0].recovery->session, 20u) << "4 months are 17.4 weeks";
    EXPECT_EQ(of.episodes[0].recovery->from_session, 2u);
  }
}

RemissionCriterion any_criterion(std::mt19937_64& random, Direction direction) {
  std::uniform_int_distribution<int> size(0, 3), value(6, 14), gap(0, 6);
  std::bernoulli_distribution coin(0.5);
  RemissionCriterion out;
  const double limit = value(random);
  out.limit = {limit, coin(random)};
  out.ascribed = {static_cast<std::size_t>(1 + size(random) / 2), size(random) / 2.0};
  if (coin(random)) out.recovery_duration = size(random) * 1.0;
  if (coin(random)) out.recovery_scores = static_cast<std::size_t>(1 + size(random));
  out.relapse.kind = coin(random) ? Kind::beyond_limit : Kind::loss_of_remission;
  out.relapse.limit = {limit - better(direction) * gap(random), !out.limit.inclusive || coin(random)};
  if (out.relapse.limit.value == limit && out.limit.inclusive) out.relapse.limit.inclusive = false;
  out.relapse.persistence = {static_cast<std::size_t>(1 + size(random) / 2), size(random) / 4.0};
  return out;
}

TEST(Remission, AgreesWithAWalkFromScoreToScore) {
  std::mt19937_64 random(5201);
  std::size_t remissions = 0, recoveries = 0, relapses = 0, recurrences = 0, several = 0;
  for (int trial = 0; trial < 20000; ++trial) {
    const Sessions sessions = support::any_sessions(random, 24);
    const auto scored = scored_sessions(sessions.series());
    if (!scored) continue;
    const RemissionCriterion criterion = any_criterion(random, sessions.direction);
    const Remission of = *remission(*scored, criterion);
    const double sign = better(sessions.direction), start = sign * (scored->scores[0].score - criterion.limit.value);
    ASSERT_EQ(of.first.at_risk, criterion.limit.inclusive ? start < 0 : start <= 0);
    if (!of.first.at_risk) continue;
    const support::RemissionWalk walk(scored->scores, criterion, sign);
    std::vector<std::size_t> found[5];
    for (const RemissionEpisode& episode : of.episodes) {
      found[0].push_back(episode.remission.session);
      found[1].push_back(episode.remission.from_session);
      if (episode.recovery) found[2].push_back(episode.recovery->session);
      if (episode.end) found[episode.recovery ? 4 : 3].push_back(episode.end->session);
      if (episode.end) {
        ASSERT_EQ(episode.end->kind, episode.recovery ? EventKind::recurrence : EventKind::relapse);
      }
    }
    ASSERT_EQ(found[0], walk.remissions);
    ASSERT_EQ(found[1], walk.onsets);
    ASSERT_EQ(found[2], walk.recoveries);
    ASSERT_EQ(found[3], walk.relapses);
    ASSERT_EQ(found[4], walk.recurrences);
    ASSERT_EQ(of.state, walk.state);
    ASSERT_EQ(of.first.event.has_value(), !walk.remissions.empty());
    remissions += found[0].size();
    recoveries += found[2].size();
    relapses += found[3].size();
    recurrences += found[4].size();
    several += of.episodes.size() > 1;
  }
  for (const std::size_t seen : {remissions, recoveries, relapses, recurrences, several}) EXPECT_GT(seen, 300u);
}

TEST(Remission, IsTheSameInAMirrorAndWithPointsAdded) {
  std::mt19937_64 random(5202);
  const auto outline = [](const Remission& of) {
    std::vector<std::size_t> out{static_cast<std::size_t>(of.state), of.first.at_risk};
    for (const RemissionEpisode& episode : of.episodes)
      for (const auto& event : {std::optional(episode.remission), episode.recovery, episode.end}) {
        out.push_back(event ? event->session : 1000);
        out.push_back(event ? event->from_session : 1000);
      }
    return out;
  };
  for (int trial = 0; trial < 3000; ++trial) {
    const Sessions sessions = support::any_sessions(random, 24);
    if (!scored_sessions(sessions.series())) continue;
    RemissionCriterion criterion = any_criterion(random, sessions.direction);
    const double best = sessions.direction == Direction::lower_is_better ? 0.0 : 24.0;
    if (trial % 3 == 0) {
      criterion.relapse.kind = Kind::loss_of_response;
      criterion.relapse.response.best_score = best;
    }
    RemissionCriterion mirror = criterion, up = criterion;
    for (double* value : {&mirror.limit.value, &mirror.relapse.limit.value}) *value = 24 - *value;
    for (double* value : {&up.limit.value, &up.relapse.limit.value}) *value += 50;
    mirror.relapse.response.best_score = 24 - best;
    up.relapse.response.best_score = best + 50;
    const auto expected = outline(remit(sessions, criterion));
    ASSERT_EQ(outline(remit(mirrored(sessions, 24), mirror)), expected);
    ASSERT_EQ(outline(remit(moved(sessions, 50), up)), expected);
  }
}

TEST(Remission, OfThePastIsNotChangedByALaterSession) {
  std::mt19937_64 random(5203);
  for (int trial = 0; trial < 1000; ++trial) {
    const Sessions sessions = support::any_sessions(random, 24);
    const RemissionCriterion criterion = any_criterion(random, sessions.direction);
    std::vector<ChangeEvent> before;
    for (std::size_t n = 2; n <= sessions.score.size(); ++n) {
      const auto scored = scored_sessions(sessions.first(n).series());
      if (!scored) continue;
      std::vector<ChangeEvent> now;
      const Remission of = *remission(*scored, criterion);
      for (const RemissionEpisode& episode : of.episodes)
        for (const auto& event : {std::optional(episode.remission), episode.recovery, episode.end})
          if (event) now.push_back(*event);
      ASSERT_GE(now.size(), before.size());
      for (std::size_t i = 0; i < before.size(); ++i) ASSERT_EQ(now[i], before[i]);
      before = now;
    }
  }
}

TEST(Remission, RefusesLimitsThatShareAScoreAndDurationsThatAreNone) {
  const auto detail = [](const RemissionCriterion& criterion, Direction direction = Direction::lower_is_better) {
    const auto trouble = trouble_in(criterion, direction);
    return trouble ? trouble->detail : "";
  };
  EXPECT_EQ(detail(below_5()), "");
  EXPECT_EQ(detail(below_5(), Direction::higher_is_better), "relapse at 10 and remission at 5: a score could be both");
  RemissionCriterion same = below_5();
  same.relapse.limit = {5.0, true};
  EXPECT_EQ(detail(same), "");
  same.limit.inclusive = true;
  EXPECT_EQ(detail(same), "relapse at 5 and remission at 5: a score could be both");
  RemissionCriterion wrong = below_5();
  wrong.limit.value = no_score;
  EXPECT_EQ(detail(wrong), "limit nan, it must be finite");
  wrong = below_5();
  wrong.recovery_duration = -1.0;
  EXPECT_EQ(detail(wrong), "recovery after a duration of -1, it must be 0 or more");
  wrong = below_5();
  wrong.recovery_scores = 0;
  EXPECT_EQ(detail(wrong), "recovery after 0 scores, it must be 1 or more");
  wrong = below_5();
  wrong.relapse.persistence.scores = 0;
  EXPECT_EQ(detail(wrong), "0 consecutive scores, it must be 1 or more");
}

}  // namespace oncourse::remission_test

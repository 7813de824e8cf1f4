// change_over_sessions.cpp: one series, all questions.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/change_over_sessions.hpp"

#include <algorithm>
#include <tuple>

namespace oncourse {
namespace {

PlateauCriterion plateau_of(const SessionCriteria& criteria) {
  return {*criteria.reliable, *criteria.trend, *criteria.plateau_scores};
}

/// Where a result is an error, this is it.
template <class T>
std::optional<Error> take(std::optional<T>& into, Result<T> result) {
  if (!result) return result.error();
  into = *std::move(result);
  return std::nullopt;
}

std::optional<Error> ask(const ScoredSessions& sessions, const SessionCriteria& criteria, ChangeOverSessions& out) {
  std::optional<Error> trouble;
  if (criteria.response) trouble = take(out.response, response(sessions, *criteria.response));
  if (!trouble && criteria.early_response)
    trouble = take(out.early_response, early_response(sessions, *criteria.early_response));
  if (!trouble && criteria.remission) trouble = take(out.remission, remission(sessions, *criteria.remission));
  if (!trouble && criteria.reliable) trouble = take(out.reliable, reliable_events(sessions, *criteria.reliable));
  if (!trouble && criteria.functional)
    trouble = take(out.good_enough, good_enough_level(sessions, *criteria.reliable, *criteria.functional));
  if (!trouble && criteria.trend) trouble = take(out.trend, reliable_trend(sessions, *criteria.trend));
  if (trouble || !criteria.plateau_scores) return trouble;
  auto tail = plateau(sessions, plateau_of(criteria));
  if (!tail) return tail.error();
  out.plateau_asked = true;
  out.plateau = *std::move(tail);
  return std::nullopt;
}

std::vector<ChangeEvent> events_of(const ChangeOverSessions& all) {
  std::vector<ChangeEvent> out;
  const auto add = [&](const std::optional<ChangeEvent>& event) {
    if (event) out.push_back(*event);
  };
  if (all.early_response) add(all.early_response->event);
  if (all.response)
    for (const auto* event : {&all.response->first.event, &all.response->sustained, &all.response->lost}) add(*event);
  if (all.remission)
    for (const RemissionEpisode& episode : all.remission->episodes) {
      add(episode.remission);
      add(episode.recovery);
      add(episode.end);
    }
  if (all.reliable)
    for (const auto* event : {&all.reliable->improvement, &all.reliable->sustained_improvement,
                              &all.reliable->deterioration, &all.reliable->sustained_deterioration})
      add(*event);
  if (all.good_enough) add(all.good_enough->first.event);
  if (all.plateau) add(all.plateau->event);
  std::ranges::stable_sort(out, {}, [](const ChangeEvent& event) { return std::tuple(event.session, event.kind); });
  return out;
}

}  // namespace

std::optional<Error> trouble_in(const SessionCriteria& criteria, Direction direction) {
  if (criteria.functional && !criteria.reliable)
    return Error{Errc::bad_argument, "a good enough level needs the points of reliable change"};
  if (criteria.plateau_scores && !(criteria.reliable && criteria.trend))
    return Error{Errc::bad_argument, "a plateau needs the points of reliable change and a reliable trend"};
  std::optional<Error> trouble;
  if (criteria.response) trouble = trouble_in(*criteria.response);
  if (!trouble && criteria.early_response) trouble = trouble_in(*criteria.early_response);
  if (!trouble && criteria.remission) trouble = trouble_in(*criteria.remission, direction);
  if (!trouble && criteria.reliable) trouble = trouble_in(*criteria.reliable);
  if (!trouble && criteria.functional) trouble = trouble_in(*criteria.functional);
  if (!trouble && criteria.trend) trouble = trouble_in(*criteria.trend);
  if (!trouble && criteria.plateau_scores) trouble = trouble_in(plateau_of(criteria));
  return trouble;
}

Result<ChangeOverSessions> change_over_sessions(const TimedScores& series, const SessionCriteria& criteria) {
  if (auto trouble = trouble_in(criteria, series.direction)) return *trouble;
  const auto sessions = scored_sessions(series);
  if (!sessions) return sessions.error();
  ChangeOverSessions out;
  out.baseline = sessions->baseline();
  out.last = sessions->last();
  out.scores = sessions->scores.size();
  out.missed = sessions->missed;
  if (auto trouble = ask(*sessions, criteria, out)) return *trouble;
  out.events = events_of(out);
  return out;
}

}  // namespace oncourse

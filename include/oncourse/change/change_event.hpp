// change_event.hpp: something that happened at one session of a series, for a chart to mark.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "oncourse/change/timed_scores.hpp"

namespace oncourse {

enum class EventKind {
  early_response,
  response,
  sustained_response,
  loss_of_response,
  remission,
  recovery,
  relapse,
  recurrence,
  reliable_improvement,
  sustained_improvement,
  reliable_deterioration,
  sustained_deterioration,
  good_enough_level,
  plateau,
};

inline constexpr std::array event_kinds = {EventKind::early_response,
                                           EventKind::response,
                                           EventKind::sustained_response,
                                           EventKind::loss_of_response,
                                           EventKind::remission,
                                           EventKind::recovery,
                                           EventKind::relapse,
                                           EventKind::recurrence,
                                           EventKind::reliable_improvement,
                                           EventKind::sustained_improvement,
                                           EventKind::reliable_deterioration,
                                           EventKind::sustained_deterioration,
                                           EventKind::good_enough_level,
                                           EventKind::plateau};

constexpr std::string_view name(EventKind kind) {
  switch (kind) {
    case EventKind::early_response: return "early_response";
    case EventKind::response: return "response";
    case EventKind::sustained_response: return "sustained_response";
    case EventKind::loss_of_response: return "loss_of_response";
    case EventKind::remission: return "remission";
    case EventKind::recovery: return "recovery";
    case EventKind::relapse: return "relapse";
    case EventKind::recurrence: return "recurrence";
    case EventKind::reliable_improvement: return "reliable_improvement";
    case EventKind::sustained_improvement: return "sustained_improvement";
    case EventKind::reliable_deterioration: return "reliable_deterioration";
    case EventKind::sustained_deterioration: return "sustained_deterioration";
    case EventKind::good_enough_level: return "good_enough_level";
    case EventKind::plateau: return "plateau";
  }
  return "unknown";
}

/// At `session` there was enough to say so; where more than one score is asked for, the first of them is at
/// `from_session`.
struct ChangeEvent {
  EventKind kind = EventKind::response;
  std::size_t session = 0;  ///< index in the series
  double time = 0.0, score = 0.0;
  double limit = 0.0;  ///< the score that was to be reached or passed; of a plateau its mean
  std::size_t from_session = 0;
  double from_time = 0.0;

  friend bool operator==(const ChangeEvent&, const ChangeEvent&) = default;
};

/// For how long something must be true without a break, by scores and by time between the first and the last of them;
/// both must hold.
struct Persistence {
  std::size_t scores = 1;  ///< consecutive, 1 or more
  double duration = 0.0;   ///< in the series' unit of time
};

/// What is wrong with it: bad_argument, no score or a duration that is negative or not finite.
std::optional<Error> trouble_in(const Persistence& persistence);

/// The first time that `met(score)` persists: the event, or nothing.
template <class Met>
std::optional<ChangeEvent> first_event(EventKind kind, std::span<const SessionScore> scores, double limit,
                                       const Persistence& persistence, const Met& met) {
  std::size_t run = 0;  // scores in it, up to here
  for (std::size_t i = 0; i < scores.size(); ++i) {
    run = met(scores[i].score) ? run + 1 : 0;
    if (run == 0 || run < persistence.scores) continue;
    const SessionScore &now = scores[i], &from = scores[i + 1 - run];
    if (now.time - from.time >= persistence.duration)
      return ChangeEvent{kind, now.session, now.time, now.score, limit, from.session, from.time};
  }
  return std::nullopt;
}

/// How long it took, for a survival curve.
struct TimeToEvent {
  bool at_risk = true;  ///< false: true already at baseline, or nothing to gain: neither an event nor censored
  std::optional<ChangeEvent> event = {};
  double follow_up = 0.0;  ///< time from baseline to the event, else to the last score; 0 when not at risk

  [[nodiscard]] bool censored() const { return at_risk && !event; }
};

/// `event` as a time since baseline, right-censored at the last score.
inline TimeToEvent time_to(const ScoredSessions& sessions, const std::optional<ChangeEvent>& event) {
  return {true, event, (event ? event->time : sessions.last().time) - sessions.baseline().time};
}

}  // namespace oncourse

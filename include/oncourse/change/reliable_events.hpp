// reliable_events.hpp: when was somebody reliably better or worse than at baseline, and was it good enough?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "oncourse/change/change_event.hpp"
#include "oncourse/change/score_limit.hpp"

namespace oncourse {

/// How many points since baseline are more than measurement error, either way.
struct ReliablePoints {
  double improvement = 0.0, deterioration = 0.0;  ///< raw points, above 0
  bool inclusive = true;                          ///< a change of exactly as many counts
  /// How long it must last to be sustained; twice in a row is a convention of outcome monitoring.
  Persistence sustained = {2, 0.0};
};

struct ReliableEvents {
  std::optional<ChangeEvent> improvement = {}, sustained_improvement = {};
  std::optional<ChangeEvent> deterioration = {}, sustained_deterioration = {};
};

/// What is wrong with it: bad_argument, points not above 0 or not finite, a persistence that is none.
std::optional<Error> trouble_in(const ReliablePoints& points);

/// The first of each. Looking at every session, chance alone finds more of them than at one: the sustained ones less.
///
///   errors  those of trouble_in()
///   source  Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19, of each score against baseline
Result<ReliableEvents> reliable_events(const ScoredSessions& sessions, const ReliablePoints& points);

struct GoodEnoughLevel {
  TimeToEvent first;  ///< at risk: baseline in the clinical range
  bool kept = false;  ///< reached, and true of every later score
};

/// The first score that is reliably better than baseline and on the functional side of the cut-off, for somebody who
/// was not: reliable and clinically significant improvement, at which people tend to end a therapy of no fixed length.
///
///   functional  its better side is the functional range
///   errors      those of trouble_in() for either argument
///   source      Barkham et al. 2006, J Consult Clin Psychol 74:160-167; Baldwin et al. 2009, ibid. 77:203-211
Result<GoodEnoughLevel> good_enough_level(const ScoredSessions& sessions, const ReliablePoints& points,
                                          const ScoreLimit& functional);

}  // namespace oncourse

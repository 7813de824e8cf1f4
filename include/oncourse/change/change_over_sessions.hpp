// change_over_sessions.hpp: every stated criterion of change, asked of one series at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "oncourse/change/plateau.hpp"
#include "oncourse/change/reliable_events.hpp"
#include "oncourse/change/reliable_trend.hpp"
#include "oncourse/change/remission.hpp"
#include "oncourse/change/response.hpp"

namespace oncourse {

/// What to ask; absent: not asked. Nothing here is of a particular instrument.
struct SessionCriteria {
  std::optional<ResponseCriterion> response = ResponseCriterion{};
  std::optional<EarlyResponseCriterion> early_response = {};
  std::optional<RemissionCriterion> remission = {};
  std::optional<ReliablePoints> reliable = {};
  std::optional<ScoreLimit> functional = {};  ///< with `reliable`: the good enough level
  std::optional<ReliableTrendCriterion> trend = {};
  std::optional<std::size_t> plateau_scores = {};  ///< with `reliable` and `trend`: see PlateauCriterion::scores
};

/// The answers; absent where nothing was asked.
struct ChangeOverSessions {
  SessionScore baseline, last;
  std::size_t scores = 0, missed = 0;
  std::optional<Response> response = {};
  std::optional<EarlyResponse> early_response = {};
  std::optional<Remission> remission = {};
  std::optional<ReliableEvents> reliable = {};
  std::optional<GoodEnoughLevel> good_enough = {};
  std::optional<ReliableTrend> trend = {};
  bool plateau_asked = false;
  std::optional<Plateau> plateau = {};   ///< absent also where there is none
  std::vector<ChangeEvent> events = {};  ///< all of the above, in the order of sessions, then of EventKind
};

/// What is wrong with the criteria: what their parts refuse, `functional` without `reliable`, a plateau without either
/// `reliable` or `trend`.
///
///   direction  of the scores
std::optional<Error> trouble_in(const SessionCriteria& criteria, Direction direction);

/// Pure: the same series has the same answers in any company.
///
///   errors  those of scored_sessions(), trouble_in() and reliable_trend()
///   cost    linear in sessions, quadratic in those of a plateau
Result<ChangeOverSessions> change_over_sessions(const TimedScores& series, const SessionCriteria& criteria = {});

}  // namespace oncourse

// remission.hpp: remission, recovery, relapse and recurrence, as episodes over a series.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "oncourse/change/change_event.hpp"
#include "oncourse/change/score_limit.hpp"

namespace oncourse {

/// How a remission ends.
struct RelapseCriterion {
  enum class Kind {
    loss_of_remission,  ///< any score that is not remitted
    beyond_limit,       ///< a score on the worse side of `limit`
    loss_of_response,   ///< a score that is neither remitted nor a response
  };
  Kind kind = Kind::loss_of_remission;
  ScoreLimit limit = {};      ///< of beyond_limit; no score may be on both this side of it and in remission
  Improvement response = {};  ///< of loss_of_response
  Persistence persistence = {};
};

/// Defaults: one score is enough for each change of state (convention), and recovery is never ascribed, as no duration
/// is given for it.
struct RemissionCriterion {
  ScoreLimit limit = {};      ///< its better side is the functional one
  Persistence ascribed = {};  ///< how long remission must last before it is called one
  /// When a remission has become a recovery: time, or scores, since its first score, which counts. Both where both are
  /// given, never where neither is.
  std::optional<double> recovery_duration = {};
  std::optional<std::size_t> recovery_scores = {};
  RelapseCriterion relapse = {};
};

/// Remission after 3 consecutive weeks, recovery 4 months after its onset without a relapse, each then lost by relapse
/// and recurrence alone. That the weeks run from the first remitted score to the last, and that a score beyond the
/// limit is a relapse, are conventions: the task force asks for the criteria of a depressive episode.
///
///   limit    of remission on this scale
///   relapse  of the return of the episode; its worse side
///   week     how many units of time are a week: 1 where times are weeks, 7 where they are days
///   source   Rush et al. 2006, Neuropsychopharmacology 31:1841-1853; the four concepts are those of Frank et al. 1991,
///            Arch Gen Psychiatry 48:851-855
constexpr RemissionCriterion acnp_remission(ScoreLimit limit, ScoreLimit relapse, double week) {
  RemissionCriterion out;
  out.limit = limit;
  out.ascribed.duration = 3.0 * week;
  out.recovery_duration = 4.0 * (365.25 / 12.0) / 7.0 * week;
  out.relapse.kind = RelapseCriterion::Kind::beyond_limit;
  out.relapse.limit = relapse;
  return out;
}

/// One remission and what became of it.
struct RemissionEpisode {
  ChangeEvent remission;
  std::optional<ChangeEvent> recovery = {};
  std::optional<ChangeEvent> end =
      {};  ///< relapse, or recurrence after a recovery; absent: not ended by the last score
};

struct Remission {
  enum class State { not_at_risk, never_remitted, remitted, recovered, relapsed, recurred };

  TimeToEvent first;
  std::vector<RemissionEpisode> episodes = {};
  State state = State::never_remitted;  ///< at the last score
};

constexpr std::string_view name(Remission::State state) {
  switch (state) {
    case Remission::State::not_at_risk: return "not_at_risk";
    case Remission::State::never_remitted: return "never_remitted";
    case Remission::State::remitted: return "remitted";
    case Remission::State::recovered: return "recovered";
    case Remission::State::relapsed: return "relapsed";
    case Remission::State::recurred: return "recurred";
  }
  return "unknown";
}

/// What is wrong with it: bad_argument, a limit, persistence or duration that is none, limits of remission and relapse
/// that share a score.
///
///   direction  of the scores that the limits are for
std::optional<Error> trouble_in(const RemissionCriterion& criterion, Direction direction);

/// Who is in remission at baseline has none to reach, is not at risk and has no episodes. Recovery is ascribed at a
/// score that is itself not beyond the limit of relapse: what happened between two scores is not assumed.
///
///   errors  those of trouble_in()
Result<Remission> remission(const ScoredSessions& sessions, const RemissionCriterion& criterion);

}  // namespace oncourse

// timed_scores.hpp: one person's scores over time, as given and as they can be compared.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "oncourse/base/direction.hpp"
#include "oncourse/base/error.hpp"

namespace oncourse {

/// Sessions in the order in which they took place, borrowed.
struct TimedScores {
  std::span<const double> time;   ///< any one unit, strictly increasing
  std::span<const double> score;  ///< as many; NaN: a session without a score
  Direction direction = Direction::lower_is_better;
};

/// A score and where it stands.
struct SessionScore {
  std::size_t session = 0;  ///< index in the series, sessions without a score counted
  double time = 0.0, score = 0.0;
};

/// The sessions that have a score. The first of them is the baseline; those without a score are skipped and counted, so
/// that scores on both sides of a gap are consecutive.
struct ScoredSessions {
  Direction direction = Direction::lower_is_better;
  std::vector<SessionScore> scores;  ///< 2 or more
  std::size_t missed = 0;
  SessionScore end;  ///< the last session of the series, scored (then its score) or not (NaN)

  [[nodiscard]] const SessionScore& baseline() const { return scores.front(); }
  [[nodiscard]] const SessionScore& last() const { return scores.back(); }
  [[nodiscard]] std::span<const SessionScore> later() const { return std::span(scores).subspan(1); }
  /// Points in the better direction since baseline.
  [[nodiscard]] double gain(double score) const { return better(direction) * (score - baseline().score); }
};

/// Reads a series once, for all questions asked of it.
///
///   errors  bad_argument: another number of times than scores, a time that is not finite, an infinite score;
///           session_order: a time that does not follow the one before; not_enough_sessions: fewer than 2 scores
Result<ScoredSessions> scored_sessions(const TimedScores& series);

}  // namespace oncourse

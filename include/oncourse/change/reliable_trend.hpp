// reliable_trend.hpp: is the slope over all sessions more than measurement error?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "oncourse/base/error.hpp"
#include "oncourse/change/change_class.hpp"
#include "oncourse/change/timed_scores.hpp"

namespace oncourse {

/// With what a slope is compared.
struct ReliableTrendCriterion {
  double sd = 0.0;           ///< of the scores in a population like this person's, raw points
  double reliability = 0.0;  ///< of one score
  /// How many standard errors must be exceeded for each class; default: two-sided 5 %, as in Jacobson & Truax 1991.
  double critical_improvement = 1.959963984540054;
  double critical_deterioration = 1.959963984540054;
};

struct ReliableTrend {
  double slope = 0.0;           ///< least squares, raw points per unit of time
  double standard_error = 0.0;  ///< of the slope, if the scores err by the standard error of measurement
  double z = 0.0;               ///< the reliable trend index
  double change = 0.0;          ///< of the fitted line from the first score to the last, raw points
  ChangeClass change_class = ChangeClass::unchanged;  ///< improved, unchanged or deteriorated
  std::size_t scores = 0, missed = 0;
};

/// What is wrong with a criterion: bad_argument, sd not above 0, reliability not inside (0, 1), a critical value below
/// 0.
std::optional<Error> trouble_in(const ReliableTrendCriterion& criterion);

/// slope / (SEM / sqrt(sum (t - mean t)^2)), SEM = sd sqrt(1 - reliability); of two scores the Jacobson-Truax index. It
/// takes the true scores to lie on a line: what bends or jumps is seen by its overall tilt alone.
///
///   errors  those of trouble_in() and of scored_sessions(); bad_argument: times so near or far that no slope is finite
///   source  McAleavey 2024, Clin Psychol Sci Pract 31:351-366, and the author's R package ReliableTrendIndex, whose
///           worked example the tests hold
Result<ReliableTrend> reliable_trend(const ScoredSessions& sessions, const ReliableTrendCriterion& criterion);
Result<ReliableTrend> reliable_trend(const TimedScores& series, const ReliableTrendCriterion& criterion);

}  // namespace oncourse

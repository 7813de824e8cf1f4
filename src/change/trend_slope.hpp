// trend_slope.hpp: the reliable trend of any stretch of scores.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>

#include "oncourse/change/reliable_trend.hpp"

namespace oncourse {

/// Two passes, sums in the order of time. Measured from the first score, so that a constant added to scores or times
/// costs no digits.
///
///   scores  2 or more; z is not finite where the times are too near or too far
inline ReliableTrend trend_of(std::span<const SessionScore> scores, Direction direction,
                              const ReliableTrendCriterion& criterion) {
  const SessionScore& first = scores.front();
  const double n = static_cast<double>(scores.size());
  double mean_time = 0.0, mean_score = 0.0;
  for (const SessionScore& at : scores) {
    mean_time += (at.time - first.time) / n;
    mean_score += (at.score - first.score) / n;
  }
  double spread = 0.0, product = 0.0;
  for (const SessionScore& at : scores) {
    const double t = at.time - first.time - mean_time;
    spread += t * t;
    product += t * (at.score - first.score - mean_score);
  }
  ReliableTrend out;
  out.slope = product / spread;
  out.standard_error = criterion.sd * std::sqrt(1.0 - criterion.reliability) / std::sqrt(spread);
  out.z = out.slope / out.standard_error;
  out.change = out.slope * (scores.back().time - first.time);
  out.scores = scores.size();
  const double improved = better(direction) * out.z;
  if (improved > criterion.critical_improvement) out.change_class = ChangeClass::improved;
  if (-improved > criterion.critical_deterioration) out.change_class = ChangeClass::deteriorated;
  return out;
}

}  // namespace oncourse

// plateau.cpp: tails of a series, from short to long.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/plateau.hpp"

#include <algorithm>
#include <cmath>

#include "change/trend_slope.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/base/rounding.hpp"

namespace oncourse {

std::optional<Error> trouble_in(const PlateauCriterion& criterion) {
  if (auto trouble = trouble_in(criterion.points)) return trouble;
  if (auto trouble = trouble_in(criterion.trend)) return trouble;
  if (criterion.scores < 2)
    return Error{Errc::bad_argument, "plateau of " + text(criterion.scores) + " scores, it must be 2 or more"};
  return std::nullopt;
}

Result<std::optional<Plateau>> plateau(const ScoredSessions& sessions, const PlateauCriterion& criterion) {
  if (auto trouble = trouble_in(criterion)) return *trouble;
  const double apart = std::min(criterion.points.improvement, criterion.points.deterioration);
  const std::span<const SessionScore> all = sessions.scores;
  std::optional<Plateau> longest;
  double lowest = all.back().score, highest = lowest;
  for (std::size_t length = 1; length <= all.size(); ++length) {
    const std::span<const SessionScore> tail = all.last(length);
    lowest = std::min(lowest, tail.front().score);
    highest = std::max(highest, tail.front().score);
    const double range = highest - lowest, scale = std::max(std::fabs(highest), std::fabs(lowest));
    if (criterion.points.inclusive ? at_least(range, apart, scale) : above(range, apart, scale))
      break;  // a longer tail has no smaller range
    if (length < criterion.scores) continue;
    const ReliableTrend trend = trend_of(tail, sessions.direction, criterion.trend);
    if (!std::isfinite(trend.z) || trend.change_class != ChangeClass::unchanged) continue;
    const SessionScore& first = tail.front();
    double above = 0.0;  // of the mean, over the first score
    for (const SessionScore& at : tail) above += (at.score - first.score) / static_cast<double>(length);
    const double mean = first.score + above;
    longest = Plateau{
        length,  mean,  lowest,
        highest, trend, {EventKind::plateau, first.session, first.time, first.score, mean, first.session, first.time}};
  }
  return longest;
}

}  // namespace oncourse

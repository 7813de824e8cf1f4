// reliable_trend.cpp: a least-squares slope over its standard error.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/reliable_trend.hpp"

#include <cmath>

#include "change/trend_slope.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

std::optional<Error> trouble_in(const ReliableTrendCriterion& criterion) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (!(criterion.sd > 0.0) || !std::isfinite(criterion.sd))
    return bad("standard deviation " + text(criterion.sd) + ", it must be above 0");
  if (!(criterion.reliability > 0.0 && criterion.reliability < 1.0))
    return bad("reliability " + text(criterion.reliability) + ", it must lie between 0 and 1");
  for (const double critical : {criterion.critical_improvement, criterion.critical_deterioration})
    if (!(critical >= 0.0) || !std::isfinite(critical))
      return bad("critical value " + text(critical) + ", it must be 0 or more");
  return std::nullopt;
}

Result<ReliableTrend> reliable_trend(const ScoredSessions& sessions, const ReliableTrendCriterion& criterion) {
  if (auto trouble = trouble_in(criterion)) return *trouble;
  ReliableTrend out = trend_of(sessions.scores, sessions.direction, criterion);
  if (!std::isfinite(out.z))
    return Error{Errc::bad_argument, "times from " + text(sessions.baseline().time) + " to " +
                                         text(sessions.last().time) + " and these scores have no finite slope"};
  out.missed = sessions.missed;
  return out;
}

Result<ReliableTrend> reliable_trend(const TimedScores& series, const ReliableTrendCriterion& criterion) {
  if (auto trouble = trouble_in(criterion)) return *trouble;
  const auto sessions = scored_sessions(series);
  if (!sessions) return sessions.error();
  return reliable_trend(*sessions, criterion);
}

}  // namespace oncourse

// timed_scores.cpp: a series is read once, and refused as a whole.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/timed_scores.hpp"

#include <cmath>

#include "oncourse/base/number.hpp"

namespace oncourse {

Result<ScoredSessions> scored_sessions(const TimedScores& series) {
  if (series.time.size() != series.score.size())
    return Error{Errc::bad_argument, text(series.time.size()) + " times and " + text(series.score.size()) + " scores"};
  ScoredSessions out;
  out.direction = series.direction;
  out.scores.reserve(series.score.size());
  for (std::size_t session = 0; session < series.time.size(); ++session) {
    const double time = series.time[session], score = series.score[session];
    const auto at = [&] { return "session at index " + text(session) + ": "; };
    if (!std::isfinite(time)) return Error{Errc::bad_argument, at() + "its time is not a finite number"};
    if (session > 0 && !(time > series.time[session - 1]))
      return Error{Errc::session_order, at() + "time " + text(time) + " does not follow " + text(out.end.time)};
    if (std::isinf(score)) return Error{Errc::bad_argument, at() + "its score is not a finite number"};
    out.end = {session, time, score};
    if (std::isnan(score))
      ++out.missed;
    else
      out.scores.push_back(out.end);
  }
  if (out.scores.size() < 2)
    return Error{Errc::not_enough_sessions, text(out.scores.size()) + " scored sessions, change needs 2"};
  return out;
}

}  // namespace oncourse

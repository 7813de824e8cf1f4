// course_change.hpp: change over the sessions of one person's course.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "oncourse/change/change_over_sessions.hpp"
#include "oncourse/change/sudden_gain.hpp"
#include "oncourse/course/course.hpp"

namespace oncourse {

/// What the times of criteria and events count.
enum class CourseTime { session, day };

/// The total of an instrument at each of the course's sessions, in their order; NaN where it was not measured.
inline std::vector<double> totals(const Course& course, const Instrument& q) {
  std::vector<double> out;
  out.reserve(course.sessions().size());
  for (const Session& session : course.sessions()) {
    const auto found = std::ranges::find_if(
        session.administrations, [&](const Administration& one) { return same_instrument(*one.instrument, q); });
    out.push_back(found == session.administrations.end() ? std::numeric_limits<double>::quiet_NaN()
                                                         : found->score.total);
  }
  return out;
}

/// change_over_sessions() of the totals. An event's session is an index in course.sessions().
///
///   time    of the criteria: session numbers, or days since intake
///   errors  those of change_over_sessions()
inline Result<ChangeOverSessions> change_over_sessions(const Course& course, const Instrument& q,
                                                       const SessionCriteria& criteria = {},
                                                       CourseTime time = CourseTime::session) {
  std::vector<double> times;
  times.reserve(course.sessions().size());
  for (const Session& session : course.sessions())
    times.push_back(time == CourseTime::session ? session.number : static_cast<double>(session.day));
  return change_over_sessions({times, totals(course, q), q.direction}, criteria);
}

/// sudden_gains() of the totals, by session number. A number that the course leaves out was missed, as was a session
/// without this instrument.
///
///   errors  those of sudden_gains()
inline Result<SuddenGains> sudden_gains(const Course& course, const Instrument& q, const SuddenGainCriteria& criteria) {
  const int first = course.sessions().front().number, last = course.latest().number;
  std::vector<double> scores(static_cast<std::size_t>(last - first) + 1, std::numeric_limits<double>::quiet_NaN());
  const std::vector<double> measured = totals(course, q);
  for (std::size_t i = 0; i < measured.size(); ++i)
    scores[static_cast<std::size_t>(course.sessions()[i].number - first)] = measured[i];
  return sudden_gains(scores, q.direction, criteria, first);
}

}  // namespace oncourse

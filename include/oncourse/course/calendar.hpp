// calendar.hpp: where a course stands in its window, and when it will be where.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "oncourse/course/course.hpp"

namespace oncourse {

/// Two neighbours in the record that lie more than twice as far apart as the agreed cadence puts their numbers.
struct Gap {
  int after_session;
  long from_day, to_day;
};

/// An instrument used before and then left out of recent sessions.
struct OverdueMeasure {
  const Instrument* instrument;
  int last_session;      ///< at which it was completed
  int sessions_without;  ///< held since then
};

struct CalendarStatus {
  Phase phase = Phase::intake;
  int sessions_used = 0;             ///< the latest session's number: the clinical clock
  int left_to_window = 0;            ///< sessions until the window opens, 0 inside it
  int left_in_window = 0;            ///< sessions until it closes
  double kept_cadence_days = 0.0;    ///< days per session so far; the plan's until two sessions were held
  long day_first = 0, day_last = 0;  ///< of the window's first and last session at the kept cadence
  std::optional<Date> date_first, date_last;
  std::vector<Gap> gaps;
  std::vector<OverdueMeasure> overdue;
  std::optional<long> days_since_latest;  ///< known when the caller says what day it is
  bool session_overdue = false;           ///< more than twice the cadence since the latest session
};

/// The day since intake of a session: as it was held; between two that were held, in proportion; after the latest one,
/// at the given cadence.
inline long expected_day(const Course& course, double cadence_days, int session) {
  const Session* before = &course.sessions().front();
  for (const Session& held : course.sessions()) {
    if (held.number >= session) {
      if (held.number == session || held.number == before->number) return held.day;
      return before->day + std::lround(static_cast<double>(held.day - before->day) * (session - before->number) /
                                       (held.number - before->number));
    }
    before = &held;
  }
  return before->day + std::lround(cadence_days * (session - before->number));
}

inline double kept_cadence(const Course& course) {
  const Session &first = course.sessions().front(), &latest = course.latest();
  if (latest.number == first.number) return course.plan().cadence_days;
  return static_cast<double>(latest.day - first.day) / (latest.number - first.number);
}

/// There is no clock here: that a day is today is the caller's word, and it cannot precede what has happened.
inline std::optional<Error> trouble_in_today(const Course& course, long today) {
  if (today >= course.latest().day) return std::nullopt;
  return Error{Errc::session_order,
               "today is day " + text(today) + ", before the latest session on day " + text(course.latest().day)};
}

/// Where the course stands after its latest session.
///
///   today          day since intake, if the caller wants to know whether a session is overdue: there is no clock here
///   measure_every  sessions after which an instrument is due again; 0: as often as it was completed so far, and never
///                  for one completed once
inline CalendarStatus calendar_status(const Course& course, std::optional<long> today = {}, int measure_every = 0) {
  const Plan& plan = course.plan();
  const Session& latest = course.latest();
  CalendarStatus out;
  out.phase = phase_of(plan, latest.number);
  out.sessions_used = latest.number;
  out.left_to_window = std::max(0, plan.window_first - latest.number);
  out.left_in_window = std::max(0, plan.window_last - latest.number);
  out.kept_cadence_days = kept_cadence(course);
  out.day_first = expected_day(course, out.kept_cadence_days, plan.window_first);
  out.day_last = expected_day(course, out.kept_cadence_days, plan.window_last);
  out.date_first = course.date(out.day_first);
  out.date_last = course.date(out.day_last);

  const Session* before = nullptr;
  for (const Session& session : course.sessions()) {
    if (before && session.day - before->day > 2L * plan.cadence_days * (session.number - before->number))
      out.gaps.push_back({before->number, before->day, session.day});
    before = &session;
  }
  for (const Instrument* instrument : course.instruments()) {
    const std::vector<Observation> completed = course.observations(*instrument);
    const auto sessions_after = [&](int number) {
      return static_cast<int>(std::count_if(course.sessions().begin(), course.sessions().end(),
                                            [&](const Session& session) { return session.number > number; }));
    };
    const int last = completed.back().session, without = sessions_after(last);
    const auto times = static_cast<int>(completed.size());
    const int usual = times > 1 ? (sessions_after(completed.front().session) - without + times - 2) / (times - 1) : 0;
    const int due = measure_every > 0 ? measure_every : usual;
    if (due > 0 && without >= due) out.overdue.push_back({instrument, last, without});
  }
  if (today) {
    out.days_since_latest = *today - latest.day;
    out.session_overdue = *out.days_since_latest > 2L * plan.cadence_days;
  }
  return out;
}

}  // namespace oncourse

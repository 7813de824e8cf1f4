// page_window.cpp: where the course stands in its window, and what is likely by the window's end.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "page.hpp"
#include "wording.hpp"

namespace oncourse::page {

/// "2026-05-04", "2026-05-04, expected at the kept cadence"
static std::string session_date(const Course& course, int session, long day) {
  const bool held = std::any_of(course.sessions().begin(), course.sessions().end(),
                                [&](const Session& s) { return s.number == session; });
  return day_or_date(course, day) + (held                               ? ""
                                     : session < course.latest().number ? ", no such session was held"
                                                                        : ", expected at the kept cadence");
}

static std::string left_of(int sessions, std::string_view until) {
  return sessions == 0 ? "none" : wording::counted(sessions, "session") + " until " + std::string(until);
}

/// Of reasons that the page does not state otherwise.
static std::optional<std::string> heading_of(WindowReason::Kind kind) {
  switch (kind) {
    case WindowReason::Kind::sessions_missed: return "Missed sessions";
    case WindowReason::Kind::later_than_planned: return "Later than planned";
    case WindowReason::Kind::cadence_changed: return "Changed cadence";
    case WindowReason::Kind::medication_change: return "Medication";
    case WindowReason::Kind::problem_area: return "Problem area";
    case WindowReason::Kind::gap:
    case WindowReason::Kind::scores_missing: break;
  }
  return std::nullopt;
}

void write_window(markup::Writer& out, const CourseReport& report) {
  const Course& course = *report.course;
  const CalendarStatus& calendar = report.calendar;
  const Plan& plan = course.plan();
  const std::string first = "session " + text(plan.window_first), last = "session " + text(plan.window_last);
  section(out, "window", "The window, sessions " + text(plan.window_first) + " to " + text(plan.window_last), [&] {
    std::vector<Fact> facts = {
        {"Phase", std::string(wording::of(calendar.phase))},
        {"Sessions used", text(calendar.sessions_used) + " of " + text(plan.window_last)},
        {"Left to the window's opening", left_of(calendar.left_to_window, first)},
        {"Left to its end", left_of(calendar.left_in_window, last)},
        {"Cadence", "agreed " + wording::counted(plan.cadence_days, "day") + ", kept " +
                        text(calendar.kept_cadence_days, 1) + " days per session"},
        {"S" + first.substr(1), session_date(course, plan.window_first, calendar.day_first)},
    };
    if (plan.window_last != plan.window_first)
      facts.push_back({"S" + last.substr(1), session_date(course, plan.window_last, calendar.day_last)});
    for (const Gap& gap : calendar.gaps)
      facts.push_back({"Gap", text(gap.to_day - gap.from_day) + " days after session " + text(gap.after_session) +
                                  ", from " + day_or_date(course, gap.from_day) + " to " +
                                  day_or_date(course, gap.to_day)});
    for (const OverdueMeasure& measure : calendar.overdue)
      facts.push_back({"Measure overdue", std::string(measure.instrument->name) + ": last completed at session " +
                                              text(measure.last_session) + ", " +
                                              wording::counted(measure.sessions_without, "session") + " since"});
    if (calendar.days_since_latest)
      facts.push_back({"Since the latest session", wording::counted(*calendar.days_since_latest, "day") +
                                                       (calendar.session_overdue ? ": a session is overdue" : "")});
    for (const WindowReason& reason : report.assessment.window.reasons)
      if (const auto what = heading_of(reason.kind)) facts.push_back({*what, reason.sentence});
    write(out, facts);
  });
}

static const SessionForecast* forecast_at(const Assessment& a, int session) {
  for (const SessionForecast& at : a.curve)
    if (at.session == session) return &at;
  return nullptr;
}

void write_forecast(markup::Writer& out, const CourseReport& report) {
  const Assessment& a = report.assessment;
  const Instrument& q = *a.instrument;
  const Plan& plan = report.course->plan();
  const int latest = report.course->latest().number;
  const std::string level = text(100.0 * a.basis.expected_level, 0) + " %";
  section(out, "forecast", "Forecast to the window's end", [&] {
    if (a.curve.empty()) {
      out.element("p", "There is no forecast: " +
                           (a.undetermined_because.empty() ? "no model was used" : a.undetermined_because) + ".");
      return;
    }
    if (latest >= plan.window_last) {
      out.element("p", "The window's last session has been held; nothing is left to forecast.");
      return;
    }
    std::vector<Fact> facts;
    facts.push_back({"Decision", a.window.sentences.front()});
    if (a.target) facts.push_back({"Target", "a score of " + text_of(*a.target) + ": " + a.target->basis});
    if (a.window_probability)
      facts.push_back(
          {"Probability of meeting it at session " + text(plan.window_last), percent(*a.window_probability)});
    facts.push_back(
        {"Earliest likely session", a.window.earliest_likely
                                        ? "session " + text(*a.window.earliest_likely) +
                                              (*a.window.earliest_likely <= latest ? ", already held" : "") +
                                              ", the first at which the target is " + text_of_likely(a.window.level)
                                        : "none up to session " + text(plan.window_last)});
    for (const int session : std::set{plan.window_first, plan.window_last}) {
      const SessionForecast* at = forecast_at(a, session);
      if (!at || session <= latest) continue;
      facts.push_back({"Score at session " + text(session), wording::estimate(q, at->score.mean) + ", " + level +
                                                                " interval " + wording::range(q, at->score)});
    }
    write(out, facts);

    const bool banded = std::any_of(a.curve.begin(), a.curve.end(), [](const auto& at) { return at.band.has_value(); });
    const bool by = !a.window.sessions.empty() && a.window.sessions.front().by;
    Table table{"One observed score at each session to come, and the probability that it meets the target"};
    table.columns = {{"Session", Kind::number}, {"Forecast", Kind::number}, {"Interval, " + level, Kind::number}};
    if (banded)
      table.columns.push_back({"All together, " + text(100.0 * a.band_guarantee->level) + " %", Kind::number});
    table.columns.push_back({"Probability", Kind::number});
    if (by) table.columns.push_back({"Met by then", Kind::number});
    table.columns.push_back({"Window"});
    const auto append = [&](const WindowSession& at, const std::string& where) {
      std::vector<std::string> cells = {text(at.session), wording::estimate(q, at.score.mean),
                                        wording::range(q, at.score)};
      if (banded) {
        const SessionForecast* const seen = forecast_at(a, at.session);
        cells.push_back(seen && seen->band ? stated(seen->band->low) + " to " + stated(seen->band->high) : "none");
      }
      cells.push_back(percent(at.at));
      if (by) cells.push_back(percent(*at.by));
      cells.push_back(where);
      table.rows.push_back(std::move(cells));
    };
    for (const WindowSession& at : a.window.sessions) append(at, at.session >= plan.window_first ? "inside" : "before");
    for (const WindowSession& at : a.window.beyond) append(at, "beyond, extrapolated");
    write(out, table);
  });
}

}  // namespace oncourse::page

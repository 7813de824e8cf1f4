// text.cpp: a course report for a terminal.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "oncourse/base/spoken.hpp"
#include "oncourse/report/render.hpp"
#include "text_layout.hpp"

namespace oncourse {
namespace {

using namespace layout;

std::string score_text(double score) { return text(score, score == std::round(score) ? 0 : 2); }

std::string when(const Course& course, long day) {
  const auto date = course.date(day);
  return date ? date->iso() : "day " + text(day);
}

std::string instrument_table(const Course& course, const InstrumentReport& report) {
  const Instrument& q = *report.instrument;
  std::string out = "\n" + std::string(q.name) + " (" + std::string(q.id) + "), " +
                    (q.direction == Direction::lower_is_better ? "lower" : "higher") + " is better, " +
                    score_text(q.total_min) + " to " + score_text(q.total_max) + "\n";
  out += "  session  date        total  items  band                   change   %      class\n";
  for (std::size_t i = 0; i < report.observations.size(); ++i) {
    const Observation& o = report.observations[i];
    const Score& score = o.administration->score;
    const Change& change = report.since_baseline[i];
    out += right(text(o.session), 9) + "  " + left(when(course, o.day), 10) + right(score_text(score.total), 7);
    out += right(!o.administration->from_items ? "-" : text(score.answered) + "/" + text(score.of_items), 7) +
           (score.prorated ? "*" : " ");
    out += " " + left(score.band ? std::string(score.band->label) : "-", 20);
    if (i > 0) {
      out += right((change.points > 0 ? "+" : "") + score_text(change.points), 8);
      out += right(change.percent_improved ? text(q.better() * *change.percent_improved, 0) : "-", 6);
      out += "   " + (change.change_class ? spoken(name(*change.change_class)) : "no criterion known");
      if (change.importantly_improved.value_or(false)) out += ", important";
      if (change.importantly_worsened.value_or(false)) out += ", importantly worse";
    }
    out += "\n";
    for (const SubscaleScore& s : score.subscales())
      out += "             " + left(std::string(s.subscale->name), 30) + (s.value ? text(*s.value, 2) : "not scored") +
             "\n";
    for (const RiskAnswer& risk : score.risk()) {
      if (risk.answer != blank && !risk.flagged) continue;
      out += "             RISK ITEM " + text(risk.item->item) + ": " +
             (risk.answer == blank ? "not answered" : "answered " + text(risk.answer)) + "\n";
    }
  }
  const Change& latest = report.since_baseline.back();
  if (std::any_of(report.observations.begin(), report.observations.end(),
                  [](const Observation& o) { return o.administration->score.prorated; }))
    out += "  * prorated: blanks are filled as the instrument's rule has it\n";
  if (latest.criterion)
    out += wrapped("reliable change: " + text(latest.criterion->points, 1) + " points (" + latest.criterion->basis +
                       "; " + std::string(name(latest.criterion->from.status)) + ")",
                   "  ");
  const auto important = [&](const char* what, const Difference* d) {
    if (d)
      out += wrapped(
          what + text(d->points) + " points (" + std::string(d->basis) + "; " + std::string(name(d->from.status)) + ")",
          "  ");
  };
  important("important change: ", latest.important);
  if (latest.important_worsening != latest.important) important("important worsening: ", latest.important_worsening);
  if (latest.cutoff)
    out +=
        wrapped("cut-off: " + text(latest.cutoff->value) + ", " + std::string(name(latest.cutoff->purpose)) + " (" +
                    std::string(latest.cutoff->population) + "; " + std::string(name(latest.cutoff->from.status)) + ")",
                "  ");
  return out;
}

std::string window_rows(const Course& course, const std::vector<WindowSession>& sessions, const char* remark) {
  std::string out;
  for (const WindowSession& at : sessions) {
    out += right(text(at.session), 9) + "  " + left(when(course, at.day), 12) + right(percent(at.at, 1), 11);
    out += (at.by ? right(percent(*at.by, 1), 14) : "") + remark + "\n";
  }
  return out;
}

std::string window_outlook_text(const Course& course, const WindowOutlook& outlook) {
  std::string out = "  decision: " + text_of(outlook.decision, course.plan()) + "\n";
  if (outlook.sessions.empty() && outlook.beyond.empty()) return out;
  const bool by = !outlook.sessions.empty() && outlook.sessions.front().by;
  out += "  target met, if therapy ends at a session" + std::string(by ? ", and at any session by then" : "") + ":\n";
  out += "  session  date                 at" + std::string(by ? "            by" : "") + "\n";
  return out + window_rows(course, outlook.sessions, "") +
         window_rows(course, outlook.beyond, "  extrapolated, used for no decision");
}

std::string window_text(const Course& course, const CalendarStatus& calendar, const WindowOutlook& outlook) {
  const Plan& plan = course.plan();
  const std::string first = text(plan.window_first), last = text(plan.window_last);
  std::string out = "\nWindow: sessions " + first + " to " + last + "\n";
  out += "  phase " + spoken(name(calendar.phase)) + ", " + text(calendar.sessions_used) + " sessions used, " +
         text(calendar.left_to_window) + " until the window opens, " + text(calendar.left_in_window) +
         " until it closes\n";
  out += "  one session every " + text(calendar.kept_cadence_days, 1) +
         " days so far (agreed: " + text(plan.cadence_days) + ")";
  if (calendar.date_first && calendar.date_last)
    out += "; at that pace session " + first + " is on " + calendar.date_first->iso() + ", session " + last + " on " +
           calendar.date_last->iso();
  out += "\n";
  for (const Gap& gap : calendar.gaps)
    out += "  gap of " + text(gap.to_day - gap.from_day) + " days after session " + text(gap.after_session) + "\n";
  for (const OverdueMeasure& measure : calendar.overdue)
    out += "  " + std::string(measure.instrument->id) + " is overdue: last completed at session " +
           text(measure.last_session) + ", " + text(measure.sessions_without) + " sessions ago\n";
  if (calendar.days_since_latest)
    out += "  " + text(*calendar.days_since_latest) + " days since the latest session" +
           (calendar.session_overdue ? ": a session is overdue" : "") + "\n";
  out += window_outlook_text(course, outlook);
  return out;
}

std::string verdict_text(const Course& course, const Assessment& assessment) {
  std::string out = "\nVerdicts by " + std::string(assessment.instrument->name) + "\n";
  if (assessment.curve.empty()) return out + wrapped("undetermined: " + assessment.undetermined_because, "  ");
  out += "  session  score  expected (range)        probability of the target   verdict\n";
  for (const SessionVerdict& at : assessment.sessions) {
    out += right(text(at.session), 9) + right(score_text(at.score), 7) + "  ";
    out += left(at.expected ? text(at.expected->mean, 1) + " (" + text(at.expected->low, 1) + " to " +
                                  text(at.expected->high, 1) + ")"
                            : "baseline",
                24);
    out += left(at.probability ? percent(*at.probability, 1) : "-", 28) + spoken(name(at.verdict));
    if (assessment.alarm == at.session) out += "  <- alarm";
    out += "\n";
  }
  for (const SessionForecast& point : assessment.curve)
    if (point.session > course.latest().number &&
        (point.session == course.plan().window_first || point.session == course.plan().window_last))
      out += "  forecast at session " + text(point.session) + ": " + text(point.score.mean, 1) + " (" +
             text(point.score.low, 1) + " to " + text(point.score.high, 1) + "), target met with probability " +
             percent(point.probability, 1) + "\n";
  if (assessment.window_probability)
    out +=
        "  probability of meeting the target at the end of the window: " + percent(*assessment.window_probability, 1) +
        "\n";
  out += "  earliest session at which the target is " + text_of_likely(assessment.window.level) + ": " +
         (assessment.window.earliest_likely ? text(*assessment.window.earliest_likely)
                                            : std::string("none inside the window")) +
         "\n";
  out += "\nWhy\n";
  for (const std::string& sentence : assessment.basis.sentences) out += wrapped(sentence, "  - ");
  if (!assessment.basis.model.empty()) out += wrapped("Judged by " + assessment.basis.model + ".", "  - ");
  return out;
}

}  // namespace

std::string to_text(const CourseReport& report) {
  const Course& course = *report.course;
  std::string verdict = spoken(name(report.assessment.latest()));
  std::string out = report.title + "\n" + std::string(report.title.size(), '=') + "\n";
  out += "Verdict at session " + text(report.assessment.sessions.back().session) + ": " + verdict + "\n";
  for (const InstrumentReport& one : report.instruments) out += instrument_table(course, one);
  out += verdict_text(course, report.assessment);
  out += window_text(course, report.calendar, report.assessment.window);
  if (const auto& focus = course.focus())
    out += "\nFocus: " + spoken(name(focus->primary)) +
           (focus->secondary ? ", then " + spoken(name(*focus->secondary)) : "") + "\n";
  for (const Goal& goal : course.goals()) {
    const auto observations = course.observations(*goal.instrument);
    const bool met =
        !observations.empty() && meets(observations.back().administration->score.total, goal.compare, goal.value);
    out += "Goal: " + goal.label + " - " + (observations.empty() ? "not measured" : met ? "met" : "not yet met") + "\n";
  }
  for (const MedicationEvent& event : course.medication())
    out += "Medication " + spoken(name(event.kind)) + " on " + when(course, event.day) +
           (event.label.empty() ? "" : ": " + event.label) + "\n";
  return out;
}

}  // namespace oncourse

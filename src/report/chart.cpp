// chart.cpp: the figure of a course: its layout, its title and what it says to those who do not see it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cassert>

#include "figure.hpp"
#include "ink.hpp"
#include "oncourse/report/render.hpp"
#include "wording.hpp"

namespace oncourse::chart {

double session_position(const Course& course, double kept_cadence_days, long day) {
  const auto sessions = course.sessions();
  const double cadence = kept_cadence_days > 0.0 ? kept_cadence_days : course.plan().cadence_days;
  const auto days = [](long from, long to) { return static_cast<double>(to - from); };
  if (day <= sessions.front().day) return sessions.front().number - days(day, sessions.front().day) / cadence;
  for (std::size_t i = 1; i < sessions.size(); ++i) {
    const Session &before = sessions[i - 1], &after = sessions[i];
    if (day <= after.day)
      return before.number + (after.number - before.number) * days(before.day, day) / days(before.day, after.day);
  }
  return sessions.back().number + days(sessions.back().day, day) / cadence;
}

static Marker marker(const Figure& figure, Rows& rows, double x, std::string words, std::string_view ink) {
  const double half = width_of(words, figure.letter()) / 2.0 + 2.0;
  Marker out{std::clamp(x, half, figure.format.width - half), std::move(words), ink};
  if (const auto row = rows.place({out.x - half, out.x + half})) {
    out.row = *row;
    out.shown = true;
  }
  return out;
}

/// Sessions set the axis, the rows of labels above the plot set its top, dates below it set the height.
static Figure layout(const CourseReport& report, const Format& format) {
  assert(report.course != nullptr && report.assessment.instrument != nullptr);
  Figure figure{{format}, report, *report.assessment.instrument};
  const Course& course = figure.course();
  const Plan& plan = course.plan();
  figure.observations = course.observations(figure.q);

  int last = std::max(plan.window_last, course.latest().number);
  if (!report.assessment.curve.empty()) last = std::max(last, report.assessment.curve.back().session);
  figure.y = {figure.q.total_min, figure.q.total_max, format.plot_height, 0.0};
  const double step = tick_step(figure.y, 2.2 * format.letter, {1.0, 2.0, 5.0});
  figure.score_ticks = ticks(figure.y, step);
  figure.tick_decimals = step >= 1.0 ? 0 : step >= 0.1 ? 1 : 2;
  double left = 0.0;
  for (const double score : figure.score_ticks)
    left = std::max(left, width_of(text(score, figure.tick_decimals), format.letter));
  figure.x = {-0.5, last + 0.5, left + 8.0, format.width - format.right};

  Rows rows(3);
  const bool one = plan.window_first == plan.window_last;
  figure.window =
      marker(figure, rows, figure.x((plan.window_first + plan.window_last) / 2.0),
             "window " + text(plan.window_first) + (one ? "" : "\u2013" + text(plan.window_last)), ink::person);
  for (std::size_t i = 0; i < course.medication().size(); ++i) {
    const double session = session_position(course, report.calendar.kept_cadence_days, course.medication()[i].day);
    figure.medication.push_back(marker(figure, rows, figure.x(session), "M" + text(i + 1), ink::medication));
  }
  for (const Gap& gap : report.calendar.gaps) {
    const double from = session_position(course, report.calendar.kept_cadence_days, gap.from_day);
    const double to = session_position(course, report.calendar.kept_cadence_days, gap.to_day);
    figure.gaps.push_back(
        marker(figure, rows, figure.x((from + to) / 2.0), text(gap.to_day - gap.from_day) + " d", ink::quiet));
  }

  const double letter = format.letter, row = figure.row_height();
  figure.plot.low = 2.0 * (letter + 9.0) + static_cast<double>(rows.count()) * row + 6.0;
  figure.plot.high = figure.plot.low + format.plot_height;
  figure.height = figure.plot.high + (letter + 8.0) + (course.intake() ? letter + 5.0 : 0.0) + (letter + 12.0);
  figure.y.start = figure.plot.high;
  figure.y.end = figure.plot.low;
  return figure;
}

static std::string description(const Figure& figure) {
  const Assessment& a = figure.report.assessment;
  const Instrument& q = figure.q;
  const Observation &first = figure.observations.front(), &latest = figure.observations.back();
  const auto total = [&](const Observation& o) { return wording::score(q, o.administration->score.total); };

  std::string words = "Totals on a scale of " + text(q.total_min) + " to " + text(q.total_max) + ", " +
                      (wording::higher_is_better(q) ? "higher" : "lower") + " is better. ";
  words += "Session " + text(first.session) + ": " + total(first) + ". ";
  if (figure.observations.size() > 1) words += "Latest, session " + text(latest.session) + ": " + total(latest) + ". ";
  if (a.target) words += "Target: " + text_of(*a.target) + ". ";
  if (const Cutoff* const cutoff = usual_cutoff(q.figures))
    words += "Cut-off (" + std::string(name(cutoff->purpose)) + "): " + text_of(cutoff->compare, cutoff->value) + ". ";
  if (a.alarm) words += "First alarm at session " + text(*a.alarm) + ". ";
  if (!a.curve.empty() && a.curve.back().session > latest.session)
    words += "Forecast of a score at session " + text(a.curve.back().session) + ": " +
             wording::range(q, a.curve.back().score) + ", on average " +
             wording::estimate(q, a.curve.back().score.mean) + ". ";
  return words + "The tables of the report hold every number drawn.";
}

/// "Patient Health Questionnaire-9: total, lower is better", or with the instrument's id where that is too wide.
static std::string heading(const Figure& figure) {
  const std::string what =
      std::string(": total, ") + (wording::higher_is_better(figure.q) ? "higher" : "lower") + " is better";
  std::string full = std::string(figure.q.name) + what;
  if (width_of(full, figure.letter()) <= figure.format.width) return full;
  return lines_of(std::string(figure.q.id) + what, figure.letter(), figure.format.width, 1).front();
}

std::string svg(const CourseReport& report, const Format& format) {
  Figure figure = layout(report, format);
  return figure.document("chart-" + std::string(format.name), std::string(figure.q.name) + " by session",
                         description(figure), [&] {
                           draw_bands(figure);
                           draw_window(figure);
                           draw_axes(figure);
                           draw_phases(figure);
                           draw_expected(figure);
                           draw_forecast(figure);
                           draw_gaps(figure);
                           draw_medication(figure);
                           draw_lines(figure);
                           draw_curve(figure);
                           draw_scores(figure);
                           draw_alarms(figure);
                           figure.label(0.0, figure.letter() + 1.0, "start", ink::text, heading(figure), "600");
                         });
}

}  // namespace oncourse::chart

namespace oncourse {

std::string chart_svg(const CourseReport& report) { return chart::svg(report, chart::wide); }

}  // namespace oncourse

// chart_frame.cpp: what a course is seen against: severity, window, phases, target and cut-off, axes.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "figure.hpp"
#include "ink.hpp"
#include "wording.hpp"

namespace oncourse::chart {

static void rectangle(Figure& figure, const Span& across, const Span& down, std::string_view fill, double opacity) {
  figure.out.empty("rect", {{"x", at(across.low)},
                            {"y", at(down.low)},
                            {"width", at(across.high - across.low)},
                            {"height", at(down.high - down.low)},
                            {"fill", fill},
                            {"fill-opacity", text(opacity, 3)}});
}

/// From top to bottom of one severity band.
static Span band_span(const Figure& figure, std::size_t i) {
  const auto& bands = figure.q.figures.bands;
  return {figure.y(i + 1 < bands.size() ? bands[i + 1].from : figure.q.total_max), figure.y(bands[i].from)};
}

void draw_bands(Figure& figure) {
  const std::size_t n = figure.q.figures.bands.size();
  if (n == 0) return;
  figure.out.element("g", {{"class", "bands"}}, [&] {
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t severity = wording::higher_is_better(figure.q) ? n - 1 - i : i;
      const double share = n > 1 ? static_cast<double>(severity) / static_cast<double>(n - 1) : 0.0;
      rectangle(figure, {figure.left(), figure.right()}, band_span(figure, i), ink::severity, 0.02 + 0.12 * share);
    }
  });
}

void draw_window(Figure& figure) {
  const Plan& plan = figure.course().plan();
  const Span across{figure.x(plan.window_first - 0.5), figure.x(plan.window_last + 0.5)};
  figure.out.element("g", {{"class", "window"}}, [&] {
    rectangle(figure, across, figure.plot, ink::person, 0.07);
    figure.out.element("g", {{"stroke", ink::person}, {"stroke-width", "1"}, {"stroke-opacity", "0.5"}}, [&] {
      for (const double x : {across.low, across.high}) figure.line({x, figure.plot.low}, {x, figure.plot.high});
      figure.line({across.low, figure.plot.low}, {across.high, figure.plot.low});
    });
    if (figure.window.shown)
      figure.label(figure.window.x, figure.row_baseline(figure.window.row), "middle", ink::person, figure.window.label);
  });
}

/// A date below a session: held, or expected at the kept cadence.
static void draw_dates(Figure& figure, double baseline, bool& any_expected) {
  const Course& course = figure.course();
  const CalendarStatus& calendar = figure.report.calendar;
  Rows row(1);
  const auto place = [&](int session, const std::optional<Date>& date, bool held) {
    if (!date) return;
    const std::string words = (held ? "" : "\u2248") + date->iso();
    const double half = width_of(words, figure.letter()) / 2.0 + 4.0;
    const double x = std::clamp(figure.x(session), half - 4.0, figure.format.width - half);
    if (!row.place({x - half, x + half})) return;
    any_expected = any_expected || !held;
    figure.label(x, baseline, "middle", ink::quiet, words);
  };
  const auto held = course.sessions();
  const auto is_held = [&](int session) {
    return std::any_of(held.begin(), held.end(), [&](const Session& s) { return s.number == session; });
  };
  const Plan& plan = course.plan();
  place(held.front().number, course.date(held.front().day), true);
  place(held.back().number, course.date(held.back().day), true);
  if (plan.window_last > held.back().number) place(plan.window_last, calendar.date_last, is_held(plan.window_last));
  if (plan.window_first > held.back().number) place(plan.window_first, calendar.date_first, is_held(plan.window_first));
  for (std::size_t i = held.size() / 2; i < held.size(); ++i) place(held[i].number, course.date(held[i].day), true);
  for (std::size_t i = held.size() / 2; i-- > 0;) place(held[i].number, course.date(held[i].day), true);
}

void draw_axes(Figure& figure) {
  const double letter = figure.letter();
  figure.out.element("g", {{"class", "score-axis"}}, [&] {
    for (const double score : figure.score_ticks) {
      const double y = figure.y(score);
      figure.out.element("g", {{"stroke", ink::grid}, {"stroke-width", "1"}}, [&] {
        figure.line({figure.left(), y}, {figure.right(), y});
      });
      figure.label(figure.left() - 6.0, y + 0.35 * letter, "end", ink::quiet, text(score, figure.tick_decimals));
    }
  });
  figure.out.element("g", {{"class", "session-axis"}}, [&] {
    figure.out.element("g", {{"stroke", ink::axis}, {"stroke-width", "1"}}, [&] {
      figure.line({figure.left(), figure.plot.high}, {figure.right(), figure.plot.high});
      for (const double session : ticks(figure.x, std::max(1.0, tick_step(figure.x, 6.0, {1.0, 2.0, 4.0}))))
        figure.line({figure.x(session), figure.plot.high}, {figure.x(session), figure.plot.high + 4.0});
    });
    const double widest = width_of(text(figure.x.to, 0), letter);
    double baseline = figure.plot.high + letter + 7.0;
    for (const double session : ticks(figure.x, std::max(1.0, tick_step(figure.x, widest + 6.0, {1.0, 2.0, 4.0}))))
      figure.label(figure.x(session), baseline, "middle", ink::text, text(session, 0));
    bool any_expected = false;
    if (figure.course().intake()) draw_dates(figure, baseline += letter + 5.0, any_expected);
    figure.label((figure.left() + figure.right()) / 2.0, baseline + letter + 6.0, "middle", ink::quiet,
                 any_expected ? "Session (\u2248 date at the kept cadence)" : "Session");
  });
}

void draw_phases(Figure& figure) {
  const Plan& plan = figure.course().plan();
  const double y = 2.0 * (figure.letter() + 9.0) - 5.0, letter = figure.letter();
  const int ends = plan.window_last, middle_to = ends - plan.termination_sessions;
  struct {
    Phase phase;
    int from, to;
  } const phases[] = {{Phase::initial, 1, plan.initial_sessions},
                      {Phase::middle, plan.initial_sessions + 1, middle_to},
                      {Phase::termination, middle_to + 1, ends}};
  figure.out.element("g", {{"class", "phases"}}, [&] {
    double free_from = 0.0;
    for (const auto& [phase, from, to] : phases) {
      if (from > to) continue;
      const Span across{figure.x(from - 0.5) + 1.0, figure.x(to + 0.5) - 1.0};
      figure.out.element("g", {{"stroke", ink::axis}, {"stroke-width", "1"}}, [&] {
        figure.line({across.low, y}, {across.high, y});
        for (const double x : {across.low, across.high}) figure.line({x, y}, {x, y + 4.0});
      });
      const std::string words(wording::of(phase));
      const double half = width_of(words, letter) / 2.0;
      const double x = std::clamp(across.middle(), half, figure.format.width - half);
      const bool own_room = 2.0 * half <= across.high - across.low + letter || phase == Phase::termination;
      if (!own_room || x - half < free_from) continue;
      figure.label(x, y - 4.0, "middle", ink::quiet, words);
      free_from = x + half;
    }
  });
}

/// A line across the plot whose label stands in the right margin.
struct NamedLine {
  std::string_view name, ink, dashes;
  double y;
  std::vector<std::string> words;
};

static void draw_named_line(Figure& figure, const NamedLine& line, const Span& place) {
  const double elbow = figure.right() + 10.0, line_height = figure.letter() + 2.0;
  figure.out.element("g", {{"class", std::string(line.name)}}, [&] {
    figure.out.element("g",
                       {{"stroke", std::string(line.ink)},
                        {"stroke-width", "1.6"},
                        {"stroke-dasharray", std::string(line.dashes)},
                        {"fill", "none"}},
                       [&] {
                         figure.line({figure.left(), line.y}, {figure.right(), line.y});
                       });
    figure.out.empty(
        "polyline",
        {{"points", points({{figure.right(), line.y}, {figure.right() + 3.0, line.y}, {elbow, place.middle()}})},
         {"stroke", std::string(line.ink)},
         {"stroke-width", "1"},
         {"fill", "none"}});
    double baseline = place.low + figure.letter() - 0.5;
    for (const std::string& words : line.words) {
      figure.label(elbow + 3.0, baseline, "start", line.ink, words, "600");
      baseline += line_height;
    }
  });
}

void draw_lines(Figure& figure) {
  const Assessment& a = figure.report.assessment;
  const double line_height = figure.letter() + 2.0, room = figure.format.right - 14.0;
  const auto broken = [&](const std::string& words) { return lines_of(words, figure.letter(), room, 2); };
  const auto height = [&](const std::vector<std::string>& words) {
    return line_height * static_cast<double>(words.size());
  };

  std::vector<NamedLine> lines;
  if (const Cutoff* const cutoff = usual_cutoff(figure.q.figures))
    lines.push_back({"cutoff", ink::cutoff, "2 3", figure.y(cutoff->value),
                     broken("Cut-off " + wording::symbol(cutoff->compare, cutoff->value))});
  if (a.target)
    lines.push_back({"target", ink::target, "8 4", figure.y(a.target->limit),
                     broken("Target " + wording::symbol(a.target->compare, a.target->limit))});
  std::stable_sort(lines.begin(), lines.end(), [](const NamedLine& u, const NamedLine& v) { return u.y < v.y; });
  std::vector<Span> taken;
  taken.reserve(lines.size());
  for (const NamedLine& line : lines)
    taken.push_back({line.y - height(line.words) / 2.0, line.y + height(line.words) / 2.0});
  spread(taken, {figure.plot.low - line_height / 2.0, figure.plot.high + line_height / 2.0});
  for (std::size_t i = 0; i < lines.size(); ++i) draw_named_line(figure, lines[i], taken[i]);
  for (Span& span : taken) span = {span.low - 3.0, span.high + 3.0};  // air between these labels and the bands'

  if (figure.q.figures.bands.empty()) return;
  figure.out.element("g", {{"class", "band-labels"}}, [&] {
    for (std::size_t i = 0; i < figure.q.figures.bands.size(); ++i) {
      const std::vector<std::string> words = broken(std::string(figure.q.figures.bands[i].label));
      const auto place = free_place(band_span(figure, i), height(words), taken);
      if (!place) continue;
      taken.push_back(*place);
      double baseline = place->low + figure.letter() - 0.5;
      for (const std::string& line : words) {
        figure.label(figure.right() + 13.0, baseline, "start", ink::quiet, line);
        baseline += line_height;
      }
    }
  });
}

}  // namespace oncourse::chart

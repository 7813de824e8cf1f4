// chart_marks.cpp: the course itself: scores, fitted curve, forecast, and what happened meanwhile.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "figure.hpp"
#include "ink.hpp"
#include "wording.hpp"

namespace oncourse::chart {

static int latest_session(const Figure& figure) { return figure.observations.back().session; }

static Point place_of(const Figure& figure, const Observation& o) {
  return {figure.x(o.session), figure.y(o.administration->score.total)};
}

/// The middle of an interval along the curve, from one session to another.
static std::vector<Point> middle_line(const Figure& figure, Interval SessionForecast::*interval, int from, int to) {
  std::vector<Point> line;
  for (const SessionForecast& at : figure.report.assessment.curve)
    if (at.session >= from && at.session <= to && std::isfinite((at.*interval).mean))
      line.push_back({figure.x(at.session), figure.y((at.*interval).mean)});
  return line;
}

/// The outline of an interval along the curve: its upper edge there, its lower edge back.
static std::vector<Point> outline(const Figure& figure, Interval SessionForecast::*interval, int from) {
  std::vector<Point> there, back;
  for (const SessionForecast& at : figure.report.assessment.curve) {
    const Interval& i = at.*interval;
    if (at.session < from || !std::isfinite(i.low) || !std::isfinite(i.high)) continue;
    there.push_back({figure.x(at.session), figure.y(i.high)});
    back.push_back({figure.x(at.session), figure.y(i.low)});
  }
  there.insert(there.end(), back.rbegin(), back.rend());
  return there;
}

static constexpr int any_session = std::numeric_limits<int>::max();

void draw_expected(Figure& figure) {
  const auto band = outline(figure, &SessionForecast::expected, 0);
  if (band.size() < 4) return;
  figure.out.empty(
      "polygon", {{"class", "expected"}, {"points", points(band)}, {"fill", ink::expected}, {"fill-opacity", "0.18"}});
}

void draw_forecast(Figure& figure) {
  const int from = latest_session(figure);
  const auto range = outline(figure, &SessionForecast::score, from);
  if (range.size() < 4) return;
  figure.out.element("g", {{"class", "forecast"}, {"stroke", ink::person}}, [&] {
    figure.out.empty("polygon", {{"points", points(range)},
                                 {"fill", ink::person},
                                 {"fill-opacity", "0.15"},
                                 {"stroke-width", "1"},
                                 {"stroke-opacity", "0.6"},
                                 {"stroke-dasharray", "3 3"}});
    figure.out.empty("polyline", {{"points", points(middle_line(figure, &SessionForecast::line, from, any_session))},
                                  {"fill", "none"},
                                  {"stroke-width", "2.2"},
                                  {"stroke-dasharray", "6 4"}});
  });
}

void draw_curve(Figure& figure) {
  const auto line = middle_line(figure, &SessionForecast::line, 0, latest_session(figure));
  if (line.size() < 2) return;
  figure.out.empty("polyline", {{"class", "curve"},
                                {"points", points(line)},
                                {"fill", "none"},
                                {"stroke", ink::person},
                                {"stroke-width", "2.2"}});
}

void draw_gaps(Figure& figure) {
  if (figure.gaps.empty()) return;
  const CalendarStatus& calendar = figure.report.calendar;
  figure.out.element("g", {{"class", "gap"}}, [&] {
    for (std::size_t i = 0; i < calendar.gaps.size(); ++i) {
      const auto position = [&](long day) {
        return figure.x(session_position(figure.course(), calendar.kept_cadence_days, day));
      };
      const double from = position(calendar.gaps[i].from_day), to = position(calendar.gaps[i].to_day);
      const double middle = (from + to) / 2.0, base = figure.plot.high;
      figure.out.element("g", {{"stroke", ink::quiet}, {"stroke-width", "1"}}, [&] {
        figure.out.element("title", text(calendar.gaps[i].to_day - calendar.gaps[i].from_day) + " days after session " +
                                        text(calendar.gaps[i].after_session));
        figure.out.element("g", {{"stroke-dasharray", "1 4"}}, [&] {
          figure.line({middle, figure.plot.low}, {middle, base - 7.0});
        });
        figure.out.empty("rect", {{"x", at(middle - 3.0)},
                                  {"y", at(base - 2.0)},
                                  {"width", "6"},
                                  {"height", "4"},
                                  {"stroke", "none"},
                                  {"fill", ink::paper}});
        for (const double x : {middle - 3.0, middle + 3.0}) figure.line({x - 2.0, base + 5.0}, {x + 2.0, base - 5.0});
      });
      const Marker& sign = figure.gaps[i];
      if (sign.shown) figure.label(sign.x, figure.row_baseline(sign.row), "middle", sign.ink, sign.label);
    }
  });
}

void draw_medication(Figure& figure) {
  if (figure.medication.empty()) return;
  figure.out.element("g", {{"class", "medication"}}, [&] {
    for (std::size_t i = 0; i < figure.medication.size(); ++i) {
      const MedicationEvent& event = figure.course().medication()[i];
      const double x = figure.x(session_position(figure.course(), figure.report.calendar.kept_cadence_days, event.day));
      const Marker& sign = figure.medication[i];
      figure.out.element("g", {{"stroke", ink::medication}, {"stroke-width", "1.3"}}, [&] {
        figure.out.element("title", sign.label + ": " + std::string(wording::of(event.kind)) +
                                        (event.label.empty() ? "" : ", " + event.label));
        figure.line({x, figure.plot.low - 3.0}, {x, figure.plot.high});
        figure.out.empty(
            "polygon",
            {{"points",
              points({{x - 4.0, figure.plot.low - 3.0}, {x + 4.0, figure.plot.low - 3.0}, {x, figure.plot.low + 4.0}})},
             {"stroke", "none"},
             {"fill", ink::medication}});
      });
      if (sign.shown) figure.label(sign.x, figure.row_baseline(sign.row), "middle", sign.ink, sign.label, "600");
    }
  });
}

void score_mark(markup::Writer& out, Point where, double radius, bool prorated, std::string_view title) {
  const auto circle = [&] {
    if (!title.empty()) out.element("title", title);
  };
  out.element("circle",
              {{"cx", at(where.x)},
               {"cy", at(where.y)},
               {"r", text(radius)},
               {"fill", std::string(prorated ? ink::paper : ink::text)},
               {"stroke", std::string(prorated ? ink::text : ink::paper)},
               {"stroke-width", prorated ? "1.6" : "1.2"}},
              circle);
}

void alarm_mark(markup::Writer& out, Point where, double radius, std::string_view title) {
  out.element("polygon",
              {{"points", points({{where.x, where.y - radius},
                                  {where.x + radius, where.y},
                                  {where.x, where.y + radius},
                                  {where.x - radius, where.y}})},
               {"fill", ink::alarm},
               {"stroke", ink::paper},
               {"stroke-width", "1.4"}},
              [&] {
                if (!title.empty()) out.element("title", title);
              });
}

static std::string score_title(const Figure& figure, const Observation& o) {
  const Score& score = o.administration->score;
  std::string words = place(figure.course(), o.session, o.day) + ": " + wording::score(figure.q, score.total);
  words.front() = 'S';
  if (score.prorated) words += ", prorated from " + text(score.answered) + " of " + text(score.of_items) + " items";
  return words;
}

void draw_scores(Figure& figure) {
  figure.out.element("g", {{"class", "scores"}}, [&] {
    std::vector<Point> line;
    for (const Observation& o : figure.observations) line.push_back(place_of(figure, o));
    if (line.size() > 1)
      figure.out.empty("polyline",
                       {{"points", points(line)}, {"fill", "none"}, {"stroke", ink::text}, {"stroke-width", "1.1"}});
    for (const Observation& o : figure.observations)
      score_mark(figure.out, place_of(figure, o), figure.format.mark, o.administration->score.prorated,
                 score_title(figure, o));
  });
}

/// How much of what is drawn a label in this box would cover: points along scores, curve and vertical lines.
static int covered(const Figure& figure, const Span& across, const Span& down) {
  std::vector<std::vector<Point>> drawn = {middle_line(figure, &SessionForecast::line, 0, any_session), {}};
  for (const Observation& o : figure.observations) drawn.back().push_back(place_of(figure, o));
  drawn.push_back(outline(figure, &SessionForecast::score, latest_session(figure)));
  for (const std::vector<Marker>* markers : {&figure.medication, &figure.gaps})
    for (const Marker& marker : *markers) drawn.push_back({{marker.x, down.low}, {marker.x, down.high}});
  int count = 0;
  for (const std::vector<Point>& line : drawn)
    for (std::size_t i = 1; i < line.size(); ++i)
      for (int k = 0; k <= 20; ++k) {
        const double share = k / 20.0;
        const Point p{line[i - 1].x + share * (line[i].x - line[i - 1].x),
                      line[i - 1].y + share * (line[i].y - line[i - 1].y)};
        if (p.x > across.low && p.x < across.high && p.y > down.low && p.y < down.high) ++count;
      }
  return count;
}

/// Beside the mark, where it covers least; on the worse side of it if that is free.
static void draw_alarm_label(Figure& figure, Point mark, std::string_view words) {
  const double letter = figure.letter(), width = width_of(words, letter), away = figure.format.mark + 6.0;
  const double outwards = wording::higher_is_better(figure.q) ? 1.0 : -1.0;
  std::optional<Point> best;  // the middle of the label
  int least = 0;
  for (const double distance : {1.0, 2.0, 3.5})
    for (const double side : {outwards, -outwards})
      for (const double shift : {0.0, 0.4, -0.4, 0.65, -0.65}) {
        const Point middle{mark.x + shift * width, mark.y + side * (away * distance + letter / 2.0)};
        const Span across{middle.x - width / 2.0, middle.x + width / 2.0};
        const Span down{middle.y - letter / 2.0 - 2.0, middle.y + letter / 2.0 + 2.0};
        if (across.low < figure.left() || across.high > figure.right() || down.low < figure.plot.low ||
            down.high > figure.plot.high)
          continue;
        const int count = covered(figure, across, down);
        if (best && count >= least) continue;
        best = middle;
        least = count;
      }
  if (!best) return;
  figure.out.element(
      "g", {{"stroke", ink::paper}, {"stroke-width", "3"}, {"stroke-linejoin", "round"}, {"paint-order", "stroke"}},
      [&] { figure.label(best->x, best->y + 0.36 * letter, "middle", ink::alarm, words, "600"); });
}

void draw_alarms(Figure& figure) {
  const Assessment& a = figure.report.assessment;
  const auto is_off = [](const SessionVerdict& at) { return at.verdict == Verdict::off_track; };
  if (std::none_of(a.sessions.begin(), a.sessions.end(), is_off)) return;
  figure.out.element("g", {{"class", "alarm"}}, [&] {
    for (const SessionVerdict& at : a.sessions) {
      if (!is_off(at)) continue;
      const Point mark{figure.x(at.session), figure.y(at.score)};
      alarm_mark(figure.out, mark, figure.format.mark + 2.4,
                 "Session " + text(at.session) + ": " + wording::score(figure.q, at.score) + ", off track");
      if (a.alarm == at.session) draw_alarm_label(figure, mark, "alarm");
    }
  });
}

}  // namespace oncourse::chart

// response_chart.cpp: lines from intake scores and the bands around them, drawn.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/response_chart.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ink.hpp"
#include "score_axis.hpp"

namespace oncourse {
namespace {

using namespace chart;

constexpr Format response_format = {"response", 760, 320, 96, 13, 3.4};
using Value = double (*)(const ExpectedScore&);
constexpr Value mean = [](const ExpectedScore& at) { return at.score.at(); };
constexpr Value low_end = [](const ExpectedScore& at) { return at.low; };
constexpr Value high_end = [](const ExpectedScore& at) { return at.high; };

bool inside(const Axis& axis, double value) { return value >= axis.from && value <= axis.to; }

/// The line through the values as times and values, with a further point wherever it crosses an end of the axis.
std::vector<Point> with_crossings(const Axis& axis, const ExpectedCourse& course, Value value) {
  std::vector<Point> line;
  for (const ExpectedScore& at : course.scores) {
    const Point here{at.time, value(at)};
    if (!line.empty()) {
      const Point before = line.back();
      const bool rises = here.y > before.y;
      for (const double end : {rises ? axis.from : axis.to, rises ? axis.to : axis.from})
        if ((before.y < end) != (here.y < end) && before.y != end && here.y != end)
          line.push_back({before.x + (here.x - before.x) * ((end - before.y) / (here.y - before.y)), end});
    }
    line.push_back(here);
  }
  return line;
}

/// In the figure, cut at the ends of the axis.
std::vector<Point> placed(const Canvas& canvas, std::vector<Point> line) {
  for (Point& p : line) p = {canvas.x(p.x), canvas.y(p.y)};
  return line;
}

void draw_band(Canvas& canvas, const ExpectedCourse& course, std::string_view dash) {
  std::vector<Point> around = placed(canvas, with_crossings(canvas.y, course, low_end));
  const std::vector<Point> above = placed(canvas, with_crossings(canvas.y, course, high_end));
  canvas.out.element("g", {{"class", "band"}}, [&] {
    for (const std::vector<Point>* edge : {&std::as_const(around), &above})
      canvas.out.empty("polyline", {{"points", points(*edge)},
                                    {"fill", "none"},
                                    {"stroke", ink::person},
                                    {"stroke-width", "0.7"},
                                    {"stroke-dasharray", dash}});
    around.insert(around.end(), above.rbegin(), above.rend());
    canvas.out.empty("polygon", {{"points", points(around)}, {"fill", ink::person}, {"fill-opacity", "0.07"}});
  });
}

void draw_line(Canvas& canvas, const ExpectedCourse& course, std::string_view dash) {
  const auto circle = [&](Point where, double radius, std::string_view fill) {
    canvas.out.empty("circle", {{"cx", at(where.x)},
                                {"cy", at(where.y)},
                                {"r", at(radius)},
                                {"fill", fill},
                                {"stroke", ink::text},
                                {"stroke-width", "1.3"}});
  };
  canvas.out.element("g", {{"class", "expected"}}, [&] {
    std::vector<Point> piece;
    const auto draw = [&] {
      if (piece.size() > 1)
        canvas.out.empty("polyline", {{"points", points(placed(canvas, piece))},
                                      {"fill", "none"},
                                      {"stroke", ink::text},
                                      {"stroke-width", "1.8"},
                                      {"stroke-dasharray", dash}});
      piece.clear();
    };
    for (const Point& p : with_crossings(canvas.y, course, mean)) {
      if (inside(canvas.y, p.y))
        piece.push_back(p);
      else
        draw();
    }
    draw();
    if (course.scores.size() == 1 && inside(canvas.y, course.scores[0].score.at()))
      circle({canvas.x(course.scores[0].time), canvas.y(course.scores[0].score.at())}, 0.6 * canvas.format.mark,
             ink::text);
    if (course.intake) circle({canvas.x(0.0), canvas.y(*course.intake)}, canvas.format.mark, ink::paper);
  });
}

std::string label_of(const ExpectedCourse& course) {
  return course.intake ? "from " + stated(*course.intake) : "expected";
}

void draw_line_labels(Canvas& canvas, const std::vector<ExpectedCourse>& courses) {
  std::vector<EndLabel> labels;
  labels.reserve(courses.size());
  for (const ExpectedCourse& course : courses)
    labels.push_back({canvas.y(course.scores.back().score.at()), label_of(course)});
  draw_end_labels(canvas, std::move(labels));
}

std::string description(const ExpectedResponse& response, const Axis& axis) {
  std::string words = "Lines are expected scores; between the thin lines around each lie " + percent(response.level) +
                      " of observed scores at any one time.";
  bool cut = false;
  for (const ExpectedCourse& course : response.courses) {
    const ExpectedScore& last = course.scores.back();
    words += " " + label_of(course) + ": " + text(last.score.at(), 1) + " (" + text(last.low, 1) + " to " +
             text(last.high, 1) + ") at " + text_of_time(last.time) + ".";
    for (const ExpectedScore& at : course.scores) cut = cut || !inside(axis, at.low) || !inside(axis, at.high);
  }
  return words + (cut ? " What lies beyond the axis is cut off." : "");
}

}  // namespace

Result<std::string> expected_response_svg(const ExpectedResponse& response, const ScoreAxis& axis) {
  if (auto trouble = trouble_in(axis)) return *std::move(trouble);
  const std::vector<ExpectedCourse>& courses = response.courses;
  if (courses.size() > line_dashes.size())
    return Error{Errc::bad_argument, text(courses.size()) + " intake scores, more than " + text(line_dashes.size()) +
                                         " lines cannot be told apart in a figure"};
  Axis across;
  for (std::size_t i = 0; i < courses.size(); ++i) {
    const ExpectedCourse& course = courses[i];
    if (course.scores.empty()) return Error{Errc::bad_argument, "line " + text(i + 1) + " has no score"};
    if (course.intake && !(*course.intake >= axis.from && *course.intake <= axis.to))
      return outside("intake " + text(i + 1), *course.intake, axis);
    across.from = std::min(across.from, course.scores.front().time);
    across.to = std::max(i == 0 ? 0.0 : across.to, course.scores.back().time);
  }
  if (across.to <= across.from) across.to = across.from + 1.0;
  if (!std::isfinite(across.to - across.from))
    return Error{Errc::bad_argument, "the times lie too far apart to be drawn"};
  Canvas canvas{response_format};
  lay_score_axis(canvas, axis);
  canvas.x = {across.from, across.to, 52.0, canvas.format.width - canvas.format.right};
  const double step = tick_step(canvas.x, 2.5 * canvas.letter(), {1.0, 2.0, 5.0});
  std::string unit(name(response.time_unit));
  unit.front() = static_cast<char>(unit.front() - 'a' + 'A');
  return canvas.document("expected-response", axis.label + " expected by " + std::string(name(response.time_unit)),
                         description(response, canvas.y), [&] {
                           draw_score_axis(canvas);
                           for (std::size_t i = 0; i < courses.size(); ++i)
                             draw_band(canvas, courses[i], line_dashes[i]);
                           for (std::size_t i = 0; i < courses.size(); ++i)
                             draw_line(canvas, courses[i], line_dashes[i]);
                           draw_ticks_below(canvas, step, decimals_of(step), unit);
                           draw_line_labels(canvas, courses);
                           canvas.label(0.0, canvas.letter() + 1.0, "start", ink::text, axis.label, "600");
                         });
}

}  // namespace oncourse

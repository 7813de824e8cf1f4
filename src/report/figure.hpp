// figure.hpp: a chart being drawn: its measures, its axes, its document.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "labels.hpp"
#include "markup.hpp"
#include "oncourse/report/course_report.hpp"
#include "scale.hpp"

namespace oncourse::chart {

/// Measures in units of the viewBox.
struct Format {
  std::string_view name;
  double width;
  double plot_height;
  double right;   ///< margin of the plot, for the labels of lines and bands
  double letter;  ///< font size
  double mark;    ///< radius of a score
};

/// For a page from about 680 px, and for print.
inline constexpr Format wide = {"wide", 880, 340, 164, 13, 4.6};
/// For a phone: at 328 px its letters are 10 px high.
inline constexpr Format narrow = {"narrow", 340, 250, 93, 10.5, 3.6};

struct Point {
  double x, y;
};

/// Two decimals: a hundredth of a unit is less than any screen or printer shows.
inline std::string at(double coordinate) { return text(coordinate, 2); }

inline std::string points(const std::vector<Point>& line) {
  std::string list;
  for (const Point& p : line) list += (list.empty() ? "" : " ") + at(p.x) + "," + at(p.y);
  return list;
}

/// What a row above the plot says about a place on the axis of sessions.
struct Marker {
  double x;
  std::string label;
  std::string_view ink;
  std::size_t row = 0;
  bool shown = false;  ///< false where every row is taken at its place
};

struct Figure {
  const CourseReport& report;
  const Instrument& q;
  const Format& format;
  std::vector<Observation> observations = {};  ///< of the instrument that the verdict rests on
  Span plot = {};                              ///< top and bottom
  double height = 0.0;
  Axis x = {}, y = {};
  std::vector<double> score_ticks = {};
  int tick_decimals = 0;
  std::vector<Marker> medication = {}, gaps = {};
  Marker window = {};
  markup::Writer out = {};

  [[nodiscard]] const Course& course() const { return *report.course; }
  [[nodiscard]] double letter() const { return format.letter; }
  [[nodiscard]] double left() const { return x.start; }
  [[nodiscard]] double right() const { return x.end; }
  [[nodiscard]] double row_height() const { return format.letter + 4.0; }
  [[nodiscard]] double row_baseline(std::size_t row) const {
    return plot.low - 6.0 - static_cast<double>(row) * row_height();
  }

  void label(double px, double py, std::string_view anchor, std::string_view ink, std::string_view words,
             std::string_view weight = "400") {
    out.element("text",
                {{"x", at(px)},
                 {"y", at(py)},
                 {"font-size", text(format.letter)},
                 {"font-weight", std::string(weight)},
                 {"text-anchor", std::string(anchor)},
                 {"fill", std::string(ink)}},
                words);
  }
  void line(Point from, Point to) {
    out.empty("line", {{"x1", at(from.x)}, {"y1", at(from.y)}, {"x2", at(to.x)}, {"y2", at(to.y)}});
  }
};

/// The place of a day on the axis of sessions: between the sessions before and after it, in proportion to the days.
double session_position(const Course& course, double kept_cadence_days, long day);

// Each draws one part, from the paper up.
void draw_bands(Figure&);
void draw_window(Figure&);
void draw_axes(Figure&);
void draw_phases(Figure&);
void draw_lines(Figure&);  ///< target and cut-off, with every label in the right margin
void draw_expected(Figure&);
void draw_forecast(Figure&);
void draw_curve(Figure&);
void draw_gaps(Figure&);
void draw_medication(Figure&);
void draw_scores(Figure&);
void draw_alarms(Figure&);

// The signs of the figure, which its legend repeats.
void score_mark(markup::Writer&, Point at, double radius, bool prorated, std::string_view title = {});
void alarm_mark(markup::Writer&, Point at, double radius, std::string_view title = {});

/// The chart in one of its formats; both may stand on one page.
std::string svg(const CourseReport& report, const Format& format);

/// The signs that this report's chart uses, as a list for a page.
std::string legend(const CourseReport& report);

}  // namespace oncourse::chart

// figure.hpp: the chart of a course being drawn.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "canvas.hpp"
#include "oncourse/report/course_report.hpp"

namespace oncourse::chart {

/// What a row above the plot says about a place on the axis of sessions.
struct Marker {
  double x;
  std::string label;
  std::string_view ink;
  std::size_t row = 0;
  bool shown = false;  ///< false where every row is taken at its place
};

struct Figure : Canvas {
  const CourseReport& report;
  const Instrument& q;
  std::vector<Observation> observations = {};  ///< of the instrument that the verdict rests on
  std::vector<double> score_ticks = {};
  int tick_decimals = 0;
  std::vector<Marker> medication = {}, gaps = {};
  Marker window = {};

  [[nodiscard]] const Course& course() const { return *report.course; }
  [[nodiscard]] double row_height() const { return format.letter + 4.0; }
  [[nodiscard]] double row_baseline(std::size_t row) const {
    return plot.low - 6.0 - static_cast<double>(row) * row_height();
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

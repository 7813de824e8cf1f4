// share_chart.cpp: lines of shares as a figure.
// SPDX-License-Identifier: Apache-2.0
#include "share_chart.hpp"

#include <algorithm>

#include "ink.hpp"
#include "score_axis.hpp"

namespace oncourse::chart {
namespace {

/// At 328 px, as on a phone, its letters are 9 px high.
constexpr Format share_format = {"share", 460, 300, 16, 13, 2.8};
constexpr std::size_t key_columns = 2;
constexpr double key_row = 1.5 * share_format.letter;

std::size_t key_rows(const std::vector<ShareLine>& lines) {
  const auto named = static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [](const ShareLine& line) { return !line.label.empty(); }));
  return (named + key_columns - 1) / key_columns;
}

/// What each line's dashes mean, below the plot: lines of shares often end in one place.
void draw_key(Canvas& canvas, const std::vector<ShareLine>& lines, double top) {
  constexpr double sample = 26.0;
  std::size_t place = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].label.empty()) continue;
    const std::size_t row = place / key_columns, column = place % key_columns;
    const double left = canvas.format.width / key_columns * static_cast<double>(column) + 0.5 * canvas.letter();
    const double baseline = top + key_row * (static_cast<double>(row) + 0.8);
    ++place;
    const double middle = baseline - 0.35 * canvas.letter();
    canvas.out.element(
        "g",
        {{"stroke", ink::person}, {"stroke-width", "1.8"}, {"stroke-dasharray", line_dashes[i % line_dashes.size()]}},
        [&] {
          canvas.line({left, middle}, {left + sample, middle});
        });
    canvas.label(left + sample + 6.0, baseline, "start", ink::text, lines[i].label);
  }
}

void draw(Canvas& canvas, const ShareLine& line, std::string_view dash, bool marks) {
  std::vector<Point> placed;
  placed.reserve(line.points.size());
  for (const Point& point : line.points) placed.push_back({canvas.x(point.x), canvas.y(point.y)});
  canvas.out.empty("polyline", {{"points", points(placed)},
                                {"fill", "none"},
                                {"stroke", ink::person},
                                {"stroke-width", "1.8"},
                                {"stroke-dasharray", dash}});
  for (std::size_t i = 0; marks && i < placed.size(); ++i)
    canvas.out.empty("circle", {{"cx", at(placed[i].x)},
                                {"cy", at(placed[i].y)},
                                {"r", at(canvas.format.mark)},
                                {"fill", ink::paper},
                                {"stroke", ink::person},
                                {"stroke-width", "1.3"}});
}

}  // namespace

std::string svg(const ShareChart& chart) {
  Canvas canvas{share_format};
  lay_score_axis(canvas, {chart.up, 0.0, 1.0});
  canvas.x = {chart.from, chart.to, 40.0, canvas.format.width - canvas.format.right};
  const double key_top = canvas.height;
  canvas.height += key_row * static_cast<double>(key_rows(chart.lines)) + 0.8 * canvas.letter();
  const double step = tick_step(canvas.x, 3.0 * canvas.letter(), {1.0, 2.0, 5.0});
  return canvas.document(chart.id, chart.title, chart.description, [&] {
    draw_score_axis(canvas);
    if (chart.diagonal)
      canvas.out.element("g", {{"stroke", ink::axis}, {"stroke-width", "1"}}, [&] {
        canvas.line({canvas.left(), canvas.plot.high}, {canvas.right(), canvas.plot.low});
      });
    for (std::size_t i = 0; i < chart.lines.size(); ++i)
      draw(canvas, chart.lines[i], line_dashes[i % line_dashes.size()], chart.marks);
    draw_ticks_below(canvas, step, decimals_of(step), chart.across);
    draw_key(canvas, chart.lines, key_top);
    canvas.label(0.0, canvas.letter() + 1.0, "start", ink::text, chart.up, "600");
  });
}

}  // namespace oncourse::chart

// share_chart.cpp: lines of shares as a figure.
// SPDX-License-Identifier: Apache-2.0
#include "share_chart.hpp"

#include "ink.hpp"
#include "score_axis.hpp"

namespace oncourse::chart {
namespace {

constexpr Format share_format = {"share", 520, 300, 132, 13, 2.8};

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
  const double step = tick_step(canvas.x, 3.0 * canvas.letter(), {1.0, 2.0, 5.0});
  return canvas.document(chart.id, chart.title, chart.description, [&] {
    draw_score_axis(canvas);
    if (chart.diagonal)
      canvas.out.element("g", {{"stroke", ink::axis}, {"stroke-width", "1"}}, [&] {
        canvas.line({canvas.left(), canvas.plot.high}, {canvas.right(), canvas.plot.low});
      });
    std::vector<EndLabel> labels;
    for (std::size_t i = 0; i < chart.lines.size(); ++i) {
      const ShareLine& line = chart.lines[i];
      if (line.points.empty()) continue;
      draw(canvas, line, dashes[i % dashes.size()], chart.marks);
      labels.push_back({canvas.y(line.points.back().y), line.label});
    }
    draw_ticks_below(canvas, step, decimals_of(step), chart.across);
    draw_end_labels(canvas, std::move(labels));
    canvas.label(0.0, canvas.letter() + 1.0, "start", ink::text, chart.up, "600");
  });
}

}  // namespace oncourse::chart

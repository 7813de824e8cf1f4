// funnel_chart.cpp: a funnel plot as a figure.
// SPDX-License-Identifier: Apache-2.0
#include "funnel_chart.hpp"

#include <algorithm>

#include "ink.hpp"
#include "score_axis.hpp"

namespace oncourse::chart {
namespace {

/// At 328 px, as on a phone, its letters are 9 px high.
constexpr Format funnel_format = {"share", 480, 300, 16, 13, 3.6};
constexpr double key_height = 1.5 * funnel_format.letter;

constexpr bool is_alert(FunnelPlace place) {
  return place == FunnelPlace::below_alert || place == FunnelPlace::above_alert;
}

void draw_line(Canvas& canvas, const std::vector<Point>& line, std::string_view dash) {
  std::vector<Point> placed;
  placed.reserve(line.size());
  for (const Point& point : line) placed.push_back({canvas.x(point.x), canvas.y(point.y)});
  canvas.out.empty("polyline", {{"points", points(placed)},
                                {"fill", "none"},
                                {"stroke", ink::quiet},
                                {"stroke-width", "1.3"},
                                {"stroke-dasharray", dash}});
}

/// A ring inside the limits, a disc beyond the first, a diamond beyond the second.
void draw_dot(Canvas& canvas, const FunnelDot& dot) {
  const double x = canvas.x(dot.at.x), y = canvas.y(dot.at.y), r = canvas.format.mark;
  canvas.out.element(
      "g",
      {{"class", name(dot.place)},
       {"fill", dot.place == FunnelPlace::inside ? ink::paper : ink::person},
       {"stroke", ink::person},
       {"stroke-width", "1.3"}},
      [&] {
        canvas.out.element("title", dot.title);
        if (is_alert(dot.place)) {
          const double d = 1.5 * r;
          canvas.out.empty("polygon", {{"points", points({{x, y - d}, {x + d, y}, {x, y + d}, {x - d, y}})}});
        } else {
          canvas.out.empty("circle", {{"cx", at(x)}, {"cy", at(y)}, {"r", at(r)}});
        }
      });
}

/// Names of the dots that lie outside, on the side where there is room, none on another.
void draw_names(Canvas& canvas, const std::vector<FunnelDot>& dots) {
  std::vector<const FunnelDot*> outside;
  for (const FunnelDot& dot : dots)
    if (dot.place != FunnelPlace::inside) outside.push_back(&dot);
  const auto y = [&](const FunnelDot* dot) { return canvas.y(dot->at.y); };
  std::stable_sort(outside.begin(), outside.end(), [&](auto* a, auto* b) { return y(a) < y(b); });
  std::vector<Span> spans;
  const double half = 0.65 * canvas.letter();
  spans.reserve(outside.size());
  for (const FunnelDot* dot : outside) spans.push_back({y(dot) - half, y(dot) + half});
  spread(spans, canvas.plot);
  canvas.out.element("g", {{"class", "labels"}}, [&] {
    for (std::size_t i = 0; i < outside.size(); ++i) {
      const double x = canvas.x(outside[i]->at.x), width = canvas.right() - canvas.left();
      const bool to_the_left = x > canvas.left() + 0.6 * width;
      const double room = (to_the_left ? x - canvas.left() : canvas.right() - x) - 10.0;
      canvas.label(x + (to_the_left ? -8.0 : 8.0), spans[i].middle() + 0.35 * canvas.letter(),
                   to_the_left ? "end" : "start", ink::text,
                   lines_of(outside[i]->label, canvas.letter(), room, 1).front());
    }
  });
}

void draw_key(Canvas& canvas, const FunnelChart& chart, double top) {
  constexpr double sample = 26.0;
  const double baseline = top + 0.8 * key_height, middle = baseline - 0.35 * canvas.letter();
  double left = 0.5 * canvas.letter();
  for (const auto& [label, dash] :
       {std::pair(&chart.warning_label, line_dashes[1]), std::pair(&chart.alert_label, line_dashes[0])}) {
    canvas.out.element("g", {{"stroke", ink::quiet}, {"stroke-width", "1.3"}, {"stroke-dasharray", dash}}, [&] {
      canvas.line({left, middle}, {left + sample, middle});
    });
    canvas.label(left + sample + 6.0, baseline, "start", ink::text, *label);
    left += canvas.format.width / 2.0;
  }
}

}  // namespace

std::string svg(const FunnelChart& chart) {
  Canvas canvas{funnel_format};
  lay_score_axis(canvas, {chart.up, 0.0, chart.to_up});
  canvas.x = {0.0, chart.to_across, 44.0, canvas.format.width - canvas.format.right};
  const double key_top = canvas.height;
  canvas.height += key_height + 0.8 * canvas.letter();
  const double step = tick_step(canvas.x, 3.0 * canvas.letter(), {1.0, 2.0, 5.0});
  return canvas.document(chart.id, chart.title, chart.description, [&] {
    draw_score_axis(canvas);
    canvas.out.element("g", {{"stroke", ink::axis}, {"stroke-width", "1.3"}}, [&] {
      canvas.line({canvas.left(), canvas.y(chart.centre)}, {canvas.right(), canvas.y(chart.centre)});
    });
    for (const auto& line : chart.warning) draw_line(canvas, line, line_dashes[1]);
    for (const auto& line : chart.alert) draw_line(canvas, line, line_dashes[0]);
    for (const FunnelDot& dot : chart.dots) draw_dot(canvas, dot);
    draw_names(canvas, chart.dots);
    draw_ticks_below(canvas, step, decimals_of(step), chart.across);
    draw_key(canvas, chart, key_top);
    canvas.label(0.0, canvas.letter() + 1.0, "start", ink::text, chart.up, "600");
  });
}

}  // namespace oncourse::chart

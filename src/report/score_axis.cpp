// score_axis.cpp: axes as lines, ticks and numbers.
// SPDX-License-Identifier: Apache-2.0
#include "score_axis.hpp"

#include <algorithm>
#include <cmath>

#include "ink.hpp"

namespace oncourse::chart {

std::optional<Error> trouble_in(const ScoreAxis& axis) {
  if (std::isfinite(axis.from) && std::isfinite(axis.to) && axis.from < axis.to) return std::nullopt;
  return Error{Errc::bad_argument, "the axis runs from " + text(axis.from) + " to " + text(axis.to)};
}

Error outside(const std::string& place, double score, const ScoreAxis& axis) {
  return {Errc::bad_argument,
          place + " is " + text(score) + ", the axis runs from " + text(axis.from) + " to " + text(axis.to)};
}

void lay_score_axis(Canvas& canvas, const ScoreAxis& axis) {
  canvas.plot = {2.0 * canvas.letter() + 14.0, 2.0 * canvas.letter() + 14.0 + canvas.format.plot_height};
  canvas.y = {axis.from, axis.to, canvas.plot.high, canvas.plot.low};
  canvas.height = canvas.plot.high + 2.0 * canvas.letter() + 22.0;
}

void draw_score_axis(Canvas& canvas) {
  const double step = tick_step(canvas.y, 2.2 * canvas.letter(), {1.0, 2.0, 5.0});
  for (const double score : ticks(canvas.y, step)) {
    canvas.out.element("g", {{"stroke", ink::grid}, {"stroke-width", "1"}}, [&] {
      canvas.line({canvas.left(), canvas.y(score)}, {canvas.right(), canvas.y(score)});
    });
    canvas.label(canvas.left() - 6.0, canvas.y(score) + 0.35 * canvas.letter(), "end", ink::quiet,
                 text(score, decimals_of(step)));
  }
}

void draw_end_labels(Canvas& canvas, std::vector<EndLabel> labels) {
  std::stable_sort(labels.begin(), labels.end(), [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
  std::vector<Span> spans;
  spans.reserve(labels.size());
  const double half = 0.65 * canvas.letter();
  for (const EndLabel& label : labels) spans.push_back({label.y - half, label.y + half});
  spread(spans, canvas.plot);
  canvas.out.element("g", {{"class", "labels"}}, [&] {
    for (std::size_t i = 0; i < labels.size(); ++i)
      canvas.label(canvas.right() + 8.0, spans[i].middle() + 0.35 * canvas.letter(), "start", ink::text,
                   labels[i].words);
  });
}

void draw_ticks_below(Canvas& canvas, double step, int decimals, std::string_view label) {
  canvas.out.element("g", {{"stroke", ink::axis}, {"stroke-width", "1"}}, [&] {
    canvas.line({canvas.left(), canvas.plot.high}, {canvas.right(), canvas.plot.high});
  });
  const double baseline = canvas.plot.high + canvas.letter() + 6.0;
  for (const double value : ticks(canvas.x, step))
    canvas.label(canvas.x(value), baseline, "middle", ink::quiet, text(value, decimals));
  canvas.label((canvas.left() + canvas.right()) / 2.0, baseline + canvas.letter() + 5.0, "middle", ink::quiet, label);
}

}  // namespace oncourse::chart

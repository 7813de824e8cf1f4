// score_axis.hpp: scores upwards and what they are drawn against below, in every chart that is not of a course.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "canvas.hpp"
#include "oncourse/report/score_axis.hpp"

namespace oncourse::chart {

std::optional<Error> trouble_in(const ScoreAxis& axis);

/// The refusal of a score that the axis does not hold.
Error outside(const std::string& place, double score, const ScoreAxis& axis);

inline int decimals_of(double step) { return step >= 1.0 ? 0 : step >= 0.1 ? 1 : 2; }

/// Places the axis of scores and with it the plot, and sets the canvas's height.
void lay_score_axis(Canvas& canvas, const ScoreAxis& axis);

/// Grid lines and numbers of the scores.
void draw_score_axis(Canvas& canvas);

/// Of lines, in their order: what tells them apart beside their labels.
inline constexpr std::array<std::string_view, 6> line_dashes = {"none", "9 4", "2 3", "12 3 2 3", "16 5", "5 7"};

/// What a line is called, at the height of its end.
struct EndLabel {
  double y;
  std::string words;
};

/// To the right of the lines' ends, none on another.
void draw_end_labels(Canvas& canvas, std::vector<EndLabel> labels);

/// The line below the plot with its numbers and its label.
void draw_ticks_below(Canvas& canvas, double step, int decimals, std::string_view label);

}  // namespace oncourse::chart

// drawing.hpp: figures as objects, and the axes that C asks for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "handles.hpp"
#include "oncourse/report/change_chart.hpp"

struct oncourse_drawing {
  std::string svg;
};

namespace oncourse::c {

inline Result<std::unique_ptr<oncourse_drawing>> drawing_handle(Result<std::string> svg) {
  if (!svg) return svg.error();
  return std::make_unique<oncourse_drawing>(oncourse_drawing{*std::move(svg)});
}

inline Result<ScoreAxis> axis_from(const oncourse_axis& axis) {
  ScoreAxis out;
  if (axis.label) out.label = axis.label;
  if (auto trouble = trouble_in_name(out.label, "the axis label")) return *std::move(trouble);
  out.from = axis.from;
  out.to = axis.to;
  return out;
}

}  // namespace oncourse::c

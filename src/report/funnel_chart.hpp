// funnel_chart.hpp: groups as dots over their number of courses, between the limits of chance.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "canvas.hpp"
#include "oncourse/change/funnel.hpp"

namespace oncourse::chart {

/// Told apart by shape where it lies outside, and then called by its name.
struct FunnelDot {
  Point at;
  std::string label, title;
  FunnelPlace place = FunnelPlace::inside;
};

struct FunnelChart {
  std::string id, title, description;
  std::string across, up;  ///< what the axes say
  double to_across = 1.0, to_up = 1.0;
  double centre = 0.0;
  std::array<std::vector<Point>, 2> warning = {}, alert = {};  ///< low and high, in order of x
  std::string warning_label, alert_label;
  std::vector<FunnelDot> dots = {};
};

/// An SVG document.
std::string svg(const FunnelChart& chart);

}  // namespace oncourse::chart

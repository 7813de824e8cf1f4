// share_chart.hpp: lines of shares, 0 to 1, drawn over a number.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "canvas.hpp"

namespace oncourse::chart {

/// Told from the others by its dashes; without a label it is not in the key.
struct ShareLine {
  std::string label;
  std::vector<Point> points;  ///< x and share, in order of x
};

struct ShareChart {
  std::string id, title, description;
  std::string across, up;  ///< what the axes say
  double from = 0.0, to = 1.0;
  bool diagonal = false;  ///< a line from corner to corner: what chance, or a forecast that is right, would do
  bool marks = false;     ///< at every point
  std::vector<ShareLine> lines = {};
};

/// An SVG document. At most as many lines as there are dashes.
std::string svg(const ShareChart& chart);

}  // namespace oncourse::chart

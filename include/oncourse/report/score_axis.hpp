// score_axis.hpp: the axis of scores that a chart is asked for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace oncourse {

/// What stands on an axis: "PHQ-9 total", and the scores that it runs between.
struct ScoreAxis {
  std::string label = "Score";
  double from = 0.0, to = 1.0;
};

}  // namespace oncourse

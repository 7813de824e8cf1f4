// direction.hpp: which end of a scale is the better one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace oncourse {

enum class Direction { lower_is_better, higher_is_better };

constexpr std::string_view name(Direction direction) {
  return direction == Direction::lower_is_better ? "lower_is_better" : "higher_is_better";
}

/// The sign of a better score: -1 where lower is better.
constexpr double better(Direction direction) { return direction == Direction::lower_is_better ? -1.0 : 1.0; }

}  // namespace oncourse

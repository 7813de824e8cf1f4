// score_limit.cpp: what no line can be.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/score_limit.hpp"

#include "oncourse/base/number.hpp"

namespace oncourse {

std::optional<Error> trouble_in(const ScoreLimit& limit) {
  if (!std::isfinite(limit.value))
    return Error{Errc::bad_argument, "limit " + text(limit.value) + ", it must be finite"};
  return std::nullopt;
}

std::optional<Error> trouble_in(const Improvement& improvement) {
  const double size = improvement.points.value_or(improvement.percent);
  if (!(size > 0.0) || !std::isfinite(size))
    return Error{Errc::bad_argument, "improvement of " + text(size) + (improvement.points ? " points" : " percent") +
                                         ", it must be above 0"};
  if (improvement.best_score && !std::isfinite(*improvement.best_score))
    return Error{Errc::bad_argument, "best score " + text(*improvement.best_score) + ", it must be finite"};
  return std::nullopt;
}

}  // namespace oncourse

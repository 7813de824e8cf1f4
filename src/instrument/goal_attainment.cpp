// goal_attainment.cpp: the T-score of goals agreed with one person.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/goal_attainment.hpp"

#include <cmath>

#include "oncourse/base/number.hpp"

namespace oncourse {

Result<double> goal_attainment(std::span<const Answer> levels, std::span<const double> weights, double correlation) {
  if (levels.empty()) return Error{Errc::bad_argument, "no goals"};
  if (!weights.empty() && weights.size() != levels.size())
    return Error{Errc::bad_argument, text(weights.size()) + " weights for " + text(levels.size()) + " goals"};
  if (!(correlation >= 0.0 && correlation < 1.0))
    return Error{Errc::bad_argument, "the correlation of goals is " + text(correlation) + ", it must lie in [0, 1)"};
  double weighted = 0.0, total = 0.0, squared = 0.0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const double w = weights.empty() ? 1.0 : weights[i];
    if (!(w > 0.0) || !(w <= 1e6))
      return Error{Errc::bad_argument,
                   "the weight of goal " + text(i + 1) + " is " + text(w) + ", it must lie in (0, 1e6]"};
    if (levels[i] == blank) continue;
    if (levels[i] < -2 || levels[i] > 2)
      return Error{Errc::response_range, "goal " + text(i + 1) + " is " + text(int{levels[i]}) + ", scale is -2..2"};
    weighted += w * levels[i];
    total += w;
    squared += w * w;
  }
  if (total == 0.0) return Error{Errc::too_many_missing, "no goal is rated"};
  return goal_attainment_t(weighted, total, squared, correlation);
}

}  // namespace oncourse

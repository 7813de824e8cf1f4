// goal_attainment.hpp: the T-score of goals agreed with one person.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "oncourse/base/error.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// How strongly goals are taken to correlate, by convention.
inline constexpr double usual_goal_correlation = 0.3;

/// The square root, also at compile time.
///
///   value  above 0
constexpr double square_root(double value) {
  double root = value > 1.0 ? value : 1.0;
  for (double next = 0.5 * (root + value / root); next < root; next = 0.5 * (root + value / root)) root = next;
  return root;
}

/// 50 + 10 sum(w x) / sqrt((1 - rho) sum(w^2) + rho (sum w)^2), from its three sums.
///
///   source  Kiresuk & Sherman 1968, Community Ment Health J 4:443-453
constexpr double goal_attainment_t(double weighted_levels, double weights, double squared_weights, double correlation) {
  return 50.0 +
         10.0 * weighted_levels / square_root((1.0 - correlation) * squared_weights + correlation * weights * weights);
}

/// The T-score of a person's goals: 50 where goals are met as expected on balance.
///
///   levels       per goal, -2 (much less than expected) to 2 (much more); `blank` for a goal that is not rated, which
///                is left out of every sum
///   weights      per goal, above 0: importance, or importance times difficulty; empty: all alike
///   correlation  in [0, 1)
///   errors       bad_argument: no level, another number of weights, a weight or correlation outside its range;
///                response_range: a level outside -2..2 (both name the goal); too_many_missing: no goal is rated
Result<double> goal_attainment(std::span<const Answer> levels, std::span<const double> weights = {},
                               double correlation = usual_goal_correlation);

}  // namespace oncourse

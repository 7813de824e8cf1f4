// plateau.hpp: from which session on nothing changed any more.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "oncourse/change/change_event.hpp"
#include "oncourse/change/reliable_events.hpp"
#include "oncourse/change/reliable_trend.hpp"

namespace oncourse {

/// Convention of this library; there is no agreed definition.
struct PlateauCriterion {
  ReliablePoints points = {};         ///< no two scores of a plateau lie this far apart; the smaller of the two
  ReliableTrendCriterion trend = {};  ///< nor is its trend reliable, either way
  std::size_t scores = 4;             ///< the fewest that are called one, 2 or more: a month of weekly sessions
};

struct Plateau {
  std::size_t scores = 0;  ///< from the first to the last of the series
  double mean = 0.0;
  double lowest = 0.0, highest = 0.0;
  ReliableTrend trend;
  ChangeEvent event;  ///< at the first of them; `limit` is the mean
};

/// What is wrong with it: bad_argument, fewer than 2 scores, or what its parts refuse.
std::optional<Error> trouble_in(const PlateauCriterion& criterion);

/// The longest tail of the series that is a plateau by this criterion, or nothing. A plateau is known from its end:
/// another score can move its beginning, or take it back.
///
///   errors  those of trouble_in()
///   cost    quadratic in the length of the tail
Result<std::optional<Plateau>> plateau(const ScoredSessions& sessions, const PlateauCriterion& criterion);

}  // namespace oncourse

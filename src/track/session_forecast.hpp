// session_forecast.hpp: when a session to come will be, and which scores are forecast for it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "oncourse/base/normal.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/response_model.hpp"
#include "oncourse/track/verdict.hpp"

namespace oncourse {

/// Model time of a session to come, seen from one that was held: where the plan puts it, or later where the course is
/// behind and the rest follows at the agreed cadence.
inline double time_to_come(TimeUnit unit, const Plan& plan, int session, int held, double held_day) {
  const double day = held_day + static_cast<double>(session - held) * plan.cadence_days;
  return std::max(planned_time(unit, plan, session), model_time(unit, session, day));
}

/// The forecast's middle and what lies so many of these standard deviations beside it, cut to the instrument's scale.
inline Interval interval_on_scale(const Instrument& q, const growth::Forecast& forecast, double sd, double level) {
  const double width = normal_half_width(level);
  const auto on_scale = [&](double score) { return std::clamp(score, q.total_min, q.total_max); };
  return {on_scale(forecast.at()), on_scale(forecast.at(-width, sd)), on_scale(forecast.at(width, sd))};
}

}  // namespace oncourse

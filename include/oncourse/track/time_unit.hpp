// time_unit.hpp: what a model's time counts, and where on it a plan puts sessions.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/course/plan.hpp"

namespace oncourse {

/// What the model's time counts, from intake.
enum class TimeUnit { session, day, week, month };

inline constexpr std::array time_units = {TimeUnit::session, TimeUnit::day, TimeUnit::week, TimeUnit::month};

constexpr std::string_view name(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::session: return "session";
    case TimeUnit::day: return "day";
    case TimeUnit::week: return "week";
    case TimeUnit::month: return "month";
  }
  return "unknown";
}

/// Model time of a session held on a day since intake. A month is 365.25 / 12 days.
constexpr double model_time(TimeUnit unit, int session, double day) {
  switch (unit) {
    case TimeUnit::session: return session;
    case TimeUnit::day: return day;
    case TimeUnit::week: return day / 7.0;
    case TimeUnit::month: return day / (365.25 / 12.0);
  }
  return session;
}

/// Model time at which a plan puts a session.
constexpr double planned_time(TimeUnit unit, const Plan& plan, int session) {
  return model_time(unit, session, static_cast<double>(session) * plan.cadence_days);
}

/// The sessions at which an alarm may be raised, both ends included, by model time.
struct Monitoring {
  double from = 2.0, to = 15.0;
  [[nodiscard]] constexpr bool covers(double time) const { return time >= from && time <= to; }
};

/// A model time as readers see it: "2", "0.5".
inline std::string text_of_time(double time) { return text(time, time == std::round(time) ? 0 : 1); }

/// From session 2, when two scores are there to compare, to the last session before the planned end.
constexpr Monitoring default_monitoring(TimeUnit unit, const Plan& plan) {
  return {planned_time(unit, plan, 2), planned_time(unit, plan, std::max(plan.window_last - 1, 2))};
}

/// Whether a plan ends at this model time and has its sessions so far apart, but for the last bits of weeks and months.
inline bool has_end_and_cadence(TimeUnit unit, const Plan& plan, double end, double cadence) {
  const auto same = [](double a, double b) { return std::fabs(a - b) <= 1e-9 * std::fabs(b); };
  return same(end, planned_time(unit, plan, plan.window_last)) && same(cadence, planned_time(unit, plan, 1));
}

/// The sessions that a plan has in a monitored range.
inline std::vector<int> monitored_sessions(TimeUnit unit, const Plan& plan, const Monitoring& monitoring) {
  std::vector<int> out;
  for (int session = 1; session <= plan.window_last; ++session)
    if (monitoring.covers(planned_time(unit, plan, session))) out.push_back(session);
  return out;
}

}  // namespace oncourse

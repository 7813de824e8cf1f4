// response_model.hpp: a growth model with what ties it to the clinic: instrument, clock, calibration.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/course/plan.hpp"
#include "oncourse/course/target.hpp"
#include "oncourse/growth/model.hpp"

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
  double from = 0.0, to = 0.0;
  [[nodiscard]] constexpr bool covers(double time) const { return time >= from && time <= to; }
};

/// A model time as readers see it: "2", "0.5".
inline std::string text_of_time(double time) { return text(time, time == std::round(time) ? 0 : 1); }

/// From session 2, when two scores are there to compare, to the last session before the planned end.
constexpr Monitoring default_monitoring(TimeUnit unit, const Plan& plan) {
  return {planned_time(unit, plan, 2), planned_time(unit, plan, std::max(plan.window_last - 1, 2))};
}

/// On whom the threshold of an alarm is found.
enum class CalibrationMethod {
  split,  ///< persons held out from the fit
  cross,  ///< everybody, each by a model that was fitted without their part of the persons
};

inline constexpr std::array calibration_methods = {CalibrationMethod::split, CalibrationMethod::cross};

constexpr std::string_view name(CalibrationMethod method) {
  return method == CalibrationMethod::split ? "split" : "cross";
}

/// The threshold below which a probability raises an alarm, found on persons the model was not fitted to.
/// See calibrate() for the guarantee.
struct Calibration {
  Target target;
  double horizon = 0.0;  ///< model time of the planned end
  Monitoring monitoring;
  double alpha = 0.10;     ///< at most this share of those who reach the target is ever flagged
  double threshold = 0.0;  ///< an alarm is a probability below it; 0: never
  int n_reached = 0;       ///< calibration persons who reached the target
  int n_persons = 0;       ///< calibration persons
  CalibrationMethod method = CalibrationMethod::split;
};

/// How many standard deviations of a forecast a band is wide to each side, found on n persons; absent where they are
/// too few for any.
struct BandFactor {
  int n = 0;
  std::optional<double> factor = {};
};

/// Seen from one session of the plan.
struct BandOrigin {
  double time = 0.0;  ///< model time at which it is planned
  BandFactor all;     ///< of all scores to come together
  BandFactor last;    ///< of the course's last score by itself
};

/// Prediction bands for scores to come, found on persons the model was not fitted to. See bands_of() for the guarantee.
struct BandCalibration {
  CalibrationMethod method = CalibrationMethod::split;
  double level = 0.90;                   ///< at least this share of those who go on stays inside
  double horizon = 0.0;                  ///< model time of the planned end
  double cadence = 0.0;                  ///< model time from one session to the next
  std::vector<BandOrigin> origins = {};  ///< ascending, before the planned end

  /// Half a cadence later: scores until then are known at an origin, and those until then at the planned end are all.
  [[nodiscard]] double until(double time) const { return time + 0.5 * cadence; }
};

/// The value that `fit` writes and `track` reads. Immutable; any number of threads may share one.
struct ResponseModel {
  growth::GrowthModel growth;
  std::string instrument;  ///< id; empty: the scores' instrument was not stated
  TimeUnit time_unit = TimeUnit::session;
  std::optional<Calibration> calibration = {};
  std::string checksum = {};  ///< of its document; names the model in every verdict, empty while it was never saved
  std::optional<BandCalibration> bands = {};
};

}  // namespace oncourse

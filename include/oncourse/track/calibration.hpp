// calibration.hpp: an alarm threshold whose false-alarm rate holds for the whole course.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "oncourse/course/target.hpp"
#include "oncourse/growth/panel.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

struct CalibrationOptions {
  Target target;
  double horizon = 16.0;  ///< model time of the planned end
  Monitoring monitoring = {2.0, 15.0};
  double alpha = 0.10;   ///< inside (0, 1)
  int least_scores = 3;  ///< persons with fewer are left out: their end is not known
};

/// One calibration person: whether the last recorded score met the target, and the least probability on the way.
struct CalibrationCourse {
  bool reached;
  double least_probability;  ///< over the monitored scores
};

/// The probabilities of one person at each score, in order, for the line their first score sets.
///
///   covariates[i]  the row of covariates at score i; the forecast carries it forward to the horizon
///   result         1 or 0 at and after the horizon: the target is met or it is not
std::vector<double> probabilities_along(const growth::GrowthModel& model, const TargetLine& line, double horizon,
                                        std::span<const double> times, std::span<const double> scores,
                                        std::span<const std::vector<double>> covariates);

/// The threshold from calibration courses: tau is the floor(alpha (n + 1))-th smallest least probability of the n
/// who reached the target, and 0 (never an alarm) where that rank is 0.
///
/// Persons being exchangeable, at most a share alpha of those who will reach the target is ever flagged in the whole
/// course, whatever the model's faults: split conformal prediction with the course as the unit.
///
///   source  Vovk, Gammerman & Shafer, Algorithmic Learning in a Random World, 2005
///
///   alpha  above 0, at most 0.5
double conformal_threshold(std::span<const CalibrationCourse> courses, double alpha);

/// Too few who reached the target, so that no threshold could ever raise an alarm.
///
///   errors  not_enough_sessions: fewer than 1 / alpha - 1
std::optional<Error> trouble_in_calibration(std::size_t reached, std::size_t persons, double alpha);

/// What persons say who were not used to fit the model. Left out are those whose course says nothing: fewer than
/// `least_scores` scores, none in the monitored range, or a baseline that leaves no room for the target.
///
///   errors   those of calibrate(), but for too few persons
Result<std::vector<CalibrationCourse>> calibration_courses(const growth::GrowthModel& model,
                                                           const Instrument& instrument, const growth::Panel& persons,
                                                           const CalibrationOptions& options);

/// The calibration that courses give.
///
///   errors  not_enough_sessions: fewer than 1 / alpha - 1 persons reached the target
Result<Calibration> calibration_of(std::span<const CalibrationCourse> courses, const CalibrationOptions& options,
                                   CalibrationMethod method);

/// Calibrates on persons none of whom was used to fit the model.
///
///   persons  rows in order of time within a person
///   errors   bad_argument: alpha, a column, an order; response_range: a score that the model's scale is
///            not for; not_enough_sessions: fewer than 1 / alpha - 1 persons reached
///            the target, so that no threshold could ever raise an alarm
Result<Calibration> calibrate(const growth::GrowthModel& model, const Instrument& instrument,
                              const growth::Panel& persons, const CalibrationOptions& options);

/// Which persons to keep for calibration: a fixed random half or other share, the same on every machine.
///
///   share  inside (0, 1)
std::vector<bool> calibration_part(std::size_t persons, double share, std::uint64_t seed);

}  // namespace oncourse

// calibration.cpp: an alarm threshold whose false-alarm rate holds for the whole course.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/target_probability.hpp"

namespace oncourse {

std::vector<double> probabilities_along(const growth::GrowthModel& model, const TargetLine& line, double horizon,
                                        std::span<const double> times, std::span<const double> scores,
                                        std::span<const std::vector<double>> covariates) {
  growth::Person person(model);
  std::vector<double> out;
  for (std::size_t i = 0; i < times.size(); ++i) {
    person.observe(times[i], scores[i], covariates[i]);
    out.push_back(times[i] >= horizon ? (line.met(scores[i]) ? 1.0 : 0.0)
                                      : target_probability(person, line, horizon, covariates[i]));
  }
  return out;
}

double conformal_threshold(std::span<const CalibrationCourse> courses, double alpha) {
  std::vector<double> least;
  for (const CalibrationCourse& course : courses)
    if (course.reached) least.push_back(course.least_probability);
  std::sort(least.begin(), least.end());
  const auto rank = static_cast<std::size_t>(std::floor(alpha * static_cast<double>(least.size() + 1)));
  if (rank == 0) return 0.0;
  return least[rank - 1];
}

std::optional<Error> trouble_in_calibration(std::size_t reached, std::size_t persons, double alpha) {
  if (alpha * static_cast<double>(reached + 1) >= 1.0) return std::nullopt;
  return Error{Errc::not_enough_sessions,
               text(reached) + " of " + text(persons) + " calibration persons reached the target, at least " +
                   text(std::ceil(1.0 / alpha) - 1.0) + " are needed for alpha " + text(alpha)};
}

Result<std::vector<CalibrationCourse>> calibration_courses(const growth::GrowthModel& model,
                                                           const Instrument& instrument, const growth::Panel& persons,
                                                           const CalibrationOptions& options) {
  if (!(options.alpha > 0.0 && options.alpha <= 0.5))
    return Error{Errc::bad_argument, "alpha " + text(options.alpha) + ", it must lie above 0 and not above 0.5"};
  if (auto trouble = trouble_in(options.target, instrument)) return *trouble;
  if (auto trouble = growth::trouble_in(persons, model.design)) return *trouble;
  if (auto trouble = growth::trouble_in_order(persons)) return *trouble;

  std::vector<CalibrationCourse> courses;
  for (std::size_t i = 0; i < persons.persons(); ++i) {
    const std::size_t begin = persons.offsets[i], count = persons.offsets[i + 1] - begin;
    if (count < static_cast<std::size_t>(std::max(2, options.least_scores))) continue;
    const auto times = persons.time.subspan(begin, count), scores = persons.score.subspan(begin, count);
    const auto line = line_for(options.target, instrument, scores[0]);
    if (!line) {
      if (line.error().code == Errc::not_available) return line.error();
      continue;  // no room on the scale for the target: not a person the target is meant for
    }
    std::vector<std::vector<double>> covariates(count);
    for (std::size_t row = 0; row < count; ++row)
      for (const auto& column : persons.covariates) covariates[row].push_back(column[begin + row]);
    const auto p = probabilities_along(model, *line, options.horizon, times, scores, covariates);
    for (std::size_t row = 0; row < count; ++row)
      if (!std::isfinite(p[row])) return growth::not_finite("row " + text(begin + row + 1));
    CalibrationCourse course{line->met(scores.back()), std::numeric_limits<double>::infinity()};
    for (std::size_t row = 1; row < count; ++row)
      if (options.monitoring.covers(times[row])) course.least_probability = std::min(course.least_probability, p[row]);
    if (std::isfinite(course.least_probability)) courses.push_back(course);
  }

  return courses;
}

Result<Calibration> calibration_of(std::span<const CalibrationCourse> courses, const CalibrationOptions& options,
                                   CalibrationMethod method) {
  Calibration out;
  out.method = method;
  out.target = options.target;
  out.horizon = options.horizon;
  out.monitoring = options.monitoring;
  out.alpha = options.alpha;
  out.threshold = conformal_threshold(courses, options.alpha);
  out.n_persons = static_cast<int>(courses.size());
  for (const CalibrationCourse& course : courses) out.n_reached += course.reached ? 1 : 0;
  if (auto trouble = trouble_in_calibration(static_cast<std::size_t>(out.n_reached), courses.size(), options.alpha))
    return *trouble;
  return out;
}

Result<Calibration> calibrate(const growth::GrowthModel& model, const Instrument& instrument,
                              const growth::Panel& persons, const CalibrationOptions& options) {
  const auto courses = calibration_courses(model, instrument, persons, options);
  if (!courses) return courses.error();
  return calibration_of(*courses, options, CalibrationMethod::split);
}

std::vector<bool> calibration_part(std::size_t persons, double share, std::uint64_t seed) {
  std::vector<std::size_t> order(persons);
  for (std::size_t i = 0; i < persons; ++i) order[i] = i;
  std::mt19937_64 engine(seed);
  for (std::size_t i = persons; i > 1; --i) std::swap(order[i - 1], order[engine() % i]);
  std::vector<bool> kept(persons, false);
  const auto count = static_cast<std::size_t>(std::lround(share * static_cast<double>(persons)));
  for (std::size_t i = 0; i < std::min(count, persons); ++i) kept[order[i]] = true;
  return kept;
}

}  // namespace oncourse

// expected_response.cpp: one intake score is one observation of a person; the rest is their forecast.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/expected_response.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/base/normal.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/target_probability.hpp"

namespace oncourse {

namespace {

Error bad(std::string detail) { return {Errc::bad_argument, std::move(detail)}; }

std::optional<Error> trouble_in_covariates(const std::vector<growth::Covariate>& known,
                                           const std::vector<double>& values) {
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (i >= values.size()) return bad("covariate " + known[i].name + " has no value");
    if (!std::isfinite(values[i])) return bad("covariate " + known[i].name + " is not a finite number");
  }
  if (values.size() > known.size())
    return bad(text(values.size()) + " covariate values, the model has " + text(known.size()) + " covariates");
  return std::nullopt;
}

std::optional<Error> trouble_in_times(const std::vector<double>& times, double least) {
  if (times.empty()) return bad("there is no time to forecast");
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (!std::isfinite(times[i]) || times[i] < least) return bad("time " + text(times[i]) + " cannot be forecast");
    if (i > 0 && !(times[i] > times[i - 1]))
      return bad("time " + text(times[i]) + " follows " + text(times[i - 1]) + ", times must ascend");
  }
  return std::nullopt;
}

std::optional<Error> trouble_in(const ResponseModel& model, const ExpectedResponseOptions& options,
                                const Instrument* scale) {
  const growth::Design& design = model.growth.design;
  if (!(options.level > 0.0 && options.level < 1.0))
    return bad("level " + text(options.level) + ", it must lie between 0 and 1");
  if (auto trouble = trouble_in_times(options.at, growth::least_time(design.time_basis))) return trouble;
  if (auto trouble = trouble_in_covariates(design.covariates, options.covariates)) return trouble;
  if (scale && !model.instrument.empty() && model.instrument != scale->id)
    return bad("the model is for " + model.instrument + ", the scores are of " + std::string(scale->id));
  for (std::size_t i = 0; i < options.intake.size(); ++i) {
    const std::string place = "intake " + text(i + 1) + ": ";
    if (scale) {
      if (const auto total = accept_total(*scale, options.intake[i]); !total)
        return Error{total.error().code, place + total.error().detail};
    } else if (!std::isfinite(options.intake[i])) {
      return bad(place + "it is not a finite number");
    }
    if (!design.transformation.takes(options.intake[i]))
      return Error{Errc::response_range, place + "the model's " + std::string(name(design.transformation.scale)) +
                                             " scale is for " + design.transformation.range()};
  }
  if (!options.target) return std::nullopt;
  if (!scale) return bad("a target is a line on an instrument's scale, name it");
  if (options.intake.empty()) return bad("a target needs intake scores, from which it is counted");
  return oncourse::trouble_in(*options.target, *scale);
}

/// Nothing where this intake leaves no room for the target.
///
///   errors  not_available
Result<std::optional<TargetLine>> line_from(const Target& target, const Instrument& q, double intake) {
  const auto line = line_for(target, q, intake);
  if (line) return std::optional(*line);
  if (line.error().code == Errc::not_available) return line.error();
  return std::optional<TargetLine>{};
}

}  // namespace

Result<ExpectedResponse> expected_response(const ResponseModel& model, const ExpectedResponseOptions& options) {
  const growth::GrowthModel& g = model.growth;
  const Instrument* scale = options.instrument;
  if (!scale && !model.instrument.empty())
    if (const auto own = find_instrument(model.instrument)) scale = *own;
  if (auto trouble = trouble_in(model, options, scale)) return *std::move(trouble);
  const double width = normal_half_width(options.level);
  ExpectedResponse out{options.level, model.time_unit, scale, options.target, {}};
  for (std::size_t i = 0; i < std::max<std::size_t>(options.intake.size(), 1); ++i) {
    ExpectedCourse course;
    growth::Person person(g);
    std::optional<TargetLine> line, reliable;
    if (!options.intake.empty()) {
      const double intake = options.intake[i];
      course.intake = intake;
      person.observe(0.0, intake, options.covariates);
      if (options.target) {
        auto found = line_from(*options.target, *scale, intake);
        if (!found) return found.error();
        line = *std::move(found);
      }
      if (scale)
        if (auto found = line_from({Target::Kind::reliable_improvement, 0.0}, *scale, intake))
          reliable = *std::move(found);
    }
    for (const double time : options.at) {
      ExpectedScore at;
      at.time = time;
      at.score = person.forecast(time, options.covariates);
      if (!at.score.finite()) return growth::not_finite("time " + text(time));
      at.low = at.score.at(-width, at.score.sd_score);
      at.high = at.score.at(width, at.score.sd_score);
      if (scale) at.off_scale = !is_on_scale(*scale, at.low) || !is_on_scale(*scale, at.high);
      if (course.intake) at.change = at.score.at() - *course.intake;
      if (line) at.target_probability = target_probability(person, *line, time, options.covariates);
      if (reliable)
        at.reliable_improvement_probability = target_probability(person, *reliable, time, options.covariates);
      course.scores.push_back(at);
    }
    out.courses.push_back(std::move(course));
  }
  return out;
}

Result<std::vector<double>> intake_levels(const Instrument& instrument, double least, double most) {
  for (const double end : {least, most})
    if (const auto total = accept_total(instrument, end); !total) return total.error();
  if (least > most) return bad("intake from " + text(least) + " to " + text(most) + ", the ends must ascend");
  const double step = instrument.step();
  if (step == 0.0)
    return Error{Errc::not_available,
                 std::string(instrument.id) + " has totals between any two, name the intake scores themselves"};
  const auto place = [&](double total) { return (total - instrument.total_min) / step; };
  constexpr double room = 10'000.0;  // convention: a table that nobody could read
  if (place(most) - place(least) >= room) return bad("more than " + text(room) + " intake scores");
  std::vector<double> levels;
  for (double k = std::ceil(place(least) - 1e-9); k <= place(most) + 1e-9; k += 1.0)
    levels.push_back(instrument.total_min + k * step);
  return levels;
}

}  // namespace oncourse

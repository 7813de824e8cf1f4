// form_options.cpp: what one growth model is like.
// SPDX-License-Identifier: Apache-2.0
#include "form_options.hpp"

#include "by_name.hpp"

namespace oncourse::cli {

void FormOptions::add_options(CLI::App* command) {
  command->add_option("--random", random, "What differs between persons: intercept, slope, independent-slope, curve")
      ->transform(by_name(growth::random_effects));
  command->add_option("--curve", curve, "How the line runs: straight, quadratic, piecewise")
      ->transform(by_name(growth::curves));
  command->add_option("--scale", scale, "On which the model is one: points, square-root, log, logit")
      ->transform(by_name(growth::scales));
  CLI::Option* const counted =
      command->add_option("--time-unit", unit, "What the time column counts: session, day, week, month")
          ->transform(by_name(time_units));
  command->parse_complete_callback([this, counted] { unit_stated_ = counted->count() > 0; });
}

void FormOptions::add_residuals(CLI::App* command) {
  command->add_option("--residuals", residuals, "independent, autoregressive, autoregressive-with-noise")
      ->transform(by_name(growth::residual_correlations));
}

Result<growth::Design> FormOptions::design(const CohortOptions& cohort, const Instrument* q) const {
  if (auto trouble = trouble_in_knot(curve == growth::Curve::piecewise, cohort.knot.has_value())) return *trouble;
  const auto transformation = transformation_for(scale, q, cohort.range);
  if (!transformation) return transformation.error();
  growth::Design form = cohort.design();
  form.random = random;
  form.curve = curve;
  form.residuals = residuals;
  form.transformation = *transformation;
  return form;
}

std::optional<Error> FormOptions::trouble_in_unit(const std::string& time) const {
  if (unit_stated_ || time == "session") return std::nullopt;
  return Error{
      Errc::bad_argument,
      "--time-unit session, day, week or month: what is kept or calibrated must know what column " + time + " counts"};
}

std::optional<Error> trouble_in_knot(bool piecewise, bool knot) {
  if (piecewise == knot) return std::nullopt;
  return Error{Errc::bad_argument,
               "--knot is the time at which a piecewise curve bends, and --curve piecewise needs it"};
}

}  // namespace oncourse::cli

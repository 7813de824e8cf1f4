// rate_of_change.cpp: persons' slopes from a fitted model.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/rate_of_change.hpp"

#include "oncourse/growth/forecast.hpp"

namespace oncourse::growth {

Result<std::vector<RateOfChange>> rates_of_change(const GrowthModel& model, const Panel& panel) {
  const Design& design = model.design;
  if (design.random == RandomEffects::intercept)
    return Error{Errc::bad_argument, "a model with a random intercept alone has one rate of change for all"};
  if (design.curve != Curve::straight)
    return Error{Errc::bad_argument,
                 "on a " + std::string(name(design.curve)) + " curve nobody has one rate of change"};
  if (auto trouble = trouble_in(panel, design)) return *trouble;
  if (!(model.random_covariance()(1, 1) > 0.0))
    return Error{Errc::not_available,
                 "the model finds no variance of slopes: its persons do not differ in their rates"};
  std::vector<RateOfChange> out;
  std::vector<double> values(design.covariates.size());
  for (std::size_t i = 0; i < panel.persons(); ++i) {
    const std::size_t first = panel.offsets[i], last = panel.offsets[i + 1];
    if (first == last) return Error{Errc::not_enough_sessions, "person " + text(i + 1) + " has no score"};
    Person person(model);
    for (std::size_t row = first; row < last; ++row) {
      for (std::size_t c = 0; c < values.size(); ++c) {
        values[c] = panel.covariates[c][row];
        if (design.covariates[c].interacts && values[c] != panel.covariates[c][first])
          return Error{Errc::bad_argument, "row " + text(row + 1) + ": " + design.covariates[c].name +
                                               " interacts with time and changes within a person, who then has no one "
                                               "rate of change"};
      }
      person.observe(panel.time[row], panel.score[row], values);
    }
    RateOfChange rate;
    // X's columns are 1, g(t), each covariate, then each interaction: those with time make the expected slope
    rate.deviation = person.effects()(1);
    rate.total = model.beta(1) + rate.deviation;
    Eigen::Index column = 2 + static_cast<Eigen::Index>(values.size());
    for (std::size_t c = 0; c < values.size(); ++c)
      if (design.covariates[c].interacts) rate.total += model.beta(column++) * panel.covariates[c][first];
    rate.sd = std::sqrt(person.effects_covariance()(1, 1));
    if (!std::isfinite(rate.total) || !(rate.sd > 0.0) || !std::isfinite(rate.sd))
      return Error{Errc::bad_argument, "person " + text(i + 1) + ": the rate of change is not a finite number"};
    out.push_back(rate);
  }
  return out;
}

}  // namespace oncourse::growth

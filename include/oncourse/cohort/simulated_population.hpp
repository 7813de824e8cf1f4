// simulated_population.hpp: of what kind the people are who do not exist, and where the figures come from.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/base/provenance.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// A population of courses, in points of the instrument that it is simulated on:
///
///   score     level + rate g(t) + curvature t^2 + medication + residual, rounded to the instrument's step and cut to
///             its range: its floor and its ceiling
///   t         time_per_session times the session's number, intake being session 0; g(t) = ln(1 + t), or t where linear
///   person    level and rate are normal and correlated
///   residual  normal, stationary, of variance residual_sd^2, of which the share `nugget` is white noise and the rest a
///             continuous-time autoregression of order 1: two residuals `w` weeks apart correlate by
///             (1 - nugget) autocorrelation^w. This is corCAR1 of R's nlme with time in weeks, and with a nugget
///             its corExp(nugget = TRUE) with the range -1 / ln(autocorrelation). Where tail_freedom is given, each
///             residual is that times sqrt((f - 2) / chi squared of f degrees of freedom), its own: of the same
///             variance, but Student's t with f degrees of freedom, and so outlying now and then; residuals then
///             correlate by (f - 2) / 2 (Gamma((f - 1) / 2) / Gamma(f / 2))^2 of the above
///   dropout   three mechanisms, each by its chance; which one struck is told. Before a session number from
///             `dropout_from` on a person leaves
///               completely at random  with a chance that depends on nothing (MCAR)
///               good enough           with a chance, where the latest score has met good_enough_score
///               deterioration         with a chance, where the latest score is worse than intake's by
///                                     deterioration_points
///             The last two depend on observed scores alone: missing at random (MAR), which a likelihood survives and a
///             mean of those who stayed does not
///
///   source    good enough: Barkham et al. 2006, J Consult Clin Psychol 74:160-167. Mechanisms: Little & Rubin,
///             Statistical Analysis with Missing Data
struct SimulatedPopulation {
  static constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

  double level = 15.0, level_sd = 4.3;
  double rate = -3.1, rate_sd = 2.0;
  double correlation = 0.0;
  double linear = 0.0;
  double curvature = 0.0;
  double time_per_session = 1.0;
  double residual_sd = 2.5;
  double autocorrelation = 0.0;
  double nugget = 0.0;
  double tail_freedom = not_given;  ///< normal
  double intake_limit = not_given;  ///< everybody is taken in
  double medicated = 0.3;
  double medication_effect = -1.5;
  double missing = 0.07;
  double gap = 0.03;
  double dropout_completely_at_random = 0.02;
  double dropout_good_enough = 0.0;
  double good_enough_score = not_given;  ///< on the better side of the instrument's usual_cutoff()
  double dropout_deterioration = 0.0;
  double deterioration_points = not_given;  ///< the instrument's reliable change
  double dropout_from = 4.0;
  double last_session_least = 12.0, last_session_most = 16.0;
  double cadence_days = 7.0;
};

inline constexpr SimulatedPopulation typical_population = {};
inline constexpr SimulatedPopulation slow_population = {.rate = -2.0, .rate_sd = 2.2, .medicated = 0.1};

/// A member of SimulatedPopulation, as every interface names it.
struct PopulationParameter {
  std::string_view name, what;
  double SimulatedPopulation::*value;
  double least, most;       ///< inclusive
  bool below_most = false;  ///< `most` itself is excluded
  bool whole = false;
};

/// All of them, in their order.
std::span<const PopulationParameter> population_parameters();

/// The first parameter that cannot be, with its value and limit.
///
///   errors  bad_argument
std::optional<Error> trouble_in(const SimulatedPopulation& population);

struct ParameterValue {
  std::string_view name;
  double value;
};

/// The population with other values of some parameters. Beside those of population_parameters() there is `range`, in
/// weeks and above 0: autocorrelation = exp(-1 / range).
///
///   errors  bad_argument: no such parameter (the detail lists them), one that is given twice, range and
///           autocorrelation together; those of trouble_in()
Result<SimulatedPopulation> with_parameters(SimulatedPopulation population, std::span<const ParameterValue> values);

/// Where the values of parameters come from.
struct ParameterSource {
  std::string_view parameters;  ///< their names, with a blank between two
  Provenance from;
};

/// A population that ships. What has no source of its own is an assumption of this library.
struct NamedPopulation {
  std::string_view id, name;
  std::string_view instrument;  ///< in whose points it is
  SimulatedPopulation population;
  std::span<const ParameterSource> sources;

  [[nodiscard]] Provenance source_of(std::string_view parameter) const;
};

std::span<const NamedPopulation> named_populations();

///   errors  not_available: the detail lists those there are
Result<const NamedPopulation*> find_population(std::string_view id);

/// A row per population and parameter: population, name, instrument, parameter, what, value (null where it is not
/// given), status, source.
Table population_columns();

}  // namespace oncourse

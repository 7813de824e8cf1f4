// simulated_population.cpp: what a simulated population is made of, and those that ship.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/simulated_population.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

#include "cohort/table_of.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

using P = SimulatedPopulation;

/// Far beyond any scale, and small enough that no sum of such numbers is infinite.
constexpr double far = 1e6;

constexpr PopulationParameter parameters[] = {
    {"level", "mean score at intake, points", &P::level, -far, far},
    {"level_sd", "its standard deviation between persons", &P::level_sd, 0, far},
    {"rate", "mean change, points per ln(1 + time), or per unit of time where linear", &P::rate, -far, far},
    {"rate_sd", "its standard deviation between persons", &P::rate_sd, 0, far},
    {"correlation", "of a person's level and rate", &P::correlation, -1, 1},
    {"linear", "1: the rate is per unit of time; 0: per ln(1 + time)", &P::linear, 0, 1, false, true},
    {"curvature", "points per squared unit of time, alike for everybody", &P::curvature, -far, far},
    {"time_per_session", "units of time between two sessions", &P::time_per_session, 0, far},
    {"residual_sd", "of a score around the person's own line", &P::residual_sd, 0, far},
    {"autocorrelation", "of the residuals' autoregression one week apart", &P::autocorrelation, 0, 1, true},
    {"nugget", "share of the residual variance that is white noise", &P::nugget, 0, 1},
    {"tail_freedom", "degrees of freedom of heavy-tailed residuals (Student's t); not given: normal", &P::tail_freedom,
     3, 1000, false, true},
    {"intake_limit", "persons whose score at intake is better than this are not taken in", &P::intake_limit, -far, far},
    {"medicated", "share of persons who start a medication at a session 1..8", &P::medicated, 0, 1},
    {"medication_effect", "points while it is on", &P::medication_effect, -far, far},
    {"missing", "share of sessions after intake without a sheet", &P::missing, 0, 1},
    {"gap", "share of intervals that are three times the cadence", &P::gap, 0, 1},
    {"dropout_completely_at_random", "chance to leave before each session", &P::dropout_completely_at_random, 0, 1},
    {"dropout_good_enough", "chance to leave, where the latest score has met good_enough_score",
     &P::dropout_good_enough, 0, 1},
    {"good_enough_score", "this or better; not given: beyond the instrument's cut-off", &P::good_enough_score, -far,
     far},
    {"dropout_deterioration", "chance to leave, where the latest score is worse than at intake",
     &P::dropout_deterioration, 0, 1},
    {"deterioration_points", "worse by at least so many; not given: the instrument's reliable change",
     &P::deterioration_points, 0, far},
    {"dropout_from", "the first session before which anybody leaves", &P::dropout_from, 1, 1000, false, true},
    {"last_session_least", "the last session agreed is drawn from here", &P::last_session_least, 0, 1000, false, true},
    {"last_session_most", "to here", &P::last_session_most, 0, 1000, false, true},
    {"cadence_days", "days between two sessions", &P::cadence_days, 1, 365, false, true},
};

bool may_be_absent(const PopulationParameter& parameter) { return std::isnan(typical_population.*parameter.value); }

Error refused(std::string_view name, double value, const std::string& limit) {
  return {Errc::bad_argument, std::string(name) + " is " + text(value) + ", it must be " + limit};
}

std::optional<Error> trouble_in(const PopulationParameter& parameter, double value) {
  const bool in_range =
      value >= parameter.least && (parameter.below_most ? value < parameter.most : value <= parameter.most);
  if (in_range && !(parameter.whole && value != std::floor(value))) return std::nullopt;
  std::string limit = parameter.whole ? "a whole number at least " : "at least ";
  limit += text(parameter.least);
  limit += parameter.below_most ? " and below " : " and at most ";
  limit += text(parameter.most);
  return refused(parameter.name, value, limit);
}

constexpr std::string_view range_name = "range";

std::optional<Error> assign(P& population, const ParameterValue& given) {
  if (given.name == range_name) {
    if (!(given.value > 0.0 && given.value <= far))
      return refused(range_name, given.value, "above 0 and at most 1e+06");
    population.autocorrelation = std::exp(-1.0 / given.value);
    return std::nullopt;
  }
  std::string known = "no such parameter; there are ";
  for (const PopulationParameter& parameter : parameters) {
    if (parameter.name == given.name) {
      population.*parameter.value = given.value;
      return trouble_in(parameter, given.value);
    }
    known += parameter.name;
    known += ", ";
  }
  known += range_name;
  return Error{Errc::bad_argument, std::move(known)};
}

constexpr Provenance assumption = {Status::convention, "an assumption of oncourse"};

constexpr Provenance rate_of_jmir = {Status::convention,
                                     "chosen to fall in ten weeks by what 12.90 - 1.45 weeks + 0.07 weeks^2 falls: "
                                     "J Med Internet Res 2024;26:e60502, table 5, PHQ-9, n = 22,070"};
constexpr Provenance residual_of_lindqvist = {Status::convention,
                                              "near 2.47, of the QIDS-A17-SR (0 to 27 as the PHQ-9): Lindqvist et al. "
                                              "2020, J Med Internet Res 22(3):e18047, table 2"};
constexpr Provenance spread_of_refractory = {Status::convention,
                                             "near the fit of the RefraMED trial's PHQ-9 (see refractory)"};
constexpr ParameterSource typical_sources[] = {
    {"level_sd rate_sd", spread_of_refractory}, {"rate", rate_of_jmir}, {"residual_sd", residual_of_lindqvist}};
constexpr ParameterSource slow_sources[] = {{"level_sd", spread_of_refractory}, {"residual_sd", residual_of_lindqvist}};

constexpr Provenance reframed = {Status::convention,
                                 "a fit by nlme to the PHQ-9 of the RefraMED trial (Lynch et al. 2020, Br J Psychiatry "
                                 "216:204-212), 240 patients, months 0 to 18, both arms; not published"};
constexpr ParameterSource refractory_sources[] = {
    {"level level_sd rate rate_sd correlation linear time_per_session residual_sd", reframed}};

constexpr Provenance lindqvist = {Status::published,
                                  "Lindqvist et al. 2020, J Med Internet Res 22(3):e18047, table 2, QIDS-A17-SR, 76 "
                                  "adolescents, weekly"};
constexpr ParameterSource lindqvist_sources[] = {
    {"level level_sd rate rate_sd correlation linear curvature time_per_session residual_sd last_session_least "
     "last_session_most",
     lindqvist}};
// Variances 7.61, 0.13 and 6.10; the therapy's level differs by -0.32, its slope by -0.29.
constexpr P lindqvist_control = {.level = 15.62,
                                 .level_sd = 2.76,
                                 .rate = -0.73,
                                 .rate_sd = 0.36,
                                 .correlation = -0.05,
                                 .linear = 1,
                                 .curvature = 0.05,
                                 .residual_sd = 2.47,
                                 .medicated = 0,
                                 .gap = 0,
                                 .last_session_least = 8,
                                 .last_session_most = 8};
constexpr P lindqvist_therapy = [] {
  P out = lindqvist_control;
  out.level = 15.30;
  out.rate = -1.02;
  return out;
}();

constexpr Provenance enrichd = {Status::convention,
                                "a fit by nlme to the BDI of 557 patients of the ENRICHD trial who had cognitive "
                                "behaviour therapy, by weeks; not published"};
constexpr ParameterSource cardiac_sources[] = {
    {"level level_sd rate rate_sd correlation linear time_per_session residual_sd", enrichd}};

constexpr NamedPopulation populations[] = {
    {"typical", "Depression, a typical service", "phq-9", typical_population, typical_sources},
    {"slow", "Depression, slow to improve", "phq-9", slow_population, slow_sources},
    {"refractory", "Refractory depression, time in months", "phq-9",
     P{.level = 18.83,
       .level_sd = 4.31,
       .rate = -1.94,
       .rate_sd = 2.04,
       .time_per_session = 7.0 / 30.4375,
       .residual_sd = 3.43,
       .medicated = 0},
     refractory_sources},
    {"adolescent-therapy", "Depressed adolescents, internet-based psychodynamic therapy", "qids-sr16",
     lindqvist_therapy, lindqvist_sources},
    {"adolescent-control", "Depressed adolescents, internet-based supportive control", "qids-sr16", lindqvist_control,
     lindqvist_sources},
    {"cardiac", "Depression after a myocardial infarction; BDI of the first edition, 0 to 63 as the second", "bdi-ii",
     P{.level = 14.8,
       .level_sd = 6.8,
       .rate = -0.44,
       .rate_sd = 0.30,
       .correlation = -0.48,
       .linear = 1,
       .residual_sd = 4.4,
       .medicated = 0},
     cardiac_sources},
};

}  // namespace

std::span<const PopulationParameter> population_parameters() { return parameters; }

std::optional<Error> trouble_in(const SimulatedPopulation& population) {
  for (const PopulationParameter& parameter : parameters) {
    const double value = population.*parameter.value;
    if (std::isnan(value) && may_be_absent(parameter)) continue;
    if (auto trouble = trouble_in(parameter, value)) return trouble;
  }
  if (population.last_session_least > population.last_session_most)
    return refused("last_session_least", population.last_session_least,
                   "at most last_session_most, " + text(population.last_session_most));
  return std::nullopt;
}

Result<SimulatedPopulation> with_parameters(SimulatedPopulation population, std::span<const ParameterValue> values) {
  const auto same = [](std::string_view a, std::string_view b) {
    constexpr std::string_view other = "autocorrelation";
    return a == b || (a == range_name && b == other) || (a == other && b == range_name);
  };
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (auto trouble = assign(population, values[i])) return *std::move(trouble);
    for (std::size_t before = 0; before < i; ++before)
      if (same(values[before].name, values[i].name))
        return Error{Errc::bad_argument, std::string(values[i].name) +
                                             " is given twice, or both as range and as "
                                             "autocorrelation"};
  }
  if (auto trouble = trouble_in(population)) return *std::move(trouble);
  return population;
}

Provenance NamedPopulation::source_of(std::string_view parameter) const {
  for (const ParameterSource& one : sources) {
    std::string_view rest = one.parameters;
    while (!rest.empty()) {
      const std::string_view next = rest.substr(0, rest.find(' '));
      if (next == parameter) return one.from;
      rest.remove_prefix(std::min(next.size() + 1, rest.size()));
    }
  }
  return assumption;
}

std::span<const NamedPopulation> named_populations() { return populations; }

Result<const NamedPopulation*> find_population(std::string_view id) {
  std::string known = "no such population, there are";
  for (const NamedPopulation& one : populations) {
    if (one.id == id) return &one;
    known += &one == populations ? " " : ", ";
    known += one.id;
  }
  return Error{Errc::not_available, std::move(known)};
}

Table population_columns() {
  Table out = table_of({{"population", 'U'},
                        {"name", 'U'},
                        {"instrument", 'U'},
                        {"parameter", 'U'},
                        {"what", 'U'},
                        {"value", 'g'},
                        {"status", 'U'},
                        {"source", 'U'}});
  TableColumn* const column = out.columns.data();
  for (const NamedPopulation& one : populations)
    for (const PopulationParameter& each : parameters) {
      const Provenance from = one.source_of(each.name);
      const double value = one.population.*each.value;
      const std::string_view texts[] = {one.id, one.name, one.instrument, each.name, each.what};
      for (std::size_t i = 0; i < std::size(texts); ++i) column[i].append(texts[i]);
      if (std::isnan(value))
        column[5].append_null();
      else
        column[5].append(value);
      column[6].append(name(from.status));
      column[7].append(from.source);
    }
  return out;
}

}  // namespace oncourse

// design_json.cpp: a design and its clock as the members of a document.
// SPDX-License-Identifier: Apache-2.0
#include "track/design_json.hpp"

namespace oncourse {
namespace {

constexpr std::array time_bases = {growth::TimeBasis::linear, growth::TimeBasis::log1p};
constexpr std::array random_kinds = {growth::RandomEffects::intercept, growth::RandomEffects::slope,
                                     growth::RandomEffects::independent_slope};

}  // namespace

json::Value design_members(const growth::Design& design, TimeUnit unit) {
  json::Value covariates = json::Value::array();
  for (const growth::Covariate& c : design.covariates)
    covariates.push_back({{"name", c.name}, {"interacts", c.interacts}});
  return {{"time", {{"name", design.time_name}, {"unit", name(unit)}, {"basis", name(design.time_basis)}}},
          {"random", name(design.random)},
          {"covariates", covariates}};
}

growth::Design design_from(const JsonReader& document) {
  growth::Design design;
  const JsonReader time = document.at("time");
  design.time_name = time.at("name").text();
  design.time_basis = time.at("basis").one_of(time_bases);
  design.random = document.at("random").one_of(random_kinds);
  for (const JsonReader& c : document.at("covariates").elements())
    design.covariates.push_back({c.at("name").text(), c.at("interacts").boolean()});
  if (const auto trouble = trouble_in(design)) document.at("covariates").refuse(trouble->detail);
  return design;
}

TimeUnit time_unit_from(const JsonReader& document) { return document.at("time").at("unit").one_of(time_units); }

}  // namespace oncourse

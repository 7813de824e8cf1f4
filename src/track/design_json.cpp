// design_json.cpp: a design and its clock as the members of a document.
// SPDX-License-Identifier: Apache-2.0
#include "track/design_json.hpp"

namespace oncourse {

json::Value design_members(const growth::Design& design, TimeUnit unit) {
  json::Value covariates = json::Value::array();
  for (const growth::Covariate& c : design.covariates)
    covariates.push_back({{"name", c.name}, {"interacts", c.interacts}});
  const growth::Transformation& h = design.transformation;
  const auto where = [](bool counts, double value) { return counts ? json::Value(value) : json::Value(); };
  const bool transformed = h.scale != growth::Scale::points;
  return {
      {"time", {{"name", design.time_name}, {"unit", name(unit)}, {"basis", name(design.time_basis)}}},
      {"curve", {{"kind", name(design.curve)}, {"knot", where(design.curve == growth::Curve::piecewise, design.knot)}}},
      {"random", name(design.random)},
      {"covariates", covariates},
      {"residuals", {{"correlation", name(design.residuals)}}},
      {"transformation",
       {{"scale", name(h.scale)},
        {"lowest", where(transformed, h.lowest)},
        {"highest", where(transformed, h.highest)},
        {"margin", where(transformed, h.margin)}}}};
}

growth::Design design_from(const JsonReader& document) {
  growth::Design out;
  const JsonReader time = document.at("time");
  out.time_name = time.at("name").text();
  out.time_basis = time.at("basis").one_of(growth::time_bases);
  for (const JsonReader& c : document.at("covariates").elements())
    out.covariates.push_back({c.at("name").text(), c.at("interacts").boolean()});
  if (const auto trouble = trouble_in(out)) document.at("covariates").refuse(trouble->detail);
  out.random = document.at("random").one_of(growth::random_effects);
  const JsonReader curve = document.at("curve");
  out.curve = curve.at("kind").one_of(growth::curves);
  if (out.curve == growth::Curve::piecewise) out.knot = curve.at("knot").number();
  if (const auto trouble = trouble_in(out)) curve.refuse(trouble->detail);
  out.residuals = document.at("residuals").at("correlation").one_of(growth::residual_correlations);
  const JsonReader h = document.at("transformation");
  out.transformation.scale = h.at("scale").one_of(growth::scales);
  if (out.transformation.scale != growth::Scale::points)
    out.transformation = {out.transformation.scale, h.at("lowest").number(), h.at("highest").number(),
                          h.at("margin").number()};
  if (const auto trouble = trouble_in(out)) h.refuse(trouble->detail);
  return out;
}

TimeUnit time_unit_from(const JsonReader& document) { return document.at("time").at("unit").one_of(time_units); }

}  // namespace oncourse

// band_json.cpp: prediction bands as a member of a model's document.
// SPDX-License-Identifier: Apache-2.0
#include "track/band_json.hpp"

#include "oncourse/track/prediction_band.hpp"

namespace oncourse {
namespace {

json::Value factor_json(const BandFactor& found) { return {{"n", found.n}, {"factor", found.factor}}; }

BandFactor factor_from(const JsonReader& found, double level) {
  BandFactor out;
  out.n = static_cast<int>(found.at("n").integer(0));
  const JsonReader factor = found.at("factor");
  const bool enough = conformal_rank(out.n, level) <= out.n;
  if (factor.is_null() == enough)
    factor.refuse(enough ? "a number is expected" : "too few persons for one at this level");
  if (factor.is_null()) return out;
  out.factor = factor.number();
  if (!(*out.factor >= 0.0)) factor.refuse("it must be 0 or more");
  return out;
}

}  // namespace

json::Value bands_json(const BandCalibration& bands) {
  json::Value out = {{"method", name(bands.method)},
                     {"level", bands.level},
                     {"horizon", bands.horizon},
                     {"cadence", bands.cadence},
                     {"origins", json::Value::array()}};
  for (const BandOrigin& origin : bands.origins)
    out["origins"].push_back(
        {{"time", origin.time}, {"all", factor_json(origin.all)}, {"last", factor_json(origin.last)}});
  return out;
}

BandCalibration bands_from(const JsonReader& bands) {
  BandCalibration out;
  out.method = bands.at("method").one_of(calibration_methods);
  out.level = bands.at("level").number();
  if (!(out.level > 0.0 && out.level < 1.0)) bands.at("level").refuse("it must lie between 0 and 1");
  out.horizon = bands.at("horizon").number();
  out.cadence = bands.at("cadence").number();
  if (!(out.cadence > 0.0)) bands.at("cadence").refuse("it must be above 0");
  for (const JsonReader& origin : bands.at("origins").elements()) {
    const double time = origin.at("time").number();
    if (!out.origins.empty() && !(time > out.origins.back().time)) origin.at("time").refuse("times must ascend");
    if (!(time < out.horizon)) origin.at("time").refuse("it must lie before the horizon");
    out.origins.push_back({time, factor_from(origin.at("all"), out.level), factor_from(origin.at("last"), out.level)});
  }
  if (out.origins.empty()) bands.at("origins").refuse("there is none");
  return out;
}

}  // namespace oncourse

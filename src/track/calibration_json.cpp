// calibration_json.cpp: a calibration as an object of a document.
// SPDX-License-Identifier: Apache-2.0
#include "track/calibration_json.hpp"

#include <cmath>

namespace oncourse {
namespace {

/// null for what is infinite.
json::Value finite(double value) { return std::isfinite(value) ? json::Value(value) : json::Value(); }

double number_or(const JsonReader& number, double infinite) { return number.is_null() ? infinite : number.number(); }

MonitoringRule rule_from(const JsonReader& r) {
  MonitoringRule out{r.at("kind").one_of(monitoring_rules)};
  out.level = r.at("level").number();
  out.early_session = static_cast<int>(r.at("early_session").integer(1));
  out.improvement = r.at("improvement").number();
  if (const auto trouble = trouble_in(out)) r.refuse(trouble->detail);
  return out;
}

CalibrationGroup group_from(const JsonReader& g) {
  constexpr IntakeBand everybody;
  CalibrationGroup out{
      g.at("label").text(),
      {number_or(g.at("intake_from"), everybody.from), number_or(g.at("intake_below"), everybody.below)}};
  if (!(out.intake.from < out.intake.below)) g.refuse("intake_from does not lie below intake_below");
  return out;
}

std::vector<AlarmStage> stages_from(const JsonReader& stages, const Monitoring& monitoring) {
  std::vector<AlarmStage> out;
  for (const JsonReader& stage : stages.elements()) {
    out.push_back({stage.at("until").number(), number_or(stage.at("limit"), std::numeric_limits<double>::infinity()),
                   static_cast<int>(stage.at("cut_off").integer(0))});
    if (out.size() > 1 && !(out.back().until > out[out.size() - 2].until))
      stage.at("until").refuse("it does not ascend");
  }
  if (out.empty() || out.back().until != monitoring.to) stages.refuse("the last must end with the monitored range");
  return out;
}

}  // namespace

json::Value to_json(const Calibration& c) {
  json::Value stages = json::Value::array();
  for (const AlarmStage& stage : c.stages)
    stages.push_back({{"until", stage.until}, {"limit", finite(stage.limit)}, {"cut_off", stage.cut_off}});
  return {{"rule",
           {{"kind", name(c.rule.kind)},
            {"level", c.rule.level},
            {"early_session", c.rule.early_session},
            {"improvement", c.rule.improvement}}},
          {"target", {{"kind", name(c.target.kind)}, {"value", c.target.value}}},
          {"group",
           {{"label", c.group.label},
            {"intake_from", finite(c.group.intake.from)},
            {"intake_below", finite(c.group.intake.below)}}},
          {"method", name(c.method)},
          {"horizon", c.horizon},
          {"cadence", c.cadence},
          {"monitoring", {{"from", c.monitoring.from}, {"to", c.monitoring.to}}},
          {"alpha", c.alpha},
          {"spending", name(c.spending)},
          {"stages", stages},
          {"n_reached", c.n_reached},
          {"n_persons", c.n_persons},
          {"flagged_missed", c.flagged_missed}};
}

Calibration calibration_from(const JsonReader& c) {
  Calibration out;
  out.rule = rule_from(c.at("rule"));
  out.target = {c.at("target").at("kind").one_of(target_kinds), c.at("target").at("value").number()};
  out.group = group_from(c.at("group"));
  out.method = c.at("method").one_of(calibration_methods);
  out.horizon = c.at("horizon").number();
  out.cadence = c.at("cadence").number();
  if (!(out.cadence > 0.0)) c.at("cadence").refuse("it must be above 0");
  out.monitoring = {c.at("monitoring").at("from").number(), c.at("monitoring").at("to").number()};
  out.alpha = c.at("alpha").number();
  out.spending = c.at("spending").one_of(alpha_spendings);
  if (!(out.alpha > 0.0 && out.alpha <= 0.5)) c.at("alpha").refuse("it must lie above 0 and not above 0.5");
  if (out.monitoring.from > out.monitoring.to) c.at("monitoring").refuse("from lies after to");
  if (!(out.monitoring.to <= out.horizon)) c.at("monitoring").refuse("it ends after the horizon");
  out.stages = stages_from(c.at("stages"), out.monitoring);
  if (const auto trouble = trouble_in(out.target)) c.at("target").refuse(trouble->detail);
  out.n_reached = static_cast<int>(c.at("n_reached").integer(0));
  out.n_persons = static_cast<int>(c.at("n_persons").integer(0));
  out.flagged_missed = static_cast<int>(c.at("flagged_missed").integer(0));
  if (out.n_reached > out.n_persons) c.at("n_reached").refuse("more than n_persons");
  if (const auto trouble = trouble_in_calibration(static_cast<std::size_t>(out.n_reached),
                                                  static_cast<std::size_t>(out.n_persons), out.alpha))
    c.at("n_reached").refuse("too few for a limit at this alpha");
  double cut_off = 0.0;
  for (const AlarmStage& stage : out.stages) {
    cut_off += stage.cut_off;
    if (stage.cut_off > 0 && std::isinf(stage.limit)) c.at("stages").refuse("without a limit nobody is cut off");
  }
  if (cut_off > out.alpha * (out.n_reached + 1)) c.at("stages").refuse("they cut off more than alpha allows");
  if (out.flagged_missed > out.n_persons - out.n_reached) c.at("flagged_missed").refuse("more than missed the target");
  return out;
}

}  // namespace oncourse

// asked_of_courses.cpp: the question that courses are followed by, and its checksum.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/asked_of_courses.hpp"

#include <set>

#include "json/checksum.hpp"
#include "oncourse/growth/fit.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/track/model_file.hpp"
#include "track/asked.hpp"

namespace oncourse {

std::optional<Error> trouble_in_question(const FollowOptions& options, const Instrument& q,
                                         const ResponseModel& model) {
  if (auto trouble = trouble_in(options.plan)) return trouble;
  if (!(options.alpha > 0.0 && options.alpha < 1.0))
    return Error{Errc::bad_argument, "alpha " + text(options.alpha) + ", it must lie between 0 and 1"};
  if (options.target)
    if (auto trouble = trouble_in(*options.target, q)) return trouble;
  for (const MonitoringRule& rule : options.rules)
    if (auto trouble = trouble_in(rule)) return trouble;
  if (auto trouble = trouble_in(growth::FitOptions{growth::Likelihood::full, {}, options.threads})) return trouble;
  if (!q.has_total()) return accept_total(q, 0.0).error();
  if (auto trouble = trouble_in_instrument(model, q)) return trouble;
  if (!options.group.empty())
    if (auto trouble = trouble_in_group(&model, options.group)) return trouble;
  return trouble_in_use(model.growth.design, q);
}

namespace {

std::uint32_t checksum_of_question(const AskedOfCourses& asked, const FollowedRows& rows) {
  const FollowOptions& options = asked.options;
  const Plan& plan = options.plan;
  json::Value rules = json::Value::array(), covariates = json::Value::array();
  for (const MonitoringRule& rule : options.rules)
    rules.push_back({{"kind", name(rule.kind)},
                     {"level", rule.level},
                     {"early_session", rule.early_session},
                     {"improvement", rule.improvement}});
  for (const Column* column : rows.covariates)
    if (column) covariates.push_back(column->name);
  return json::checksum({{"instrument", to_json(asked.q)},
                         {"plan", json::Value::array({plan.window_first, plan.window_last, plan.cadence_days,
                                                      plan.initial_sessions, plan.termination_sessions})},
                         {"target", name(asked.target.kind)},
                         {"target_value", asked.target.value},
                         {"alpha", options.alpha},
                         {"rules", std::move(rules)},
                         {"combination", name(options.combination)},
                         {"group", rows.group ? json::Value() : json::Value(options.group)},
                         {"covariates", std::move(covariates)},
                         {"time", rows.dated         ? "date"
                                  : rows.date_or_day ? "day"
                                                     : "session"}});
}

}  // namespace

AskedOfCourses AskedOfCourses::make(const FollowedRows& rows, const Instrument& q, const ResponseModel& model,
                                    const FollowOptions& options) {
  AskedOfCourses out{q, model, options, target_asked(options.target, &model, q)};
  std::set<std::string> labels;
  for (const Calibration& one : model.calibrations)
    if (!one.group.label.empty()) labels.insert(one.group.label);
  out.groups.assign(labels.begin(), labels.end());
  out.kept_for = {crc32_of(model),
                  checksum_of_question(out, rows),
                  std::max<std::size_t>(options.rules.size(), 1),
                  out.groups.size(),
                  &q,
                  &model.growth.design,
                  model.time_unit,
                  rows.dated,
                  rows.group != nullptr,
                  out.group(options.group)};
  return out;
}

}  // namespace oncourse

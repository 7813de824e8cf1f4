// rules.hpp: monitoring rules as the C interface has them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "columns.hpp"
#include "model.hpp"
#include "oncourse/track/monitoring_rule.hpp"

namespace oncourse::c {

static_assert(monitoring_rules[ONCOURSE_RULE_POSTERIOR_PROBABILITY] == MonitoringRule::Kind::posterior_probability);
static_assert(monitoring_rules[ONCOURSE_RULE_EXPECTED_RESPONSE] == MonitoringRule::Kind::expected_response);
static_assert(monitoring_rules[ONCOURSE_RULE_RELIABLE_DETERIORATION] == MonitoringRule::Kind::reliable_deterioration);
static_assert(monitoring_rules[ONCOURSE_RULE_SUSTAINED_DETERIORATION] == MonitoringRule::Kind::sustained_deterioration);
static_assert(monitoring_rules[ONCOURSE_RULE_NO_EARLY_RESPONSE] == MonitoringRule::Kind::no_early_response);
static_assert(alpha_spendings[ONCOURSE_SPENDING_ANYWHERE] == AlphaSpending::anywhere);
static_assert(alpha_spendings[ONCOURSE_SPENDING_EVENLY] == AlphaSpending::evenly);
static_assert(alpha_spendings[ONCOURSE_SPENDING_EARLY] == AlphaSpending::early);

inline Result<MonitoringRule> rule_from(const oncourse_monitoring_rule& known) {
  const auto kind = one_of(monitoring_rules, known.kind, "kind");
  if (!kind) return kind.error();
  MonitoringRule out{*kind};
  out.level = or_default(known.level, out.level);
  out.improvement = or_default(known.improvement, out.improvement);
  if (known.early_session != 0) out.early_session = known.early_session;
  return out;
}

inline oncourse_monitoring_rule rule_of(const MonitoringRule& rule) {
  return {number_of(monitoring_rules, rule.kind), rule.early_session, rule.level, rule.improvement};
}

inline std::int32_t number_of(Target::Kind kind) {
  return static_cast<std::int32_t>(kind) + ONCOURSE_TARGET_RELIABLE_IMPROVEMENT;
}

/// A list of the caller's, absent where it is empty.
template <class T>
Result<std::span<const T>> list(const T* values, std::size_t count, const char* what) {
  if (!values && count > 0) return Error{Errc::bad_argument, std::string(what) + " is NULL"};
  return std::span<const T>(values, values ? count : 0);
}

/// Errors name the index.
inline Result<std::vector<MonitoringRule>> rules_from(const oncourse_monitoring_rule* rules, std::size_t count) {
  const auto given = list(rules, count, "rules");
  if (!given) return given.error();
  std::vector<MonitoringRule> out;
  for (std::size_t i = 0; i < given->size(); ++i) {
    auto rule = rule_from((*given)[i]);
    if (!rule) return Error{rule.error().code, "rules[" + oncourse::text(i) + "]: " + rule.error().detail};
    out.push_back(*std::move(rule));
  }
  return out;
}

/// Of each person the group of the first row.
inline std::vector<std::string> group_labels(const std::int64_t* groups, const growth::Panel& panel) {
  std::vector<std::string> labels;
  if (!groups) return labels;
  for (std::size_t i = 0; i < panel.persons(); ++i) labels.push_back(oncourse::text(groups[panel.offsets[i]]));
  return labels;
}

}  // namespace oncourse::c

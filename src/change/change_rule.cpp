// change_rule.cpp: rules of change, checked once.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/change_rule.hpp"

#include <string>

namespace oncourse {
namespace {

Result<ChangeRule> with_thresholds(ChangeRule rule, const ChangeThresholds& thresholds, std::optional<double> usual) {
  const std::string measure(name(rule.measure));
  const auto improvement = thresholds.improvement ? thresholds.improvement : usual;
  if (!improvement) return Error{Errc::bad_argument, "how many " + measure + " are an improvement must be given"};
  rule.improvement = *improvement;
  rule.deterioration = thresholds.deterioration.value_or(rule.improvement);
  for (const double asked : {rule.improvement, rule.deterioration})
    if (!(asked > 0.0) || !std::isfinite(asked))
      return Error{Errc::bad_argument, measure + " threshold " + text(asked) + ", it must be above 0"};
  return rule;
}

}  // namespace

Result<ChangeRule> index_rule(ChangeIndex index, const ScoreStatistics& statistics, Direction direction,
                              const ChangeThresholds& critical_values) {
  const auto line = no_change_line(index, statistics);
  if (!line) return line.error();
  return with_thresholds({.measure = ChangeMeasure::index, .direction = direction, .line = *line}, critical_values,
                         usual_critical_value(index));
}

Result<ChangeRule> deviate_rule(Direction direction, const ChangeThresholds& critical_values) {
  return with_thresholds({.measure = ChangeMeasure::index, .direction = direction}, critical_values,
                         normal_half_width(0.95));
}

Result<ChangeRule> points_rule(Direction direction, const ChangeThresholds& points) {
  return with_thresholds({.measure = ChangeMeasure::points, .direction = direction, .inclusive = true}, points, {});
}

Result<ChangeRule> percent_rule(Direction direction, const ChangeThresholds& percents, double zero) {
  if (!std::isfinite(zero)) return Error{Errc::bad_argument, "the zero of percentages is not a finite number"};
  return with_thresholds({.measure = ChangeMeasure::percent, .direction = direction, .inclusive = true, .zero = zero},
                         percents, {});
}

ChangeRule cutoff_rule(const ClinicalRange& range) {
  return {.measure = ChangeMeasure::cutoff, .direction = range.direction, .range = range};
}

Result<ChangeRule> combined_rule(ChangeRule rule, const ClinicalRange& range) {
  if (range.direction != rule.direction)
    return Error{Errc::bad_argument, "the clinical range and the rule of change are of scales in different directions"};
  for (const double limit : {range.value, range.functional_beyond, range.clinical_beyond})
    if (!std::isfinite(limit)) return Error{Errc::bad_argument, "a limit of the clinical range is not a finite number"};
  rule.range = range;
  return rule;
}

}  // namespace oncourse

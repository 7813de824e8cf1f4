// basis.hpp: the grounds of a verdict, as numbers and as sentences a clinician can check.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "oncourse/course/course.hpp"
#include "oncourse/track/alarm_rule.hpp"
#include "oncourse/track/assessment.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// What the verdict rests on beside the assessment itself.
struct Grounds {
  const ResponseModel* model = nullptr;  ///< nullptr: none was given
  std::span<const AlarmRule> rules = {};
  const AlarmRule* deterioration = nullptr;
  std::string_view no_deterioration_because = {};
  bool steady_covariates = true;  ///< none changed within the course, which the model's own guarantee takes for granted
};

/// One rule with its guarantee in words.
RuleVerdict rule_verdict(const AlarmRule& rule, std::vector<Verdict> verdicts, std::optional<int> alarm,
                         bool steady_covariates);

/// The guarantee of several rules together.
Guarantee combined(std::span<const RuleVerdict> rules, RuleCombination combination);

/// The basis of the latest verdict in `assessment`, all but its turning score.
Basis explain(const Course& course, const Assessment& assessment, const Grounds& grounds, double level);

/// Looks along the scale for the nearest latest score with another verdict, and says so.
///
///   verdict_if  the verdict, had the latest score been this one
void add_turning_score(Assessment& assessment, const std::function<Verdict(double)>& verdict_if);

}  // namespace oncourse

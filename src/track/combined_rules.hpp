// combined_rules.hpp: several rules on one course, and what they say together.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "oncourse/track/alarm_rule.hpp"

namespace oncourse {

struct CombinedRules {
  std::vector<AlarmRule> rules;  ///< in order of precedence
  RuleCombination combination = RuleCombination::any;

  /// Of the rules that were asked for; without any, of the usual one.
  ///
  ///   model   nullptr: rules are asked for
  ///   errors  bad_argument: a rule twice; those of AlarmRule::make()
  static Result<CombinedRules> make(const ResponseModel* model, const CourseQuestion& asked,
                                    std::span<const MonitoringRule> rules, RuleCombination combination) {
    const MonitoringRule usual = rules.empty() ? usual_rule(*model, asked) : rules.front();
    if (rules.empty()) rules = {&usual, 1};
    CombinedRules out{{}, combination};
    for (const MonitoringRule& rule : rules) {
      if (std::count(rules.begin(), rules.end(), rule) > 1)
        return Error{Errc::bad_argument, "the rule " + std::string(name(rule.kind)) + " is there twice"};
      auto made = AlarmRule::make(rule, model, asked);
      if (!made) return made.error();
      out.rules.push_back(*std::move(made));
    }
    return out;
  }

  /// False where a forecast is not finite.
  ///
  ///   reading  one score further than at the last call
  bool judge(const CourseReading& reading, const PlannedEnd& end) {
    bool finite = true;
    for (AlarmRule& rule : rules) finite = rule.judge(reading, end).ok() && finite;
    return finite;
  }

  [[nodiscard]] bool any(Verdict verdict) const {
    return std::any_of(rules.begin(), rules.end(), [&](const AlarmRule& r) { return r.verdict() == verdict; });
  }
  /// The latest score raises an alarm of them together.
  [[nodiscard]] bool alarmed() const {
    const auto alarms = [](const AlarmRule& rule) { return rule.alarmed(); };
    return combination == RuleCombination::all
               ? verdict() == Verdict::off_track && std::any_of(rules.begin(), rules.end(), alarms)
               : std::any_of(rules.begin(), rules.end(), alarms);
  }
  [[nodiscard]] Verdict verdict() const {
    if (combination == RuleCombination::all) {
      if (any(Verdict::undetermined)) return Verdict::undetermined;
      if (!any(Verdict::on_track) && !any(Verdict::reached_target)) return Verdict::off_track;
    } else if (any(Verdict::off_track)) {
      return Verdict::off_track;
    }
    return any(Verdict::reached_target) ? Verdict::reached_target
           : any(Verdict::on_track)     ? Verdict::on_track
                                        : Verdict::undetermined;
  }
  /// The first rule that says what all together say.
  [[nodiscard]] std::size_t decided() const {
    const auto first = std::find_if(rules.begin(), rules.end(),
                                    [now = verdict()](const AlarmRule& rule) { return rule.verdict() == now; });
    return static_cast<std::size_t>(first - rules.begin());
  }

 private:
  static MonitoringRule usual_rule(const ResponseModel& model, const CourseQuestion& asked) {
    for (const Calibration& one : model.calibrations)
      if (one.target == asked.target && one.group.label == asked.group) return one.rule;
    return {};
  }
};

}  // namespace oncourse

// judging.hpp: one course under several rules at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "oncourse/track/alarm_rule.hpp"
#include "oncourse/track/assessment.hpp"

namespace oncourse {

/// All that is asked of a course, beside what its scores say. Copied before a score, it says what another one would
/// have meant.
struct Judging {
  CourseReading reading;
  std::vector<AlarmRule> rules;  ///< in order of precedence
  RuleCombination combination;
  std::optional<AlarmRule> deterioration;
  std::string no_deterioration_because = {};  ///< why it is not judged, where a model is there

  static Result<Judging> make(const ResponseModel* model, const CourseQuestion& asked, const AssessOptions& options) {
    Judging out{CourseReading(model ? &model->growth : nullptr, *asked.instrument), {}, options.combination, {}};
    std::vector<MonitoringRule> rules = options.rules;
    if (rules.empty()) rules.push_back(usual_rule(*model, asked));
    for (const MonitoringRule& rule : rules) {
      if (std::count(rules.begin(), rules.end(), rule) > 1)
        return Error{Errc::bad_argument, "the rule " + std::string(name(rule.kind)) + " is there twice"};
      auto made = AlarmRule::make(rule, model, asked);
      if (!made) return made.error();
      out.rules.push_back(*std::move(made));
    }
    CourseQuestion other = asked;
    other.target = {Target::Kind::no_deterioration, 0.0};
    if (!model || asked.target == other.target) return out;
    auto line = line_for(other.target, *asked.instrument, asked.intake);
    if (!line) {
      out.no_deterioration_because = line.error().detail;
      return out;
    }
    other.line = *std::move(line);
    auto made = AlarmRule::make({}, model, other);
    if (!made) return made.error();
    out.deterioration = *std::move(made);
    return out;
  }

  /// False where a forecast is not finite.
  bool take(double time, double score, std::span<const double> covariates, const PlannedEnd& end) {
    reading.observe(time, score, covariates);
    bool finite = true;
    for (AlarmRule& rule : rules) finite = rule.judge(reading, end).ok() && finite;
    return (!deterioration || deterioration->judge(reading, end).ok()) && finite;
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

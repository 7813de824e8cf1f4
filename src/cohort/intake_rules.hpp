// intake_rules.hpp: rules for all courses of one intake score and group.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "cohort/asked_of_courses.hpp"
#include "cohort/followed_verdicts.hpp"
#include "track/combined_rules.hpp"

namespace oncourse {

/// Made once for all courses that begin alike; how far one of them is, its rules say in turn.
struct IntakeRules {
  std::optional<Error> refused = {};
  std::optional<TargetLine> line = {};  ///< absent: nobody could meet the target from there
  CombinedRules rules = {};

  ///   group  its label; empty: everybody
  static IntakeRules make(const AskedOfCourses& asked, double intake, const std::string& group) {
    IntakeRules out;
    auto line = line_for(asked.target, asked.q, intake);
    if (!line) return out;
    out.line = *std::move(line);
    const CourseQuestion question{&asked.q, asked.model.time_unit, asked.options.plan, asked.target, *out.line, intake,
                                  group,    asked.options.alpha};
    auto rules = CombinedRules::make(&asked.model, question, asked.options.rules, asked.options.combination);
    if (rules)
      out.rules = *std::move(rules);
    else
      out.refused = rules.error();
    return out;
  }

  /// At the score that the rules have judged last, where there is a line.
  [[nodiscard]] SaidOfCourse say(const CourseReading& reading, const PlannedEnd& end) const {
    const AlarmRule& decided = rules.rules[rules.decided()];
    const double horizon = end.reached ? reading.latest_time() : end.horizon;
    const auto read = decided.probability(horizon);
    return {rules.verdict(), read ? *read : reading.probability(*line, horizon), decided.value().value_or(no_signal),
            decided.threshold().value_or(no_signal), decided.rule().kind};
  }
};

}  // namespace oncourse

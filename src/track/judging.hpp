// judging.hpp: one course under several rules at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "oncourse/track/assessment.hpp"
#include "track/combined_rules.hpp"

namespace oncourse {

/// All that is asked of a course, beside what its scores say. Copied before a score, it says what another one would
/// have meant.
struct Judging : CombinedRules {
  CourseReading reading;
  std::optional<AlarmRule> deterioration = {};
  std::string no_deterioration_because = {};  ///< why it is not judged, where a model is there

  static Result<Judging> make(const ResponseModel* model, const CourseQuestion& asked, const AssessOptions& options) {
    auto rules = CombinedRules::make(model, asked, options.rules, options.combination);
    if (!rules) return rules.error();
    Judging out{*std::move(rules), CourseReading(model ? &model->growth : nullptr, *asked.instrument)};
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
    const bool finite = judge(reading, end);
    return (!deterioration || deterioration->judge(reading, end).ok()) && finite;
  }
};

}  // namespace oncourse

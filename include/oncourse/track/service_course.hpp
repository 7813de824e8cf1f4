// service_course.hpp: what a service counts of one course that has ended.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string_view>

#include "oncourse/change/change_rule.hpp"
#include "oncourse/change/score_limit.hpp"
#include "oncourse/course/course.hpp"
#include "oncourse/track/assessment.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// All but the last two compare the first score with the last.
enum class ServiceOutcome {
  response,                ///< better by half, of those with something to gain
  remission,               ///< beyond the remission cut-off, of those who were not at the start
  recovery,                ///< out of the clinical range, of those who began in it
  reliable_recovery,       ///< and reliably better
  reliable_improvement,    ///< of all
  reliable_deterioration,  ///< of all
  off_track,               ///< an alarm at any session, of those who could raise one
  inside_window,           ///< the last session lies inside the agreed window, of all
};

inline constexpr std::array service_outcomes = {ServiceOutcome::response,
                                                ServiceOutcome::remission,
                                                ServiceOutcome::recovery,
                                                ServiceOutcome::reliable_recovery,
                                                ServiceOutcome::reliable_improvement,
                                                ServiceOutcome::reliable_deterioration,
                                                ServiceOutcome::off_track,
                                                ServiceOutcome::inside_window};

constexpr std::string_view name(ServiceOutcome outcome) {
  switch (outcome) {
    case ServiceOutcome::response: return "response";
    case ServiceOutcome::remission: return "remission";
    case ServiceOutcome::recovery: return "recovery";
    case ServiceOutcome::reliable_recovery: return "reliable_recovery";
    case ServiceOutcome::reliable_improvement: return "reliable_improvement";
    case ServiceOutcome::reliable_deterioration: return "reliable_deterioration";
    case ServiceOutcome::off_track: return "off_track";
    case ServiceOutcome::inside_window: return "inside_window";
  }
  return "unknown";
}

/// The rules that outcomes are counted by: what the instrument's definition has, and nothing where it has none or
/// several that differ.
struct ServiceRules {
  Improvement response = {};                 ///< see ResponseCriterion
  const Cutoff* remission = nullptr;         ///< for remission
  const Cutoff* clinical = nullptr;          ///< usual_cutoff()
  std::optional<ChangeRule> change = {};     ///< reliable_change_rule(), with the clinical range where there is one
  std::optional<ReliableChange> basis = {};  ///< of the change
};

///   q  must outlive it
ServiceRules service_rules(const Instrument& q);

/// Where an outcome comes from, as a reader is told: "a change of 6 points or more (NHS Talking Therapies)".
struct OutcomeDefinition {
  std::string words;
  Provenance from;
};

/// nullopt: the instrument has no figure for it.
std::optional<OutcomeDefinition> definition_of(ServiceOutcome outcome, const ServiceRules& rules, const Plan& plan);

/// One outcome of one course.
struct CourseOutcome {
  std::optional<bool> met = {};  ///< absent: not asked of this course
  /// By the model, of people with this first score and these covariates then, at the time of the last score: what case
  /// mix alone lets expect. NaN where there is no model, and of what is no line on the scale.
  double expected = std::numeric_limits<double>::quiet_NaN();
};

/// What became of one course.
struct ServiceCourse {
  std::optional<Errc> trouble = {};  ///< why it cannot be judged; it is counted under this, and nowhere else
  int last_session = 0;              ///< held, with or without a score
  std::array<CourseOutcome, service_outcomes.size()> outcomes = {};

  [[nodiscard]] const CourseOutcome& of(ServiceOutcome outcome) const {
    return outcomes[static_cast<std::size_t>(outcome)];
  }
  [[nodiscard]] CourseOutcome& of(ServiceOutcome outcome) { return outcomes[static_cast<std::size_t>(outcome)]; }
};

/// Judges a course that has ended. Covariates of case mix are those at the first score: what is done in a therapy is
/// none. An outcome that this first score leaves no room for is expected with probability 0. A course is off track
/// where assess() would have raised an alarm.
///
///   rules    service_rules(q)
///   model    nullptr: nothing is expected, and off track are those of whom a rule says so that needs none
///   options  as of assess()
///   errors   bad_argument, not_available: those of assess() that are no fault of this course. A course of fewer than
///            2 scores, off the model's scale or of which a forecast is not finite has its trouble
///   cost     as assess() but for the curve and the window: O(1) per score
Result<ServiceCourse> service_course(const Course& course, const Instrument& q, const ServiceRules& rules,
                                     const ResponseModel* model, const AssessOptions& options = {});

}  // namespace oncourse

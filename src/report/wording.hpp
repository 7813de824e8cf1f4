// wording.hpp: the words and number formats in which a report speaks.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <string_view>

#include "oncourse/report/course_report.hpp"

namespace oncourse::wording {

inline constexpr std::string_view none = "\u2013";  ///< in a table, where there is nothing to say

/// Whole numbers as such, others with one decimal on a scale of sums and two on a scale of means.
inline std::string score(const Instrument& q, double value) {
  return text(value, value == std::round(value) ? 0 : q.step() > 0.0 ? 1 : 2);
}
/// An estimate on an instrument's scale.
inline std::string estimate(const Instrument& q, double value) { return text(value, q.step() > 0.0 ? 1 : 2); }
inline std::string range(const Instrument& q, const Interval& interval) {
  return estimate(q, interval.low) + " to " + estimate(q, interval.high);
}
/// With a true minus sign, and a plus where it applies.
inline std::string signed_number(double value, int decimals) {
  std::string size = text(std::fabs(value), decimals);
  if (size.find_first_not_of("0.") == std::string::npos) return size;
  return (value < 0.0 ? "\u2212" : "+") + size;
}
inline std::string counted(long count, std::string_view one) {
  return text(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

/// "up to 2, each as the mean of the others".
///
///   of_subscales  the rule is for whole subscales that are missing from a total
inline std::string blanks_allowed(const MissingRule& rule, bool of_subscales = false) {
  std::string out;
  switch (rule.kind) {
    case MissingRule::Kind::none: return "none";
    case MissingRule::Kind::up_to: out = "up to " + text(rule.limit); break;
    case MissingRule::Kind::more_than_half: out = "fewer than half"; break;
  }
  if (of_subscales) {
    out += " of the subscales, left out of the mean";
  } else {
    switch (rule.fill) {
      case MissingRule::Fill::mean: out += ", each as the mean of the others"; break;
      case MissingRule::Fill::rounded_mean: out += ", each as the rounded mean of the others"; break;
      case MissingRule::Fill::median_rounded_up: out += ", each as the median of the others, rounded up"; break;
    }
  }
  return out + (rule.from.status == Status::convention ? "; only when asked for" : "");
}

/// The rule by which an instrument's blanks are filled: where its total is made of subscales, theirs, which are alike.
inline const MissingRule& filling_rule(const Instrument& q) {
  const bool by_subscales = q.total == TotalRule::sum_of_subscales || q.total == TotalRule::mean_of_subscales;
  return by_subscales && !q.subscales.empty() ? q.subscales.front().missing : q.missing;
}

/// "≥ 10"
inline std::string symbol(Compare compare, double value) {
  std::string limit = stated(value);
  switch (compare) {
    case Compare::at_most: return "\u2264\u00a0" + limit;
    case Compare::below: return "<\u00a0" + limit;
    case Compare::at_least: return "\u2265\u00a0" + limit;
    case Compare::above: return ">\u00a0" + limit;
  }
  return limit;
}

constexpr std::string_view of(Verdict verdict) {
  switch (verdict) {
    case Verdict::undetermined: return "No verdict";
    case Verdict::on_track: return "On track";
    case Verdict::off_track: return "Off track";
    case Verdict::reached_target: return "Target reached";
  }
  return none;
}
constexpr std::string_view of(Phase phase) {
  switch (phase) {
    case Phase::intake: return "intake";
    case Phase::initial: return "initial";
    case Phase::middle: return "middle";
    case Phase::termination: return "termination";
    case Phase::beyond_window: return "beyond the window";
  }
  return none;
}
constexpr std::string_view of(ProblemArea area) {
  switch (area) {
    case ProblemArea::grief: return "grief";
    case ProblemArea::role_dispute: return "role dispute";
    case ProblemArea::role_transition: return "role transition";
    case ProblemArea::interpersonal_deficit: return "interpersonal deficit";
  }
  return none;
}
/// Of a reliable change.
constexpr std::string_view of(ChangeClass change) {
  switch (change) {
    case ChangeClass::recovered: return "recovered";
    case ChangeClass::improved: return "improved";
    case ChangeClass::unchanged: return "none";
    case ChangeClass::deteriorated: return "worse";
    case ChangeClass::harmed: return "worse, into the clinical range";
  }
  return none;
}
constexpr std::string_view of(MedicationEvent::Kind kind) {
  switch (kind) {
    case MedicationEvent::Kind::started: return "started";
    case MedicationEvent::Kind::stopped: return "stopped";
    case MedicationEvent::Kind::dose_changed: return "dose changed";
  }
  return none;
}

constexpr bool higher_is_better(const Instrument& q) { return q.direction == Direction::higher_is_better; }

}  // namespace oncourse::wording

// alarm_stages.hpp: limits for the signals of a rule, found on courses, whose false-alarm rate holds for whole courses.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "oncourse/track/monitoring_rule.hpp"

namespace oncourse {

/// A part of the monitored range with a limit of its own.
struct AlarmStage {
  double until = 0.0;  ///< model time of its end, included
  double limit = 0.0;  ///< an alarm is a signal above it; infinite: none
  int cut_off = 0;     ///< courses on which it was found that it cuts off, with those that lie on it
};

/// How the false alarms that are allowed are spent over the course.
enum class AlphaSpending {
  anywhere,  ///< one limit for all of it: alarms come when the signal is strongest, which is late
  evenly,    ///< as many in each session
  early,     ///< half of what is left in each session: a course that fails early is found early
};

inline constexpr std::array alpha_spendings = {AlphaSpending::anywhere, AlphaSpending::evenly, AlphaSpending::early};

constexpr std::string_view name(AlphaSpending spending) {
  switch (spending) {
    case AlphaSpending::anywhere: return "anywhere";
    case AlphaSpending::evenly: return "evenly";
    case AlphaSpending::early: return "early";
  }
  return "unknown";
}

/// The end of each stage of a monitored range, and the share of alpha spent when it ends; the last ones are its end
/// and 1.
struct SpendingPlan {
  std::vector<double> until, spent;
};

///   sessions  model times of the sessions planned in the monitored range, ascending
SpendingPlan spending_plan(AlphaSpending spending, const Monitoring& monitoring, std::span<const double> sessions);

/// The stage that a monitored time lies in.
std::size_t stage_of(std::span<const double> until, double time);

/// The limit at a time; after the last stage its own.
///
///   stages  not empty
AlarmLimit limit_at(std::span<const AlarmStage> stages, double time);

/// Of one course the greatest signal that counts in each stage, -infinity where there is none.
std::vector<double> greatest_signals(const MonitoringRule& rule, const MonitoringFrame& frame,
                                     const MonitoredCourse& course, std::span<const double> signals,
                                     std::span<const double> until);

/// Limits such that of the people who reach the target at most a share alpha is ever flagged, whatever the rule, the
/// model and its faults; persons are only to be exchangeable. Stage by stage, of the n courses that were not yet cut
/// off as many are, the strongest first, as spending allows: floor(alpha spent (n + 1)) in all. What lies above the
/// limits holds so many of the n + 1 blocks into which n courses cut the others, and the chance of a new course to lie
/// in one of them is as many in n + 1. Equal signals are told apart by those of later stages and count as no alarm.
///
///   greatest  of each course that reached the target, one number per stage
///   source    one stage: split conformal prediction, Vovk, Gammerman & Shafer, Algorithmic Learning in a Random World,
///             2005; stages: statistically equivalent blocks, Tukey 1947, Ann Math Stat 18:529-539
std::vector<AlarmStage> conformal_stages(std::span<const std::vector<double>> greatest, const SpendingPlan& plan,
                                         double alpha);

}  // namespace oncourse

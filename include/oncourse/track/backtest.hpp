// backtest.hpp: how well rules would have found courses that missed their target, on persons they were not made for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/growth/fit.hpp"
#include "oncourse/track/alarm_performance.hpp"
#include "oncourse/track/backtest_rule.hpp"

namespace oncourse {

struct BacktestOptions {
  growth::Design design = {};
  growth::Likelihood likelihood = growth::Likelihood::restricted;
  TimeUnit time_unit = TimeUnit::session;
  Plan plan = {};
  Target target = {};
  std::vector<BacktestRule> rules = {};
  int folds = 5, repetitions = 1;
  double share = 0.5;   ///< of the other folds' persons, held out from the fit to find calibrated limits
  int inner_folds = 5;  ///< into which they are dealt to find cross-calibrated ones
  std::uint64_t seed = 1;
  int least_scores = 3;
  std::optional<double> intake = {};            ///< a score at least as bad at intake; absent: any
  std::vector<int> sessions = {2, 3, 4, 6, 8};  ///< at which signals are looked at by themselves
  std::vector<int> strata = {};                 ///< of each person the stratum, 0 .. strata_names.size() - 1, or none
  std::vector<std::string> strata_names = {};
  double confidence = 0.95;  ///< level of all intervals
  int threads = 1;
  /// Called after each fold with how many are done; false ends the backtest. Absent: nobody is told.
  std::function<bool(std::size_t done, std::size_t all)> progress = {};
};

/// Persons told apart by a label each: strata in the order in which they appear, an empty label being "not stated".
void set_strata(BacktestOptions& options, std::span<const std::string> labels);

/// Of one rule.
struct BacktestedRule {
  BacktestRule rule;
  AlarmPerformance performance;
  std::vector<SignalsAtSession> at;         ///< one per session asked for
  std::vector<ReliabilityBin> reliability;  ///< tenths of the probability, of the posterior probability at all sessions
  std::vector<AlarmPerformance> by_stratum;
  std::vector<double> flags_by_session;  ///< of all flagged, by the first of Backtest::monitored not before the alarm
};

struct Backtest {
  std::size_t persons = 0, reached = 0;
  std::size_t left_out = 0;  ///< too few scores, none in the monitored range, better at intake, no room for the target
  std::vector<int> monitored;  ///< sessions planned where an alarm may be raised
  std::vector<BacktestedRule> rules;
};

/// Each fold's persons are judged by what was made of the others: with calibrated limits by a model of a part of them,
/// with limits from the rest; else by a model of all of them. The end is a person's last score, wherever the course
/// stopped.
///
/// Cross-calibration fits and calibrates on everybody, which a small cohort needs: limits come from as many more
/// persons. Its rate is alpha as cross-validation estimates it; that the limits are used with a model fitted to all is
/// not covered by a proof (of CV+, which is: at most 2 alpha; Barber et al. 2021, Ann Stat 49:486-507).
///
///   panel    rows in order of time within a person
///   errors   bad_argument: no rule, folds below 2 or more than persons, options, a backtest that `progress` ended;
///            response_range: a score outside the instrument's scale; not_available: the instrument lacks what the
///            target or a rule needs; not_enough_sessions: a fold's calibration part with fewer than 1 / alpha - 1
///            persons who reached the target; those of fit(), of the fold it was met in
///   cost     folds x repetitions fits of each model, times inner folds + 1 for cross-calibrated limits, and rules x
///            scores updates for each
Result<Backtest> backtest(const growth::Panel& panel, const Instrument& instrument, const BacktestOptions& options);

}  // namespace oncourse

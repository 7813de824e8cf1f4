// backtest.hpp: how well rules would have found the courses that missed their target, on persons they were not made
// for. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/growth/fit.hpp"
#include "oncourse/track/alarm_performance.hpp"
#include "oncourse/track/alarm_stages.hpp"

namespace oncourse {

/// A rule with the limits that it is to be tried with.
struct BacktestRule {
  enum class Limits {
    published,
    calibrated,        ///< found on persons held out from the fit: conformal
    cross_calibrated,  ///< found on everybody, each by a model that was fitted without their part; see below
  };
  MonitoringRule rule = {};
  Limits limits = Limits::calibrated;
  AlphaSpending spending = AlphaSpending::anywhere;  ///< of calibrated limits
  double alpha = 0.10;                               ///< where knows_alpha(), above 0, at most 0.5
  /// Of a model with independent residuals on the scale of points, whatever the design: how such rules were published.
  bool plain_model = false;
};

inline constexpr std::array backtest_limits = {BacktestRule::Limits::published, BacktestRule::Limits::calibrated,
                                               BacktestRule::Limits::cross_calibrated};

constexpr std::string_view name(BacktestRule::Limits limits) {
  switch (limits) {
    case BacktestRule::Limits::published: return "published";
    case BacktestRule::Limits::calibrated: return "calibrated";
    case BacktestRule::Limits::cross_calibrated: return "cross_calibrated";
  }
  return "unknown";
}

/// Published limits are what they are but for Ville's.
constexpr bool knows_alpha(const BacktestRule& rule) {
  return rule.limits != BacktestRule::Limits::published ||
         rule.rule.kind == MonitoringRule::Kind::posterior_probability;
}

///   errors  bad_argument: an alpha outside (0, 0.5], published limits with a spending; those of the rule itself
std::optional<Error> trouble_in(const BacktestRule& rule);

/// Which rules are to be compared, each with published limits and, at each alpha, with
/// calibrated and cross-calibrated ones.
struct RuleChoices {
  std::vector<MonitoringRule::Kind> kinds = {};  ///< none: every one that the instrument has a criterion for
  std::vector<double> alphas = {0.10};
  MonitoringRule figures = {};  ///< level, early session and improvement of the rules that have them
};

/// The expected response by the plain model also where the design is another.
std::vector<BacktestRule> usual_backtest_rules(const growth::Design& design, const Instrument& instrument,
                                               const RuleChoices& choices = {});

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

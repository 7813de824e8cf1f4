// backtest_columns.hpp: what rules did in a backtest, as tables.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "oncourse/cohort/table.hpp"
#include "oncourse/track/backtest.hpp"

namespace oncourse {

/// Every table begins with what names the rule: rule, limits, spending ("none" of published ones), alpha (null where
/// limits know none), model ("as asked", or "plain": with independent residuals on the scale of points).
struct BacktestTables {
  /// A row per rule: false_alarms, found and the others of AlarmPerformance with _low and _high, found_by_<session> for
  /// each session looked at, lead_time, persons, reached.
  Table rules;
  /// A row per rule and stratum, likewise; empty without strata.
  Table strata;
  /// A row per rule and session looked at: session, persons, missed, roc_area, roc_area_error, balanced_accuracy,
  /// brier_score (of the posterior probability).
  Table sessions;
  /// A row per rule, session and point of its curve: session, false_positive_rate, true_positive_rate.
  Table roc;
  /// A row per tenth of the forecasts of each posterior probability: forecast, met, persons.
  Table reliability;
  /// A row per rule and monitored session: session, share (of all alarms).
  Table alarms;
};

BacktestTables backtest_columns(const Backtest& backtest, const BacktestOptions& options);

}  // namespace oncourse

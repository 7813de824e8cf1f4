// alarm_performance.hpp: what alarms were worth, on courses whose end is known.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "oncourse/base/roc_area.hpp"

namespace oncourse {

/// A share over all repetitions; its interval takes every person once.
struct EstimatedShare {
  double share = 0.0;  ///< NaN of nobody
  double of = 0.0;     ///< persons
  double low = 0.0, high = 0.0;
};

/// A rule's signals at one session, of the courses that have a score by then and another one after it.
struct SignalsAtSession {
  int session = 0;
  double persons = 0.0, missed = 0.0;
  std::optional<RocArea> roc_area = {};
  /// Of the courses that missed the target the share above a cut that 0, 1/20, ..., 20/20 of those who reached it lie
  /// above; empty where there is no area.
  std::vector<double> roc = {};
  double balanced_accuracy = 0.0;          ///< at the cut that is best in the calibration part; NaN where there is none
  std::optional<double> brier_score = {};  ///< of the posterior probability
};

/// Courses by what was forecast for them: of the posterior probability, at one session.
struct ReliabilityBin {
  double forecast = 0.0, met = 0.0;  ///< mean probability, share that reached the target
  double persons = 0.0;
};

/// What a rule did.
struct AlarmPerformance {
  EstimatedShare false_alarms;           ///< of those who reached the target: flagged at any session
  EstimatedShare found;                  ///< of those who missed it
  std::vector<EstimatedShare> found_by;  ///< the same by each of the sessions
  EstimatedShare flagged;                ///< of all
  EstimatedShare positive_predictive;    ///< of the flagged: missed the target
  EstimatedShare negative_predictive;    ///< of the others: reached it
  std::optional<double> lead_time = {};  ///< median from the alarm to the last score of those found, in model time
};

}  // namespace oncourse

// alarm_tally.hpp: alarms counted over courses whose end is known.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "oncourse/track/alarm_performance.hpp"

namespace oncourse {

/// What one rule did on one course.
struct JudgedCourse {
  bool reached;
  double alarm;                ///< model time; NaN: none
  double end;                  ///< model time of the last score
  std::span<const double> at;  ///< signals at the sessions looked at, NaN where there is none
  std::span<const double> cuts;
};

/// Of one rule. Every repetition counts each person once.
class AlarmTally {
 public:
  ///   looked_at  model times, ascending
  AlarmTally(std::vector<double> looked_at, std::size_t strata);

  void add(const JudgedCourse& course, std::optional<std::size_t> stratum);
  void end_repetition();

  ///   stratum  absent: all
  [[nodiscard]] AlarmPerformance performance(double confidence, std::optional<std::size_t> stratum = {}) const;
  [[nodiscard]] std::vector<SignalsAtSession> at_sessions(std::span<const int> sessions) const;
  /// Tenths of -signal, of all sessions looked at.
  [[nodiscard]] std::vector<ReliabilityBin> reliability() const;
  /// Of the courses flagged the share whose alarm lies after the time before and not after this one; the last takes
  /// what lies after it.
  [[nodiscard]] std::vector<double> flags_by(std::span<const double> times) const;

 private:
  struct Counts {
    double reached = 0.0, missed = 0.0, flagged_reached = 0.0, flagged_missed = 0.0;
    std::vector<double> found_by;
    std::vector<double> leads;
  };
  /// Of one session.
  struct Signals {
    std::vector<double> of_missed, of_reached;  ///< of this repetition
    std::vector<double> all_missed, all_reached;
    double repetitions = 0.0, area = 0.0, error = 0.0;
    double missed = 0.0, reached = 0.0, found = 0.0, cleared = 0.0, cut = 0.0, squares = 0.0;
  };
  void count(Counts& counts, const JudgedCourse& course) const;

  std::vector<double> looked_at_;
  std::vector<Counts> counts_;  ///< of all, and of each stratum
  std::vector<Signals> signals_;
  std::vector<ReliabilityBin> tenths_;
  std::vector<double> alarms_;
  double repetitions_ = 0.0;
};

}  // namespace oncourse

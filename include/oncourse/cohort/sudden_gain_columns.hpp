// sudden_gain_columns.hpp: sudden gains of many people, from long or from wide tables.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "oncourse/change/sudden_gain.hpp"
#include "oncourse/change/sudden_gain_summary.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/long_scores.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

struct SuddenGainOptions {
  WhichGain which = WhichGain::first;  ///< the gain that stands for a person of several
  bool intervals = true;               ///< false: the table of intervals stays empty, which saves most of the memory
};

struct SuddenGainTables {
  /// A row per gain: session, next_session, n_minus_2, n_minus_1, n, n_plus_1, n_plus_2, n_plus_3 (the scores around
  /// it), magnitude, total_improvement, share_of_total, reversal_value, reversed, reversed_at, of_person (how many
  /// gains the person has).
  Table gains;
  /// A row per tested interval: from, to, points, share, means (the criteria), sudden, complete, magnitude, share_of,
  /// n_before, n_after, mean_before, mean_after, sd_before, sd_after, pooled_sd, critical.
  Table intervals;
  /// A row per person, in order of appearance: gains, the chosen one as in the table of gains (null without a gain),
  /// planned, tested, available, not_available, decided (intervals), status, detail.
  Table persons;
  /// Of every row of the three tables, the first row of its person in the caller's table.
  std::vector<std::size_t> gain_rows, interval_rows, person_rows;
  SuddenGainSummary of_all, of_chosen;  ///< of persons whose status is ok
  IntervalCounts counts;                ///< of these persons
  std::size_t refused = 0;              ///< persons with another status
};

/// Every person's series, from their first session to their last, or between those that the criteria name.
///
/// What makes a person's series unusable (a session that repeats or runs backwards, has no whole number, a score that
/// is infinite, too few sessions) is the status of that person, and spoils no other.
///
///   errors  bad_argument: columns of different lengths or without numbers, a row without person; those of
///           SuddenGainRule::make()
///   cost    one SuddenGainRule::find() per person
Result<SuddenGainTables> sudden_gain_columns(const LongScores& columns, Direction direction,
                                             const SuddenGainCriteria& criteria, const SuddenGainOptions& options = {});

/// The same of a table with a row per person and a column per session.
///
///   scores         in the order of the sessions
///   first_session  number of the first of them
Result<SuddenGainTables> sudden_gain_wide_columns(std::span<const Column* const> scores, int first_session,
                                                  Direction direction, const SuddenGainCriteria& criteria,
                                                  const SuddenGainOptions& options = {});

}  // namespace oncourse

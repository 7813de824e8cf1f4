// session_window_columns.hpp: scores around a session that the table names, for matched analysis.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/long_scores.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

struct SessionWindows {
  /// A row per person, in order of appearance: session, n_minus_<before>, .., n_minus_1, n, n_plus_1, ..,
  /// n_plus_<after>, status, detail.
  Table windows;
  std::vector<std::size_t> person_rows;  ///< of every person, the first row in the caller's table
};

/// session_window() of every person, at a session that the table names: that of the gain of whom they are matched to.
///
///   at      beside the scores: in the rows of a person one and the same session, or missing; a person without one has
///           the status not_available
///   errors  bad_argument: as LongSeries::read(); before or after outside their range
Result<SessionWindows> session_window_columns(const LongScores& columns, const Column& at, int before = 2,
                                              int after = 3);

}  // namespace oncourse

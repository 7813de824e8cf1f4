// long_scores.hpp: a long table as one series of scores per person, with a place for every session.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/cohort/cohort.hpp"
#include "oncourse/cohort/column.hpp"

namespace oncourse {

/// A table with a row per person and session.
struct LongScores {
  const Column* person = nullptr;
  const Column* session = nullptr;  ///< whole numbers, ascending within a person; one that is left out was missed
  const Column* score = nullptr;    ///< missing: the session was missed
};

/// One person's scores, one per session from the first on; NaN where a session was missed.
struct PlannedSessions {
  int first_session = 1;
  std::vector<double> scores;
};

/// The columns as numbers, the rows of each person together.
class LongSeries {
 public:
  ///   errors  bad_argument: columns of different lengths or without numbers, a row without person
  static Result<LongSeries> read(const LongScores& columns);

  [[nodiscard]] std::size_t persons() const { return rows_.persons(); }
  [[nodiscard]] std::span<const std::size_t> rows_of(std::size_t person) const { return rows_.of(person); }
  /// The series of one person.
  ///
  ///   errors  session_order: a session that repeats or runs backwards; bad_argument: a session that is missing, not
  ///           whole, beyond a million or 10,000 after the person's first (the row is named)
  [[nodiscard]] Result<PlannedSessions> of(std::size_t person) const;

 private:
  LongSeries() = default;
  PersonRows rows_;
  std::vector<double> session_, score_;
};

/// A session's number.
///
///   row     of the table, from 0: named in the error from 1
///   errors  bad_argument: missing, not whole, beyond a million
Result<int> session_number(double value, std::size_t row);

/// What keeps columns from standing side by side: bad_argument where they differ in length.
std::optional<Error> trouble_in_lengths(std::span<const Column* const> columns);

}  // namespace oncourse

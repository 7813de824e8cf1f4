// cohort.hpp: many people's scores, the rows of each person together.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse {

/// Columns that own what a growth::Panel shows; the rows of a person stand together, in the order they came.
struct Cohort {
  std::vector<std::size_t> offsets = {0};
  std::vector<double> time, score;
  std::vector<std::vector<double>> covariates;  ///< one column each
  std::vector<std::size_t> first_rows;          ///< of every person, the row of their first score where they came from
  std::size_t left_out = 0;                     ///< rows without a score

  [[nodiscard]] std::size_t persons() const { return offsets.size() - 1; }
};

/// Shows a cohort as a panel, which borrows from both.
class CohortPanel {
 public:
  explicit CohortPanel(const Cohort& cohort)
      : columns_(cohort.covariates.begin(), cohort.covariates.end()),
        panel_{cohort.offsets, cohort.time, cohort.score, columns_} {}
  CohortPanel(const CohortPanel&) = delete;
  [[nodiscard]] const growth::Panel& operator*() const { return panel_; }

 private:
  std::vector<std::span<const double>> columns_;
  growth::Panel panel_;
};

/// Which rows belong to whom; persons in the order in which they first appear.
struct PersonRows {
  std::vector<std::size_t> offsets = {0};  ///< rows of person i are rows[offsets[i]] .. rows[offsets[i + 1] - 1]
  std::vector<std::size_t> rows;           ///< in the table's order within a person

  [[nodiscard]] std::size_t persons() const { return offsets.size() - 1; }
  [[nodiscard]] std::span<const std::size_t> of(std::size_t person) const {
    return std::span(rows).subspan(offsets[person], offsets[person + 1] - offsets[person]);
  }
};

/// Groups rows by the value that tells persons apart, text or whole numbers.
///
///   errors  bad_argument: a row without a person (named), or numbers that are not whole
///   cost    one pass, one hash look-up per row
Result<PersonRows> rows_by_person(const Column& person);

/// The columns of a long table as a cohort. Rows whose score is missing are left out and counted; a time or covariate
/// that is missing beside a score is an error.
///
///   errors  bad_argument: a column of another length or without numbers, a missing value (column and row named)
Result<Cohort> cohort_from(const Column& person, const Column& time, const Column& score,
                           std::span<const Column* const> covariates);

}  // namespace oncourse

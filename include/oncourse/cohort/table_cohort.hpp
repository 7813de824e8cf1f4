// table_cohort.hpp: a long table seen as a cohort, copied only where it must be.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "oncourse/cohort/cohort.hpp"

namespace oncourse {

/// A long table as a panel. Columns of doubles are borrowed where the rows of each person stand together and no score
/// is missing; columns of other numbers are then converted once. Everything else is cohort_from() the table.
class TableCohort {
 public:
  ///   columns  outlive it
  ///   errors   those of cohort_from()
  ///   cost     where nothing is reordered, one look at each number, and a hash look-up per person where persons do not
  ///            ascend
  static Result<TableCohort> read(const Column& person, const Column& time, const Column& score,
                                  std::span<const Column* const> covariates);
  TableCohort(TableCohort&&) = default;
  TableCohort(const TableCohort&) = delete;

  /// Borrowed.
  [[nodiscard]] growth::Panel operator*() const { return {offsets_, time_, score_, covariates_}; }

 private:
  TableCohort() = default;

  std::vector<std::vector<double>> owned_;
  std::vector<std::size_t> offsets_;
  std::span<const double> time_, score_;
  std::vector<std::span<const double>> covariates_;
};

}  // namespace oncourse

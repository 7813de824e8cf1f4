// groups.hpp: the rows of every group of a table, and those of all of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <numeric>
#include <optional>
#include <vector>

#include "oncourse/base/number.hpp"
#include "oncourse/cohort/cohort.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// Groups in the order in which they appear, then everybody.
struct Groups {
  TableColumn label;  ///< as the caller has them, null for everybody
  std::vector<std::vector<std::size_t>> rows;

  /// The rows' values.
  [[nodiscard]] static std::vector<double> of(const std::vector<double>& values, const std::vector<std::size_t>& rows) {
    std::vector<double> out;
    out.reserve(rows.size());
    for (const std::size_t row : rows) out.push_back(values[row]);
    return out;
  }
};

/// Why a column cannot stand beside one of so many rows, or nothing.
inline std::optional<Error> trouble_in_length(const Column& column, std::size_t rows) {
  if (column.size == rows) return std::nullopt;
  return Error{Errc::bad_argument,
               "column " + column.name + " has " + text(column.size) + " rows, the first has " + text(rows)};
}

/// Columns of the same length as numbers, NaN where missing.
inline Result<std::vector<std::vector<double>>> numbers_of(std::span<const Column* const> columns) {
  std::vector<std::vector<double>> out;
  for (const Column* column : columns) {
    if (const auto trouble = trouble_in_length(*column, columns[0]->size)) return *trouble;
    auto values = numbers(*column);
    if (!values) return values.error();
    for (std::size_t row = 0; row < values->size(); ++row)
      if (std::isinf((*values)[row]))
        return Error{Errc::bad_argument, "column " + column->name + ", row " + text(row + 1) + ": not a finite number"};
    out.push_back(*std::move(values));
  }
  return out;
}

/// Text or whole numbers tell groups apart; without a column there is everybody alone, under a null number.
///
///   errors  bad_argument: another length, a row without a group (named), numbers that are not whole
inline Result<Groups> groups_of(const Column* group, std::size_t rows) {
  std::vector<std::size_t> everybody(rows);
  std::iota(everybody.begin(), everybody.end(), std::size_t{0});
  Groups out{TableColumn::long_numbers("group"), {}};
  if (group) {
    if (const auto trouble = trouble_in_length(*group, rows)) return *trouble;
    if (auto trouble = trouble_in(*group)) return *trouble;
    ColumnCursor cursor(*group);
    for (std::size_t row = 0; row < rows; ++row, cursor.next())
      if (cursor.missing())
        return Error{Errc::bad_argument, "column " + group->name + ", row " + text(row + 1) + ": no group"};
    const auto grouped = rows_by_person(*group);
    if (!grouped) return Error{Errc::bad_argument, "column " + group->name + ": a group is text or a whole number"};
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < grouped->persons(); ++i) {
      const auto of = grouped->of(i);
      first.push_back(of.front());
      out.rows.emplace_back(of.begin(), of.end());
    }
    auto label = take(*group, first);
    if (!label) return label.error();
    out.label = *std::move(label);
  }
  out.label.append_null();
  out.rows.push_back(std::move(everybody));
  return out;
}

}  // namespace oncourse

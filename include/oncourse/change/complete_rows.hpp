// complete_rows.hpp: the rows of a table in which nothing is missing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

/// Columns of the same length without their incomplete rows, which are counted.
struct CompleteRows {
  std::vector<std::vector<double>> columns;
  std::size_t left_out = 0;  ///< rows in which a value is missing

  [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
};

/// Leaves out and counts every row that holds a NaN.
///
///   errors  bad_argument: columns of different lengths, an infinite value (its place is named)
///   cost    one pass and a copy
inline Result<CompleteRows> complete_rows(std::span<const std::span<const double>> columns) {
  CompleteRows out;
  out.columns.resize(columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].size() != columns[0].size())
      return Error{Errc::bad_argument, "column " + text(c + 1) + " has " + text(columns[c].size()) +
                                           " rows, the first has " + text(columns[0].size())};
    for (std::size_t row = 0; row < columns[c].size(); ++row)
      if (std::isinf(columns[c][row]))
        return Error{Errc::bad_argument, "column " + text(c + 1) + ", row " + text(row + 1) + ": not a finite number"};
  }
  const std::size_t rows = columns.empty() ? 0 : columns[0].size();
  for (std::size_t row = 0; row < rows; ++row) {
    bool complete = true;
    for (const auto& column : columns) complete = complete && !std::isnan(column[row]);
    if (!complete) {
      ++out.left_out;
      continue;
    }
    for (std::size_t c = 0; c < columns.size(); ++c) out.columns[c].push_back(columns[c][row]);
  }
  return out;
}

}  // namespace oncourse

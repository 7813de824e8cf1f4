// row_score.hpp: the score of a row of a CSV file, from a column of totals or from item columns.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "csv.hpp"
#include "items.hpp"

namespace oncourse::cli {

/// Where a row's score comes from.
struct ScoreColumns {
  std::string score;                       ///< empty: scored from the item columns
  std::string items;                       ///< pattern; empty: guessed
  const Instrument* instrument = nullptr;  ///< checks the scores' range where given
  bool prorate = false;
};

class RowScore {
 public:
  ///   errors  bad_argument: no such column, no item columns, neither a column of scores nor an instrument
  static Result<RowScore> make(const CsvTable& table, const ScoreColumns& columns);

  /// nullopt when the row has none.
  ///
  ///   errors  those of a cell that cannot be read, of a total off its scale and of score(); the line is named
  Result<std::optional<double>> operator()(const CsvTable& table, std::size_t row) const;

 private:
  const Instrument* instrument_ = nullptr;
  Prorating how_ = Prorating::published_rule;
  std::optional<std::size_t> column_;
  ItemColumns items_;
};

}  // namespace oncourse::cli

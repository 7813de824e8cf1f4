// sheet_results.hpp: what is written of sheets one by one, and the count of what became of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

#include "cohort/batch_tables.hpp"
#include "cohort/sheet_reader.hpp"

namespace oncourse {

inline constexpr double no_score = std::numeric_limits<double>::quiet_NaN();

/// A score in memory of any kind.
void put(const ScoreValues& into, std::size_t row, double score);

/// The results of some rows, each taken for complete until something else is said of it.
class SheetResults {
 public:
  SheetResults(const BatchScorer::Tables& tables, const BatchColumns& into)
      : tables_(tables), q_(tables.instrument), into_(into) {}

  void take_for_complete(std::size_t row, std::size_t rows);
  /// It was not.
  void count_incomplete(SheetStatus status);
  /// No score, and why.
  void write_none(std::size_t row, SheetStatus status);
  /// All that the engine for one sheet says, but of risk items.
  void write(std::size_t row, const SheetAsRead& sheet);
  void write_algorithms(std::size_t row, const Score& score);
  void clear_algorithms(std::size_t row);
  /// Answers to risk items, of the rows ahead.
  void write_risk(const SheetReader& reader, std::size_t row, std::size_t rows);
  [[nodiscard]] const BatchCounts& counts() const { return counts_; }

 private:
  const BatchScorer::Tables& tables_;
  const Instrument& q_;
  const BatchColumns& into_;
  BatchCounts counts_;
};

}  // namespace oncourse

// score_lines.hpp: sheets in rows of a CSV file, and a line of CSV with the score of each.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "chunk_result.hpp"
#include "items.hpp"
#include "oncourse/cohort/score_columns.hpp"

namespace oncourse::cli {

/// How every sheet is scored.
struct SheetScoring {
  const Instrument* q;
  Prorating how;
  const Coding* coding;

  [[nodiscard]] Result<Table> operator()(std::span<const Column* const> answers) const {
    return score_columns(*q, answers, how, coding);
  }
};

/// Where the columns of one file are.
struct SheetColumns {
  ItemColumns items;
  std::vector<std::size_t> kept;
  std::string place;  ///< begins every line
};

/// A line per row: its line in the file, the columns kept, those of score_columns(). Beyond an Errc a status may be
/// left_out (no answer) or other_instrument. What is known of a row's risk items is there though the row is refused.
Result<ChunkResult> score_lines(const CsvTable& rows, const SheetColumns& columns, const SheetScoring& scoring);

}  // namespace oncourse::cli

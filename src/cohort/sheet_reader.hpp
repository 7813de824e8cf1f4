// sheet_reader.hpp: sheets out of columns, and what the engine for one sheet says of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/instrument/coding.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

/// Where a walk through one column stands.
struct ColumnPlace {
  std::size_t piece = 0, row = 0;

  ///   row  of the column, which has it
  static ColumnPlace of(const Column& column, std::size_t row) {
    ColumnPlace out{0, row};
    out.settle(column);
    return out;
  }
  /// To the piece that has the row; of one behind the last row, behind the last piece.
  void settle(const Column& column) {
    while (piece < column.pieces.size() && row >= column.pieces[piece].size) {
      row -= column.pieces[piece].size;
      ++piece;
    }
  }
};

/// One sheet as its columns have it.
struct SheetAsRead {
  std::span<Answer> answers;
  int odd_item = 0;  ///< the first whose value is no 16-bit whole number, from 1; 0: there is none
  double odd_value = 0.0;

  ///   value  not missing
  void put(std::size_t item, double value) {
    answers[item] = blank;
    if (value == std::trunc(value) && std::fabs(value) < 32768.0) {
      answers[item] = static_cast<Answer>(value);  // NOLINT(bugprone-signed-char-misuse): a small number, no character
    } else if (odd_item == 0) {
      odd_item = static_cast<int>(item) + 1;
      odd_value = value;
    }
  }
};

/// The score of a sheet that was read, by the engine for one.
///
///   errors   response_range: a value that is no whole number, too; else those of score()
///   answers  recoded, what cannot be read is blank
inline Result<Score> score(const Instrument& q, const Coding* coding, Prorating how, const SheetAsRead& sheet) {
  auto off_coding = coding ? recode(q, *coding, sheet.answers) : std::nullopt;
  if (sheet.odd_item != 0) {
    const std::string shown = text(sheet.odd_value);
    return coding ? answer_off_coding(q, *coding, sheet.odd_item, shown) : answer_off_scale(q, sheet.odd_item, shown);
  }
  if (off_coding) return *std::move(off_coding);
  return score(q, sheet.answers, how);
}

/// What keeps columns from being an instrument's items.
std::optional<Error> trouble_in_items(const Instrument& q, std::span<const Column* const> items);

}  // namespace oncourse

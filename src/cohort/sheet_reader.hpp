// sheet_reader.hpp: sheets out of columns, and what the engine for one sheet says of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
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

  ///   value  nullopt: blank
  void put(std::size_t item, std::optional<double> value) {
    answers[item] = blank;
    if (!value) return;
    if (*value == std::trunc(*value) && std::fabs(*value) < 32768.0) {
      answers[item] = static_cast<Answer>(*value);  // NOLINT(bugprone-signed-char-misuse): a small number, no character
    } else if (odd_item == 0) {
      odd_item = static_cast<int>(item) + 1;
      odd_value = *value;
    }
  }
};

/// A walk through the columns of all items.
class SheetReader {
 public:
  ///   columns     of one length, which has the row
  ///   blank_code  an answer that stands for none
  SheetReader(std::span<const Column* const> columns, std::optional<Answer> blank_code, std::size_t row)
      : columns_(columns), blank_code_(blank_code), answers_(columns.size()) {
    for (const Column* column : columns) places_.push_back(ColumnPlace::of(*column, row));
  }
  /// How many rows, at most so many, every column has in one piece.
  [[nodiscard]] std::size_t rows_ahead(std::size_t most) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) most = std::min(most, piece(i).size - row(i));
    return most;
  }
  [[nodiscard]] const ColumnPiece& piece(std::size_t item) const { return columns_[item]->pieces[places_[item].piece]; }
  [[nodiscard]] std::size_t row(std::size_t item) const { return places_[item].row; }
  /// So many rows ahead, within the piece.
  [[nodiscard]] std::optional<double> value(std::size_t item, std::size_t ahead) const {
    if (piece(item).missing(row(item) + ahead)) return std::nullopt;
    const double value = piece(item).number(row(item) + ahead);
    return blank_code_ && value == *blank_code_ ? std::nullopt : std::optional(value);
  }
  /// Until the next one.
  SheetAsRead sheet(std::size_t ahead) {
    SheetAsRead out{answers_};
    for (std::size_t i = 0; i < columns_.size(); ++i) out.put(i, value(i, ahead));
    return out;
  }
  void advance(std::size_t rows) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      places_[i].row += rows;
      places_[i].settle(*columns_[i]);
    }
  }

 private:
  std::span<const Column* const> columns_;
  std::optional<Answer> blank_code_;
  std::vector<ColumnPlace> places_;
  std::vector<Answer> answers_;
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

// answer_columns.hpp: the answers in some rows of a CSV file, in columns for the library.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "csv.hpp"
#include "items.hpp"
#include "oncourse/cohort/column.hpp"

namespace oncourse::cli {

/// A column per item, with a row for each that was asked for. An answer that cannot be read is a null there.
class AnswerColumns {
 public:
  ///   columns  as many as the instrument has items, or more, which must be empty in these rows
  ///   rows     of the table
  AnswerColumns(const CsvTable& table, const ItemColumns& columns, const Instrument& q,
                std::span<const std::size_t> rows);
  AnswerColumns(AnswerColumns&&) = default;

  [[nodiscard]] std::vector<const Column*> items() const;
  /// Puts the first answer of every row with a cell that cannot be read off all scales, so that the row is refused.
  void refuse_unread();
  /// Not every cell of the row is missing; of the row at this place among those asked for.
  [[nodiscard]] bool any(std::size_t place) const { return any_[place] != 0; }
  /// The first cell of each row that cannot be read: malformed, or bad_argument for an answer beyond the last item.
  [[nodiscard]] const std::vector<RowTrouble>& troubles() const { return troubles_; }
  /// The column of the answer for which a sheet is refused with response_range; empty: none is off its scale.
  [[nodiscard]] std::string off_scale(std::size_t place, const Instrument& q, const Coding* coding) const;

 private:
  std::vector<Answer> answers_;         ///< item by item
  std::vector<std::uint8_t> validity_;  ///< bitmaps, item by item
  std::vector<char> any_;
  std::vector<std::size_t> unread_;  ///< places of the rows in `troubles_`
  std::vector<Column> items_;
  std::vector<RowTrouble> troubles_;
};

/// Those of an instrument's items in a file whose rows are all read by the same columns.
///
///   errors  those of item_columns(); bad_argument: none are found, or fewer than there are items
Result<ItemColumns> all_item_columns(const CsvHeader& header, const std::string& pattern, const Instrument& q);

}  // namespace oncourse::cli

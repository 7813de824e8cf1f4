// csv.hpp: comma-separated values as RFC 4180 has them, a header and rows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv_records.hpp"
#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse::cli {

/// The names of a file's columns, shared by all tables of its rows.
using CsvHeader = std::shared_ptr<const std::vector<std::string>>;

/// The first record of a file.
///
///   errors  malformed: there is none, a name is not UTF-8 or stands there twice
Result<CsvHeader> csv_header(CsvRecords first);

/// What is wrong with a row of a table.
struct RowTrouble {
  std::size_t row;
  std::string column;  ///< empty: none is to blame
  Error why;

  /// "column q3: not a number"
  [[nodiscard]] std::string detail() const { return (column.empty() ? "" : "column " + column + ": ") + why.detail; }
};

/// A header and rows of as many fields. Fields are views into the text, which the table owns.
class CsvTable {
 public:
  CsvTable(const CsvTable&) = delete;
  CsvTable(CsvTable&&) = default;

  /// A whole file.
  ///
  ///   errors  malformed: no header, no rows, a row that is rejected, a quote that is never closed
  static Result<CsvTable> parse(std::string document);

  /// Some rows of a file. One that is rejected stays in its place with empty fields.
  CsvTable(CsvHeader header, CsvRecords records);

  [[nodiscard]] std::size_t rows() const { return lines_.size(); }
  [[nodiscard]] std::size_t columns() const { return header_->size(); }
  [[nodiscard]] std::string_view header(std::size_t column) const { return (*header_)[column]; }
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
    return cells_[row * columns() + column];
  }
  /// The line of the file on which a row begins, from 1.
  [[nodiscard]] std::size_t line(std::size_t row) const { return lines_[row]; }
  /// Rows that are none, in their order; a whole file has none of them.
  [[nodiscard]] const std::vector<RowTrouble>& rejected() const { return rejected_; }

  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
    for (std::size_t column = 0; column < columns(); ++column)
      if (header(column) == name) return column;
    return std::nullopt;
  }
  /// The column, which must be there. Its fellows are not listed: a file without a header would show a person's data.
  [[nodiscard]] Result<std::size_t> column(std::string_view name) const {
    if (const auto found = find(name)) return *found;
    return Error{Errc::bad_argument, "line 1: no column " + std::string(name) + " among the " + text(columns())};
  }
  /// "line 7, column q3", as every message about a cell begins.
  [[nodiscard]] std::string place(std::size_t row, std::size_t column) const {
    return "line " + text(line(row)) + ", column " + std::string(header(column));
  }
  [[nodiscard]] Result<double> number(std::size_t row, std::size_t column) const {
    auto value = parse_number(cell(row, column));
    if (!value) return Error{value.error().code, place(row, column) + ": " + value.error().detail};
    return value;
  }
  /// Leaves out the rows of a whole file that are not wanted; the others keep their lines.
  template <class Wanted>
  void keep(const Wanted& wanted) {
    std::size_t kept = 0;
    for (std::size_t row = 0; row < rows(); ++row) {
      if (!wanted(row)) continue;
      lines_[kept] = lines_[row];
      for (std::size_t column = 0; column < columns(); ++column)
        cells_[kept * columns() + column] = cells_[row * columns() + column];
      ++kept;
    }
    lines_.resize(kept);
    cells_.resize(kept * columns());
  }
  /// Empty and NA are missing; no other text is.
  [[nodiscard]] bool missing(std::size_t row, std::size_t column) const { return is_missing(cell(row, column)); }
  [[nodiscard]] static bool is_missing(std::string_view field) { return field.empty() || field == "NA"; }

 private:
  CsvHeader header_;
  std::unique_ptr<std::string> text_;    // views into it survive a move of the table
  std::vector<std::string_view> cells_;  // row by row
  std::vector<std::size_t> lines_;
  std::vector<RowTrouble> rejected_;
};

/// The field at a place of a record, without its quotes; nullopt: the record is none of a table with so many columns.
std::optional<std::string> csv_field_at(std::string_view record, bool quoted, std::size_t place, std::size_t columns);

}  // namespace oncourse::cli

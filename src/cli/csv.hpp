// csv.hpp: comma-separated values as RFC 4180 has them. Debian packages no maintained reader for columns that are only
// known at run time (libfccp wants them at compile time, libcsv is LGPL and dormant), hence this one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <forward_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/base/utf8.hpp"

namespace oncourse::cli {

/// A header and rows of as many fields. Fields are views into the text, which the table owns.
class CsvTable {
 public:
  CsvTable(const CsvTable&) = delete;
  CsvTable(CsvTable&&) = default;

  /// Accepts CR LF and LF, quoted fields with doubled quotes, a byte order mark, a last line without its end.
  ///
  ///   errors  malformed: nothing but blanks, a line with too few or too many fields, a quote that is never closed
  static Result<CsvTable> parse(std::string document) {
    CsvTable table(std::move(document));
    std::string_view rest = *table.document_;
    if (rest.substr(0, 3) == "\xEF\xBB\xBF") rest.remove_prefix(3);
    std::size_t line = 1;
    while (!rest.empty()) {
      const std::size_t first_line = line;
      const std::size_t before = table.cells_.size();
      bool end_of_record = false;
      while (!end_of_record) {
        std::string_view field;
        if (!rest.empty() && rest.front() == '"') {
          auto quoted = table.quoted_field(rest, line);
          if (!quoted) return Error{Errc::malformed, "line " + text(first_line) + ": " + quoted.error().detail};
          field = *quoted;
        } else {
          field = rest.substr(0, rest.find_first_of(",\r\n"));
          if (field.find('"') != std::string_view::npos)
            return Error{Errc::malformed, "line " + text(first_line) + ": a quote inside an unquoted field"};
          rest.remove_prefix(field.size());
        }
        table.cells_.push_back(field);
        end_of_record = rest.empty() || rest.front() != ',';
        if (!end_of_record) rest.remove_prefix(1);
      }
      if (rest.substr(0, 2) == "\r\n") rest.remove_prefix(1);
      if (!rest.empty()) {
        if (rest.front() != '\n' && rest.front() != '\r')
          return Error{Errc::malformed, "line " + text(first_line) + ": text after a closing quote"};
        rest.remove_prefix(1);
      }
      ++line;
      const std::size_t fields = table.cells_.size() - before;
      if (fields == 1 && table.cells_.back().empty()) {  // an empty line
        table.cells_.pop_back();
        continue;
      }
      if (table.columns_ == 0)
        table.columns_ = fields;
      else if (fields != table.columns_)
        return Error{Errc::malformed, "line " + text(first_line) + " has " + text(fields) +
                                          (fields == 1 ? " field" : " fields") + ", the header has " +
                                          text(table.columns_)};
      else
        table.lines_.push_back(first_line);
    }
    if (table.columns_ == 0) return Error{Errc::malformed, "the file is empty"};
    if (table.lines_.empty()) return Error{Errc::malformed, "the file has a header and no rows"};
    for (std::size_t i = 0; i < table.columns_; ++i)
      if (!is_utf8(table.header(i)))
        return Error{Errc::malformed, "line 1: the name of column " + text(i + 1) + " is not UTF-8"};
    for (std::size_t i = 0; i < table.columns_; ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (table.cells_[i] == table.cells_[j])
          return Error{Errc::malformed, "columns " + text(j + 1) + " and " + text(i + 1) + " have the same name"};
    return table;
  }

  [[nodiscard]] std::size_t rows() const { return lines_.size(); }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::string_view header(std::size_t column) const { return cells_[column]; }
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
    return cells_[(row + 1) * columns_ + column];
  }
  /// The line of the file on which a row begins, from 1.
  [[nodiscard]] std::size_t line(std::size_t row) const { return lines_[row]; }

  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
    for (std::size_t column = 0; column < columns_; ++column)
      if (header(column) == name) return column;
    return std::nullopt;
  }
  /// The column, which must be there. Its fellows are not listed: a file without a header would show a person's data.
  [[nodiscard]] Result<std::size_t> column(std::string_view name) const {
    if (const auto found = find(name)) return *found;
    return Error{Errc::bad_argument, "line 1: no column " + std::string(name) + " among the " + text(columns_)};
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
  /// Leaves out the rows that are not wanted; the others keep their lines.
  template <class Wanted>
  void keep(const Wanted& wanted) {
    std::size_t kept = 0;
    for (std::size_t row = 0; row < rows(); ++row) {
      if (!wanted(row)) continue;
      lines_[kept] = lines_[row];
      ++kept;
      for (std::size_t column = 0; column < columns_; ++column)
        cells_[kept * columns_ + column] = cells_[(row + 1) * columns_ + column];
    }
    lines_.resize(kept);
    cells_.resize((kept + 1) * columns_);
  }
  /// Empty and NA are missing; no other text is.
  [[nodiscard]] bool missing(std::size_t row, std::size_t column) const {
    const std::string_view field = cell(row, column);
    return field.empty() || field == "NA";
  }

 private:
  explicit CsvTable(std::string document) : document_(std::make_unique<const std::string>(std::move(document))) {}

  /// Takes a quoted field off the front of `rest`.
  Result<std::string_view> quoted_field(std::string_view& rest, std::size_t& line) {
    rest.remove_prefix(1);
    const std::string_view all = rest;
    std::string unescaped;
    bool escaped = false;
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (all[at] == '\n') ++line;
      if (all[at] != '"') {
        unescaped += all[at];
        continue;
      }
      if (at + 1 < all.size() && all[at + 1] == '"') {
        unescaped += '"';
        escaped = true;
        ++at;
        continue;
      }
      rest = all.substr(at + 1);
      return escaped ? std::string_view(unescaped_.emplace_front(std::move(unescaped))) : all.substr(0, at);
    }
    return Error{Errc::malformed, "a quote is never closed"};
  }

  std::unique_ptr<const std::string> document_;  // views into it survive a move of the table
  std::forward_list<std::string> unescaped_;     // not a deque: moving one may allocate
  std::vector<std::string_view> cells_;          // the header, then row by row
  std::vector<std::size_t> lines_;
  std::size_t columns_ = 0;
};

}  // namespace oncourse::cli

// table_file.hpp: columns of a CSV file for the library, and the library's tables for people and programs.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "csv.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse::cli {

/// A column of the file, read as numbers or kept as text; a missing cell is a null.
class FileColumn {
 public:
  ///   errors  bad_argument: no such column; malformed: a cell that is no number (its line named)
  static Result<FileColumn> numbers(const CsvTable& file, const std::string& name);
  static Result<FileColumn> texts(const CsvTable& file, const std::string& name);
  /// What was made of the file's cells.
  explicit FileColumn(TableColumn values);

  [[nodiscard]] const Column& operator*() const { return *column_; }

 private:
  std::unique_ptr<TableColumn> values_;
  std::unique_ptr<Column> column_;
};

/// Columns of one file by their names, kept until they were used.
class NamedColumns {
 public:
  explicit NamedColumns(const CsvTable& table) : table_(&table) {}
  ///   name  empty: not asked for, nullptr
  Result<const Column*> numbers(const std::string& name) { return keep(name, &FileColumn::numbers); }
  Result<const Column*> texts(const std::string& name) { return keep(name, &FileColumn::texts); }

 private:
  Result<const Column*> keep(const std::string& name, Result<FileColumn> (*read)(const CsvTable&, const std::string&)) {
    if (name.empty()) return static_cast<const Column*>(nullptr);
    auto made = read(*table_, name);
    if (!made) return made.error();
    kept_.push_back(*std::move(made));
    return &*kept_.back();
  }
  const CsvTable* table_;
  std::vector<FileColumn> kept_;
};

/// A table with a column of the file before its own: row i of the table is of row rows[i] of the file.
Table beside(const CsvTable& file, const std::string& column, std::span<const std::size_t> rows, const Table& table);

/// A text as a field of a CSV file, in quotes where it needs them.
std::string csv_field(std::string_view words);
void append_csv(std::string& out, std::string_view words);

/// The names of its columns, without the line's end.
std::string csv_header_of(const Table& table);

/// A column that is written as fields of a CSV file: nothing for a null, yes or no for a boolean, the shortest text for
/// a number.
class CsvColumn {
 public:
  explicit CsvColumn(const TableColumn& column);
  void append_to(std::string& out, std::size_t row) const;

 private:
  ColumnPiece values_;
  enum class Kind { text, boolean, whole, number } kind_;
};
std::vector<CsvColumn> csv_columns(const Table& table);

/// With a header.
std::string csv_of(const Table& table);

/// On standard output: CSV, or one JSON document {name: rows}.
void print(const Table& table, bool as_json, const std::string& name);

/// What the last two columns of a table, status and detail, say of a row; nullopt: it is ok.
std::optional<Error> error_in(const Table& table, std::size_t row);

/// Rows whose `status` is another than "ok"; 0 without such a column.
std::size_t rows_in_trouble(const Table& table);

}  // namespace oncourse::cli

// table_file.cpp: columns in, tables out.
// SPDX-License-Identifier: Apache-2.0
#include "table_file.hpp"

#include <iostream>

#include "cohort/table_json.hpp"
#include "json/write.hpp"

namespace oncourse::cli {

FileColumn::FileColumn(TableColumn values)
    : values_(std::make_unique<TableColumn>(std::move(values))),
      column_(std::make_unique<Column>(Column{values_->name(), {values_->view()}, values_->size()})) {}

Result<FileColumn> FileColumn::numbers(const CsvTable& file, const std::string& name) {
  const auto column = file.column(name);
  if (!column) return column.error();
  auto out = TableColumn::numbers(name);
  for (std::size_t row = 0; row < file.rows(); ++row) {
    if (file.missing(row, *column)) {
      out.append_null();
      continue;
    }
    const auto value = file.number(row, *column);
    if (!value) return value.error();
    out.append(*value);
  }
  return FileColumn(std::move(out));
}

Result<FileColumn> FileColumn::texts(const CsvTable& file, const std::string& name) {
  const auto column = file.column(name);
  if (!column) return column.error();
  auto out = TableColumn::texts(name);
  for (std::size_t row = 0; row < file.rows(); ++row)
    if (file.missing(row, *column))
      out.append_null();
    else
      out.append(file.cell(row, *column));
  return FileColumn(std::move(out));
}

Table beside(const CsvTable& file, const std::string& column, std::span<const std::size_t> rows, const Table& table) {
  Table out;
  auto& first = out.columns.emplace_back(TableColumn::texts(column));
  const auto at = file.find(column);
  for (const std::size_t row : rows)
    if (at)
      first.append(file.cell(row, *at));
    else
      first.append_null();
  out.columns.insert(out.columns.end(), table.columns.begin(), table.columns.end());
  return out;
}

std::string csv_field(std::string_view words) {
  std::string out;
  append_csv(out, words);
  return out;
}

std::string csv_header_of(const Table& table) {
  std::string out;
  for (const TableColumn& column : table.columns) out += (out.empty() ? "" : ",") + csv_field(column.name());
  return out;
}

std::string csv_of(const Table& table) {
  std::string out = csv_header_of(table) + "\n";
  const std::vector<CsvColumn> columns = csv_columns(table);
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t i = 0; i < columns.size(); ++i) {
      columns[i].append_to(out, row);
      out += i + 1 < columns.size() ? ',' : '\n';
    }
  return out;
}

void print(const Table& table, bool as_json, const std::string& name) {
  if (!as_json) {
    std::cout << csv_of(table);
    return;
  }
  json::Value out = json::Value::object();
  out.append(name, json_of(table));
  std::cout << json::write(out, json::Layout::lines) << "\n";
}

std::optional<Error> error_in(const Table& table, std::size_t row) {
  const std::size_t columns = table.columns.size();
  const std::string_view status = table.columns[columns - 2].view().text(row);
  if (status == "ok") return std::nullopt;
  auto code = Errc::bad_argument;
  while (name(code) != status) code = Errc{static_cast<std::int32_t>(code) + 1};
  return Error{code, std::string(table.columns[columns - 1].view().text(row))};
}

std::size_t rows_in_trouble(const Table& table) {
  const TableColumn* const status = table.find("status");
  if (!status) return 0;
  const ColumnPiece view = status->view();
  std::size_t count = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) count += !status->is_null(row) && view.text(row) != "ok";
  return count;
}

}  // namespace oncourse::cli

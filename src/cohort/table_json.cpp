// table_json.cpp: columns in, rows out.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/table_json.hpp"

namespace oncourse {
namespace {

json::Value value_of(const TableColumn& column, std::size_t row) {
  if (column.is_null(row)) return {};
  const ColumnPiece view = column.view();
  if (column.is_text()) return view.text(row);
  if (column.is_boolean()) return view.number(row) != 0.0;
  if (column.format() == "g") return view.number(row);
  return view.whole(row);
}

}  // namespace

json::Value json_of(const Table& table) {
  json::Value rows = json::Value::array();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    json::Value& line = rows.push_back(json::Value::object());
    for (const TableColumn& column : table.columns) line.append(column.name(), value_of(column, row));
  }
  return rows;
}

}  // namespace oncourse

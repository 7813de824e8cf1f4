// csv_fields.cpp: values as fields of a CSV file.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cmath>

#include "table_file.hpp"

namespace oncourse::cli {
namespace {

template <class Number>
void append_number(std::string& out, Number value) {
  std::array<char, 32> buffer{};
  out.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr);
}

}  // namespace

void append_csv(std::string& out, std::string_view words) {
  if (words.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += words;
    return;
  }
  out += '"';
  for (const char c : words) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv(std::string& out, const TableColumn& column, std::size_t row) {
  if (column.is_null(row)) return;
  const ColumnPiece view = column.view();
  if (column.is_text()) return append_csv(out, view.text(row));
  if (column.is_boolean()) {
    out += view.number(row) != 0.0 ? "yes" : "no";
  } else if (column.format() == "g") {
    const double value = view.number(row);
    const bool small =
        std::fabs(value) < 10000.0 && value == std::trunc(value) && (value != 0.0 || !std::signbit(value));
    if (small)  // the same digits, in less time
      append_number(out, static_cast<int>(value));
    else
      append_number(out, value);
  } else {
    append_number(out, view.whole(row));
  }
}

}  // namespace oncourse::cli

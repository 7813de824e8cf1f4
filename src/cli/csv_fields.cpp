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

CsvColumn::CsvColumn(const TableColumn& column)
    : values_(column.view()),
      kind_(column.is_text()         ? Kind::text
            : column.is_boolean()    ? Kind::boolean
            : column.format() == "g" ? Kind::number
                                     : Kind::whole) {}

void CsvColumn::append_to(std::string& out, std::size_t row) const {
  const bool is_null = values_.validity && ((values_.validity[row / 8] >> (row % 8)) & 1U) == 0;
  if (is_null) return;
  switch (kind_) {
    case Kind::text: return append_csv(out, values_.text(row));
    case Kind::boolean: out += values_.number(row) != 0.0 ? "yes" : "no"; return;
    case Kind::whole: return append_number(out, values_.whole(row));
    case Kind::number: break;
  }
  const double value = values_.number(row);
  const bool small = std::fabs(value) < 10000.0 && value == std::trunc(value) && (value != 0.0 || !std::signbit(value));
  if (small)  // the same digits, in less time
    append_number(out, static_cast<int>(value));
  else
    append_number(out, value);
}

std::vector<CsvColumn> csv_columns(const Table& table) {
  return std::vector<CsvColumn>(table.columns.begin(), table.columns.end());
}

}  // namespace oncourse::cli

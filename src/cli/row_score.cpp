// row_score.cpp: totals read, or sheets scored, row by row.
// SPDX-License-Identifier: Apache-2.0
#include "row_score.hpp"

namespace oncourse::cli {

Result<RowScore> RowScore::make(const CsvTable& table, const ScoreColumns& columns) {
  RowScore out;
  out.instrument_ = columns.instrument;
  out.how_ = columns.prorate ? Prorating::convention : Prorating::published_rule;
  if (!columns.score.empty()) {
    const auto column = table.column(columns.score);
    if (!column) return column.error();
    out.column_ = *column;
    return out;
  }
  if (columns.instrument && !columns.instrument->has_total()) return accept_total(*columns.instrument, 0.0).error();
  if (!columns.instrument)
    return Error{Errc::bad_argument, "either --score COLUMN or --instrument ID with item columns is needed"};
  auto items = item_columns(table, columns.items, *columns.instrument);
  if (!items) return items.error();
  if (items->empty()) return Error{Errc::bad_argument, "no item columns found; name them with --items"};
  out.items_ = *items;
  return out;
}

Result<std::optional<double>> RowScore::operator()(const CsvTable& table, std::size_t row) const {
  if (column_) {
    if (table.missing(row, *column_)) return std::optional<double>();
    const auto value = table.number(row, *column_);
    if (!value) return value.error();
    if (instrument_)
      if (const auto total = accept_total(*instrument_, *value); !total)
        return Error{total.error().code, table.place(row, *column_) + ": " + total.error().detail};
    return std::optional(*value);
  }
  const RowAnswers read = row_answers(table, row, items_, *instrument_);
  if (read.trouble) return *read.trouble;
  if (!read.any) return std::optional<double>();
  const auto sheet = score(*instrument_, read.answers, how_);
  if (!sheet) return Error{sheet.error().code, "line " + text(table.line(row)) + ": " + sheet.error().detail};
  return std::optional(sheet->total);
}

}  // namespace oncourse::cli

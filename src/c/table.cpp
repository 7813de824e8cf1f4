// table.cpp: tables of results over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/table_json.hpp"
#include "columns.hpp"
#include "json/write.hpp"

using namespace oncourse;

std::unique_ptr<oncourse_table> c::table_handle(Table table) {
  auto handle = std::make_unique<oncourse_table>();
  handle->table = std::move(table);
  for (const TableColumn& column : handle->table.columns) {
    oncourse_table::Texts& texts = handle->texts.emplace_back();
    if (!column.is_text()) continue;
    const TableColumn& written = column.categories() ? column.categories()->texts : column;
    const ColumnPiece view = written.view();
    for (std::size_t row = 0; row < written.size(); ++row) {
      texts.begin.push_back(texts.characters.size());
      if (!written.is_null(row)) texts.characters += view.text(row);
      texts.characters += '\0';
    }
  }
  return handle;
}

std::unique_ptr<oncourse_table> c::table_handle(std::span<const std::size_t> first_rows, Table table) {
  auto row = TableColumn::long_numbers("row");
  for (const std::size_t first : first_rows) row.append(static_cast<std::int64_t>(first));
  table.columns.insert(table.columns.begin(), std::move(row));
  return table_handle(std::move(table));
}

Result<c::LongRows> c::LongRows::read(const oncourse_rows* rows) {
  if (auto trouble = missing({{"rows", rows}})) return *std::move(trouble);
  const auto known = c::read(rows);
  if (!known) return known.error();
  const std::size_t n = known->n;
  if (auto trouble =
          missing_arrays(n, {{"rows.person", known->person}, {"rows.time", known->time}, {"rows.score", known->score}}))
    return *std::move(trouble);
  if (known->n_covariates > 0 || known->covariates)
    return Error{Errc::bad_argument, "rows.covariates is not asked for, it must be NULL"};
  return LongRows{column("person", known->person, n), column("time", known->time, n), column("score", known->score, n)};
}

namespace {

/// The place of a column of this kind.
Result<std::size_t> place_of(const oncourse_table& table, const char* name, bool texts) {
  const auto& columns = table.table.columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name() != name) continue;
    if (columns[i].is_text() == texts || columns[i].categories()) return i;
    return Error{Errc::bad_argument, "the column is one of " + std::string(texts ? "numbers" : "texts")};
  }
  std::string known;
  for (const TableColumn& column : columns) known += (known.empty() ? "" : ", ") + column.name();
  return Error{Errc::bad_argument, "no such column; there are " + known};
}

/// What write() finds wrong, before anything is made to be written.
std::optional<Error> trouble_in_buffer(const void* buffer, std::size_t capacity, std::size_t count) {
  if (!buffer && capacity > 0) return Error{Errc::bad_argument, "the buffer is NULL and its capacity is not 0"};
  if (buffer && capacity < count)
    return Error{Errc::bad_argument, "room for " + text(capacity) + ", " + text(count) + " are needed"};
  return std::nullopt;
}

}  // namespace

void oncourse_table_free(oncourse_table* table) { delete table; }

size_t oncourse_table_rows(const oncourse_table* table) { return table ? table->table.rows() : 0; }

const char* oncourse_table_column(const oncourse_table* table, size_t index) {
  return table && index < table->table.columns.size() ? table->table.columns[index].name().c_str() : nullptr;
}

int32_t oncourse_table_is_text(const oncourse_table* table, size_t index) {
  if (!table || index >= table->table.columns.size()) return c::no_number;
  return table->table.columns[index].is_text();
}

oncourse_status oncourse_table_numbers(const oncourse_table* table, const char* column, double* numbers,
                                       size_t capacity, size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"table", table}, {"column", column}})) return *std::move(trouble);
    const auto place = place_of(*table, column, false);
    if (!place) return place.error();
    const TableColumn& found = table->table.columns[*place];
    if (auto trouble = trouble_in_buffer(numbers, capacity, found.size())) return *std::move(trouble);
    ColumnPiece view = found.view();
    view.dictionary = nullptr;
    for (std::size_t row = 0; numbers && row < found.size(); ++row)
      numbers[row] = found.is_null(row) ? c::unknown : view.number(row);
    return found.size();
  });
}

oncourse_status oncourse_table_texts(const oncourse_table* table, const char* column, const char** texts,
                                     size_t capacity, size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"table", table}, {"column", column}})) return *std::move(trouble);
    const auto place = place_of(*table, column, true);
    if (!place) return place.error();
    const TableColumn& found = table->table.columns[*place];
    if (auto trouble = trouble_in_buffer(texts, capacity, found.size())) return *std::move(trouble);
    const oncourse_table::Texts& kept = table->texts[*place];
    for (std::size_t row = 0; texts && row < found.size(); ++row) {
      const std::size_t at = found.categories() ? static_cast<std::size_t>(found.written<std::int8_t>(row)) : row;
      texts[row] = found.is_null(row) ? nullptr : kept.characters.c_str() + kept.begin[at];
    }
    return found.size();
  });
}

const char* oncourse_table_json(const oncourse_table* table) {
  if (!table) return nullptr;
  return table->json.read([&] { return json::write(json_of(table->table), json::Layout::lines); });
}

// items.cpp: which columns hold the answers to an instrument's items.
// SPDX-License-Identifier: Apache-2.0
#include "items.hpp"

#include <cmath>

#include "file.hpp"
#include "oncourse/instrument/catalogue.hpp"

namespace oncourse::cli {
namespace {

std::vector<std::string_view> headers(const CsvTable& table) {
  std::vector<std::string_view> names;
  for (std::size_t column = 0; column < table.columns(); ++column) names.push_back(table.header(column));
  return names;
}

bool names_another(std::string_view id, const Instrument& q) {
  return !CsvTable::is_missing(id) && !same_id(id, q.id) &&
         !same_id(id, q.id.substr(0, q.id.find(':')));  // a subscale is on the whole form
}

}  // namespace

Result<ItemColumns> item_columns(const CsvTable& table, const std::string& pattern, const Instrument& q) {
  return pattern.empty() ? usual_item_columns(headers(table), q) : oncourse::item_columns(headers(table), pattern);
}

Result<Answer> answer_in(std::string_view cell) {
  const auto value = parse_number(cell);
  if (!value) return value.error();
  if (*value != std::round(*value) || std::fabs(*value) > 32000) return Error{Errc::malformed, "not a whole number"};
  return static_cast<Answer>(*value);
}

Error beyond_last_item(std::size_t item, const Instrument& q) {
  return {Errc::bad_argument,
          "an answer to item " + text(item) + ", " + std::string(q.id) + " has " + text(q.items) + " items"};
}

RowAnswers row_answers(const CsvTable& table, std::size_t row, const ItemColumns& columns, const Instrument& q) {
  RowAnswers out;
  const auto refuse = [&](const Error& error) {
    if (!out.trouble) out.trouble = error;
    return blank;
  };
  const auto read = [&](std::size_t i) {
    auto answer = answer_in(table.cell(row, columns[i]));
    if (answer && i >= static_cast<std::size_t>(q.items)) answer = beyond_last_item(i + 1, q);
    if (answer) return *answer;
    return refuse({answer.error().code, table.place(row, columns[i]) + ": " + answer.error().detail});
  };
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool missing = table.missing(row, columns[i]);
    out.any = out.any || !missing;
    out.answers.push_back(missing ? blank : read(i));
  }
  if (out.any && columns.size() < static_cast<std::size_t>(q.items))
    refuse({Errc::bad_argument, "line " + text(table.line(row)) + ": " + text(columns.size()) + " item columns, " +
                                    std::string(q.id) + " has " + text(q.items) + " items"});
  out.answers.resize(static_cast<std::size_t>(q.items), blank);
  return out;
}

bool is_of_another_instrument(const CsvTable& table, std::size_t row, const Instrument& q) {
  const auto column = table.find("instrument");
  return column && names_another(table.cell(row, *column), q);
}

std::vector<std::size_t> rows_of(const CsvTable& table, const Instrument& q) {
  const auto column = table.find("instrument");
  std::vector<std::size_t> out;
  auto rejected = table.rejected().begin();
  std::string_view before;  // is mostly that of the next row too
  bool another = false;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (rejected != table.rejected().end() && rejected->row == row) {
      ++rejected;
      continue;
    }
    if (column && table.cell(row, *column) != before) {
      before = table.cell(row, *column);
      another = names_another(before, q);
    }
    if (!another) out.push_back(row);
  }
  return out;
}

Result<const Instrument*> chosen_instrument(const std::string& id, const std::string& definition_path,
                                            std::optional<LoadedInstrument>& loaded) {
  if (definition_path.empty()) return find_instrument(id);
  const auto document = read_file(definition_path);
  if (!document) return document.error();
  auto read = instrument_from_json(*document);
  if (!read) return Error{read.error().code, definition_path + ": " + read.error().detail};
  loaded = *std::move(read);
  const std::size_t colon = id.find(':');
  if (colon != std::string::npos && !same_id(id, loaded->definition().id)) {
    auto part = loaded->subscale(id.substr(colon + 1));
    if (!part) return Error{part.error().code, definition_path + ": " + part.error().detail};
    loaded = *std::move(part);
  }
  const Instrument* q = &loaded->definition();
  if (!id.empty() && !same_id(id, q->id))
    return Error{Errc::unknown_instrument, definition_path + ": the definition is not of the instrument asked for"};
  return q;
}

}  // namespace oncourse::cli

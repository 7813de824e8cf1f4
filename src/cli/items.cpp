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

}  // namespace

Result<ItemColumns> item_columns(const CsvTable& table, const std::string& pattern, const Instrument& q) {
  return pattern.empty() ? usual_item_columns(headers(table), q) : oncourse::item_columns(headers(table), pattern);
}

RowAnswers row_answers(const CsvTable& table, std::size_t row, const ItemColumns& columns, const Instrument& q) {
  RowAnswers out;
  const auto refuse = [&](Error error) {
    if (!out.trouble) out.trouble = std::move(error);
    return blank;
  };
  const auto read = [&](std::size_t i) {
    const auto value = table.number(row, columns[i]);
    if (!value) return refuse(value.error());
    if (*value != std::round(*value) || std::fabs(*value) > 32000)
      return refuse({Errc::malformed, table.place(row, columns[i]) + ": not a whole number"});
    if (i >= static_cast<std::size_t>(q.items))
      return refuse({Errc::bad_argument, table.place(row, columns[i]) + ": an answer to item " + text(i + 1) + ", " +
                                             std::string(q.id) + " has " + text(q.items) + " items"});
    return static_cast<Answer>(*value);
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
  if (!column || table.missing(row, *column)) return false;
  const std::string_view id = table.cell(row, *column);
  return !same_id(id, q.id) && !same_id(id, q.id.substr(0, q.id.find(':')));  // a subscale is on the whole form
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

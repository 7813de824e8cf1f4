// items.cpp: which columns hold the answers to an instrument's items.
// SPDX-License-Identifier: Apache-2.0
#include "items.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "file.hpp"
#include "oncourse/instrument/catalogue.hpp"

namespace oncourse::cli {
namespace {

std::string lower(std::string_view words) {
  std::string out(words);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

/// Columns before 1, before 2, ... after, until one is missing.
ItemColumns numbered(const CsvTable& table, const std::string& before, const std::string& after) {
  ItemColumns found;
  for (;;) {
    const std::string wanted = lower(before + text(found.size() + 1) + after);
    std::size_t column = 0;
    while (column < table.columns() && lower(table.header(column)) != wanted) ++column;
    if (column == table.columns()) return found;
    found.push_back(column);
  }
}

}  // namespace

Result<ItemColumns> item_columns(const CsvTable& table, const std::string& pattern) {
  for (const std::string_view sign : {"{}", "*", "%d"})
    if (const std::size_t at = pattern.find(sign); at != std::string::npos) {
      ItemColumns found = numbered(table, pattern.substr(0, at), pattern.substr(at + sign.size()));
      if (found.empty())
        return Error{Errc::bad_argument,
                     "items " + pattern + ": no column for item 1 among the " + text(table.columns())};
      return found;
    }
  if (const std::size_t at = pattern.find(".."); at != std::string::npos) {
    const auto first = table.column(pattern.substr(0, at)), last = table.column(pattern.substr(at + 2));
    if (!first) return first.error();
    if (!last) return last.error();
    if (*last < *first) return Error{Errc::bad_argument, "items " + pattern + ": the last column is before the first"};
    ItemColumns found;
    for (std::size_t column = *first; column <= *last; ++column) found.push_back(column);
    return found;
  }
  ItemColumns found;
  for (std::size_t begin = 0; begin <= pattern.size();) {
    const std::size_t end = std::min(pattern.find(',', begin), pattern.size());
    const auto column = table.column(pattern.substr(begin, end - begin));
    if (!column) return column.error();
    found.push_back(*column);
    begin = end + 1;
  }
  return found;
}

ItemColumns guessed_item_columns(const CsvTable& table, const Instrument& q) {
  const std::string id(q.id);
  std::string plain = id;
  plain.erase(std::remove(plain.begin(), plain.end(), '-'), plain.end());
  for (const std::string& before : {plain + "_", id + "_", plain, id, std::string("q"), std::string("item"),
                                    std::string("item_"), std::string("q_")})
    if (ItemColumns found = numbered(table, before, ""); !found.empty()) return found;
  return {};
}

Result<std::optional<std::vector<Answer>>> row_answers(const CsvTable& table, std::size_t row,
                                                       const ItemColumns& columns, const Instrument& q) {
  std::vector<Answer> answers;
  bool any = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (table.missing(row, columns[i])) {
      answers.push_back(blank);
      continue;
    }
    any = true;
    const auto value = table.number(row, columns[i]);
    if (!value) return value.error();
    if (*value != std::round(*value) || std::fabs(*value) > 32000)
      return Error{Errc::malformed, table.place(row, columns[i]) + ": not a whole number"};
    if (i >= static_cast<std::size_t>(q.items))
      return Error{Errc::bad_argument, table.place(row, columns[i]) + ": an answer to item " + text(i + 1) + ", " +
                                           std::string(q.id) + " has " + text(q.items) + " items"};
    answers.push_back(static_cast<Answer>(*value));
  }
  if (!any) return std::optional<std::vector<Answer>>();
  if (answers.size() < static_cast<std::size_t>(q.items))
    return Error{Errc::bad_argument, "line " + text(table.line(row)) + ": " + text(answers.size()) + " item columns, " +
                                         std::string(q.id) + " has " + text(q.items) + " items"};
  answers.resize(static_cast<std::size_t>(q.items));
  return std::optional(std::move(answers));
}

bool is_of_another_instrument(const CsvTable& table, std::size_t row, const Instrument& q) {
  const auto column = table.find("instrument");
  return column && !table.missing(row, *column) && !same_id(table.cell(row, *column), q.id);
}

Result<const Instrument*> chosen_instrument(const std::string& id, const std::string& definition_path,
                                            std::optional<LoadedInstrument>& loaded) {
  if (definition_path.empty()) return find_instrument(id);
  const auto document = read_file(definition_path);
  if (!document) return document.error();
  auto read = instrument_from_json(*document);
  if (!read) return Error{read.error().code, definition_path + ": " + read.error().detail};
  loaded = *std::move(read);
  const Instrument* q = &loaded->definition();
  if (!id.empty() && !same_id(id, q->id))
    return Error{Errc::unknown_instrument, definition_path + ": the definition is not of the instrument asked for"};
  return q;
}

}  // namespace oncourse::cli

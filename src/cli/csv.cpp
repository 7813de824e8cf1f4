// csv.cpp: records into fields.
// SPDX-License-Identifier: Apache-2.0
#include "csv.hpp"

#include <algorithm>
#include <unordered_map>

#include "oncourse/base/utf8.hpp"

namespace oncourse::cli {
namespace {

/// Of a record without quotes. Fields are short: a loop over their bytes is ahead of a search for each comma.
void split_plain(const char* begin, const char* end, std::vector<std::string_view>& fields) {
  for (const char* at = begin; at != end; ++at) {
    if (*at != ',') continue;
    fields.emplace_back(begin, at - begin);
    begin = at + 1;
  }
  fields.emplace_back(begin, end - begin);
}

/// Takes doubled quotes out of a quoted field where it stands, and goes past its closing quote.
std::string_view unquote(char*& at, const char* end) {
  const char* const begin = ++at;
  char* to = at;
  for (; at != end; ++at) {
    if (*at == '"') {
      if (at + 1 == end || at[1] != '"') break;
      ++at;
    }
    *to++ = *at;
  }
  ++at;
  return {begin, static_cast<std::size_t>(to - begin)};
}

/// What is wrong with the last of the fields found; nullptr: nothing. The record's quotes are closed.
const char* split_quoted(char* at, char* end, std::vector<std::string_view>& fields) {
  for (;;) {
    if (at != end && *at == '"') {
      fields.push_back(unquote(at, end));
      if (at != end && *at != ',') return "text after a closing quote";
    } else {
      const char* const begin = at;
      at = std::find(at, end, ',');
      fields.emplace_back(begin, at - begin);
      if (fields.back().find('"') != std::string_view::npos) return "a quote inside an unquoted field";
    }
    if (at == end) return nullptr;
    ++at;
  }
}

const char* split(std::string& text, const CsvRecord& record, std::vector<std::string_view>& fields) {
  char *const begin = text.data() + record.begin, *const end = text.data() + record.end;
  if (record.quoted) return split_quoted(begin, end, fields);
  split_plain(begin, end, fields);
  return nullptr;
}

}  // namespace

Result<CsvHeader> csv_header(CsvRecords first) {
  if (first.records.empty()) return Error{Errc::malformed, "the file is empty"};
  const CsvRecord& record = first.records.front();
  std::vector<std::string_view> fields;
  if (const char* const trouble = split(first.text, record, fields))
    return Error{Errc::malformed, "line " + text(record.line) + ": " + trouble};
  auto names = std::make_shared<const std::vector<std::string>>(fields.begin(), fields.end());
  for (std::size_t i = 0; i < names->size(); ++i)
    if (!is_utf8((*names)[i]))
      return Error{Errc::malformed, "line 1: the name of column " + text(i + 1) + " is not UTF-8"};
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < names->size(); ++i)
    if (const auto [first_so, is_new] = places.try_emplace((*names)[i], i); !is_new)
      return Error{Errc::malformed,
                   "columns " + text(first_so->second + 1) + " and " + text(i + 1) + " have the same name"};
  return CsvHeader(std::move(names));
}

Result<CsvTable> CsvTable::parse(std::string document) {
  CsvRecords all{std::move(document), {}};
  const std::string_view content = all.text;
  const std::size_t start = content.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  RecordScanner scanner(content.substr(start), true, 1);
  while (const auto record = scanner.next())
    all.records.push_back({start + record->begin, start + record->end, record->line, record->quoted});
  if (scanner.in_quotes()) return Error{Errc::malformed, "line " + text(scanner.line()) + ": a quote is never closed"};
  CsvRecords first;
  if (!all.records.empty()) {
    const CsvRecord& record = all.records.front();
    first.text = content.substr(record.begin, record.end - record.begin);
    first.records.push_back({0, record.end - record.begin, record.line, record.quoted});
    all.records.erase(all.records.begin());
  }
  auto header = csv_header(std::move(first));
  if (!header) return header.error();
  if (all.records.empty()) return Error{Errc::malformed, "the file has a header and no rows"};
  CsvTable table(*std::move(header), std::move(all));
  if (table.rejected_.empty()) return table;
  const RowTrouble& bad = table.rejected_.front();
  return Error{bad.why.code, "line " + text(table.line(bad.row)) + (bad.column.empty() ? ": " : ", ") + bad.detail()};
}

CsvTable::CsvTable(CsvHeader header, CsvRecords records)
    : header_(std::move(header)), text_(std::make_unique<std::string>(std::move(records.text))) {
  lines_.reserve(records.records.size());
  cells_.reserve(records.records.size() * columns() + 1);
  for (const CsvRecord& record : records.records) {
    const std::size_t before = cells_.size();
    const char* const trouble = split(*text_, record, cells_);
    const std::size_t fields = cells_.size() - before;
    if (trouble && fields <= columns())
      rejected_.push_back({rows(), (*header_)[fields - 1], {Errc::malformed, trouble}});
    else if (fields != columns())
      rejected_.push_back({rows(),
                           {},
                           {Errc::malformed, text(fields) + (fields == 1 ? " field" : " fields") + ", the header has " +
                                                 text(columns())}});
    if (trouble || fields != columns()) {
      cells_.resize(before);
      cells_.resize(before + columns());
    }
    lines_.push_back(record.line);
  }
}

std::optional<std::string> csv_field_at(std::string_view record, bool quoted, std::size_t place, std::size_t columns) {
  if (!quoted) {
    if (static_cast<std::size_t>(std::count(record.begin(), record.end(), ',')) + 1 != columns) return std::nullopt;
    for (; place > 0; --place) record.remove_prefix(record.find(',') + 1);
    return std::string(record.substr(0, record.find(',')));
  }
  std::string copy(record);
  std::vector<std::string_view> fields;
  const char* const trouble = split_quoted(copy.data(), copy.data() + copy.size(), fields);
  if (trouble || fields.size() != columns) return std::nullopt;
  return std::string(fields[place]);
}

}  // namespace oncourse::cli

// table.cpp: columns that grow.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/table.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "oncourse/base/number.hpp"

namespace oncourse {

TableColumn TableColumn::categories(std::string name, std::span<const std::string_view> kinds) {
  TableColumn out(std::move(name), "c", 1);
  auto known = std::make_shared<Categories>(Categories{texts(""), {}});
  for (const std::string_view kind : kinds) known->texts.append(kind);
  known->view = known->texts.view();
  out.categories_ = std::move(known);
  return out;
}

void TableColumn::resize(std::size_t rows) {
  values_.resize(is_boolean() ? (rows + 7) / 8 : rows * width_);
  validity_.assign((rows + 7) / 8, 0xff);
  if (rows % 8 != 0) validity_.back() = static_cast<std::uint8_t>((1U << (rows % 8)) - 1U);
  size_ = rows;
  nulls_ = 0;
}

void TableColumn::count_nulls() {
  std::size_t present = 0;
  for (const std::uint8_t byte : validity_) present += static_cast<std::size_t>(std::popcount(byte));
  nulls_ = size_ - present;
}

void TableColumn::mark(bool present) {
  if (size_ % 8 == 0) validity_.push_back(0);
  if (present) validity_.back() = static_cast<std::uint8_t>(validity_.back() | (1U << (size_ % 8)));
  if (is_boolean() && size_ % 8 == 0) values_.push_back(std::byte{0});
  if (!present) ++nulls_;
  ++size_;
}

void TableColumn::reserve(std::size_t rows) {
  values_.reserve(is_boolean() ? rows / 8 + 1 : rows * (is_text_ ? 8 : width_));
  validity_.reserve(rows / 8 + 1);
  if (is_text_) offsets_.reserve(rows + 1);
}

void TableColumn::append_null() {
  mark(false);
  if (is_text_)
    offsets_.push_back(offsets_.back());
  else if (!is_boolean())
    values_.insert(values_.end(), width_, std::byte{0});
}

void TableColumn::append_bytes(const void* value) {
  mark(true);
  const auto* const bytes = static_cast<const std::byte*>(value);
  values_.insert(values_.end(), bytes, bytes + width_);
}

void TableColumn::append(bool value) {
  mark(true);
  if (value) values_.back() |= std::byte{1} << ((size_ - 1) % 8);
}

void TableColumn::append(std::string_view text) {
  mark(true);
  const auto* const bytes = reinterpret_cast<const std::byte*>(text.data());
  values_.insert(values_.end(), bytes, bytes + text.size());
  offsets_.push_back(static_cast<std::int64_t>(values_.size()));
}

template <class IsNull>
void TableColumn::mark(std::size_t rows, const IsNull& is_null) {
  validity_.resize((size_ + rows + 7) / 8, 0);
  for (std::size_t row = 0; row < rows; ++row, ++size_) {
    const bool null = is_null(row);
    nulls_ += null;
    validity_[size_ / 8] = static_cast<std::uint8_t>(validity_[size_ / 8] | (unsigned{!null} << (size_ % 8)));
  }
}

void TableColumn::append(std::span<const double> values) {
  const auto bytes = std::as_bytes(values);
  values_.insert(values_.end(), bytes.begin(), bytes.end());
  mark(values.size(), [&](std::size_t row) { return std::isnan(values[row]); });
}

void TableColumn::append(std::span<const std::int32_t> values, std::int32_t none) {
  const auto bytes = std::as_bytes(values);
  values_.insert(values_.end(), bytes.begin(), bytes.end());
  mark(values.size(), [&](std::size_t row) { return values[row] == none; });
}

void TableColumn::append_places(std::span<const std::uint8_t> places, std::span<const std::string_view> words) {
  if (is_boolean()) {
    values_.resize((size_ + places.size() + 7) / 8);
    for (std::size_t row = 0; row < places.size(); ++row)
      if (places[row] == 1) values_[(size_ + row) / 8] |= std::byte{1} << ((size_ + row) % 8);
    return mark(places.size(), [&](std::size_t row) { return places[row] > 1; });
  }
  for (const std::uint8_t place : places) {
    if (place < words.size()) {
      const auto bytes = std::as_bytes(std::span(words[place]));
      values_.insert(values_.end(), bytes.begin(), bytes.end());
    }
    offsets_.push_back(static_cast<std::int64_t>(values_.size()));
  }
  mark(places.size(), [&](std::size_t row) { return places[row] >= words.size(); });
}

ColumnPiece TableColumn::view() const {
  ColumnPiece piece;
  if (is_text_)
    piece.type = ColumnType::text64;
  else if (is_boolean())
    piece.type = ColumnType::bit;
  else if (format_ == "g")
    piece.type = ColumnType::float64;
  else if (format_ == "tdD")
    piece.type = ColumnType::day;
  else if (format_.front() == 't')
    piece.type = ColumnType::instant;
  else if (format_ == "c")
    piece.type = ColumnType::int8;
  else
    piece.type = width_ == 4 ? ColumnType::int32 : format_ == "L" ? ColumnType::uint64 : ColumnType::int64;
  if (piece.type == ColumnType::instant) piece.instant_format = format_.c_str();
  piece.values = values_.data();
  piece.text_offsets = offsets_.data();
  piece.validity = nulls_ > 0 ? validity_.data() : nullptr;
  piece.size = size_;
  if (categories_) piece.dictionary = &categories_->view;
  return piece;
}

std::vector<Column> Table::view() const {
  std::vector<Column> out;
  for (const TableColumn& column : columns) out.push_back({column.name(), {column.view()}, column.size()});
  return out;
}

namespace {

/// Unit and time zone as Arrow writes them, of a column of instants.
const char* instant_format(const Column& column) {
  for (const ColumnPiece& piece : column.pieces)
    if (piece.value_type() == ColumnType::instant)
      return piece.dictionary ? piece.dictionary->instant_format : piece.instant_format;
  return "tsu:";
}

/// How a caller's column is written again. Arrow's own layouts stay as they are, everything else by its meaning.
TableColumn empty_like(const Column& column) {
  switch (column.value_type()) {
    case ColumnType::text32:
    case ColumnType::text64:
    case ColumnType::text_view: return TableColumn::texts(column.name);
    case ColumnType::bit:
    case ColumnType::byte_boolean: return TableColumn::booleans(column.name);
    case ColumnType::day: return {column.name, "tdD", 4};
    case ColumnType::instant: return {column.name, instant_format(column), 8};
    case ColumnType::int8:
    case ColumnType::int16:
    case ColumnType::int32:
    case ColumnType::uint8:
    case ColumnType::uint16: return TableColumn::whole_numbers(column.name);
    case ColumnType::int64:
    case ColumnType::uint32: return TableColumn::long_numbers(column.name);
    case ColumnType::uint64: return {column.name, "L", 8};
    default: return TableColumn::numbers(column.name);
  }
}

void append_from(TableColumn& out, const ColumnPiece& piece, std::size_t row) {
  const ColumnType type = piece.value_type();
  if (piece.missing(row)) return out.append_null();
  if (is_text(type)) return out.append(piece.text(row));
  if (out.is_boolean()) return out.append(piece.number(row) != 0.0);
  if (out.format() == "g") return out.append(piece.number(row));
  if (out.width() == 4) return out.append(static_cast<std::int32_t>(piece.whole(row)));
  out.append(piece.whole(row));
}

}  // namespace

Result<TableColumn> take(const Column& column, std::span<const std::size_t> rows) {
  if (auto trouble = trouble_in(column)) return *trouble;
  std::vector<std::size_t> starts;
  std::size_t start = 0;
  for (const ColumnPiece& piece : column.pieces) {
    starts.push_back(start);
    start += piece.size;
  }
  TableColumn out = empty_like(column);
  out.reserve(rows.size());
  for (const std::size_t row : rows) {
    if (row >= column.size)
      return Error{Errc::bad_argument,
                   "row " + text(row + 1) + " of column " + column.name + ", which has " + text(column.size)};
    std::size_t at = 0;
    if (starts.size() > 1)
      at = static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), row) - starts.begin()) - 1;
    append_from(out, column.pieces[at], row - starts[at]);
  }
  return out;
}

Result<std::vector<std::string>> labels(const Column& column, std::span<const std::size_t> rows) {
  const auto found = take(column, rows);
  if (!found) return found.error();
  const ColumnPiece view = found->view();
  std::vector<std::string> out;
  for (std::size_t i = 0; i < found->size(); ++i) {
    if (found->is_null(i))
      out.emplace_back();
    else if (found->is_text())
      out.emplace_back(view.text(i));
    else if (found->is_boolean())
      out.emplace_back(view.number(i) != 0.0 ? "true" : "false");
    else
      out.push_back(text(view.number(i)));
  }
  return out;
}

}  // namespace oncourse

// column.cpp: reading values out of Arrow's layouts.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/column.hpp"

#include <cstring>

#include "oncourse/base/date.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

/// Memory of a foreign library need not be aligned for the type it holds.
template <class T>
T load(const void* values, std::size_t row) {
  T value;
  std::memcpy(&value, static_cast<const char*>(values) + row * sizeof(T), sizeof(T));
  return value;
}

/// "tsu:Europe/Kyiv" and the like: without a zone an instant is what a clock on the wall showed.
bool is_zoned(const ColumnPiece& piece) {
  const std::string_view format = piece.dictionary ? piece.dictionary->instant_format : piece.instant_format;
  return piece.value_type() == ColumnType::instant && format.starts_with("ts") && format.size() > 4;
}

}  // namespace

std::size_t ColumnPiece::entry(std::size_t row) const {
  return is_integer(type) ? static_cast<std::size_t>(raw(row)) : std::numeric_limits<std::size_t>::max();
}

std::int64_t ColumnPiece::whole(std::size_t row) const { return dictionary ? dictionary->raw(entry(row)) : raw(row); }

std::int64_t ColumnPiece::raw(std::size_t row) const {
  switch (type) {
    case ColumnType::int8: return load<std::int8_t>(values, row);
    case ColumnType::int16: return load<std::int16_t>(values, row);
    case ColumnType::int32:
    case ColumnType::day: return load<std::int32_t>(values, row);
    case ColumnType::uint8: return load<std::uint8_t>(values, row);
    case ColumnType::uint16: return load<std::uint16_t>(values, row);
    case ColumnType::uint32: return load<std::uint32_t>(values, row);
    case ColumnType::int64:
    case ColumnType::uint64:
    case ColumnType::instant: return load<std::int64_t>(values, row);
    default: return 0;
  }
}

bool ColumnPiece::missing(std::size_t row) const {
  if (type == ColumnType::nothing || (validity && !bit(validity, row))) return true;
  if (dictionary) {
    const std::size_t at = entry(row);
    return at >= dictionary->size || dictionary->missing(at);
  }
  if (type == ColumnType::float64) return std::isnan(load<double>(values, row));
  if (type == ColumnType::float32) return std::isnan(load<float>(values, row));
  return false;
}

double ColumnPiece::number(std::size_t row) const {
  if (dictionary) return dictionary->number(entry(row));
  switch (type) {
    case ColumnType::bit: return bit(values, row) ? 1.0 : 0.0;
    case ColumnType::byte_boolean: return load<std::uint8_t>(values, row) != 0 ? 1.0 : 0.0;
    case ColumnType::int8: return load<std::int8_t>(values, row);
    case ColumnType::int16: return load<std::int16_t>(values, row);
    case ColumnType::int32: return load<std::int32_t>(values, row);
    case ColumnType::int64: return static_cast<double>(load<std::int64_t>(values, row));
    case ColumnType::uint8: return load<std::uint8_t>(values, row);
    case ColumnType::uint16: return load<std::uint16_t>(values, row);
    case ColumnType::uint32: return load<std::uint32_t>(values, row);
    case ColumnType::uint64: return static_cast<double>(load<std::uint64_t>(values, row));
    case ColumnType::float32: return load<float>(values, row);
    case ColumnType::float64: return load<double>(values, row);
    case ColumnType::day: return load<std::int32_t>(values, row);
    case ColumnType::instant: return std::floor(static_cast<double>(load<std::int64_t>(values, row)) / divisor);
    case ColumnType::decimal128: {
      const double low = static_cast<double>(load<std::uint64_t>(values, 2 * row));
      const std::int64_t high = load<std::int64_t>(values, 2 * row + 1);
      // Up to 2^63 the low half is the whole number and exact in two's complement.
      if (high == 0 || high == -1) {
        const auto whole = load<std::int64_t>(values, 2 * row);
        if ((whole < 0) == (high < 0)) return static_cast<double>(whole) / divisor;
      }
      return (std::ldexp(static_cast<double>(high), 64) + low) / divisor;
    }
    default: return std::numeric_limits<double>::quiet_NaN();
  }
}

std::string_view ColumnPiece::text(std::size_t row) const {
  if (dictionary) return dictionary->text(entry(row));
  const auto between = [&](auto begin, auto end) {
    return std::string_view(static_cast<const char*>(values) + begin, static_cast<std::size_t>(end - begin));
  };
  switch (type) {
    case ColumnType::text32:
      return between(load<std::int32_t>(text_offsets, row), load<std::int32_t>(text_offsets, row + 1));
    case ColumnType::text64:
      return between(load<std::int64_t>(text_offsets, row), load<std::int64_t>(text_offsets, row + 1));
    case ColumnType::text_view: {
      // A view: length, then the text itself up to 12 bytes, else 4 bytes of it, buffer and offset.
      const char* const view = static_cast<const char*>(values) + 16 * row;
      const auto length = static_cast<std::size_t>(load<std::int32_t>(view, 0));
      if (length <= 12) return {view + 4, length};
      return {buffers[load<std::int32_t>(view, 2)] + load<std::int32_t>(view, 3), length};
    }
    default: return {};
  }
}

std::optional<Error> trouble_in(const Column& column) {
  std::size_t rows = 0;
  for (const ColumnPiece& piece : column.pieces) rows += piece.size;
  if (rows == column.size) return std::nullopt;
  return Error{Errc::bad_argument, "column " + column.name + " is of a type that holds no numbers, dates or text"};
}

std::optional<Error> trouble_in_numbers(const Column& column) {
  if (auto trouble = trouble_in(column)) return trouble;
  if (column.size > 0 && !is_number(column.value_type()))
    return Error{Errc::bad_argument, "column " + column.name + " holds no numbers"};
  return std::nullopt;
}

std::optional<Error> trouble_in_days(const Column& column) {
  if (auto trouble = trouble_in(column)) return trouble;
  const ColumnType type = column.value_type();
  if (column.size > 0 && type != ColumnType::nothing && is_number(type))
    return Error{Errc::bad_argument, "column " + column.name + " holds no dates"};
  for (const ColumnPiece& piece : column.pieces)
    if (is_zoned(piece))
      return Error{Errc::bad_argument, "column " + column.name +
                                           " holds instants of a time zone, which day they are depends on where one "
                                           "is: a date is expected"};
  return std::nullopt;
}

Result<std::vector<double>> numbers(const Column& column) {
  if (auto trouble = trouble_in_numbers(column)) return *trouble;
  std::vector<double> out;
  out.reserve(column.size);
  for (const ColumnPiece& piece : column.pieces)
    for (std::size_t row = 0; row < piece.size; ++row)
      out.push_back(piece.missing(row) ? std::numeric_limits<double>::quiet_NaN() : piece.number(row));
  return out;
}

Result<std::vector<double>> days(const Column& column) {
  if (auto trouble = trouble_in_days(column)) return *trouble;
  const ColumnType type = column.value_type();
  const Date epoch = *Date::parse("1970-01-01");
  std::vector<double> out;
  out.reserve(column.size);
  for (const ColumnPiece& piece : column.pieces)
    for (std::size_t row = 0; row < piece.size; ++row) {
      if (piece.missing(row)) {
        out.push_back(std::numeric_limits<double>::quiet_NaN());
      } else if (is_text(type)) {
        const auto date = Date::parse(piece.text(row));
        if (!date)
          return Error{Errc::malformed,
                       "column " + column.name + ", row " + text(out.size() + 1) + ": a date is written YYYY-MM-DD"};
        out.push_back(static_cast<double>(Date::days_between(epoch, *date)));
      } else {
        out.push_back(piece.number(row));
      }
    }
  return out;
}

}  // namespace oncourse

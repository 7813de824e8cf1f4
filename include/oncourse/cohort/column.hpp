// column.hpp: one column of a caller's table, borrowed, in Arrow's layout.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/error.hpp"

namespace oncourse {

/// How the values of a column lie in memory.
enum class ColumnType : std::uint8_t {
  nothing,       ///< every row is missing
  bit,           ///< booleans, one bit each
  byte_boolean,  ///< booleans, one byte each
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  float32,
  float64,
  decimal128,  ///< whole numbers to divide by `divisor`
  day,         ///< int32, days since 1970-01-01
  instant,     ///< int64, to divide by `divisor` for days since 1970-01-01
  text32,      ///< UTF-8 with 32-bit offsets
  text64,      ///< UTF-8 with 64-bit offsets
  text_view,   ///< UTF-8 in Arrow's 16-byte views
};

constexpr bool is_text(ColumnType type) { return type >= ColumnType::text32; }
constexpr bool is_date(ColumnType type) { return type == ColumnType::day || type == ColumnType::instant; }
constexpr bool is_integer(ColumnType type) { return type >= ColumnType::int8 && type <= ColumnType::uint64; }
constexpr bool is_number(ColumnType type) { return !is_text(type) && !is_date(type); }

/// A contiguous part of a column. Reading a row is O(1) and allocates nothing.
class ColumnPiece {
 public:
  ColumnType type = ColumnType::nothing;
  const void* values = nullptr;            ///< of row 0; the bitmaps are the only ones that need `offset`
  const std::uint8_t* validity = nullptr;  ///< bitmap, least significant bit first; nullptr: nothing is null
  std::size_t offset = 0;                  ///< of row 0 in the bitmaps
  std::size_t size = 0;
  const void* text_offsets = nullptr;       ///< of text32 and text64, of row 0
  const char* const* buffers = nullptr;     ///< of text_view
  double divisor = 1.0;                     ///< of decimal128 and instant
  const char* instant_format = "tsu:";      ///< of instant: unit and time zone as Arrow writes them
  const ColumnPiece* dictionary = nullptr;  ///< the values that the integers here stand for

  /// Null, or not a number.
  [[nodiscard]] bool missing(std::size_t row) const;
  /// What the rows hold: of a dictionary its entries.
  [[nodiscard]] ColumnType value_type() const { return dictionary ? dictionary->type : type; }
  /// A number or boolean; of dates the days since 1970-01-01. Not of text.
  ///
  ///   row  below size, not missing
  [[nodiscard]] double number(std::size_t row) const;
  /// Integers, and the ticks of instants, exactly as they lie: a double merges neighbours beyond 2^53. Those of uint64
  /// keep their bits.
  ///
  ///   row  below size, not missing
  [[nodiscard]] std::int64_t whole(std::size_t row) const;
  /// Of text columns.
  ///
  ///   row  below size, not missing
  [[nodiscard]] std::string_view text(std::size_t row) const;

 private:
  [[nodiscard]] bool bit(const void* bitmap, std::size_t row) const {
    const std::size_t at = offset + row;
    return (static_cast<const std::uint8_t*>(bitmap)[at / 8] >> (at % 8)) & 1U;
  }
  [[nodiscard]] std::size_t entry(std::size_t row) const;
  [[nodiscard]] std::int64_t raw(std::size_t row) const;
};

/// A column in as many pieces as the caller's table has; they share one type.
struct Column {
  std::string name;
  std::vector<ColumnPiece> pieces;
  std::size_t size = 0;

  [[nodiscard]] ColumnType value_type() const {
    for (const ColumnPiece& piece : pieces)
      if (piece.value_type() != ColumnType::nothing) return piece.value_type();
    return ColumnType::nothing;
  }
};

/// Reads a column from its first row on.
class ColumnCursor {
 public:
  explicit ColumnCursor(const Column& column) : column_(&column) { skip_empty(); }
  [[nodiscard]] bool missing() const { return piece().missing(row_); }
  [[nodiscard]] double number() const { return piece().number(row_); }
  [[nodiscard]] std::int64_t whole() const { return piece().whole(row_); }
  [[nodiscard]] std::string_view text() const { return piece().text(row_); }
  void next() {
    ++row_;
    skip_empty();
  }

 private:
  [[nodiscard]] const ColumnPiece& piece() const { return column_->pieces[piece_]; }
  void skip_empty() {
    while (piece_ < column_->pieces.size() && row_ >= piece().size) {
      ++piece_;
      row_ = 0;
    }
  }
  const Column* column_;
  std::size_t piece_ = 0, row_ = 0;
};

/// Reads a column at any row; the quicker the nearer a row is to the one before.
class ColumnReader {
 public:
  ///   column  must outlive it
  explicit ColumnReader(const Column& column) : column_(&column) {}
  [[nodiscard]] bool missing(std::size_t row) { return piece_of(row).missing(row - start_); }
  /// NaN where it is missing.
  [[nodiscard]] double number(std::size_t row) {
    const ColumnPiece& piece = piece_of(row);
    row -= start_;
    if (piece.type == ColumnType::float64 && !piece.validity) {
      double value;
      std::memcpy(&value, static_cast<const char*>(piece.values) + row * sizeof value, sizeof value);
      return value;
    }
    return piece.missing(row) ? std::numeric_limits<double>::quiet_NaN() : piece.number(row);
  }
  ///   row  not missing
  [[nodiscard]] std::int64_t whole(std::size_t row) { return piece_of(row).whole(row - start_); }
  [[nodiscard]] std::string_view text(std::size_t row) { return piece_of(row).text(row - start_); }

 private:
  const ColumnPiece& piece_of(std::size_t row) {
    while (row < start_) start_ -= column_->pieces[--at_].size;
    while (row - start_ >= column_->pieces[at_].size) start_ += column_->pieces[at_++].size;
    return column_->pieces[at_];
  }
  const Column* column_;
  std::size_t at_ = 0, start_ = 0;  ///< a piece, and its first row
};

/// What keeps a column from being read: bad_argument where its pieces hold another number of rows than it has, as those
/// of a type that no function here reads do.
std::optional<Error> trouble_in(const Column& column);

///   errors  bad_argument: the column holds text or dates; those of trouble_in()
std::optional<Error> trouble_in_numbers(const Column& column);

///   errors  bad_argument: the column holds numbers, or instants of a time zone, whose day is not known here; those of
///           trouble_in()
std::optional<Error> trouble_in_days(const Column& column);

/// Every row as a number, NaN where it is missing.
///
///   errors  those of trouble_in_numbers()
Result<std::vector<double>> numbers(const Column& column);

/// Every row as a day since 1970-01-01, NaN where it is missing; text is read as YYYY-MM-DD.
///
///   errors  those of trouble_in_days(); malformed: a text that is no date (its row is named)
Result<std::vector<double>> days(const Column& column);

}  // namespace oncourse

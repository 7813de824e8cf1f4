// table.hpp: a table of results, in columns that own what they hold, in Arrow's layout.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "oncourse/cohort/column.hpp"

namespace oncourse {

struct Categories;

/// One named column. Its rows are appended one after the other, or all made at once and written where they lie.
class TableColumn {
 public:
  /// Arrow's format string: "g" double, "i" and "l" integers of 32 and 64 bits, "L" 64 bits without a
  /// sign, "b" booleans (one bit each), "U" text (64-bit offsets), "c" numbers of categories (8 bits), with a
  /// dictionary of what they stand for; a column taken over from a caller keeps its own.
  TableColumn(std::string name, std::string format, std::size_t width)
      : name_(std::move(name)),
        format_(std::move(format)),
        width_(width),
        is_text_(format_ == "U"),
        is_boolean_(format_ == "b") {
    if (is_text_) offsets_.push_back(0);
  }
  static TableColumn numbers(std::string name) { return {std::move(name), "g", 8}; }
  static TableColumn whole_numbers(std::string name) { return {std::move(name), "i", 4}; }
  static TableColumn long_numbers(std::string name) { return {std::move(name), "l", 8}; }
  static TableColumn booleans(std::string name) { return {std::move(name), "b", 0}; }
  static TableColumn texts(std::string name) { return {std::move(name), "U", 0}; }
  /// Text of few kinds, in a byte each.
  ///
  ///   kinds  at most 127
  static TableColumn categories(std::string name, std::span<const std::string_view> kinds);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& format() const { return format_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t nulls() const { return nulls_; }
  [[nodiscard]] bool is_null(std::size_t row) const { return nulls_ > 0 && !((validity_[row / 8] >> (row % 8)) & 1U); }
  /// Its rows are read as text, which they are or stand for.
  [[nodiscard]] bool is_text() const { return is_text_ || categories_; }
  /// nullptr where the rows are not those of categories.
  [[nodiscard]] const Categories* categories() const { return categories_.get(); }
  [[nodiscard]] bool is_boolean() const { return is_boolean_; }
  [[nodiscard]] std::size_t width() const { return width_; }

  void reserve(std::size_t rows);
  void append_null();
  void append(double value) { append_bytes(&value); }
  void append(std::int32_t value) { append_bytes(&value); }
  void append(std::int64_t value) { append_bytes(&value); }
  void append(bool value);
  void append(std::string_view text);
  void append(const char* text) { append(std::string_view(text)); }
  template <class T>
  void append(const std::optional<T>& value) {
    if (value)
      append(*value);
    else
      append_null();
  }
  /// A value of `width()` bytes as it lies in memory.
  void append_bytes(const void* value);
  /// Many at once, of NaN null.
  void append(std::span<const double> values);
  /// Likewise; `none` is null.
  void append(std::span<const std::int32_t> values, std::int32_t none);
  /// Of a column of texts, the words at these places; of one of booleans, 0 and 1. Every other place is null.
  void append_places(std::span<const std::uint8_t> places, std::span<const std::string_view> words = {});

  /// As many rows of 0 or false, to be written where they lie: each by whoever comes to it, on any thread. Not of text.
  void resize(std::size_t rows);
  ///   value  of `width()` bytes
  template <class T>
  void write(std::size_t row, T value) {
    std::memcpy(values_.data() + row * sizeof value, &value, sizeof value);
  }
  template <class T>
  [[nodiscard]] T written(std::size_t row) const {
    T value;
    std::memcpy(&value, values_.data() + row * sizeof value, sizeof value);
    return value;
  }
  /// Of rows from a multiple of 8 on, some are null: absent(row). Once for each row; then count_nulls().
  template <class Absent>
  void mark_nulls(std::size_t first, std::size_t last, const Absent& absent) {
    for (std::size_t row = first; row < last; ++row)
      if (absent(row)) {
        validity_[row / 8] = static_cast<std::uint8_t>(validity_[row / 8] & ~(1U << (row % 8)));
        std::memset(values_.data() + row * width_, 0, width_);
      }
  }
  void count_nulls();
  /// Booleans that are true, of rows from a multiple of 8 on.
  template <class Is>
  void mark_true(std::size_t first, std::size_t last, const Is& is) {
    for (std::size_t row = first; row < last; ++row)
      if (is(row)) values_[row / 8] |= std::byte{1} << (row % 8);
  }

  /// Bytes of the fixed-width values, of the booleans' bitmap or of the characters.
  [[nodiscard]] std::span<const std::byte> values() const { return values_; }
  [[nodiscard]] std::span<const std::int64_t> text_offsets() const { return offsets_; }
  /// Bitmap, empty where nothing is null.
  [[nodiscard]] std::span<const std::uint8_t> validity() const {
    return nulls_ > 0 ? std::span<const std::uint8_t>(validity_) : std::span<const std::uint8_t>();
  }
  /// The column as the functions of this layer read one; borrowed from it.
  [[nodiscard]] ColumnPiece view() const;

 private:
  void mark(bool present);
  template <class IsNull>
  void mark(std::size_t rows, const IsNull& is_null);

  std::string name_, format_;
  std::size_t width_, size_ = 0, nulls_ = 0;
  bool is_text_, is_boolean_;
  std::vector<std::byte> values_;
  std::vector<std::int64_t> offsets_;
  std::vector<std::uint8_t> validity_;
  std::shared_ptr<const Categories> categories_;
};

/// What the numbers of a column of categories stand for.
struct Categories {
  TableColumn texts;
  ColumnPiece view;  ///< of the texts
};

/// Columns of the same length.
struct Table {
  std::vector<TableColumn> columns;

  [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
  /// As the functions of this layer read columns; borrowed from it.
  [[nodiscard]] std::vector<Column> view() const;
  [[nodiscard]] const TableColumn* find(std::string_view name) const {
    for (const TableColumn& column : columns)
      if (column.name() == name) return &column;
    return nullptr;
  }
};

/// Some rows of a caller's column, in the order asked for, with their type; dictionaries become what they stand for.
///
///   errors  bad_argument: a row that the column does not have; those of trouble_in()
Result<TableColumn> take(const Column& column, std::span<const std::size_t> rows);

/// The same as texts: numbers as they are written, an empty one where nothing is there.
Result<std::vector<std::string>> labels(const Column& column, std::span<const std::size_t> rows);

}  // namespace oncourse

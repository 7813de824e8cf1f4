// sheets.hpp: random sheets of an instrument, and the columns of every layout that hold them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <forward_list>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse::support {

inline constexpr std::array answer_types = {ColumnType::int8,   ColumnType::int16, ColumnType::int32,
                                            ColumnType::int64,  ColumnType::uint8, ColumnType::float32,
                                            ColumnType::float64};

/// What is written down for an item in a coding: answers from the first to the last, in steps.
inline AnswerRange written_range(const Instrument& q, const Coding* coding, int item) {
  if (coding)
    for (const ItemPoints& part : coding->answers)
      if (part.items.contains(item)) return {part.first, part.first + static_cast<int>(part.points.size()) - 1};
  return answer_range(q, item);
}

/// How sheets are drawn and laid out.
struct SheetLayout {
  const Coding* coding = nullptr;
  std::optional<ColumnType> type = {};    ///< none: each item's drawn
  bool dictionaries = false;              ///< some items by places in a dictionary
  std::optional<Answer> blank_code = {};  ///< stands for some of the blanks
  double blanks = 0.05, errors = 0.01;    ///< shares of the answers
  std::size_t longest_piece = 300;
};

/// Sheets and the columns that hold them, each cut into pieces at random rows; nulls by bitmaps that begin anywhere.
class SheetColumns {
 public:
  SheetColumns(const Instrument& q, std::size_t n, std::mt19937_64& draw, const SheetLayout& layout = {}) {
    const auto chance = [&](double p) { return static_cast<double>(draw() % 1'000'000) < p * 1e6; };
    const auto items = static_cast<std::size_t>(q.items);
    for (std::size_t row = 0; row < n; ++row)
      for (std::size_t item = 0; item < items; ++item) {
        if (item == 0) rows_.emplace_back();
        const AnswerRange range = written_range(q, layout.coding, static_cast<int>(item) + 1);
        const auto places = static_cast<unsigned>((range.max - range.min) / range.step + 1);
        int answer = range.min + range.step * static_cast<int>(draw() % places);
        if (chance(layout.errors)) answer = draw() % 2 ? range.max + 1 : range.min - 1;
        if (chance(layout.blanks)) answer = blank;
        rows_.back().push_back(static_cast<Answer>(answer));
      }
    for (std::size_t item = 0; item < items; ++item) add(q, item, draw, layout, chance);
  }
  SheetColumns(const SheetColumns&) = delete;

  /// The answers as they were drawn, `blank` where there is none.
  [[nodiscard]] const std::vector<std::vector<Answer>>& rows() const { return rows_; }
  [[nodiscard]] std::vector<const Column*> pointers() const {
    std::vector<const Column*> out;
    for (const Column& column : columns_) out.push_back(&column);
    return out;
  }

 private:
  template <class T>
  static void write(std::vector<std::byte>& into, double value) {
    const auto as = static_cast<T>(value);
    const auto* const bytes = reinterpret_cast<const std::byte*>(&as);
    into.insert(into.end(), bytes, bytes + sizeof as);
  }
  static void write(std::vector<std::byte>& into, ColumnType type, double value) {
    switch (type) {
      case ColumnType::int8: return write<std::int8_t>(into, value);
      case ColumnType::int16: return write<std::int16_t>(into, value);
      case ColumnType::int32: return write<std::int32_t>(into, value);
      case ColumnType::int64: return write<std::int64_t>(into, value);
      case ColumnType::uint8: return write<std::uint8_t>(into, value);
      case ColumnType::float32: return write<float>(into, value);
      default: return write<double>(into, value);
    }
  }
  static bool holds(ColumnType type, int value) {
    return (type != ColumnType::int8 || (value >= -128 && value <= 127)) &&
           (type != ColumnType::uint8 || (value >= 0 && value <= 255));
  }

  struct Item {
    ColumnType type;
    bool coded, has_nulls;
    std::vector<Answer> entries;
  };

  template <class Chance>
  void add(const Instrument& q, std::size_t item, std::mt19937_64& draw, const SheetLayout& layout,
           const Chance& chance) {
    const AnswerRange range = written_range(q, layout.coding, static_cast<int>(item) + 1);
    const bool few = range.max - range.min < 100;  // places in a dictionary are written in a byte
    Item as = {layout.type.value_or(answer_types[draw() % answer_types.size()]),
               layout.dictionaries && few && chance(0.5),
               chance(0.7),
               {}};
    const bool is_float = as.type == ColumnType::float32 || as.type == ColumnType::float64;
    const Answer any = static_cast<Answer>(range.min);
    if (!holds(as.type, any)) as.type = ColumnType::int16;
    const bool has_code = layout.blank_code && holds(as.type, *layout.blank_code) && !as.coded;
    for (auto& row : rows_) {
      Answer& answer = row[item];
      if (answer != blank && !holds(as.type, answer)) answer = any;
      if (answer == blank && !as.has_nulls && !has_code && (!is_float || as.coded)) answer = any;
      if (answer != blank && std::find(as.entries.begin(), as.entries.end(), answer) == as.entries.end())
        as.entries.push_back(answer);
    }
    Column& column = columns_.emplace_back(Column{"item" + std::to_string(item + 1), {}, rows_.size()});
    for (std::size_t from = 0; from < rows_.size(); from += column.pieces.back().size)
      column.pieces.push_back(
          piece(item, from, std::min(rows_.size() - from, 1 + draw() % layout.longest_piece), as, draw, layout));
  }

  ColumnPiece piece(std::size_t item, std::size_t from, std::size_t size, const Item& as, std::mt19937_64& draw,
                    const SheetLayout& layout) {
    const bool has_code = layout.blank_code && holds(as.type, *layout.blank_code) && !as.coded;
    ColumnPiece out;
    out.type = as.coded ? ColumnType::int8 : as.type;
    out.size = size;
    out.offset = draw() % 20;
    std::vector<std::byte>& values = memory_.emplace_front();
    std::vector<std::byte>& valid = memory_.emplace_front((out.offset + size + 7) / 8);
    for (std::size_t row = 0; row < size; ++row) {
      const Answer answer = rows_[from + row][item];
      double value = answer;
      const bool by_code = answer == blank && has_code && (!as.has_nulls || draw() % 2);
      const bool null = answer == blank && !by_code && as.has_nulls;
      if (by_code) value = *layout.blank_code;
      if (as.coded && !null)
        value = static_cast<double>(std::find(as.entries.begin(), as.entries.end(), answer) - as.entries.begin());
      if (answer == blank && !by_code) value = null ? 0.0 : std::numeric_limits<double>::quiet_NaN();
      if (!null) valid[(out.offset + row) / 8] |= std::byte{1} << ((out.offset + row) % 8);
      write(values, out.type, value);
    }
    out.values = values.data();
    if (as.has_nulls) out.validity = reinterpret_cast<const std::uint8_t*>(valid.data());
    if (as.coded) out.dictionary = &dictionary(as);
    return out;
  }

  const ColumnPiece& dictionary(const Item& as) {
    std::vector<std::byte>& values = memory_.emplace_front();
    for (const Answer entry : as.entries) write(values, as.type, entry);
    ColumnPiece& out = dictionaries_.emplace_front();
    out.type = as.type;
    out.values = values.data();
    out.size = as.entries.size();
    return out;
  }

  std::vector<std::vector<Answer>> rows_;
  std::vector<Column> columns_;
  std::forward_list<std::vector<std::byte>> memory_;
  std::forward_list<ColumnPiece> dictionaries_;
};

}  // namespace oncourse::support

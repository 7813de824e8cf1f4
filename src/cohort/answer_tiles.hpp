// answer_tiles.hpp: some rows of every item's column, as vectors read them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "cohort/batch_tables.hpp"
#include "cohort/sheet_reader.hpp"

namespace oncourse {

/// A page of bytes, and as many rows.
inline constexpr std::size_t rows_at_once = 4096;

/// The answers of a tile: the caller's own bytes where they can be read as they lie, else codes.
class AnswerTiles {
 public:
  explicit AnswerTiles(const BatchScorer::Tables& tables)
      : tables_(tables), items_(tables.items.size()), codes_(tables.items.size() * rows_at_once) {}

  /// One for each item, until it reads again.
  ///
  ///   rows    at most rows_at_once, in one piece of every column
  ///   padded  up to whole blocks
  std::span<const kernels::Addend> read(const SheetReader& reader, std::size_t rows, std::size_t padded);

 private:
  void encode_any(const ColumnPiece& piece, std::size_t from, const kernels::AnswerCodes& codes, std::uint8_t* out);

  const BatchScorer::Tables& tables_;
  std::size_t rows_ = 0, padded_ = 0;
  std::vector<kernels::Addend> items_;
  std::vector<std::uint8_t> codes_;  ///< a tile per item
  std::array<std::uint8_t, kernels::block> one_ = {};
  std::vector<std::uint8_t> entries_;  ///< codes of a dictionary's values
};

}  // namespace oncourse

// answer_tiles.cpp: answers of every type to bytes.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/answer_tiles.hpp"

#include <algorithm>

namespace oncourse {

/// Of every other type, dictionaries among them, whose entries have codes of their own.
void AnswerTiles::encode_any(const ColumnPiece& piece, std::size_t from, const kernels::AnswerCodes& codes,
                             std::uint8_t* out) {
  const auto code_of = [&](const ColumnPiece& values, std::size_t row) {
    if (values.missing(row)) return kernels::code_blank;
    const double value = values.number(row);
    tables_.vectors->encode_float64(&value, {}, codes, 1, one_.data());
    return one_.front();
  };
  std::fill_n(out, padded_, kernels::code_off_scale);
  if (!piece.dictionary || piece.dictionary->size > rows_) {
    for (std::size_t row = 0; row < rows_; ++row) out[row] = code_of(piece, from + row);
    return;
  }
  entries_.clear();
  for (std::size_t entry = 0; entry < piece.dictionary->size; ++entry)
    entries_.push_back(code_of(*piece.dictionary, entry));
  ColumnPiece places = piece;
  places.dictionary = nullptr;
  for (std::size_t row = 0; row < rows_; ++row) {
    out[row] = kernels::code_blank;
    if (places.missing(from + row)) continue;
    const auto entry = static_cast<std::uint64_t>(places.whole(from + row));
    if (entry < entries_.size()) out[row] = entries_[entry];
  }
}

std::span<const kernels::Addend> AnswerTiles::read(const SheetReader& reader, std::size_t rows, std::size_t padded) {
  rows_ = rows;
  padded_ = padded;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const ItemCodes& of = tables_.items[i];
    const ColumnPiece& piece = reader.piece(i);
    const std::size_t from = reader.row(i);
    const auto& blank_code = tables_.options.blank_code;
    kernels::Addend& item = items_[i];
    item.scored = tables_.asked[i];
    item.closes_group = false;
    item.mirrored = of.mirrored;
    const bool is_signed = piece.type == ColumnType::int8;
    const std::int64_t least = is_signed ? -128 : 0, most = is_signed ? 127 : 255;
    if (padded_ == rows_ && of.codes.empty() && !piece.validity && !piece.dictionary &&
        (is_signed || piece.type == ColumnType::uint8) && of.first >= least &&
        of.first + static_cast<std::int64_t>(of.size) - 1 <= most) {
      item.values = static_cast<const std::uint8_t*>(piece.values) + from;
      item.least = static_cast<std::uint8_t>(of.first);
      item.span = static_cast<std::uint8_t>(of.size - 1);
      item.has_blanks = blank_code && *blank_code >= least && *blank_code <= most;
      item.blank = static_cast<std::uint8_t>(item.has_blanks ? *blank_code : 0);
      continue;
    }
    std::uint8_t* const out = codes_.data() + i * rows_at_once;
    const auto* const values = static_cast<const char*>(piece.values);
    const kernels::Validity valid = {piece.validity, piece.offset + from};
    const kernels::AnswerCodes codes = {of.first, of.size, of.codes.empty() ? nullptr : of.codes.data(),
                                        blank_code.has_value(), blank_code.value_or(0)};
    const kernels::Kernels& vectors = *tables_.vectors;
    const auto encode = [&](auto kernel, std::size_t width) {
      kernel(values + from * width, valid, codes, rows_, out);
    };
    switch (piece.dictionary ? ColumnType::nothing : piece.type) {
      case ColumnType::int8: encode(vectors.encode_int8, 1); break;
      case ColumnType::uint8: encode(vectors.encode_uint8, 1); break;
      case ColumnType::int16: encode(vectors.encode_int16, 2); break;
      case ColumnType::int32: encode(vectors.encode_int32, 4); break;
      case ColumnType::int64: encode(vectors.encode_int64, 8); break;
      case ColumnType::float32: encode(vectors.encode_float32, 4); break;
      case ColumnType::float64: encode(vectors.encode_float64, 8); break;
      default: encode_any(piece, from, codes, out);
    }
    item.values = out;
    item.least = 0;
    item.span = of.codes.empty() ? static_cast<std::uint8_t>(of.size - 1) : of.most;
    item.has_blanks = true;
    item.blank = kernels::code_blank;
  }
  return items_;
}

}  // namespace oncourse

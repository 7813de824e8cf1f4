// answer_columns.cpp: cells into answers, as fast as they are short.
// SPDX-License-Identifier: Apache-2.0
#include "answer_columns.hpp"

#include <limits>

#include "oncourse/instrument/coding.hpp"

namespace oncourse::cli {

AnswerColumns::AnswerColumns(const CsvTable& table, const ItemColumns& columns, const Instrument& q,
                             std::span<const std::size_t> rows)
    : any_(rows.size()) {
  const auto items = static_cast<std::size_t>(q.items);
  const std::size_t bitmap = (rows.size() + 7) / 8;
  answers_.resize(items * rows.size());
  validity_.resize(items * bitmap);
  for (std::size_t place = 0; place < rows.size(); ++place) {
    const std::size_t row = rows[place];
    const auto bit = static_cast<std::uint8_t>(1U << (place % 8));
    bool readable = true;
    for (std::size_t item = 0; item < columns.size(); ++item) {
      const std::string_view cell = table.cell(row, columns[item]);
      if (CsvTable::is_missing(cell)) continue;
      any_[place] = 1;
      const bool digit = cell.size() == 1 && cell.front() >= '0' && cell.front() <= '9';
      Result<Answer> answer = digit ? static_cast<Answer>(cell.front() - '0') : answer_in(cell);
      if (answer && item >= items) answer = beyond_last_item(item + 1, q);
      if (answer) {
        answers_[item * rows.size() + place] = *answer;
        validity_[item * bitmap + place / 8] |= bit;
      } else if (readable) {
        readable = false;
        unread_.push_back(place);
        troubles_.push_back({row, std::string(table.header(columns[item])), answer.error()});
      }
    }
  }
  for (std::size_t item = 0; item < items; ++item) {
    ColumnPiece piece;
    piece.type = ColumnType::int16;
    piece.values = answers_.data() + item * rows.size();
    piece.validity = validity_.data() + item * bitmap;
    piece.size = rows.size();
    items_.push_back({std::string(table.header(columns[item])), {piece}, rows.size()});
  }
}

std::vector<const Column*> AnswerColumns::items() const {
  std::vector<const Column*> out;
  for (const Column& item : items_) out.push_back(&item);
  return out;
}

void AnswerColumns::refuse_unread() {
  for (const std::size_t place : unread_) {
    answers_[place] = std::numeric_limits<Answer>::max();
    validity_[place / 8] |= static_cast<std::uint8_t>(1U << (place % 8));
  }
}

std::string AnswerColumns::off_scale(std::size_t place, const Instrument& q, const Coding* coding) const {
  std::vector<Answer> given;
  for (const Column& item : items_) {
    const ColumnPiece& piece = item.pieces.front();
    given.push_back(piece.missing(place) ? blank : static_cast<Answer>(piece.whole(place)));
  }
  std::vector<Answer> sheet = given;
  const bool off_coding = coding && recode(q, *coding, sheet);
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const bool off = off_coding ? sheet[i] == blank && given[i] != blank
                                : sheet[i] != blank && !answer_range(q, static_cast<int>(i) + 1).allows(sheet[i]);
    if (off) return items_[i].name;
  }
  return {};
}

Result<ItemColumns> all_item_columns(const CsvHeader& header, const std::string& pattern, const Instrument& q) {
  auto columns = item_columns(CsvTable(header, {}), pattern, q);
  if (!columns) return columns.error();
  if (columns->empty())
    return Error{Errc::bad_argument, "no item columns found; name them with --items, for example --items 'q*'"};
  if (columns->size() < static_cast<std::size_t>(q.items))
    return Error{Errc::bad_argument,
                 text(columns->size()) + " item columns, " + std::string(q.id) + " has " + text(q.items) + " items"};
  return columns;
}

}  // namespace oncourse::cli

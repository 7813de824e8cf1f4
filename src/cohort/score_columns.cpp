// score_columns.cpp: answers gathered from columns, scored row by row.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/score_columns.hpp"

#include <algorithm>
#include <cmath>

#include "cohort/row_status.hpp"
#include "cohort/sheet_reader.hpp"
#include "oncourse/instrument/coding.hpp"

namespace oncourse {
namespace {

constexpr std::size_t tile_rows = 256;

/// The answers of some rows, sheet after sheet. What is no 16-bit whole number is remembered, it has no other place.
struct Tile {
  explicit Tile(std::size_t items)
      : width(items), answers(tile_rows * items), odd_item(tile_rows), odd_value(tile_rows) {}
  std::size_t width;
  std::vector<Answer> answers;
  std::vector<int> odd_item;  ///< from 1; 0: every answer of the row is a whole number
  std::vector<double> odd_value;

  /// The first one of a row counts, as on one sheet.
  void remember_odd(std::size_t row, std::size_t item, double value) {
    if (odd_item[row] != 0) return;
    odd_item[row] = static_cast<int>(item) + 1;
    odd_value[row] = value;
  }
  [[nodiscard]] std::span<Answer> sheet(std::size_t row) { return std::span(answers).subspan(row * width, width); }
};

template <class T>
void gather_whole(const ColumnPiece& piece, std::size_t from, std::size_t rows, std::size_t item, Tile& tile) {
  const char* const values = static_cast<const char*>(piece.values) + from * sizeof(T);
  for (std::size_t row = 0; row < rows; ++row) {
    T value;
    std::memcpy(&value, values + row * sizeof(T), sizeof(T));
    Answer& answer = tile.answers[row * tile.width + item];
    answer = static_cast<Answer>(value);  // NOLINT(bugprone-signed-char-misuse): a small number, not a character
    const bool is_blank = piece.validity && piece.missing(from + row);
    if (is_blank) {
      answer = blank;
    } else if (!std::in_range<Answer>(value) || answer == blank) {
      answer = blank;
      tile.remember_odd(row, item, static_cast<double>(value));
    }
  }
}

void gather_any(const ColumnPiece& piece, std::size_t from, std::size_t rows, std::size_t item, Tile& tile) {
  for (std::size_t row = 0; row < rows; ++row) {
    Answer& answer = tile.answers[row * tile.width + item];
    answer = blank;
    if (piece.missing(from + row)) continue;
    const double value = piece.number(from + row);
    if (value == std::trunc(value) && std::fabs(value) < 32768.0) {
      answer = static_cast<Answer>(value);  // NOLINT(bugprone-signed-char-misuse): a small number, not a character
    } else {
      tile.remember_odd(row, item, value);
    }
  }
}

void gather(const ColumnPiece& piece, std::size_t from, std::size_t rows, std::size_t item, Tile& tile) {
  if (piece.dictionary) return gather_any(piece, from, rows, item, tile);
  switch (piece.type) {
    case ColumnType::int8: return gather_whole<std::int8_t>(piece, from, rows, item, tile);
    case ColumnType::int16: return gather_whole<std::int16_t>(piece, from, rows, item, tile);
    case ColumnType::int32: return gather_whole<std::int32_t>(piece, from, rows, item, tile);
    case ColumnType::int64: return gather_whole<std::int64_t>(piece, from, rows, item, tile);
    case ColumnType::uint8: return gather_whole<std::uint8_t>(piece, from, rows, item, tile);
    default: return gather_any(piece, from, rows, item, tile);
  }
}

}  // namespace

std::optional<Error> trouble_in_items(const Instrument& q, std::span<const Column* const> items) {
  if (q.items == 0)
    return Error{Errc::bad_argument, std::string(q.id) + " is known by its total only, it has no items to score"};
  if (items.size() != static_cast<std::size_t>(q.items))
    return Error{Errc::bad_argument,
                 text(items.size()) + " item columns, " + std::string(q.id) + " has " + text(q.items) + " items"};
  for (const Column* column : items) {
    if (auto trouble = trouble_in(*column)) return trouble;
    if (column->size > 0 && !is_number(column->value_type()))
      return Error{Errc::bad_argument, "column " + column->name + " holds no numbers"};
    if (column->size != items.front()->size)
      return Error{Errc::bad_argument, "column " + column->name + " has " + text(column->size) + " rows, " +
                                           items.front()->name + " has " + text(items.front()->size)};
  }
  return std::nullopt;
}

std::optional<Error> score_rows(const Instrument& q, std::span<const Column* const> items, Prorating how,
                                const Coding* coding,
                                const std::function<void(const Result<Score>&, std::span<const Answer>)>& each) {
  if (auto trouble = trouble_in_items(q, items)) return trouble;
  Tile tile(items.size());
  std::vector<ColumnPlace> places(items.size());
  for (std::size_t done = 0; done < items.front()->size;) {
    std::size_t rows = tile_rows;  // that lie in one piece of every column
    for (std::size_t item = 0; item < items.size(); ++item) {
      const auto& pieces = items[item]->pieces;
      ColumnPlace& at = places[item];
      at.settle(*items[item]);
      rows = std::min(rows, pieces[at.piece].size - at.row);
    }
    std::fill_n(tile.odd_item.begin(), rows, 0);
    for (std::size_t item = 0; item < items.size(); ++item) {
      gather(items[item]->pieces[places[item].piece], places[item].row, rows, item, tile);
      places[item].row += rows;
    }
    for (std::size_t row = 0; row < rows; ++row) {
      if (const int item = tile.odd_item[row]) {
        const std::string shown = text(tile.odd_value[row]);
        if (coding) recode(q, *coding, tile.sheet(row));  // the others can be read
        each(coding ? answer_off_coding(q, *coding, item, shown) : answer_off_scale(q, item, shown), tile.sheet(row));
      } else if (auto trouble = coding ? recode(q, *coding, tile.sheet(row)) : std::nullopt) {
        each(*std::move(trouble), tile.sheet(row));
      } else {
        each(score(q, tile.sheet(row), how), tile.sheet(row));
      }
    }
    done += rows;
  }
  return std::nullopt;
}

Result<Table> score_columns(const Instrument& q, std::span<const Column* const> items, Prorating how,
                            const Coding* coding) {
  auto total = TableColumn::numbers("total");
  auto band = TableColumn::texts("band");
  auto answered = TableColumn::whole_numbers("answered"), of_items = TableColumn::whole_numbers("of_items");
  auto prorated = TableColumn::booleans("prorated");
  std::vector<TableColumn> subscales, subscale_bands, algorithms, risk;
  for (const Subscale& s : q.subscales) {
    subscales.push_back(TableColumn::numbers(std::string(s.id)));
    if (!s.figures.bands.empty()) subscale_bands.push_back(TableColumn::texts(std::string(s.id) + "_band"));
  }
  for (const Algorithm& a : q.algorithms) algorithms.push_back(TableColumn::booleans(std::string(a.id)));
  for (const RiskItem& r : q.risk) {
    risk.push_back(TableColumn::whole_numbers("risk_item_" + text(r.item)));
    risk.push_back(TableColumn::booleans("risk_item_" + text(r.item) + "_flagged"));
  }
  RowStatus status;
  const std::size_t rows = items.empty() ? 0 : items.front()->size;
  for (TableColumn* column : {&total, &band, &answered, &of_items, &prorated, &status.status, &status.detail})
    column->reserve(rows);

  const auto trouble =
      score_rows(q, items, how, coding, [&](const Result<Score>& result, std::span<const Answer> answers) {
        if (result) {
          if (q.has_total())
            total.append(result->total);
          else
            total.append_null();
          if (result->band)
            band.append(result->band->label);
          else
            band.append_null();
          answered.append(std::int32_t{result->answered});
          of_items.append(std::int32_t{result->of_items});
          prorated.append(result->prorated);
          const auto parts = result->subscales();
          for (std::size_t i = 0, banded = 0; i < parts.size(); ++i) {
            const SubscaleScore part = parts[i];
            subscales[i].append(part.value);
            if (part.subscale->figures.bands.empty()) continue;
            if (part.band)
              subscale_bands[banded].append(part.band->label);
            else
              subscale_bands[banded].append_null();
            ++banded;
          }
          const auto found = result->algorithms();
          for (std::size_t i = 0; i < found.size(); ++i) algorithms[i].append(found[i].met);
          status.append();
        } else {
          for (TableColumn* column : {&total, &band, &answered, &of_items, &prorated}) column->append_null();
          for (std::vector<TableColumn>* part : {&subscales, &subscale_bands, &algorithms})
            for (TableColumn& column : *part) column.append_null();
          status.append(result.error());
        }
        std::array<RiskAnswer, max_risk_items> found;
        const std::size_t n = risk_answers(q, answers, found);
        for (std::size_t i = 0; i < n; ++i) {
          if (found[i].answer == blank)
            risk[2 * i].append_null();
          else
            risk[2 * i].append(std::int32_t{found[i].answer});
          const AnswerRange range = answer_range(q, found[i].item->item);
          if (found[i].answer == blank || !range.allows(found[i].answer))
            risk[2 * i + 1].append_null();  // nothing is known of the risk, which is not the same as none
          else
            risk[2 * i + 1].append(found[i].flagged);
        }
      });
  if (trouble) return *trouble;

  Table table;
  for (TableColumn* column : {&total, &band, &answered, &of_items, &prorated})
    table.columns.push_back(std::move(*column));
  for (std::vector<TableColumn>* part : {&subscales, &subscale_bands, &algorithms, &risk})
    for (TableColumn& column : *part) table.columns.push_back(std::move(column));
  for (TableColumn* column : {&status.status, &status.detail}) table.columns.push_back(std::move(*column));
  return table;
}

}  // namespace oncourse

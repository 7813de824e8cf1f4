// batch_scorer.cpp: what is asked of a batch, checked and shared out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/batch_scorer.hpp"

#include <algorithm>
#include <utility>

#include "base/parallel.hpp"
#include "cohort/batch_tables.hpp"
#include "cohort/sheet_reader.hpp"

namespace oncourse {
namespace {

constexpr std::size_t chunk_rows = 65'536;         // what a thread takes at a time
constexpr std::size_t rows_in_caches = 4'000'000;  // a byte each, of several columns: more is not kept till it is read

/// The part of a buffer that a tile fills; empty stays empty.
template <class T>
std::span<T> at(std::span<T> all, std::size_t row) {
  return all.empty() ? all : all.subspan(row);
}

/// The part of the results that begins with a row.
ScaleColumns from_row(const ScaleColumns& of, std::size_t row) {
  ScaleColumns out{of.scores, at(of.bands, row)};
  std::visit(
      [&](const auto& values) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(values)>, std::monostate>) out.scores = at(values, row);
      },
      of.scores);
  return out;
}

BatchColumns from_row(const BatchColumns& of, std::size_t row) {
  BatchColumns out = of;
  out.total = from_row(of.total, row);
  for (ScaleColumns& scale : out.subscales) scale = from_row(scale, row);
  out.status = at(of.status, row);
  out.answered = at(of.answered, row);
  out.of_items = at(of.of_items, row);
  for (auto* columns : {&out.algorithms, &out.risk_flags})
    for (auto& column : *columns) column = at(column, row);
  for (auto& column : out.risk_answers) column = at(column, row);
  return out;
}

}  // namespace

std::optional<Error> BatchScorer::Tables::trouble_in(const BatchColumns& into, std::size_t rows) const {
  const auto wrong = [](const std::string& what) { return Error{Errc::bad_argument, what}; };
  const auto short_of = [&](std::size_t size, std::string_view what, bool wanted = false) -> std::optional<Error> {
    if ((size == 0 && !wanted) || size >= rows) return std::nullopt;
    return wrong("room for " + oncourse::text(size) + " of " + std::string(what) + ", there are " +
                 oncourse::text(rows) + " rows");
  };
  const auto number = [&](std::size_t n, std::size_t needed, std::string_view what) -> std::optional<Error> {
    if (n == 0 || n == needed) return std::nullopt;
    return wrong(oncourse::text(n) + " columns of " + std::string(what) + ", " + std::string(instrument.id) + " has " +
                 oncourse::text(needed));
  };
  if (auto trouble = number(into.subscales.size(), instrument.subscales.size(), "subscales")) return trouble;
  if (auto trouble = number(into.algorithms.size(), instrument.algorithms.size(), "algorithms")) return trouble;
  if (auto trouble = number(into.risk_answers.size(), instrument.risk.size(), "risk answers")) return trouble;
  if (auto trouble = number(into.risk_flags.size(), instrument.risk.size(), "risk flags")) return trouble;
  const auto scale = [&](const ScaleColumns& of, const BatchScale& as, std::string_view what) -> std::optional<Error> {
    std::size_t size = 0;
    std::visit(
        [&](const auto& values) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(values)>, std::monostate>) size = values.size();
        },
        of.scores);
    const bool wanted = !std::holds_alternative<std::monostate>(of.scores);  // also into no memory at all
    if (auto trouble = short_of(size, what, wanted)) return trouble;
    if (auto trouble = short_of(of.bands.size(), "bands")) return trouble;
    if (std::holds_alternative<std::span<std::uint8_t>>(of.scores) && !as.in_bytes)
      return wrong("scores of " + std::string(instrument.id) + (what == "totals" ? "" : " " + std::string(what)) +
                   " are not whole numbers from 0 to 254, a byte cannot hold them");
    return std::nullopt;
  };
  if (auto trouble = scale(into.total, total, "totals")) return trouble;
  for (std::size_t i = 0; i < into.subscales.size(); ++i)
    if (auto trouble = scale(into.subscales[i], one_by_one ? BatchScale{} : subscales[i], instrument.subscales[i].id))
      return trouble;
  if (auto trouble = short_of(into.status.size(), "status")) return trouble;
  if (auto trouble = short_of(into.answered.size(), "answered")) return trouble;
  if (auto trouble = short_of(into.of_items.size(), "of items")) return trouble;
  for (const auto& column : into.algorithms)
    if (auto trouble = short_of(column.size(), "algorithms")) return trouble;
  for (const auto& column : into.risk_answers)
    if (auto trouble = short_of(column.size(), "risk answers")) return trouble;
  for (const auto& column : into.risk_flags)
    if (auto trouble = short_of(column.size(), "risk flags")) return trouble;
  return std::nullopt;
}

Result<BatchCounts> BatchScorer::score(std::span<const Column* const> items, const BatchColumns& into,
                                       int threads) const {
  if (auto trouble = trouble_in_items(tables_->instrument, items)) return *std::move(trouble);
  const std::size_t rows = items.front()->size;
  if (auto trouble = tables_->trouble_in(into, rows)) return *std::move(trouble);
  const std::size_t chunks = (rows + chunk_rows - 1) / chunk_rows;
  std::vector<BatchCounts> counts(chunks);
  on_threads(chunks, threads, [&](std::size_t chunk) {
    const std::size_t from = chunk * chunk_rows;
    counts[chunk] =
        tables_->score(items, from_row(into, from), from, std::min(rows, from + chunk_rows), rows > rows_in_caches);
  });
  BatchCounts out;
  for (const BatchCounts& one : counts) {
    out.rows += one.rows;
    out.scored += one.scored;
    out.prorated += one.prorated;
    out.off_scale += one.off_scale;
    out.too_many_blanks += one.too_many_blanks;
  }
  return out;
}

Result<std::optional<Error>> BatchScorer::refusal(std::span<const Column* const> items, std::size_t row) const {
  if (auto trouble = trouble_in_items(tables_->instrument, items)) return *std::move(trouble);
  if (row >= items.front()->size)
    return Error{Errc::bad_argument, "row " + text(row + 1) + " of columns that have " + text(items.front()->size)};
  SheetReader reader(items, tables_->options.blank_code, row);
  const auto score =
      oncourse::score(tables_->instrument, tables_->options.coding, tables_->options.prorating, reader.sheet(0));
  return score ? std::nullopt : std::optional(score.error());
}

const Instrument& BatchScorer::instrument() const { return tables_->instrument; }
const BatchOptions& BatchScorer::options() const { return tables_->options; }

}  // namespace oncourse

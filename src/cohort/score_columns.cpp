// score_columns.cpp: sheets in columns as a table of scores.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/score_columns.hpp"

#include <algorithm>
#include <utility>

#include "cohort/batch_tables.hpp"
#include "cohort/row_status.hpp"
#include "cohort/sheet_reader.hpp"
#include "oncourse/instrument/coding.hpp"

namespace oncourse {
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
  if (items.front()->size == 0) return std::nullopt;
  SheetReader reader(items, {}, 0);
  for (std::size_t left = items.front()->size; left > 0;) {
    const std::size_t rows = reader.rows_ahead(left);
    for (std::size_t row = 0; row < rows; ++row) {
      const SheetAsRead sheet = reader.sheet(row);
      each(score(q, coding, how, sheet), sheet.answers);
    }
    reader.advance(rows);
    left -= rows;
  }
  return std::nullopt;
}

namespace {

constexpr std::size_t part_rows = 4096;

std::vector<std::string_view> labels(std::span<const Band> bands) {
  std::vector<std::string_view> out;
  for (const Band& band : bands) out.push_back(band.label);
  return out;
}

/// A scale's scores and bands, part after part.
class ScaleTable {
 public:
  ScaleTable(const std::string& name, std::string band, std::span<const Band> bands, bool has_bands)
      : labels_(labels(bands)),
        values_(TableColumn::numbers(name)),
        bands_(TableColumn::texts(std::move(band))),
        has_bands_(has_bands) {}
  ScaleColumns room() { return {std::span(scores_), has_bands_ ? std::span(places_) : std::span<std::uint8_t>()}; }
  void append(std::size_t rows) {
    values_.append(std::span<const double>(scores_).first(rows));
    if (has_bands_) bands_.append_places(std::span<const std::uint8_t>(places_).first(rows), labels_);
  }
  void reserve(std::size_t rows) {
    values_.reserve(rows);
    if (has_bands_) bands_.reserve(rows);
  }
  [[nodiscard]] bool has_bands() const { return has_bands_; }
  TableColumn& values() { return values_; }
  TableColumn& bands() { return bands_; }

 private:
  std::vector<double> scores_ = std::vector<double>(part_rows);
  std::vector<std::uint8_t> places_ = std::vector<std::uint8_t>(part_rows);
  std::vector<std::string_view> labels_;
  TableColumn values_, bands_;
  bool has_bands_;
};

}  // namespace

Result<Table> score_columns(const Instrument& q, std::span<const Column* const> items, Prorating how,
                            const Coding* coding) {
  if (auto trouble = trouble_in_items(q, items)) return *std::move(trouble);
  const auto scorer = BatchScorer::make(q, {.prorating = how, .coding = coding});
  if (!scorer) return scorer.error();
  const std::size_t rows = items.front()->size;

  ScaleTable total("total", "band", q.figures.bands, true);
  std::vector<ScaleTable> subscales;
  for (const Subscale& s : q.subscales)
    subscales.emplace_back(std::string(s.id), std::string(s.id) + "_band", s.figures.bands, !s.figures.bands.empty());
  auto answered = TableColumn::whole_numbers("answered"), of_items = TableColumn::whole_numbers("of_items");
  auto prorated = TableColumn::booleans("prorated");
  std::vector<TableColumn> algorithms, risk, flags;
  for (const Algorithm& a : q.algorithms) algorithms.push_back(TableColumn::booleans(std::string(a.id)));
  for (const RiskItem& r : q.risk) {
    risk.push_back(TableColumn::whole_numbers("risk_item_" + text(r.item)));
    flags.push_back(TableColumn::booleans("risk_item_" + text(r.item) + "_flagged"));
  }
  RowStatus status;
  total.reserve(rows);
  for (ScaleTable& scale : subscales) scale.reserve(rows);
  for (TableColumn* column : {&answered, &of_items, &prorated, &status.status, &status.detail}) column->reserve(rows);
  for (auto* columns : {&algorithms, &risk, &flags})
    for (TableColumn& column : *columns) column.reserve(rows);

  std::vector<SheetStatus> outcomes(part_rows);
  std::vector<std::uint8_t> n_answered(part_rows), n_items(part_rows), is_prorated(part_rows);
  std::vector<std::vector<std::uint8_t>> met(algorithms.size(), n_items), flagged(flags.size(), n_items);
  std::vector<std::vector<Answer>> answers(risk.size(), std::vector<Answer>(part_rows));
  std::vector<std::int32_t> wide(part_rows);
  BatchColumns into;
  into.total = total.room();
  for (ScaleTable& scale : subscales) into.subscales.push_back(scale.room());
  into.status = outcomes;
  into.answered = n_answered;
  into.of_items = n_items;
  into.algorithms.assign(met.begin(), met.end());
  into.risk_answers.assign(answers.begin(), answers.end());
  into.risk_flags.assign(flagged.begin(), flagged.end());

  SheetReader refused(items, {}, 0);
  std::size_t refused_row = 0;
  for (std::size_t from = 0; from < rows; from += part_rows) {
    const std::size_t n = std::min(part_rows, rows - from);
    scorer->tables().score(items, into, from, from + n);
    total.append(n);
    for (ScaleTable& scale : subscales) scale.append(n);
    const auto append_bytes = [&](TableColumn& column, const std::vector<std::uint8_t>& bytes) {
      std::copy_n(bytes.begin(), n, wide.begin());
      column.append(std::span<const std::int32_t>(wide).first(n), no_byte);
    };
    append_bytes(answered, n_answered);
    append_bytes(of_items, n_items);
    for (std::size_t row = 0; row < n; ++row)
      is_prorated[row] = outcomes[row] == SheetStatus::scored     ? 0
                         : outcomes[row] == SheetStatus::prorated ? 1
                                                                  : no_byte;
    prorated.append_places(std::span<const std::uint8_t>(is_prorated).first(n));
    for (std::size_t i = 0; i < algorithms.size(); ++i)
      algorithms[i].append_places(std::span<const std::uint8_t>(met[i]).first(n));
    for (std::size_t i = 0; i < risk.size(); ++i) {
      std::copy_n(answers[i].begin(), n, wide.begin());
      risk[i].append(std::span<const std::int32_t>(wide).first(n), blank);
      flags[i].append_places(std::span<const std::uint8_t>(flagged[i]).first(n));
    }
    for (std::size_t row = 0; row < n; ++row) {
      if (is_prorated[row] != no_byte) {
        status.append();
        continue;
      }
      refused.advance(from + row - std::exchange(refused_row, from + row));
      status.append_of(score(q, coding, how, refused.sheet(0)));
    }
  }

  Table table;
  const auto add = [&](TableColumn& column) { table.columns.push_back(std::move(column)); };
  add(total.values());
  add(total.bands());
  for (TableColumn* column : {&answered, &of_items, &prorated}) add(*column);
  for (ScaleTable& scale : subscales) add(scale.values());
  for (ScaleTable& scale : subscales)
    if (scale.has_bands()) add(scale.bands());
  for (TableColumn& column : algorithms) add(column);
  for (std::size_t i = 0; i < risk.size(); ++i) {
    add(risk[i]);
    add(flags[i]);
  }
  add(status.status);
  add(status.detail);
  return table;
}

}  // namespace oncourse

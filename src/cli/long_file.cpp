// long_file.cpp: long files read for one instrument.
// SPDX-License-Identifier: Apache-2.0
#include "long_file.hpp"

#include "file.hpp"
#include "row_score.hpp"

namespace oncourse::cli {

void LongFile::add_options(CLI::App* command) {
  command->add_option("file", file, "CSV file with a header, a row per person and session")->required();
  command->add_option("--person", person, "Column of persons [patient]");
  command->add_option("--session", time, "Column of sessions, or of another time, ascending within a person [session]");
  command->add_option("--score", score, "Column of totals; without it a column `score`, else the items are scored");
  command->add_option("--items", items, "Item columns: 'q*', 'PHQ1..PHQ9' or 'a,b,c'");
  command->add_flag("--prorate", prorate, "Also prorate where that is a convention only");
  command->add_option("--instrument", instrument, "Direction, reliable change and clinical range are this one's");
  command->add_option("--instrument-file", definition, "A definition file of your own");
  command->add_option("--better", better, "Without an instrument: lower or higher")
      ->transform(CLI::CheckedTransformer(directions));
}

std::optional<Exit> LongFile::read_table() {
  if (!instrument.empty() || !definition.empty()) {
    const auto found = chosen_instrument(instrument, definition, loaded_);
    if (!found) return fail(found.error());
    q = *found;
  }
  if (!q && !better) return fail({Errc::bad_argument, "say which scores are better: --instrument ID or --better"});
  direction = q ? q->direction : *better;
  auto content = read_csv(file);
  if (!content) return fail(content.error());
  table_.emplace(*std::move(content));
  CsvTable& rows = *table_;
  if (q) {
    rows.keep([&](std::size_t row) { return !is_of_another_instrument(rows, row, *q); });
    if (rows.rows() == 0) return fail({Errc::bad_argument, "no row is of this instrument"}, file);
  } else if (const auto column = rows.find("instrument")) {
    for (std::size_t row = 1; row < rows.rows(); ++row)
      if (rows.cell(row, *column) != rows.cell(0, *column))
        return fail({Errc::bad_argument,
                     rows.place(row, *column) + ": scores of several instruments; choose one with --instrument"},
                    file);
  }
  return std::nullopt;
}

std::optional<Exit> LongFile::read() {
  if (const auto trouble = read_table()) return trouble;
  const CsvTable& rows = *table_;
  if (score.empty() && items.empty() && (!q || rows.find("score"))) score = "score";
  auto whose = FileColumn::texts(rows, person);
  if (!whose) return fail(whose.error(), file);
  persons_ = *std::move(whose);
  if (time_needed || rows.find(time)) {
    auto when = FileColumn::numbers(rows, time);
    if (!when) return fail(when.error(), file);
    times_ = *std::move(when);
  }
  const auto score_of = RowScore::make(rows, {score, items, score.empty() || totals_checked ? q : nullptr, prorate});
  if (!score_of) return fail(score_of.error(), file);
  auto totals = TableColumn::numbers(score.empty() ? "score" : score);
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const auto value = (*score_of)(rows, row);
    if (!value) return fail(value.error(), file);
    totals.append(*value);
  }
  scores_ = FileColumn(std::move(totals));
  return std::nullopt;
}

std::string LongFile::score_label() const { return q ? std::string(q->name) : score; }

}  // namespace oncourse::cli

// cohort_score.cpp: `oncourse cohort score`: files of sheets of any size in, a line with the score of each out.
// SPDX-License-Identifier: Apache-2.0
#include "answer_columns.hpp"
#include "chunked_files.hpp"
#include "file.hpp"
#include "oncourse/cohort/score_columns.hpp"
#include "oncourse/instrument/coding.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

struct CohortScoreCommand {
  ChunkedFiles files;
  std::string instrument, definition, items, coding;
  std::vector<std::string> keep;
  bool prorate = false, complete = false;

  Exit run() const;
};

/// How every sheet is scored.
struct SheetScoring {
  const Instrument* q;
  Prorating how;
  const Coding* coding;

  [[nodiscard]] Result<Table> operator()(std::span<const Column* const> answers) const {
    return score_columns(*q, answers, how, coding);
  }
};

/// Where the columns of one file are.
struct SheetColumns {
  ItemColumns items;
  std::vector<std::size_t> kept;
  std::string place;
};

/// The lines of one chunk's rows.
class ScoreLines {
 public:
  ScoreLines(const CsvTable& rows, const SheetColumns& columns, const SheetScoring& scoring)
      : rows_(rows),
        columns_(columns),
        scoring_(scoring),
        asked_(rows_of(rows, *scoring.q)),
        answers_(rows, columns.items, *scoring.q, asked_) {}

  Result<ChunkResult> write();

 private:
  void begin(std::size_t row);
  void end(std::string_view status, std::string_view detail = {});
  void leave_out(const Table& scores, const char* status);
  void refuse(const Table& scores, std::optional<std::size_t> place, const RowTrouble& trouble);
  void score(const Table& scores, std::size_t place);

  const CsvTable& rows_;
  const SheetColumns& columns_;
  const SheetScoring& scoring_;
  const std::vector<std::size_t> asked_;  ///< rows that are sheets of the instrument; a place is one in this list
  const AnswerColumns answers_;
  std::size_t scored_ = 0, prorated_ = 0, left_out_ = 0, others_ = 0;
  ChunkResult out_;
};

void ScoreLines::begin(std::size_t row) {
  out_.csv += columns_.place;
  out_.csv += text(rows_.line(row));
  out_.csv += ',';
  for (const std::size_t column : columns_.kept) {
    append_csv(out_.csv, rows_.cell(row, column));
    out_.csv += ',';
  }
}

void ScoreLines::end(std::string_view status, std::string_view detail) {
  out_.csv += status;
  out_.csv += ',';
  append_csv(out_.csv, detail);
  out_.csv += '\n';
}

void ScoreLines::leave_out(const Table& scores, const char* status) {
  out_.csv.append(scores.columns.size() - 2, ',');
  end(status);
}

/// What is known of risk all the same.
///
///   place  nullopt: nothing is
void ScoreLines::refuse(const Table& scores, std::optional<std::size_t> place, const RowTrouble& trouble) {
  for (std::size_t i = 0; i + 2 < scores.columns.size(); ++i) {
    const TableColumn& column = scores.columns[i];
    if (place && column.name().starts_with("risk_item_")) append_csv(out_.csv, column, *place);
    out_.csv += ',';
  }
  end(name(trouble.why.code), trouble.detail());
  out_.troubles.push_back(trouble);
}

void ScoreLines::score(const Table& scores, std::size_t place) {
  for (const TableColumn& column : scores.columns) {
    append_csv(out_.csv, column, place);
    out_.csv += ',';
  }
  out_.csv.back() = '\n';
  ++scored_;
  if (scores.find("prorated")->view().number(place) != 0.0) ++prorated_;
}

Result<ChunkResult> ScoreLines::write() {
  const auto scores = scoring_(answers_.items());
  if (!scores) return scores.error();
  std::size_t next = 0;
  auto rejected = rows_.rejected().begin();
  auto unread = answers_.troubles().begin();
  for (std::size_t row = 0; row < rows_.rows(); ++row) {
    begin(row);
    if (rejected != rows_.rejected().end() && rejected->row == row) {
      refuse(*scores, std::nullopt, *rejected++);
    } else if (next == asked_.size() || asked_[next] != row) {
      leave_out(*scores, "other_instrument");
      ++others_;
    } else {
      const std::size_t place = next++;
      if (unread != answers_.troubles().end() && unread->row == row) {
        refuse(*scores, place, *unread++);
      } else if (!answers_.any(place)) {
        leave_out(*scores, "left_out");
        ++left_out_;
      } else if (const auto error = error_in(*scores, place)) {
        const bool off = error->code == Errc::response_range;
        refuse(*scores, place, {row, off ? answers_.off_scale(place, *scoring_.q, scoring_.coding) : "", *error});
      } else {
        score(*scores, place);
      }
    }
  }
  out_.counts = {{"scored", scored_},
                 {"of them prorated", prorated_},
                 {"without an answer left out", left_out_},
                 {"of other instruments", others_}};
  return std::move(out_);
}

std::string summary_of_sheets(const RowCounts& counts) {
  return counted(counts, "scored") + ", " + counted(counts, "of them prorated") + ", " +
         counted(counts, "without an answer left out") + ", " + counted(counts, "of other instruments");
}

Exit CohortScoreCommand::run() const {
  if (instrument.empty() && definition.empty())
    return fail({Errc::bad_argument, "name the instrument with --instrument or --instrument-file"});
  std::optional<LoadedInstrument> loaded;
  const auto q = chosen_instrument(instrument, definition, loaded);
  if (!q) return fail(q.error());
  SheetScoring scoring{*q,
                       complete  ? Prorating::never
                       : prorate ? Prorating::convention
                                 : Prorating::published_rule,
                       nullptr};
  if (!coding.empty()) {
    const auto found = find_coding(**q, coding);
    if (!found) return fail(found.error());
    scoring.coding = *found;
  }
  const Column none;
  const auto columns = scoring(std::vector<const Column*>(static_cast<std::size_t>((*q)->items), &none));
  if (!columns) return fail(columns.error());

  ChunkedJob job;
  for (const std::string& name : keep) job.columns += csv_field(name) + ",";
  job.columns += csv_header_of(*columns);
  job.summary = summary_of_sheets;
  job.open = [&](const CsvHeader& header, const std::string& place) -> Result<FileWork> {
    auto found = all_item_columns(header, items, **q);
    if (!found) return found.error();
    SheetColumns there{*std::move(found), {}, place};
    for (const std::string& name : keep) {
      const auto column = CsvTable(header, {}).column(name);
      if (!column) return column.error();
      there.kept.push_back(*column);
    }
    return FileWork{[&scoring, there = std::move(there)](const CsvTable& chunk) {
      return ScoreLines(chunk, there, scoring).write();
    }};
  };
  return files.run(job);
}

}  // namespace

void add_cohort_score(CLI::App& cohort, Exit& exit) {
  auto options = std::make_shared<CohortScoreCommand>();
  CLI::App* const command = cohort.add_subcommand("score", "Score files of sheets of any size, one sheet per row");
  command->footer(
      "Example:\n"
      "  oncourse cohort score sheets.csv --instrument phq-9 --keep patient --out scores.csv --rejects rejected.csv\n"
      "A line per row, in their order: its line in the file, the columns kept, scores, status and detail. A status is\n"
      "ok, left_out (no answer), other_instrument, or why the row was refused; then the others are scored all the "
      "same.\n"
      "Exit status 0 only when no row was refused.");
  options->files.add_options(command);
  command->add_option("--instrument", options->instrument, "Instrument id, or id:subscale; see `oncourse instruments`");
  command->add_option("--instrument-file", options->definition,
                      "A definition file of your own, in place of what ships");
  command->add_option("--coding", options->coding,
                      "How the answers are written down, where not as the definition has it");
  command->add_option("--items", options->items, "Item columns: 'q*', 'PHQ1..PHQ9' or 'a,b,c'");
  command->add_option("--keep", options->keep, "Columns to take along as they stand")->take_all()->delimiter(',');
  auto* const prorate =
      command->add_flag("--prorate", options->prorate, "Also prorate where that is a convention only");
  command->add_flag("--complete", options->complete, "Refuse every sheet with a blank")->excludes(prorate);
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

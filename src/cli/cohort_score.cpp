// cohort_score.cpp: `oncourse cohort score`: files of sheets of any size in, a line with the score of each out.
// SPDX-License-Identifier: Apache-2.0
#include "answer_columns.hpp"
#include "chunked_files.hpp"
#include "file.hpp"
#include "oncourse/instrument/coding.hpp"
#include "score_lines.hpp"
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
    return FileWork{
        [&scoring, there = std::move(there)](const CsvTable& chunk) { return score_lines(chunk, there, scoring); }};
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

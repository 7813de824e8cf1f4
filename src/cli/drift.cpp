// drift.cpp: `oncourse drift`: has the rate at which courses are flagged left what the calibration lets expect?
// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <map>

#include "cohort/table_json.hpp"
#include "commands.hpp"
#include "file.hpp"
#include "json/write.hpp"
#include "oncourse/cohort/drift_columns.hpp"
#include "oncourse/track/model_file.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

struct DriftCommand {
  std::string file, model, person, flagged = "flagged", reached = "reached";
  std::int64_t n_reached = 0, n_cut_off = 0, n_missed = 0, n_missed_flagged = 0;  ///< not below 0
  std::size_t calibration = 1;                                                    ///< of the model, counted from 1
  DriftOptions options;
  bool json = false;

  [[nodiscard]] Exit run() const;

 private:
  [[nodiscard]] Result<DriftReference> reference() const;
  [[nodiscard]] std::optional<Error> trouble_in_persons(const CsvTable& table) const;
};

/// A person has one course here: where they have two, these are no courses of different persons.
std::optional<Error> DriftCommand::trouble_in_persons(const CsvTable& table) const {
  const auto column = table.column(person);
  if (!column) return column.error();
  std::map<std::string_view, std::size_t> first;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.missing(row, *column)) return Error{Errc::bad_argument, table.place(row, *column) + ": no person"};
    const auto [at, fresh] = first.emplace(table.cell(row, *column), row);
    if (!fresh)
      return Error{Errc::bad_argument, table.place(row, *column) + ": the person of line " +
                                           text(table.line(at->second)) + " again, a person's course is one row"};
  }
  return std::nullopt;
}

Result<DriftReference> DriftCommand::reference() const {
  if (model.empty())
    return DriftReference{static_cast<std::size_t>(n_reached), static_cast<std::size_t>(n_cut_off),
                          static_cast<std::size_t>(n_missed), static_cast<std::size_t>(n_missed_flagged)};
  const auto document = read_file(model);
  if (!document) return document.error();
  const auto read = response_model_from_json(*document);
  if (!read) return Error{read.error().code, model + ": " + read.error().detail};
  if (calibration < 1 || calibration > read->calibrations.size())
    return Error{Errc::bad_argument,
                 model + ": calibration " + text(calibration) + ", there are " + text(read->calibrations.size())};
  return drift_reference(read->calibrations[calibration - 1]);
}

Exit DriftCommand::run() const {
  const auto table = read_csv(file);
  if (!table) return fail(table.error());
  if (!person.empty())
    if (const auto trouble = trouble_in_persons(*table)) return fail(*trouble, file);
  NamedColumns columns(*table);
  const auto flags = columns.numbers(flagged);
  if (!flags) return fail(flags.error(), file);
  const Column* ends = nullptr;
  if (!options.count_open || table->find(reached)) {
    const auto read = columns.numbers(reached);
    if (!read) return fail(read.error(), file);
    ends = *read;
  }
  const auto courses = flagged_courses(**flags, ends);
  if (!courses) return fail(courses.error(), file);
  const auto compared_with = reference();
  if (!compared_with) return fail(compared_with.error());
  const auto found = drift_check(*compared_with, *courses, options);
  if (!found) return fail(found.error());
  if (json) {
    std::cout << json::write({{"courses", found->courses},
                              {"open", found->open},
                              {"found_at", found->found_at},
                              {"p", found->p},
                              {"threshold", found->threshold},
                              {"groups", json_of(drift_columns(*found))},
                              {"sentences", found->sentences}},
                             json::Layout::lines)
              << "\n";
  } else {
    if (!model.empty()) std::cout << "Compared with calibration " << calibration << " of " << model << ".\n";
    for (const std::string& sentence : found->sentences) std::cout << sentence << "\n";
  }
  return Exit::ok;
}

}  // namespace

void add_drift(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<DriftCommand>();
  CLI::App* command = app.add_subcommand("drift", "Has the rate of alarms left what the calibration lets expect?");
  command->footer(
      "Examples:\n"
      "  oncourse drift courses.csv --model model.json\n"
      "  oncourse drift courses.csv --reached 199 --reached-flagged 20 --missed 180 --missed-flagged 80\n"
      "Rows stand in the order in which courses ended. Look as often as you like: the probability of finding a drift\n"
      "where there is none holds for all looks together. A drift that is found is no failure of the program: status "
      "0.");
  command->add_option("file", options->file, "CSV file with a header, a row per course")->required();
  auto* model = command->add_option("--model", options->model, "Model file with the calibration to compare with");
  command
      ->add_option("--calibration", options->calibration, "Which of its calibrations, in the order it prints them [1]")
      ->needs(model);
  auto* counts = command->add_option("--reached", options->n_reached,
                                     "In place of a model: persons of the calibration who reached the target");
  auto* cut_off =
      command->add_option("--reached-flagged", options->n_cut_off,
                          "Of these the limits cut off so many, those on a limit included: floor(alpha (n + 1)) or "
                          "fewer");
  counts->needs(cut_off)->excludes(model);
  cut_off->needs(counts);
  auto* missed =
      command->add_option("--missed", options->n_missed,
                          "Persons of it who missed the target; without them only those who reach it are judged");
  auto* missed_flagged = command->add_option("--missed-flagged", options->n_missed_flagged, "Of these, flagged");
  for (const char* count : {"--reached", "--reached-flagged", "--missed", "--missed-flagged"})
    command->get_option(count)->check(CLI::NonNegativeNumber);
  missed->needs(missed_flagged)->needs(counts);
  missed_flagged->needs(missed);
  command->add_option("--person", options->person, "Column of persons, to make sure that each has one row");
  command->add_option("--flagged-column", options->flagged, "Column: 1 where the course was flagged, else 0 [flagged]");
  command->add_option("--reached-column", options->reached,
                      "Column: 1 where it reached the target, 0 where it missed it, empty while it is open [reached]");
  command->add_flag(
      "--count-open", options->options.count_open,
      "Open courses count as courses: where flags, in the file and the calibration, are those by a session");
  command->add_option("--delta", options->options.delta, "False-alarm probability of the whole check [0.05]");
  command->add_option("--level", options->options.level, "Of the intervals [0.95]");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, model, counts, &exit] {
    if (model->count() + counts->count() == 0) throw CLI::RequiredError("--model or --reached");
    exit = options->run();
  });
}

}  // namespace oncourse::cli

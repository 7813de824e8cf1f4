// hierarchical.cpp: `oncourse hierarchical`: every person's rate of change, by the growth model of all.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "file.hpp"
#include "long_file.hpp"
#include "oncourse/cohort/change_columns.hpp"

namespace oncourse::cli {
namespace {

struct HierarchicalCommand {
  LongFile input;
  HierarchicalOptions options;
  std::optional<double> line;
  bool log_time = false, json = false;

  Exit run() {
    if (const auto trouble = input.read()) return *trouble;
    options.direction = input.direction;
    if (line) options.range = clinical_range(*line, input.direction);
    if (log_time) options.time_basis = growth::TimeBasis::log1p;
    const auto found = hierarchical_change(input.persons(), input.times(), input.scores(), options);
    if (!found) return fail(found.error(), input.file);
    print(beside(input.table(), input.person, found->first_rows, found->persons), json, "persons");
    const growth::GrowthModel& model = found->model;
    std::cerr << "oncourse: " << found->persons.rows() - rows_in_trouble(found->persons) << " of "
              << found->persons.rows() << " persons have a class; mean rate of change " << text(model.beta(1), 4)
              << " (standard error " << text(model.standard_errors()(1), 4) << ")\n";
    return Exit::ok;
  }
};

}  // namespace

void add_hierarchical(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<HierarchicalCommand>();
  CLI::App* command = app.add_subcommand(
      "hierarchical", "Has somebody changed? Rates of change of the growth model of all (Speer and Greenbaum)");
  command->footer(
      "Example:\n  oncourse hierarchical cohort.csv --instrument phq-9\n"
      "A person with too few scores says so in `status`, and is counted.");
  options->input.add_options(command);
  command->add_flag("--deviation", options->options.deviation,
                    "Judge persons by how they differ from the average person, not by their own change");
  command->add_option("--line", options->line,
                      "Clinical range of first and last score: a score between the populations");
  command->add_flag("--log-time", options->log_time, "Change by ln(1 + time) in place of time");
  command->add_option("--least", options->options.least_scores, "Persons with fewer scores are not judged [3]");
  command->add_option("--improvement", options->options.improvement, "Critical value [1.96]");
  command->add_option("--deterioration", options->options.deterioration, "The same for the worse [as for improvement]");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

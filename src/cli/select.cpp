// select.cpp: `oncourse select`: which form of growth model a cohort speaks for.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>

#include "by_name.hpp"
#include "cohort/table_json.hpp"
#include "commands.hpp"
#include "file.hpp"
#include "form_options.hpp"
#include "json/write.hpp"
#include "oncourse/cohort/inference_columns.hpp"
#include "oncourse/track/select_response.hpp"
#include "progress_options.hpp"
#include "selection_text.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

struct SelectCommand {
  CohortOptions cohort;
  growth::FormChoices choices;
  std::vector<growth::Scale> scales;
  growth::SelectionOptions options;
  ProgressOptions progress;
  bool csv = false, json = false;

  Exit run();

 private:
  [[nodiscard]] Result<std::vector<growth::Design>> forms(const Instrument* q);
  [[nodiscard]] bool in_order() const {
    return std::any_of(choices.residuals.begin(), choices.residuals.end(),
                       [](growth::ResidualCorrelation one) { return one != growth::ResidualCorrelation::independent; });
  }
};

Result<std::vector<growth::Design>> SelectCommand::forms(const Instrument* q) {
  const bool piecewise =
      std::find(choices.curves.begin(), choices.curves.end(), growth::Curve::piecewise) != choices.curves.end();
  if (auto trouble = trouble_in_knot(piecewise, cohort.knot.has_value())) return *trouble;
  auto transformations = transformations_for(scales, q, cohort.range);
  if (!transformations) return transformations.error();
  choices.transformations = *std::move(transformations);
  auto out = growth::forms_of(cohort.design(), choices);
  if (out.empty())
    return Error{Errc::bad_argument, "--random curve is for curves that are quadratic or piecewise: no form is left"};
  return out;
}

Exit SelectCommand::run() {
  std::optional<LoadedInstrument> loaded;
  const auto q = cohort.chosen(loaded);
  if (!q) return fail(q.error());
  const auto asked = forms(*q);
  if (!asked) return fail(asked.error());
  const auto everybody = cohort.read(*q, in_order());
  if (!everybody) return fail(everybody.error());
  const CohortPanel panel(*everybody);
  const auto found = [&] {
    Progress shown(std::cerr, progress.show(), "fits");
    options.progress = [&](std::size_t done, std::size_t all) {
      shown.at(done, all);
      return true;
    };
    return select_response(*panel, *q, *asked, options);
  }();
  if (!found) return fail(found.error(), cohort.file);
  if (csv) {
    std::cout << csv_of(selection_columns(*found));
  } else if (json) {
    std::cout << json::write({{"n_obs", (*panel).rows()},
                              {"n_persons", (*panel).persons()},
                              {"rows_left_out", everybody->left_out},
                              {"rows_of_other_instruments", everybody->other_instruments},
                              {"folds", options.folds},
                              {"seed", options.seed},
                              {"forms", json_of(selection_columns(*found))}},
                             json::Layout::lines)
              << "\n";
  } else {
    std::cout << (*panel).rows() << " scores of " << (*panel).persons() << " persons, by maximum likelihood\n"
              << selection_text(*found, options.folds) << everybody->left_out << " rows without a score left out\n";
  }
  return std::all_of(found->begin(), found->end(), [](const growth::SelectionRow& row) { return row.refused; })
             ? Exit::refused
             : Exit::ok;
}

}  // namespace

void add_select(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<SelectCommand>();
  CLI::App* command = app.add_subcommand("select", "Which form of growth model a cohort speaks for");
  command->footer(
      "Examples:\n"
      "  oncourse select cohort.csv --instrument phq-9\n"
      "  oncourse select cohort.csv --instrument phq-9 --curve straight --curve quadratic --scale points\n"
      "Every combination of what is named is fitted by maximum likelihood to everybody and, part by part, to all\n"
      "others. Log-likelihood, AIC, BIC and predictive log score are those of scores in points, on every scale.");
  command->add_option("file", options->cohort.file, "CSV file with a header")->required();
  options->cohort.add_options(command);
  const auto repeatable = [&](const char* flag, auto& into, const auto& enums, const char* what) {
    command->add_option(flag, into, what)->transform(by_name(enums))->take_all()->expected(1, -1)->delimiter(',');
  };
  repeatable("--random", options->choices.random, growth::random_effects,
             "What differs between persons: intercept, slope, independent-slope, curve [slope]");
  repeatable("--curve", options->choices.curves, growth::curves,
             "How the line runs: straight, quadratic, piecewise [straight]");
  repeatable("--residuals", options->choices.residuals, growth::residual_correlations,
             "independent, autoregressive, autoregressive-with-noise [each]");
  repeatable("--scale", options->scales, growth::scales,
             "On which the model is one: points, square-root, log, logit [each; points where no range is known]");
  command
      ->add_option("--folds", options->options.folds, "Parts of the persons, each predicted from the others; 0: none")
      ->capture_default_str();
  command->add_option("--seed", options->options.seed, "Who is in which part")->capture_default_str();
  command->add_option("--threads", options->options.threads, "At most so many; the same figures with any number")
      ->check(CLI::Range(1, growth::most_threads))
      ->capture_default_str();
  options->progress.add_options(command);
  CLI::Option* const csv = command->add_flag("--csv", options->csv, "A row per form on standard output");
  command->add_flag("--json", options->json, "One JSON document on standard output")->excludes(csv);
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

// backtest.cpp: `oncourse backtest`: how well rules would have found the courses that missed their target.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "cohort/table_json.hpp"
#include "commands.hpp"
#include "file.hpp"
#include "form_options.hpp"
#include "json/write.hpp"
#include "oncourse/cohort/backtest_columns.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/report/backtest_page.hpp"
#include "plan_options.hpp"
#include "progress_options.hpp"
#include "rule_options.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

struct BacktestCommand {
  CohortOptions cohort;
  FormOptions form;
  BacktestOptions options;
  RuleOptions rules;
  RuleChoices choices;
  std::string target, stratum, html;
  ProgressOptions progress;
  bool ml = false, csv = false, json = false;

  Exit run();
};

Exit BacktestCommand::run() {
  std::optional<LoadedInstrument> loaded;
  const auto q = chosen_instrument(cohort.instrument, cohort.definition, loaded);
  if (!q) return fail(q.error());
  if (const auto trouble = form.trouble_in_unit(cohort.time)) return fail(*trouble);
  const auto design = form.design(cohort, *q);
  if (!design) return fail(design.error());
  options.design = *design;
  options.time_unit = form.unit;
  if (ml) options.likelihood = growth::Likelihood::full;
  options.target = default_target(**q);
  if (!target.empty()) {
    const auto chosen = parse_target(target);
    if (!chosen) return fail(chosen.error());
    options.target = *chosen;
  }
  choices.kinds = rules.kinds;
  choices.figures = rules.figures;
  options.rules = usual_backtest_rules(options.design, **q, choices);
  const auto everybody = cohort.read(*q, true, stratum);
  if (!everybody) return fail(everybody.error());
  if (!stratum.empty()) set_strata(options, everybody->strata);
  const CohortPanel panel(*everybody);
  const auto found = [&] {
    Progress shown(std::cerr, progress.show(), "folds");
    options.progress = [&](std::size_t done, std::size_t all) {
      shown.at(done, all);
      return true;
    };
    return backtest(*panel, **q, options);
  }();
  if (!found) return fail(found.error(), cohort.file);
  if (!html.empty())
    if (const auto trouble = write_file(html, to_html(*found, options, **q))) return fail(*trouble);
  const BacktestTables tables = backtest_columns(*found, options);
  if (csv) {
    std::cout << csv_of(tables.rules);
  } else if (json) {
    std::cout << json::write({{"persons", found->persons},
                              {"reached", found->reached},
                              {"left_out", found->left_out},
                              {"rows_left_out", everybody->left_out},
                              {"rows_of_other_instruments", everybody->other_instruments},
                              {"target", name(options.target.kind)},
                              {"target_value", options.target.value},
                              {"folds", options.folds},
                              {"repetitions", options.repetitions},
                              {"seed", options.seed},
                              {"rules", json_of(tables.rules)},
                              {"strata", json_of(tables.strata)},
                              {"sessions", json_of(tables.sessions)},
                              {"roc", json_of(tables.roc)},
                              {"reliability", json_of(tables.reliability)},
                              {"alarms", json_of(tables.alarms)}},
                             json::Layout::lines)
              << "\n";
  } else {
    std::cout << to_text(*found, options, **q) << everybody->left_out << " rows without a score left out\n";
  }
  return Exit::ok;
}

}  // namespace

void add_backtest(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<BacktestCommand>();
  CLI::App* command =
      app.add_subcommand("backtest", "How well rules would have found courses that missed their target");
  command->footer(
      "Examples:\n"
      "  oncourse backtest cohort.csv --instrument phq-9\n"
      "  oncourse backtest cohort.csv --instrument phq-9 --scale square-root --residuals autoregressive-with-noise \\\n"
      "    --repetitions 10 --alpha 0.05 --alpha 0.10 --stratum clinic --html backtest.html\n"
      "Every fold's persons are judged by what was made of the others: a model, and limits for each rule.");
  command->add_option("file", options->cohort.file, "CSV file with a header")->required();
  options->cohort.add_options(command);
  options->form.add_options(command);
  options->form.add_residuals(command);
  command->add_flag("--ml", options->ml, "Maximum likelihood instead of REML");
  command->add_option("--target", options->target, std::string(target_names));
  add_plan_options(command, options->options.plan);
  options->rules.add_options(command, "all");
  command
      ->add_option("--alpha", options->choices.alphas, "Share of false alarms per course; may be given several times")
      ->take_all()
      ->capture_default_str();
  command->add_option("--level", options->rules.figures.level, "Of the expected response as published")
      ->capture_default_str();
  command->add_option("--folds", options->options.folds, "Parts of the persons, each judged from the others")
      ->capture_default_str();
  command->add_option("--repetitions", options->options.repetitions, "Times that folds are dealt anew")
      ->capture_default_str();
  command->add_option("--share", options->options.share, "Share of the others on whom calibrated limits are found")
      ->check(CLI::Range(0.05, 0.95))
      ->capture_default_str();
  command->add_option("--inner-folds", options->options.inner_folds, "Parts of the others for cross-calibrated limits")
      ->capture_default_str();
  command->add_option("--seed", options->options.seed, "Who is in which fold")->capture_default_str();
  command->add_option("--least-scores", options->options.least_scores, "Courses with fewer are left out")
      ->capture_default_str();
  command->add_option("--intake", options->options.intake, "Courses that begin better than this are left out");
  command->add_option("--session", options->options.sessions, "Sessions at which signals are looked at")->take_all();
  command->add_option("--stratum", options->stratum, "Column by which figures are given apart");
  command->add_option("--confidence", options->options.confidence, "Level of the intervals")->capture_default_str();
  command->add_option("--threads", options->options.threads, "At most so many; the same figures with any number")
      ->check(CLI::Range(1, growth::most_threads))
      ->capture_default_str();
  command->add_option("--html", options->html, "Also write a self-contained page with charts");
  options->progress.add_options(command);
  CLI::Option* const csv = command->add_flag("--csv", options->csv, "A row per rule on standard output");
  command->add_flag("--json", options->json, "One JSON document on standard output")->excludes(csv);
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

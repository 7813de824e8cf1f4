// cohort_report.cpp: `oncourse cohort report`: how courses ended at a service, by clinic, focus or what else groups
// them. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <memory>

#include "cohort/table_json.hpp"
#include "commands.hpp"
#include "file.hpp"
#include "json/write.hpp"
#include "long_file.hpp"
#include "oncourse/cohort/service_columns.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/growth/fit.hpp"
#include "oncourse/report/service_page.hpp"
#include "oncourse/track/model_file.hpp"
#include "plan_options.hpp"
#include "rule_options.hpp"

namespace oncourse::cli {
namespace {

struct CohortReportCommand {
  LongFile input;
  std::vector<std::string> by;
  std::string date = "date", day, referral, model, target, html;
  bool date_stated = false, csv = false, json = false;
  RuleOptions rules;
  ServiceOptions options;
  int threads = 1;

  Exit run();

 private:
  std::optional<Exit> read_model();
  std::optional<ResponseModel> response_;
};

std::optional<Exit> CohortReportCommand::read_model() {
  if (model.empty()) return std::nullopt;
  const auto document = read_file(model);
  if (!document) return fail(document.error());
  auto read = response_model_from_json(*document);
  if (!read) return fail(read.error(), model);
  response_ = *std::move(read);
  return std::nullopt;
}

Exit CohortReportCommand::run() {
  if (const auto trouble = read_model()) return *trouble;
  if (input.instrument.empty() && input.definition.empty() && response_) input.instrument = response_->instrument;
  if (const auto trouble = input.read()) return *trouble;
  if (!input.q) return fail({Errc::bad_argument, "say whose rules count: --instrument ID or --instrument-file"});
  options.assess.rules = rules.rules();
  if (!target.empty()) {
    const auto chosen = parse_target(target);
    if (!chosen) return fail(chosen.error());
    options.assess.target = *chosen;
  }
  NamedColumns columns(input.table());
  ServiceColumns asked;
  asked.person = &input.persons();
  asked.score = &input.scores();
  if (input.has_times()) asked.session = &input.times();
  const bool dated = day.empty() && (date_stated || input.table().find(date));
  const auto dates = columns.texts(dated ? date : "");
  const auto days = columns.numbers(day);
  const auto referrals = dated ? columns.texts(referral) : columns.numbers(referral);
  for (const auto& [column, to] :
       {std::pair(&dates, &asked.date), std::pair(&days, &asked.day), std::pair(&referrals, &asked.referral)}) {
    if (!*column) return fail(column->error(), input.file);
    *to = **column;
  }
  if (!asked.session && !asked.date && !asked.day)
    return fail({Errc::bad_argument, "neither sessions nor dates: no column " + input.time + " and none of dates"},
                input.file);
  if (response_)
    for (const growth::Covariate& covariate : response_->growth.design.covariates) {
      const auto column = columns.numbers(covariate.name);
      if (!column) return fail(column.error(), input.file);
      asked.covariates.push_back(*column);
    }
  for (const std::string& name : by) {
    const auto column = columns.texts(name);
    if (!column) return fail(column.error(), input.file);
    asked.groups.push_back(*column);
  }
  const auto courses = service_courses(asked, *input.q, response_ ? &*response_ : nullptr, options, threads);
  if (!courses) return fail(courses.error(), input.file);
  const auto report = service_report(*courses, options);
  if (!report) return fail(report.error(), input.file);
  if (!html.empty())
    if (const auto trouble = write_file(html, to_html(*report, options, *input.q))) return fail(*trouble);
  const ServiceTables tables = service_tables(*report, options);
  if (csv) {
    std::cout << csv_of(tables.outcomes);
  } else if (json) {
    std::cout << json::write({{"instrument", input.q->id},
                              {"least_group", options.least_group},
                              {"level", options.level},
                              {"warning", options.funnel.warning},
                              {"alert", options.funnel.alert},
                              {"comparisons", report->comparisons},
                              {"beyond_warning", report->beyond_warning},
                              {"beyond_alert", report->beyond_alert},
                              {"expected_beyond_warning", report->expected_beyond(options.funnel.warning)},
                              {"expected_beyond_alert", report->expected_beyond(options.funnel.alert)},
                              {"referred_after_start", report->referred_after_start},
                              {"troubles", json_of(tables.troubles)},
                              {"groups", json_of(tables.groups)},
                              {"outcomes", json_of(tables.outcomes)},
                              {"funnels", json_of(tables.funnels)},
                              {"points", json_of(tables.points)}},
                             json::Layout::lines)
              << "\n";
  } else {
    std::cout << to_text(*report, options, *input.q);
  }
  return Exit::ok;
}

}  // namespace

void add_cohort_report(CLI::App& cohort, Exit& exit) {
  auto options = std::make_shared<CohortReportCommand>();
  options->input.time_needed = options->input.totals_checked = false;
  CLI::App* command = cohort.add_subcommand("report", "How courses ended at a service, by group, with funnel plots");
  command->footer(
      "Examples:\n"
      "  oncourse cohort report cohort.csv --instrument phq-9 --by clinic --by focus\n"
      "  oncourse cohort report cohort.csv --model model.json --by clinic --referral referred --html report.html\n"
      "Every course counts as ended with its last row. A group outside the limits asks for a look at its data, its "
      "case\n"
      "mix and chance; groups are not ranked.");
  options->input.add_options(command);
  command->add_option("--by", options->by, "Column of groups, such as clinic or focus; may be given several times")
      ->take_all();
  CLI::Option* const date = command->add_option("--date", options->date, "Column of dates [date, where there is one]");
  command->add_option("--day", options->day, "Column of days since intake, in place of dates")->excludes(date);
  command->add_option("--referral", options->referral, "Column of the date (or day) of referral, for waiting");
  command->add_option("--model", options->model,
                      "Model file that `oncourse fit` wrote, for the case mix and for courses off track");
  command->add_option("--target", options->target, "Of alarms: " + std::string(target_names));
  options->rules.add_options(command, "what the model is calibrated for, else posterior_probability");
  command
      ->add_option("--alpha", options->options.assess.alpha, "False alarms per course, for models without calibration")
      ->capture_default_str();
  add_plan_options(command, options->options.plan);
  command->add_option("--level", options->options.level, "Of the intervals")->capture_default_str();
  command->add_option("--least-group", options->options.least_group, "Figures of fewer courses are not shown")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--warning", options->options.funnel.warning, "Level of the inner limits")->capture_default_str();
  command->add_option("--alert", options->options.funnel.alert, "Level of the outer limits")->capture_default_str();
  command->add_option("--threads", options->threads, "At most so many; the same figures with any number")
      ->check(CLI::Range(1, growth::most_threads))
      ->capture_default_str();
  command->add_option("--html", options->html, "Also write a self-contained page with funnel plots");
  CLI::Option* const csv = command->add_flag("--csv", options->csv, "A row per group and outcome on standard output");
  command->add_flag("--json", options->json, "One JSON document on standard output")->excludes(csv);
  command->callback([options, date, &exit] {
    options->date_stated = date->count() > 0;
    exit = options->run();
  });
}

}  // namespace oncourse::cli

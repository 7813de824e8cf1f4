// track.cpp: `oncourse track`: one person's course in, scores, change, forecast and verdict out.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "by_name.hpp"
#include "commands.hpp"
#include "course_rows.hpp"
#include "file.hpp"
#include "items.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/report/render.hpp"
#include "oncourse/track/assess.hpp"
#include "oncourse/track/model_file.hpp"
#include "plan_options.hpp"
#include "rule_options.hpp"

namespace oncourse::cli {
namespace {

struct TrackCommand {
  std::string file, model, course, person, instrument, definition, items, target, html, as_of, group;
  std::vector<std::string> columns;  ///< ROLE=NAME
  bool sessions_in_order = false, prorate = false, json = false;
  double alpha = 0.10, level = 0.90;
  RuleOptions rules;
  RuleCombination combination = RuleCombination::any;
  WindowOptions window;

  Exit run() const;
};

/// Named on the command line, else in the course file, else by the model, else the only one measured.
Result<const Instrument*> judged_by(const Course& course, const CourseFile& agreed, const ResponseModel* response,
                                    const Instrument* only) {
  if (only) return only;
  if (!agreed.instrument.empty()) return find_instrument(agreed.instrument);
  if (response && !response->instrument.empty()) return find_instrument(response->instrument);
  const auto measured = course.instruments();
  if (measured.size() == 1) return measured.front();
  if (measured.empty()) return Error{Errc::not_enough_sessions, "no row has answers or a score"};
  std::string known;
  for (const Instrument* q : measured) known += (known.empty() ? "" : ", ") + std::string(q->id);
  return Error{Errc::bad_argument, "several instruments were measured; choose with --instrument: " + known};
}

Exit TrackCommand::run() const {
  std::optional<LoadedInstrument> loaded;
  const Instrument* only = nullptr;
  if (!instrument.empty() || !definition.empty()) {
    const auto chosen = chosen_instrument(instrument, definition, loaded);
    if (!chosen) return fail(chosen.error());
    only = *chosen;
  }
  std::optional<ResponseModel> response;
  if (!model.empty()) {
    const auto document = read_file(model);
    if (!document) return fail(document.error());
    auto read = response_model_from_json(*document);
    if (!read) return fail(read.error(), model);
    response = *std::move(read);
  }
  CourseFile agreed;
  if (!course.empty()) {
    const auto document = read_file(course);
    if (!document) return fail(document.error());
    auto read = course_file_from_json(*document);
    if (!read) return fail(read.error(), course);
    agreed = *std::move(read);
  }
  AssessOptions options;
  options.target = agreed.target;
  options.alpha = alpha;
  options.level = level;
  options.rules = rules.rules();
  for (MonitoringRule& rule : options.rules) rule.level = level;
  options.combination = combination;
  options.group = group;
  options.window = window;
  options.window.by = true;
  if (!target.empty()) {
    const auto chosen = parse_target(target);
    if (!chosen) return fail(chosen.error());
    options.target = *chosen;
  }

  const auto table = read_csv(file);
  if (!table) return fail(table.error());
  CourseRows rows{person, columns, items, {}, sessions_in_order, prorate, only};
  if (response)
    for (const growth::Covariate& covariate : response->growth.design.covariates)
      rows.covariates.push_back(covariate.name);
  auto record = rows.read(*table, agreed);
  if (!record) return fail(record.error(), file);
  const auto made = Course::make(*std::move(record));
  if (!made) return fail(made.error(), file);
  const auto q = judged_by(*made, agreed, response ? &*response : nullptr, only);
  if (!q) return fail(q.error(), file);
  auto assessment = assess(*made, **q, response ? &*response : nullptr, options);
  if (!assessment) return fail(assessment.error(), file);

  std::optional<long> today;
  if (!as_of.empty()) {
    const auto date = Date::parse(as_of);
    if (!date) return fail(date.error(), "--as-of");
    if (!made->intake()) return fail({Errc::bad_argument, "--as-of needs dates in the course"});
    today = Date::days_between(*made->intake(), *date);
    if (const auto trouble = trouble_in_today(*made, *today)) return fail(*trouble, "--as-of");
  }
  CourseReport report = course_report(*made, *std::move(assessment), today);
  if (!html.empty())
    if (const auto trouble = write_file(html, to_html(report))) return fail(*trouble);
  std::cout << (json ? to_json(report) : to_text(report));
  return Exit::ok;
}

}  // namespace

void add_track(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<TrackCommand>();
  CLI::App* command =
      app.add_subcommand("track", "Is one person's course on course? Scores, change, forecast, verdict");
  command->footer(
      "Example:\n"
      "  oncourse track course.csv --course course.json --model model.json --html report.html\n"
      "The CSV has a row per session and instrument: patient,session,date,instrument,q1,q2,... or a score column.\n"
      "A row without answers and score is a session without a measurement.");
  command->add_option("file", options->file, "CSV file with a header")->required();
  command->add_option("--model", options->model,
                      "Model file that `oncourse fit` wrote; without it no verdict but by rules that need none");
  command->add_option("--course", options->course, "Course file (JSON): plan, focus, goals, medication, target");
  command->add_option("--person", options->person, "Which patient, where the file holds several");
  command->add_option("--instrument", options->instrument, "By which instrument the course is judged");
  command->add_option("--instrument-file", options->definition, "Its definition (JSON), where it is not shipped");
  command->add_option("--items", options->items, "Item columns: 'q*', 'PHQ1..PHQ9' or 'a,b,c'");
  command
      ->add_option("--column", options->columns,
                   "ROLE=NAME for columns with other names; roles: patient, session, date, day (since intake), "
                   "instrument, score")
      ->take_all();
  command->add_flag("--sessions-in-order", options->sessions_in_order, "Number the rows 0, 1, 2, ... as sessions");
  command->add_option("--target", options->target, std::string(target_names));
  options->rules.add_options(command, "what the model is calibrated for, else posterior_probability");
  command
      ->add_option("--combine", options->combination,
                   "any: one rule is enough for an alarm, the first is named. all: none may be missing")
      ->transform(by_name(rule_combinations));
  command->add_option("--group", options->group, "For whose calibrations to look, as of a clinic [everybody's]");
  command->add_option("--alpha", options->alpha, "False alarms per course, for models without calibration")
      ->capture_default_str();
  command->add_option("--level", options->level, "Of the expected-response band and the forecast interval")
      ->capture_default_str();
  command
      ->add_option("--window-level", options->window.level,
                   "The probability from which the target counts as likely at a session of the window")
      ->capture_default_str();
  command->add_option("--sessions-beyond", options->window.sessions_beyond, "Sessions to extrapolate after the window")
      ->capture_default_str();
  command->add_flag("--prorate", options->prorate, "Prorate blanks also where that is a convention only");
  command->add_option("--as-of", options->as_of, "Today's date, to see whether a session is overdue");
  command->add_option("--html", options->html, "Also write a self-contained report");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

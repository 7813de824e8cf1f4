// course_options.cpp: the options that say what is asked of courses.
// SPDX-License-Identifier: Apache-2.0
#include "course_options.hpp"

#include "by_name.hpp"
#include "file.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/model_file.hpp"
#include "plan_options.hpp"

namespace oncourse::cli {

void CourseOptions::add_options(CLI::App* command) {
  command->add_option("--model", model, "Model file that `oncourse fit` wrote")->required();
  command->add_option("--person", names.person, "Column of persons")->capture_default_str();
  CLI::Option* const session = command->add_option("--session", names.session, "Column of sessions, intake is 0");
  session->capture_default_str();
  command
      ->add_flag("--sessions-in-order", sessions_in_order,
                 "Number a person's rows 0, 1, 2, ... as sessions; needs days")
      ->excludes(session);
  CLI::Option* const date =
      command->add_option("--date", names.date, "Column of dates; a person's first one is intake");
  command->add_option("--day", names.day, "Column of days since intake [by the plan's cadence]")->excludes(date);
  CLI::Option* const score =
      command->add_option("--score", names.score, "Column of totals; without it a column `score`, else the items");
  command->add_option("--items", names.items, "Item columns: 'q*', 'PHQ1..PHQ9' or 'a,b,c'")->excludes(score);
  command->add_option("--group", names.group, "Column of the groups that the model was calibrated for");
  command->add_option("--per", per, "A line per session or per person")
      ->check(CLI::IsMember({"session", "person"}))
      ->capture_default_str();
  command->add_option("--instrument", instrument, "By which instrument courses are judged [the model's]");
  command->add_option("--instrument-file", definition, "Its definition (JSON), where it is not shipped");
  command->add_option("--target", target, std::string(target_names));
  rules.add_options(command, "what the model is calibrated for, else posterior_probability");
  command->add_option("--combine", combination, "any: one rule is enough for an alarm. all: none may be missing")
      ->transform(by_name(rule_combinations));
  command->add_option("--alpha", alpha, "False alarms per course, for models without calibration")
      ->capture_default_str();
  command->add_option("--level", level, "Of the expected-response band")->capture_default_str();
  add_plan_options(command, plan);
  command->add_flag("--prorate", prorate, "Prorate blanks also where that is a convention only");
}

Result<CoursesAsked> CourseOptions::read(std::optional<LoadedInstrument>& loaded) const {
  const auto document = read_file(model);
  if (!document) return document.error();
  auto response = response_model_from_json(*document);
  if (!response) return Error{response.error().code, model + ": " + response.error().detail};
  const std::string id = instrument.empty() && definition.empty() ? response->instrument : instrument;
  if (id.empty() && definition.empty())
    return Error{Errc::bad_argument, "the model is of no instrument; name it with --instrument"};
  const auto q = chosen_instrument(id, definition, loaded);
  if (!q) return q.error();
  CoursesAsked out{*q, *std::move(response), names,
                   {}, rules.rules(),        prorate ? Prorating::convention : Prorating::published_rule};
  if (sessions_in_order) out.names.session.clear();
  for (MonitoringRule& rule : out.rules) rule.level = level;
  if (!target.empty()) {
    const auto chosen = parse_target(target);
    if (!chosen) return chosen.error();
    out.target = *chosen;
  }
  for (const growth::Covariate& covariate : out.model.growth.design.covariates)
    out.names.covariates.push_back(covariate.name);
  return out;
}

}  // namespace oncourse::cli

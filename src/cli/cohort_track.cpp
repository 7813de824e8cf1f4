// cohort_track.cpp: `oncourse cohort track`: files with the courses of any number of people in, verdicts out.
// SPDX-License-Identifier: Apache-2.0
#include "by_name.hpp"
#include "chunked_files.hpp"
#include "file.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/model_file.hpp"
#include "persons_together.hpp"
#include "plan_options.hpp"
#include "rule_options.hpp"
#include "verdict_lines.hpp"

namespace oncourse::cli {
namespace {

struct CohortTrackCommand {
  ChunkedFiles files;
  TrackNames names;
  TrackOptions options;
  RuleOptions rules;
  std::string model, instrument, definition, target, per = "session";
  bool prorate = false;

  Exit run();

 private:
  [[nodiscard]] std::optional<Error> complete_options();
};

std::string summary_of_courses(const RowCounts& counts) {
  std::string out = counted(counts, "persons");
  for (const Verdict verdict : {Verdict::on_track, Verdict::off_track, Verdict::reached_target, Verdict::undetermined})
    out += ", " + counted(counts, name(verdict));
  return out + "; " + counted(counts, "rows of other instruments");
}

std::optional<Error> CohortTrackCommand::complete_options() {
  options.assess.rules = rules.rules();
  for (MonitoringRule& rule : options.assess.rules) rule.level = options.assess.level;
  if (prorate) options.prorating = Prorating::convention;
  if (target.empty()) return std::nullopt;
  const auto chosen = parse_target(target);
  if (!chosen) return chosen.error();
  options.assess.target = *chosen;
  return std::nullopt;
}

Exit CohortTrackCommand::run() {
  const auto document = read_file(model);
  if (!document) return fail(document.error());
  const auto response = response_model_from_json(*document);
  if (!response) return fail(response.error(), model);
  if (instrument.empty() && definition.empty()) instrument = response->instrument;
  if (instrument.empty() && definition.empty())
    return fail({Errc::bad_argument, "the model is of no instrument; name it with --instrument"});
  std::optional<LoadedInstrument> loaded;
  const auto q = chosen_instrument(instrument, definition, loaded);
  if (!q) return fail(q.error());
  if (const auto trouble = complete_options()) return fail(*trouble);
  for (const growth::Covariate& covariate : response->growth.design.covariates)
    names.covariates.push_back(covariate.name);
  const CourseJudging judging{*q, &*response, &options, per == "person"};
  const Column none;
  const auto columns = judging(TrackColumns{.person = &none, .session = &none, .score = &none});
  if (!columns) return fail(columns.error());

  PersonsTogether together;
  ChunkedJob job;
  job.columns = csv_field(names.person) + "," + (judging.per_person ? "" : csv_field(names.session) + ",") +
                csv_header_of(judging.per_person ? columns->persons : columns->sessions);
  job.summary = summary_of_courses;
  job.open = [&](const CsvHeader& header, const std::string& place) -> Result<FileWork> {
    const auto found = TrackPlaces::find(header, names, **q);
    if (!found) return found.error();
    return FileWork{[&judging, place, places = *found](const CsvTable& chunk) {
                      return verdict_lines(chunk, places, place, judging);
                    },
                    together.in_file(found->person, header->size())};
  };
  return files.run(job);
}

}  // namespace

void add_cohort_track(CLI::App& cohort, Exit& exit) {
  auto options = std::make_shared<CohortTrackCommand>();
  CLI::App* const command =
      cohort.add_subcommand("track", "Are the courses in files of any size on course? A verdict for each");
  command->footer(
      "Example:\n"
      "  oncourse cohort track cohort.csv --model model.json --per person --out verdicts.csv\n"
      "A row per session, in order; the rows of a person stand together, in one file. A row without answers and score "
      "is\n"
      "a session without a measurement. A course with a session, date or covariate that cannot be read is not judged, "
      "the\n"
      "others are. Exit status 0 only when nothing was refused.");
  options->files.add_options(command);
  TrackNames& names = options->names;
  command->add_option("--model", options->model, "Model file that `oncourse fit` wrote")->required();
  command->add_option("--person", names.person, "Column of persons")->capture_default_str();
  command->add_option("--session", names.session, "Column of sessions, intake is 0")->capture_default_str();
  CLI::Option* const date =
      command->add_option("--date", names.date, "Column of dates; a person's first one is intake");
  command->add_option("--day", names.day, "Column of days since intake [by the plan's cadence]")->excludes(date);
  CLI::Option* const score =
      command->add_option("--score", names.score, "Column of totals; without it a column `score`, else the items");
  command->add_option("--items", names.items, "Item columns: 'q*', 'PHQ1..PHQ9' or 'a,b,c'")->excludes(score);
  command->add_option("--group", names.group, "Column of the groups that the model was calibrated for");
  command->add_option("--per", options->per, "A line per session or per person")
      ->check(CLI::IsMember({"session", "person"}))
      ->capture_default_str();
  command->add_option("--instrument", options->instrument, "By which instrument courses are judged [the model's]");
  command->add_option("--instrument-file", options->definition, "Its definition (JSON), where it is not shipped");
  command->add_option("--target", options->target, std::string(target_names));
  options->rules.add_options(command, "what the model is calibrated for, else posterior_probability");
  AssessOptions& assess = options->options.assess;
  command->add_option("--combine", assess.combination, "any: one rule is enough for an alarm. all: none may be missing")
      ->transform(by_name(rule_combinations));
  command->add_option("--alpha", assess.alpha, "False alarms per course, for models without calibration")
      ->capture_default_str();
  command->add_option("--level", assess.level, "Of the expected-response band")->capture_default_str();
  add_plan_options(command, options->options.plan);
  command->add_flag("--prorate", options->prorate, "Prorate blanks also where that is a convention only");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

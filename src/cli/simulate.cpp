// simulate.cpp: `oncourse simulate`: a cohort, or one course with its file, of people who do not exist.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iostream>

#include "commands.hpp"
#include "file.hpp"
#include "json/write.hpp"
#include "oncourse/base/date.hpp"
#include "oncourse/cohort/simulate.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

struct SimulateCommand {
  std::string instrument, population = "typical", out, persons_out, course_out, intake = "2026-01-05";
  bool slow = false, totals = false, populations = false, json = false;
  int persons = 400;
  SimulationOptions options;
  std::vector<ParameterValue> parameters;

  Exit run();

 private:
  std::optional<Error> complete();
  std::optional<Error> write_courses(std::string& course_document, std::size_t& rows);

  const Instrument* q_ = nullptr;
  SimulatedPopulation population_;
  std::optional<Date> first_intake_;
};

/// What the therapist of a simulated person would have agreed at intake.
CourseFile course_file(const Instrument& q, const Date& intake, const SimulatedPopulation& population,
                       const SimulatedCourse& course, SimulationDraws& draw) {
  CourseFile file;
  file.intake = intake;
  file.plan.cadence_days = static_cast<int>(population.cadence_days);
  file.instrument = q.id;
  file.focus = Focus{problem_areas[static_cast<std::size_t>(draw.whole(0, 3))]};
  for (const SimulatedSession& session : course.sessions) {
    if (!session.medication) continue;
    file.medication.push_back({{}, session.day, MedicationEvent::Kind::started, "simulated medication"});
    break;
  }
  if (const Cutoff* const cutoff = usual_cutoff(q.figures)) {
    const bool lower = q.direction == Direction::lower_is_better;
    file.goals.push_back({"back on the functional side of the cut-off", std::string(q.id),
                          lower ? Compare::below : Compare::above, cutoff->value});
  }
  return file;
}

/// Whatever could go wrong does so here, before anything is written.
std::optional<Error> SimulateCommand::complete() {
  if (json && out.empty())
    return Error{Errc::bad_argument, "--json needs --out: the courses would share standard output with it"};
  if (!course_out.empty() && persons != 1)
    return Error{Errc::bad_argument, "--course describes one person, " + text(persons) + " are asked for"};
  const auto named = find_population(slow ? "slow" : population);
  if (!named) return Error{named.error().code, "--population: " + named.error().detail};
  const auto with = with_parameters((*named)->population, parameters);
  if (!with) return with.error();
  const auto found = find_instrument(instrument.empty() ? (*named)->instrument : instrument);
  if (!found) return found.error();
  const auto date = Date::parse(intake);
  if (!date) return Error{date.error().code, "--intake: " + date.error().detail};
  q_ = *found;
  population_ = *with;
  first_intake_ = *date;
  options.items = !totals;
  options.last_intake_day = persons == 1 ? 0 : SimulationOptions{}.last_intake_day;
  const double longest = 3.0 * population_.cadence_days * population_.last_session_most;
  const auto last = date->plus_days(options.last_intake_day + static_cast<long>(longest));
  return last ? std::nullopt : std::optional(Error{last.error().code, "--intake: " + last.error().detail});
}

/// One person after the other: a cohort may be larger than memory.
std::optional<Error> SimulateCommand::write_courses(std::string& course_document, std::size_t& rows) {
  auto simulator = CourseSimulator::make(*q_, population_, options);
  if (!simulator) return simulator.error();
  std::optional<OutputFile> file, persons_file;
  if (!out.empty()) file.emplace(out);
  if (!persons_out.empty()) persons_file.emplace(persons_out);
  std::string csv = "patient,session,date,instrument,medication";
  for (int item = 1; options.items && item <= q_->items; ++item) csv += ",q" + text(item);
  csv += totals ? ",score\n" : "\n";
  if (persons_file) persons_file->write("patient,level,rate,medication_from,last_planned,last_session,end\n");
  for (int person = 1; person <= persons; ++person) {
    const SimulatedCourse course = simulator->next();
    const std::string patient = "P" + text(person);
    const Date day_zero = *first_intake_->plus_days(course.intake_day);
    for (const SimulatedSession& session : course.sessions) {
      csv += patient + "," + text(session.number) + "," + day_zero.plus_days(session.day)->iso() + "," +
             std::string(q_->id) + "," + (session.medication ? "1" : "0");
      if (totals) csv += "," + (session.total ? text(*session.total) : "");
      for (int item = 0; options.items && item < q_->items; ++item)
        csv += session.answers.empty() ? "," : "," + text(session.answers[static_cast<std::size_t>(item)]);
      csv += "\n";
      ++rows;
    }
    if (file)
      file->write(csv);
    else
      std::cout << csv;
    csv.clear();
    if (persons_file)
      persons_file->write(patient + "," + text(course.level) + "," + text(course.rate) + "," +
                          (course.medication_from ? text(*course.medication_from) : "") + "," +
                          text(course.last_planned) + "," + text(course.sessions.back().number) + "," +
                          std::string(name(course.end)) + "\n");
    if (!course_out.empty())
      course_document = to_json(course_file(*q_, day_zero, population_, course, simulator->draws()));
  }
  for (auto* one : {&file, &persons_file})
    if (*one)
      if (auto trouble = (*one)->finish()) return trouble;
  return std::nullopt;
}

Exit SimulateCommand::run() {
  if (populations) {
    print(population_columns(), json, "populations");
    return Exit::ok;
  }
  if (const auto trouble = complete()) return fail(*trouble);
  std::string course_document;
  std::size_t rows = 0;
  if (const auto trouble = write_courses(course_document, rows)) return fail(*trouble);
  if (!course_out.empty())
    if (const auto trouble = write_file(course_out, course_document)) return fail(*trouble);
  if (json)
    std::cout << json::write({{"persons", persons}, {"rows", rows}, {"file", out}, {"seed", options.seed}},
                             json::Layout::lines)
              << "\n";
  return Exit::ok;
}

/// `--residual-sd 3` for each parameter of a population.
void add_parameters(CLI::App* command, const std::shared_ptr<SimulateCommand>& options) {
  const auto add = [&](std::string_view name, const std::string& what) {
    std::string flag = "--" + std::string(name);
    std::replace(flag.begin(), flag.end(), '_', '-');
    command
        ->add_option_function<double>(
            flag,
            [options, name](const double& value) {
              options->parameters.push_back({name, value});
            },
            what)
        ->group("Population");
  };
  for (const PopulationParameter& parameter : population_parameters()) {
    const double usual = typical_population.*parameter.value;
    add(parameter.name, std::string(parameter.what) + (std::isnan(usual) ? "" : " [typical: " + text(usual) + "]"));
  }
  add("range", "weeks, in place of autocorrelation: residuals w weeks apart correlate by exp(-w / range)");
}

}  // namespace

void add_simulate(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<SimulateCommand>();
  CLI::App* command = app.add_subcommand("simulate", "Write courses of people who do not exist; same seed, same file");
  command->footer(
      "Examples:\n"
      "  oncourse simulate --persons 400 --seed 1 --out cohort.csv\n"
      "  oncourse simulate --persons 1 --slow --seed 8 --until 7 --out course.csv --course course.json\n"
      "  oncourse simulate --population refractory --range 2 --nugget 0.4 --dropout-good-enough 0.25 --totals\n"
      "Leaving is told in --persons-out: completed, completely_at_random, good_enough, deterioration or under_way.");
  command->add_option("--instrument", options->instrument,
                      "An instrument that sums its items, or any other with --totals [the population's]");
  command->add_option("--persons", options->persons, "How many courses")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command->add_option("--seed", options->options.seed, "Seed")->capture_default_str();
  command->add_option("--until", options->options.until, "Last session to write: courses still under way")
      ->check(CLI::Range(0, 1000));
  CLI::Option* const population =
      command->add_option("--population", options->population, "One of --populations")->capture_default_str();
  command->add_flag("--slow", options->slow, "The same as --population slow")->excludes(population);
  command->add_flag("--populations", options->populations,
                    "List the populations: every parameter with its value and source");
  command->add_flag("--totals", options->totals, "Totals in a column `score`, in place of answers");
  command->add_option("--intake", options->intake, "First day of intake")->capture_default_str();
  command->add_option("--out", options->out, "CSV file to write; standard output without it");
  command->add_option("--persons-out", options->persons_out,
                      "Also write a CSV row per person: own level and rate, and how the course ended");
  command->add_option("--course", options->course_out, "Also write the course file of the one person");
  command->add_flag("--json", options->json, "One JSON document on standard output; the courses go to --out");
  add_parameters(command, options);
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

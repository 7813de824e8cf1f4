// simulate.cpp: `oncourse simulate`: a cohort, or one course with its file, of people who do not exist.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "commands.hpp"
#include "file.hpp"
#include "json/write.hpp"
#include "oncourse/base/date.hpp"
#include "oncourse/cohort/simulate.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/instrument/catalogue.hpp"

namespace oncourse::cli {
namespace {

struct SimulateCommand {
  std::string instrument = "phq-9", out, course_out, intake = "2026-01-05";
  bool slow = false, json = false;
  int persons = 400, until = 1000;
  std::uint64_t seed = 1;

  Exit run() const;
};

/// What the therapist of a simulated person would have agreed at intake.
CourseFile course_file(const Instrument& q, const Date& intake, const SimulatedPopulation& population,
                       const std::vector<SimulatedSession>& course, SimulationDraws& draw) {
  CourseFile file;
  file.intake = intake;
  file.plan.cadence_days = population.cadence_days;
  file.instrument = q.id;
  file.focus = Focus{problem_areas[static_cast<std::size_t>(draw.whole(0, 3))]};
  for (const SimulatedSession& session : course) {
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

Exit SimulateCommand::run() const {
  const auto q = find_instrument(instrument);
  if (!q) return fail(q.error());
  const auto first_intake = Date::parse(intake);
  if (!first_intake) return fail({first_intake.error().code, "--intake: " + first_intake.error().detail});

  if (json && out.empty())
    return fail({Errc::bad_argument, "--json needs --out: the courses would share standard output with it"});
  if (!course_out.empty() && persons != 1)
    return fail({Errc::bad_argument, "--course describes one person, " + text(persons) + " are asked for"});

  const SimulatedPopulation population = slow ? slow_population : typical_population;
  SimulationDraws draw(seed);
  std::string csv = "patient,session,date,instrument,medication";
  for (int item = 1; item <= (*q)->items; ++item) csv += ",q" + text(item);
  csv += "\n";
  std::string course_document;
  std::size_t rows = 0;
  for (int person = 1; person <= persons; ++person) {
    const auto simulated = simulate_person(**q, population, persons, until, draw);
    if (!simulated) return fail(simulated.error());
    const auto day_zero = first_intake->plus_days(simulated->intake_day);
    if (!day_zero) return fail(day_zero.error());
    for (const SimulatedSession& session : simulated->course) {
      const auto date = day_zero->plus_days(session.day);
      if (!date) return fail(date.error());
      csv += "P" + text(person) + "," + text(session.number) + "," + date->iso() + "," + std::string((*q)->id) + "," +
             (session.medication ? "1" : "0");
      for (int item = 0; item < (*q)->items; ++item)
        csv += session.answers.empty() ? "," : "," + text(session.answers[static_cast<std::size_t>(item)]);
      csv += "\n";
      ++rows;
    }
    if (!course_out.empty())
      course_document = to_json(course_file(**q, *day_zero, population, simulated->course, draw));
  }
  if (out.empty())
    std::cout << csv;
  else if (const auto trouble = write_file(out, csv))
    return fail(*trouble);
  if (!course_out.empty())
    if (const auto trouble = write_file(course_out, course_document)) return fail(*trouble);
  if (json)
    std::cout << json::write({{"persons", persons}, {"rows", rows}, {"file", out}, {"seed", seed}}, json::Layout::lines)
              << "\n";
  return Exit::ok;
}

}  // namespace

void add_simulate(CLI::App& app, Exit& exit) {
  auto options = std::make_shared<SimulateCommand>();
  CLI::App* command = app.add_subcommand("simulate", "Write courses of people who do not exist; same seed, same file");
  command->footer(
      "Examples:\n"
      "  oncourse simulate --persons 400 --seed 1 --out cohort.csv\n"
      "  oncourse simulate --persons 1 --slow --seed 8 --until 7 --out course.csv --course course.json");
  command->add_option("--instrument", options->instrument, "An instrument that sums its items")->capture_default_str();
  command->add_option("--persons", options->persons, "How many courses")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Seed")->capture_default_str();
  command->add_option("--until", options->until, "Last session to write: courses still under way")
      ->check(CLI::Range(0, 1000));
  command->add_flag("--slow", options->slow, "People who improve slowly, instead of a typical service");
  command->add_option("--intake", options->intake, "First day of intake")->capture_default_str();
  command->add_option("--out", options->out, "CSV file to write; standard output without it");
  command->add_option("--course", options->course_out, "Also write the course file of the one person");
  command->add_flag("--json", options->json, "One JSON document on standard output; the courses go to --out");
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

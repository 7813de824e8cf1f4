// cohort_track.cpp: `oncourse cohort track`: files with the courses of any number of people in, verdicts out.
// SPDX-License-Identifier: Apache-2.0
#include "chunked_files.hpp"
#include "course_options.hpp"
#include "persons_together.hpp"
#include "verdict_lines.hpp"

namespace oncourse::cli {
namespace {

struct CohortTrackCommand {
  ChunkedFiles files;
  CourseOptions course;

  [[nodiscard]] Exit run() const;
};

std::string summary_of_courses(const RowCounts& counts) {
  std::string out = counted(counts, "persons");
  for (const Verdict verdict : {Verdict::on_track, Verdict::off_track, Verdict::reached_target, Verdict::undetermined})
    out += ", " + counted(counts, name(verdict));
  return out + "; " + counted(counts, "rows of other instruments");
}

Exit CohortTrackCommand::run() const {
  std::optional<LoadedInstrument> loaded;
  const auto asked = course.read(loaded);
  if (!asked) return fail(asked.error());
  TrackOptions options{course.plan, {}, asked->prorating};
  options.assess.target = asked->target;
  options.assess.rules = asked->rules;
  options.assess.combination = course.combination;
  options.assess.alpha = course.alpha;
  options.assess.level = course.level;
  const CourseJudging judging{asked->q, &asked->model, &options, course.per == "person"};
  const Column none;
  const bool counted = asked->names.session.empty(), timed = !asked->names.date.empty() || !asked->names.day.empty();
  const auto columns = judging(TrackColumns{
      .person = &none, .session = counted ? nullptr : &none, .day = timed ? &none : nullptr, .score = &none});
  if (!columns) return fail(columns.error());

  PersonsTogether together;
  ChunkedJob job;
  job.columns = csv_field(asked->names.person) + "," +
                (judging.per_person || counted ? "" : csv_field(asked->names.session) + ",") +
                csv_header_of(judging.per_person ? columns->persons : columns->sessions);
  job.summary = summary_of_courses;
  job.open = [&](const CsvHeader& header, const std::string& place) -> Result<FileWork> {
    const auto found = TrackPlaces::find(header, asked->names, *asked->q);
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
      "A row per session, in order; the rows of a person stand together, in one file. A row without answers and\n"
      "score is a session without a measurement. A course with a session, date or covariate that cannot be read\n"
      "is not judged, nor one with a malformed row beside it or whose first score is refused; the others are.\n"
      "Exit status 0 only when nothing was refused.");
  options->files.add_options(command);
  options->course.add_options(command);
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

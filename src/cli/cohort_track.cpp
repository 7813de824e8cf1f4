// cohort_track.cpp: `oncourse cohort track`: files with the courses of any number of people in, verdicts out.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "by_name.hpp"
#include "chunked_files.hpp"
#include "file.hpp"
#include "oncourse/course/course_file.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/model_file.hpp"
#include "persons_together.hpp"
#include "plan_options.hpp"
#include "rule_options.hpp"
#include "tracked_rows.hpp"

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

/// By what every course is judged.
struct CourseJudging {
  const Instrument* q;
  const ResponseModel* model;
  const TrackOptions* options;
  bool per_person;

  [[nodiscard]] Result<Tracked> operator()(const TrackColumns& columns) const {
    return track_columns(columns, *q, *model, *options);
  }
};

/// The lines of one chunk's rows, or of the persons in it.
class VerdictLines {
 public:
  VerdictLines(const CsvTable& table, const TrackPlaces& places, const std::string& place, const CourseJudging& judging)
      : table_(table), places_(places), place_(place), judging_(judging), rows_(table, places, *judging.q) {}

  Result<ChunkResult> write();

 private:
  /// A row that has a trouble of its own, one of its course's, or none.
  struct Line {
    const RowTrouble* own = nullptr;
    const TrackedPerson* unread = nullptr;
    std::optional<std::size_t> judged = {};  ///< place among the rows that were
  };

  void collect(const Tracked& found);
  void write_persons(const Table& persons);
  void write_rows(const Table& sessions);
  void begin(std::size_t row);
  void values(const Table& table, std::size_t row);
  void no_values(const Table& table);
  void end(std::string_view status, std::string_view detail = {});
  void end(const TrackedPerson& unread);

  const CsvTable& table_;
  const TrackPlaces& places_;
  const std::string& place_;
  const CourseJudging& judging_;
  const TrackedRows rows_;
  std::vector<Line> lines_;
  std::vector<std::optional<RowTrouble>> refused_;  ///< of the rows that were judged, by the library
  ChunkResult out_;
};

Result<ChunkResult> VerdictLines::write() {
  const auto found = judging_(rows_.columns());
  if (!found) return found.error();
  collect(*found);
  if (judging_.per_person)
    write_persons(found->persons);
  else
    write_rows(found->sessions);
  return std::move(out_);
}

/// What is to be said of every row, and what of it is trouble: of a course that is refused as a whole once.
void VerdictLines::collect(const Tracked& found) {
  lines_.resize(table_.rows());
  for (const auto* const troubles : {&table_.rejected(), &rows_.nameless(), &rows_.unmeasured()})
    for (const RowTrouble& trouble : *troubles) lines_[trouble.row].own = &trouble;
  for (std::size_t place = 0; place < rows_.judged().size(); ++place) lines_[rows_.judged()[place]].judged = place;
  refused_.resize(rows_.judged().size());

  std::size_t judged = 0;
  for (const TrackedPerson& person : rows_.persons()) {
    ++out_.counts["persons"];
    if (person.unread) {
      for (const std::size_t row : person.rows) lines_[row].unread = &person;
      lines_[person.unread->row].own = &*person.unread;
      continue;
    }
    const auto of_course = error_in(found.persons, judged);
    if (of_course)
      out_.troubles.push_back({person.rows.front(), {}, *of_course});
    else
      ++out_.counts[std::string(found.persons.find("verdict")->view().text(judged))];
    ++judged;
    for (const std::size_t row : person.rows) {
      const std::size_t place = *lines_[row].judged;
      const auto error = error_in(found.sessions, place);
      if (!error) continue;
      const std::string column = error->code == Errc::response_range ? rows_.off_scale(place) : "";
      refused_[place] = RowTrouble{row, column, *error};
      const bool of_row = !of_course || of_course->detail != error->detail;
      if (of_row && !lines_[row].own) lines_[row].own = &*refused_[place];
    }
  }
  for (const Line& line : lines_) {
    if (line.own) out_.troubles.push_back(*line.own);
    if (!line.own && !line.unread && !line.judged) ++out_.counts["rows of other instruments"];
  }
  std::stable_sort(out_.troubles.begin(), out_.troubles.end(),
                   [](const RowTrouble& a, const RowTrouble& b) { return a.row < b.row; });
}

void VerdictLines::begin(std::size_t row) {
  out_.csv += place_ + text(table_.line(row)) + ",";
  append_csv(out_.csv, table_.cell(row, places_.person));
  out_.csv += ',';
}

/// All columns but the last two, status and detail.
void VerdictLines::values(const Table& table, std::size_t row) {
  for (std::size_t i = 0; i + 2 < table.columns.size(); ++i) {
    append_csv(out_.csv, table.columns[i], row);
    out_.csv += ',';
  }
}

void VerdictLines::no_values(const Table& table) { out_.csv.append(table.columns.size() - 2, ','); }

void VerdictLines::end(std::string_view status, std::string_view detail) {
  out_.csv += status;
  out_.csv += ',';
  append_csv(out_.csv, detail);
  out_.csv += '\n';
}

void VerdictLines::end(const TrackedPerson& unread) {
  const RowTrouble& trouble = *unread.unread;
  end(name(trouble.why.code), "line " + text(table_.line(trouble.row)) + ", " + trouble.detail());
}

void VerdictLines::write_rows(const Table& sessions) {
  for (std::size_t row = 0; row < table_.rows(); ++row) {
    const Line& line = lines_[row];
    begin(row);
    append_csv(out_.csv, table_.cell(row, places_.session));
    out_.csv += ',';
    if (line.judged)
      values(sessions, *line.judged);
    else
      no_values(sessions);
    const RowTrouble* const trouble = line.own                                ? line.own
                                      : line.judged && refused_[*line.judged] ? &*refused_[*line.judged]
                                                                              : nullptr;
    if (trouble)
      end(name(trouble->why.code), trouble->detail());
    else if (line.unread)
      end(*line.unread);
    else
      end(line.judged ? "ok" : "other_instrument");
  }
}

void VerdictLines::write_persons(const Table& persons) {
  std::size_t judged = 0;
  for (const TrackedPerson& person : rows_.persons()) {
    begin(person.rows.front());
    if (person.unread) {
      no_values(persons);
      end(person);
      continue;
    }
    values(persons, judged);
    const auto error = error_in(persons, judged++);
    end(error ? name(error->code) : "ok", error ? error->detail : "");
  }
}

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
                      return VerdictLines(chunk, places, place, judging).write();
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

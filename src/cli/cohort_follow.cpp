// cohort_follow.cpp: `oncourse cohort follow`: today's rows, with what was kept of all courses yesterday, to verdicts.
// SPDX-License-Identifier: Apache-2.0
#include "chunked_files.hpp"
#include "course_options.hpp"
#include "followed_lines.hpp"
#include "oncourse/cohort/kept_file.hpp"

namespace oncourse::cli {
namespace {

struct CohortFollowCommand {
  ChunkedFiles files;
  CourseOptions course;
  std::string kept, keep;

  [[nodiscard]] Exit run() const;
};

std::string summary_of_followed(const RowCounts& counts) {
  std::string out = counted(counts, "persons") + ", " + counted(counts, "kept");
  for (const Verdict verdict : {Verdict::on_track, Verdict::off_track, Verdict::reached_target, Verdict::undetermined})
    out += ", " + counted(counts, name(verdict));
  return out + "; " + counted(counts, "rows of other instruments");
}

/// Of yesterday; without a file nobody is known yet.
Result<Table> kept_in(const std::string& path) {
  if (path.empty()) return Table();
  const auto document = read_file(path);
  if (!document) return document.error();
  auto out = kept_from_bytes(std::as_bytes(std::span(*document)));
  if (!out) return Error{out.error().code, path + ": " + out.error().detail};
  return out;
}

/// Columns without rows, as those that will come.
struct NoRows {
  Column none;
  std::vector<Column> covariates;

  [[nodiscard]] TrackColumns columns(const TrackNames& names) {
    for (const std::string& name : names.covariates) covariates.push_back({name, {}, 0});
    TrackColumns out{.person = &none, .session = names.session.empty() ? nullptr : &none, .score = &none};
    if (!names.date.empty()) out.date = &none;
    if (!names.day.empty()) out.day = &none;
    if (!names.group.empty()) out.group = &none;
    for (const Column& covariate : covariates) out.covariates.push_back(&covariate);
    return out;
  }
};

Exit CohortFollowCommand::run() const {
  for (const auto& [option, path] : {std::pair("--out", files.out), std::pair("--rejects", files.rejects)})
    for (const auto& [other, used] : {std::pair("--kept", kept), std::pair("--keep", keep)})
      if (!used.empty() && used == path)
        return fail({Errc::bad_argument, std::string(other) + " and " + option + " name the same file"});
  std::optional<LoadedInstrument> loaded;
  const auto asked = course.read(loaded);
  if (!asked) return fail(asked.error());
  FollowOptions options{course.plan, asked->target, course.alpha, asked->rules, course.combination,
                        {},          true,          false,        files.threads};
  options.every_session = course.per == "session";

  auto known = kept_in(kept);
  if (!known) return fail(known.error());
  std::vector<Column> yesterday = known->view();
  NoRows no_rows;
  const auto nothing = follow_columns(no_rows.columns(asked->names), *asked->q, asked->model, options, yesterday);
  if (!nothing) return fail(nothing.error(), kept);
  options.keep = !keep.empty();

  std::vector<DayPart> parts;
  TrackPlaces places;  // of any file: those that are asked for are in all of them
  ChunkedJob job;
  job.columns = followed_header(asked->names, nothing->verdicts, !options.every_session);
  job.summary = summary_of_followed;
  job.open = [&](const CsvHeader& header, const std::string& place) -> Result<FileWork> {
    auto found = TrackPlaces::find(header, asked->names, *asked->q);
    if (!found) return found.error();
    places = *found;
    return FileWork{[&, place, there = *std::move(found)](const CsvTable& chunk) -> Result<ChunkResult> {
      auto made = day_part(chunk, there, *asked->q, asked->prorating);
      if (!made) return made.error();
      made->place = place;
      ChunkResult out;
      out.hand_over = [&, part = std::make_shared<DayPart>(*std::move(made))](std::size_t file) {
        part->file = file;
        parts.push_back(std::move(*part));
      };
      return out;
    }};
  };
  job.beside = keep;
  job.at_end = [&](const GiveRows& give, OutputFile* beside) -> std::optional<Error> {
    const DayColumns columns(parts);
    const auto found = follow_columns(columns.columns(places), *asked->q, asked->model, options, yesterday);
    if (!found) return found.error();
    yesterday.clear();
    *known = Table();  // room for the document
    if (beside) {
      const auto size = document_size(found->kept);
      if (!size) return size.error();
      std::string document(*size, '\0');
      write_document(found->kept, std::as_writable_bytes(std::span(document)).data());
      beside->write(document);
    }
    ChunkResult counts;
    counts.counts["kept"] = found->kept.rows();
    if (give(counts, {})) give_followed(parts, *found, !options.every_session, give);
    return std::nullopt;
  };
  return files.run(job);
}

}  // namespace

void add_cohort_follow(CLI::App& cohort, Exit& exit) {
  auto options = std::make_shared<CohortFollowCommand>();
  CLI::App* const command =
      cohort.add_subcommand("follow", "Are courses on course, day by day? From today's rows and what was kept");
  command->footer(
      "Example:\n"
      "  oncourse cohort follow today.csv --model model.json --kept yesterday.kept --keep today.kept --out "
      "verdicts.csv\n"
      "A row per session; those of a person in order, with others between them or not. Each is judged by what\n"
      "is known up to it, the same whether rows come in one day or in many. A row without answers and score is\n"
      "a session without a measurement. A row with a session, date or covariate that cannot be read makes its\n"
      "course unusable from there on, and so does a first score that is refused, tomorrow too: correct the file\n"
      "and repeat the day from --kept, which --keep had better not replace. What is kept answers the same\n"
      "question by the same model and no other.\n"
      "Memory holds all rows of the files in columns (some 30 bytes and the person's name each), the verdicts, and\n"
      "everybody who is kept. --out, --rejects and --keep are there together or not at all.\n"
      "Exit status 0 only when nothing was refused.");
  options->files.chunk = std::size_t{1} << 16;  // of which memory keeps all; columns in few pieces are found faster
  options->files.add_options(command);
  command->add_option("--kept", options->kept, "What --keep wrote before these rows [nobody is known yet]");
  command->add_option("--keep", options->keep, "Write here what the next rows need; it may replace the file of --kept");
  options->course.add_options(command);
  command->callback([options, &exit] { exit = options->run(); });
}

}  // namespace oncourse::cli

// follow_columns.cpp: rows into verdicts, one course after the other.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/follow_columns.hpp"

#include <algorithm>
#include <tuple>

#include "base/parallel.hpp"
#include "cohort/follower.hpp"

namespace oncourse {
namespace {

Table refusal_table(const std::vector<std::vector<RefusedRow>>& parts) {
  std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> order;  // row, and where it was found
  for (std::size_t part = 0; part < parts.size(); ++part)
    for (std::size_t k = 0; k < parts[part].size(); ++k) order.emplace_back(parts[part][k].row, part, k);
  std::sort(order.begin(), order.end());
  Table out{{TableColumn::long_numbers("row"), TableColumn::texts("status"), TableColumn::texts("detail")}};
  for (const auto& [row, part, k] : order) {
    const Error& why = parts[part][k].why;
    out.columns[0].append(static_cast<std::int64_t>(row));
    out.columns[1].append(name(why.code));
    out.columns[2].append(why.detail);
  }
  return out;
}

}  // namespace

Result<Followed> follow_columns(const TrackColumns& columns, const Instrument& q, const ResponseModel& model,
                                const FollowOptions& options, std::span<const Column> kept) {
  if (auto trouble = trouble_in_question(options, q, model)) return *trouble;
  const auto read = FollowedRows::of(columns, model.growth.design);
  if (!read) return read.error();
  const AskedOfCourses asked = AskedOfCourses::make(*read, q, model, options);
  const auto runs = PersonRuns::of(*columns.person, options.threads);
  if (!runs) return runs.error();

  const auto person =
      std::find_if(kept.begin(), kept.end(), [](const Column& column) { return column.name == "person"; });
  if (!kept.empty() && person == kept.end()) return Error{Errc::bad_argument, "what is kept has no column person"};
  const Column* const known = kept.empty() ? nullptr : &*person;
  const Column nothing{};
  const auto persons = known_persons(known ? *known : nothing, *columns.person, *runs);
  if (!persons) return persons.error();
  std::optional<KeptReader> kept_reader;
  if (known) {
    auto made = KeptReader::make(kept, *known, asked.kept_for);
    if (!made) return made.error();
    kept_reader = *std::move(made);
  }

  const std::size_t n_known = persons->today.size(), n = n_known + persons->newcomers.size();
  FollowedVerdicts verdicts(options.every_session ? columns.person->size : runs->persons(), options.every_session,
                            !columns.session);
  std::optional<KeptWriter> writer;
  if (options.keep) writer.emplace(all_persons(known, *columns.person, *runs, persons->newcomers), asked.kept_for);

  constexpr std::size_t chunk = 2048;
  const std::size_t chunks = (n + chunk - 1) / chunk;
  std::vector<std::vector<RefusedRow>> refusals(chunks);
  std::vector<std::optional<Error>> troubles(chunks);
  on_threads(chunks, options.threads, [&](std::size_t k) {
    Follower follower(asked, *read, verdicts);
    std::optional<KeptReader> reader = kept_reader;
    KeptCourse course = asked.kept_for.course();
    for (std::size_t i = k * chunk; i < std::min(n, (k + 1) * chunk); ++i) {
      if (i < n_known) {
        if ((troubles[k] = reader->read(i, course))) return;
      } else {
        course.begin();
      }
      const std::size_t today = i < n_known ? persons->today[i] : persons->newcomers[i - n_known];
      if (today != nobody) follower.follow(course, (*runs)[today], today);
      if (writer) writer->write(i, course);
    }
    refusals[k] = std::move(follower.refusals);
  });
  for (auto& trouble : troubles)
    if (trouble) return *std::move(trouble);

  Followed out;
  out.verdicts = std::move(verdicts).table(options.threads);
  out.refusals = refusal_table(refusals);
  if (writer) out.kept = std::move(*writer).table(options.threads);
  out.first_rows.reserve(runs->persons());
  for (std::size_t i = 0; i < runs->persons(); ++i) out.first_rows.push_back((*runs)[i].first);
  return out;
}

}  // namespace oncourse

// verdict_lines.cpp: a line per session or person, whatever became of the course.
// SPDX-License-Identifier: Apache-2.0
#include "verdict_lines.hpp"

#include <algorithm>

namespace oncourse::cli {
namespace {

class VerdictLines {
 public:
  VerdictLines(const CsvTable& table, const TrackPlaces& places, const std::string& place, const CourseJudging& judging)
      : table_(table), places_(places), place_(place), judging_(judging), rows_(table, places, *judging.q) {}

  Result<ChunkResult> write();

 private:
  /// A row that has a trouble of its own, one of its course's, or none.
  struct Line {
    const RowTrouble* own = nullptr;
    const RowTrouble* unread = nullptr;      ///< for which the course is not judged
    std::optional<std::size_t> judged = {};  ///< place among the rows that were
  };

  void collect(const Tracked& found);
  void write_persons(const Table& persons);
  void write_rows();
  void begin(std::size_t row);
  void values(std::size_t row);
  void no_values();
  void end(std::string_view status, std::string_view detail = {});
  void end(const RowTrouble& trouble);

  const CsvTable& table_;
  const TrackPlaces& places_;
  const std::string& place_;
  const CourseJudging& judging_;
  const TrackedRows rows_;
  std::vector<CsvColumn> verdicts_;  ///< of sessions or persons, status and detail at the end
  std::vector<Line> lines_;
  std::vector<const RowTrouble*> of_persons_;       ///< what each person's line names of their rows, nullptr: nothing
  std::vector<std::optional<RowTrouble>> refused_;  ///< of the rows that were judged, by the library
  ChunkResult out_;
};

Result<ChunkResult> VerdictLines::write() {
  const auto found = judging_(rows_.courses().columns());
  if (!found) return found.error();
  collect(*found);
  verdicts_ = csv_columns(judging_.per_person ? found->persons : found->sessions);
  if (judging_.per_person)
    write_persons(found->persons);
  else
    write_rows();
  return std::move(out_);
}

/// What is to be said of every row, and what of it is trouble: of a course that is refused as a whole once.
void VerdictLines::collect(const Tracked& found) {
  lines_.resize(table_.rows());
  for (const auto* const troubles : {&table_.rejected(), &rows_.nameless(), &rows_.courses().unmeasured()})
    for (const RowTrouble& trouble : *troubles) lines_[trouble.row].own = &trouble;
  for (std::size_t place = 0; place < rows_.judged().size(); ++place) lines_[rows_.judged()[place]].judged = place;
  refused_.resize(rows_.judged().size());

  const ColumnPiece scores = found.sessions.find("score")->view();
  std::size_t judged = 0;
  for (const TrackedPerson& person : rows_.persons()) {
    ++out_.counts["persons"];
    if (person.unread) {
      for (const std::size_t row : person.rows) lines_[row].unread = &*person.unread;
      if (!lines_[person.unread->row].own) lines_[person.unread->row].own = &*person.unread;
      of_persons_.push_back(&*person.unread);
      continue;
    }
    const auto of_course = error_in(found.persons, judged);
    for (const std::size_t row : person.rows) {
      const std::size_t place = *lines_[row].judged;
      const auto error = error_in(found.sessions, place);
      if (!error) continue;
      const std::string column = error->code == Errc::response_range ? rows_.courses().off_scale(place) : "";
      refused_[place] = RowTrouble{row, column, *error};
      const bool of_row = !of_course || of_course->detail != error->detail;
      if (of_row && !lines_[row].own) lines_[row].own = &*refused_[place];
    }
    const RowTrouble* first = nullptr;
    bool begun = false, unbegun = false;
    for (const std::size_t row : person.rows) {
      begun = begun || !scores.missing(*lines_[row].judged);
      if (!first) first = lines_[row].own;
      unbegun = unbegun || (!begun && lines_[row].own);
    }
    of_persons_.push_back(of_course && !unbegun ? nullptr : first);
    if (of_course && !unbegun) {
      out_.troubles.push_back({person.rows.front(), {}, *of_course});
    } else if (of_course) {  // for what one of its rows says of itself
      for (const std::size_t row : person.rows) {
        lines_[row].judged.reset();
        lines_[row].unread = first;
      }
    } else {
      ++out_.counts[std::string(found.persons.find("verdict")->view().text(judged))];
    }
    ++judged;
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
void VerdictLines::values(std::size_t row) {
  for (std::size_t i = 0; i + 2 < verdicts_.size(); ++i) {
    verdicts_[i].append_to(out_.csv, row);
    out_.csv += ',';
  }
}

void VerdictLines::no_values() { out_.csv.append(verdicts_.size() - 2, ','); }

void VerdictLines::end(std::string_view status, std::string_view detail) {
  out_.csv += status;
  out_.csv += ',';
  append_csv(out_.csv, detail);
  out_.csv += '\n';
}

/// What is wrong is in another line.
void VerdictLines::end(const RowTrouble& trouble) {
  end(name(trouble.why.code), "line " + text(table_.line(trouble.row)) + ", " + trouble.detail());
}

void VerdictLines::write_rows() {
  for (std::size_t row = 0; row < table_.rows(); ++row) {
    const Line& line = lines_[row];
    begin(row);
    if (places_.session) {
      append_csv(out_.csv, table_.cell(row, *places_.session));
      out_.csv += ',';
    }
    if (line.judged)
      values(*line.judged);
    else
      no_values();
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
  for (std::size_t i = 0; i < rows_.persons().size(); ++i) {
    const TrackedPerson& person = rows_.persons()[i];
    begin(person.rows.front());
    const auto error = person.unread ? std::nullopt : error_in(persons, judged);
    if (person.unread)
      no_values();
    else
      values(judged++);
    if (of_persons_[i])
      end(*of_persons_[i]);
    else if (error)
      end(name(error->code), error->detail);
    else
      end("ok");
  }
}

}  // namespace

Result<ChunkResult> verdict_lines(const CsvTable& table, const TrackPlaces& places, const std::string& place,
                                  const CourseJudging& judging) {
  return VerdictLines(table, places, place, judging).write();
}

}  // namespace oncourse::cli

// day_rows.cpp: chunks of a file into columns that stay.
// SPDX-License-Identifier: Apache-2.0
#include "day_rows.hpp"

#include <algorithm>
#include <set>

#include "oncourse/cohort/score_columns.hpp"

namespace oncourse::cli {
namespace {

/// Scores of sheets, off every scale for those that have none and were answered, and why.
Result<FileColumn> scores_of(const CourseColumns& courses, const Instrument& q, Prorating how,
                             std::vector<RowTrouble>& troubles) {
  TableColumn scores = TableColumn::numbers("score");
  std::size_t place = 0;
  const auto trouble =
      score_rows(q, courses.columns().items, how, nullptr, [&](const Result<Score>& score, auto answers) {
        const bool off_scale = !score && score.error().code == Errc::response_range;
        if (score) {
          scores.append(score->total);
        } else if (off_scale || std::any_of(answers.begin(), answers.end(), [](Answer a) { return a != blank; })) {
          scores.append(off_every_scale);
          troubles.push_back({place, off_scale ? courses.off_scale(place) : std::string(), score.error()});
        } else {
          scores.append_null();
        }
        ++place;
      });
  if (trouble) return *trouble;
  return FileColumn(std::move(scores));
}

}  // namespace

Result<DayPart> day_part(const CsvTable& table, const TrackPlaces& places, const Instrument& q, Prorating how) {
  DayPart out;
  out.has_sessions = places.session.has_value();
  std::vector<std::size_t> rows;  // of courses
  std::vector<RowTrouble> unread;
  const std::vector<std::size_t> of_instrument = rows_of(table, q);
  auto rejected = table.rejected().begin();
  auto next = of_instrument.begin();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::optional<RowTrouble> aside;
    if (rejected != table.rejected().end() && rejected->row == row) {
      aside = *rejected++;
    } else if (next != of_instrument.end() && *next == row) {
      ++next;
      if (!table.missing(row, places.person)) {
        rows.push_back(row);
        out.lines.push_back(table.line(row));
        if (auto trouble = trouble_in_key(table, places, row)) unread.push_back(*std::move(trouble));
        continue;
      }
      aside = RowTrouble{row, std::string(table.header(places.person)), {Errc::bad_argument, "missing"}};
    }
    out.asides.push_back({rows.size(), table.line(row), std::string(table.cell(row, places.person)),
                          places.session ? std::string(table.cell(row, *places.session)) : std::string(),
                          std::move(aside)});
  }

  CourseColumns courses(table, places, q, rows, unread);
  const auto note = [&](const RowTrouble& trouble, std::size_t place, bool in_key) {
    out.troubles.push_back({{place, trouble.column, trouble.why}, in_key});
  };
  const auto place_of = [&](const RowTrouble& trouble) {
    return static_cast<std::size_t>(std::lower_bound(rows.begin(), rows.end(), trouble.row) - rows.begin());
  };
  for (const RowTrouble& trouble : unread) note(trouble, place_of(trouble), true);
  for (const RowTrouble& trouble : courses.unmeasured()) note(trouble, place_of(trouble), false);
  if (!places.score) {
    std::vector<RowTrouble> unscored;
    auto scores = scores_of(courses, q, how, unscored);
    if (!scores) return scores.error();
    std::set<std::size_t> told;
    for (const RowTrouble& trouble : courses.unmeasured()) told.insert(place_of(trouble));
    for (const RowTrouble& trouble : unscored)
      if (!told.contains(trouble.row)) note(trouble, trouble.row, false);
    out.columns = std::move(courses).release();
    out.columns.push_back(*std::move(scores));
  } else {
    out.columns = std::move(courses).release();
  }
  std::stable_sort(out.troubles.begin(), out.troubles.end(),
                   [](const DayTrouble& a, const DayTrouble& b) { return a.trouble.row < b.trouble.row; });
  return out;
}

DayColumns::DayColumns(const std::vector<DayPart>& parts) {
  for (const FileColumn& column : parts.front().columns) columns_.push_back({(*column).name, {}, 0});
  for (const DayPart& part : parts)
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Column& of_part = *part.columns[i];
      columns_[i].pieces.insert(columns_[i].pieces.end(), of_part.pieces.begin(), of_part.pieces.end());
      columns_[i].size += of_part.size;
    }
}

TrackColumns DayColumns::columns(const TrackPlaces& places) const {
  std::vector<const Column*> out;
  for (const Column& column : columns_) out.push_back(&column);
  return track_columns_of(out, places);
}

}  // namespace oncourse::cli

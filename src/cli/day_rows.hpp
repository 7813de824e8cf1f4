// day_rows.hpp: rows of files held in memory in columns, for courses to be followed by all of them at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "chunk_result.hpp"
#include "course_columns.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse::cli {

/// A row that is of a course, with what is wrong with it already.
struct DayTrouble {
  RowTrouble trouble;  ///< its row is that of the part
  bool in_key;         ///< then whatever else is said of the row follows from it
};

/// A row that is of no course: none at all, nobody's, or of another instrument.
struct DayAside {
  std::size_t before;  ///< it stands before this row of the part
  std::size_t line;
  std::string person, session;
  std::optional<RowTrouble> trouble;  ///< absent: of another instrument
};

/// Rows that stood together in a file.
struct DayPart {
  std::size_t file = 0;
  std::string place = {};                ///< begins every line of output
  std::vector<FileColumn> columns = {};  ///< as CourseColumns::release() has them, with a score
  bool has_sessions = true;              ///< the second of them is
  std::vector<std::size_t> lines = {};   ///< of the file
  std::vector<DayTrouble> troubles = {};
  std::vector<DayAside> asides = {};

  [[nodiscard]] std::size_t rows() const { return lines.size(); }
};

/// Takes what courses need of some rows. Scores of items are made here.
///
///   errors  those of score_rows()
Result<DayPart> day_part(const CsvTable& table, const TrackPlaces& places, const Instrument& q, Prorating how);

/// The same columns of several parts, none of them copied.
class DayColumns {
 public:
  ///   parts  one at least; must outlive it
  explicit DayColumns(const std::vector<DayPart>& parts);

  /// Borrowed from this.
  [[nodiscard]] TrackColumns columns(const TrackPlaces& places) const;

 private:
  std::vector<Column> columns_;
};

}  // namespace oncourse::cli

// tracked_rows.hpp: whole courses in neighbouring rows of a long CSV file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "course_columns.hpp"

namespace oncourse::cli {

/// Neighbouring rows of one person.
struct TrackedPerson {
  std::vector<std::size_t> rows;  ///< of the table
  /// The first cell without which the course is not known, or a rejected row beside it; then it is not judged.
  std::optional<RowTrouble> unread = {};
};

/// The courses in some rows, each with all of its rows.
class TrackedRows {
 public:
  TrackedRows(const CsvTable& table, const TrackPlaces& places, const Instrument& q);

  /// Of the instrument, in order of appearance; rows without a name are in nameless() alone.
  [[nodiscard]] const std::vector<TrackedPerson>& persons() const { return persons_; }
  /// Rows of persons whose courses are known.
  [[nodiscard]] const std::vector<std::size_t>& judged() const { return judged_; }
  /// Of judged().
  [[nodiscard]] const CourseColumns& courses() const { return *courses_; }
  /// Rows that are nobody's.
  [[nodiscard]] const std::vector<RowTrouble>& nameless() const { return nameless_; }

 private:
  void deal(const std::vector<std::size_t>& rows);
  void tell_neighbours();

  const CsvTable& table_;
  const TrackPlaces& places_;
  std::vector<TrackedPerson> persons_;
  std::vector<std::size_t> judged_;
  std::vector<RowTrouble> nameless_;
  std::optional<CourseColumns> courses_;
};

}  // namespace oncourse::cli

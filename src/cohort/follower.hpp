// follower.hpp: courses followed one after the other.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "cohort/followed_rows.hpp"
#include "cohort/followed_verdicts.hpp"
#include "cohort/intake_rules.hpp"
#include "cohort/kept_courses.hpp"
#include "cohort/person_runs.hpp"

namespace oncourse {

struct RefusedRow {
  std::size_t row = 0;
  Error why;
};

/// Follows courses one after the other; one for each thread.
class Follower {
 public:
  Follower(const AskedOfCourses& asked, const FollowedRows& read, FollowedVerdicts& verdicts);

  /// Takes a course through its rows of today, and leaves it as it is to be kept.
  ///
  ///   person  its row, where verdicts are of persons
  void follow(KeptCourse& course, const RowsOfPerson& rows, std::size_t person);

  std::vector<RefusedRow> refusals;  ///< of all that it followed

 private:
  void follow_row(KeptCourse& course, std::size_t row);
  [[nodiscard]] static int status_of(const KeptCourse& course);
  int refuse(std::size_t row, Error why);
  /// A whole number as track_columns() takes it.
  static std::optional<Error> take_whole(double value, const char* what, long& into);
  /// To the session of a row.
  std::optional<Error> advance(KeptCourse& course, std::size_t row, bool measured);
  std::optional<Error> take_group(KeptCourse& course, std::size_t row);
  /// The rules for the course, as they stand.
  std::optional<Error> take_rules(const KeptCourse& course);
  std::optional<Error> judge(KeptCourse& course, double total, SaidOfCourse& said, bool& alarm);
  void write_person(const KeptCourse& course, std::size_t person);

  const AskedOfCourses& asked_;
  const FollowedRows& read_;
  FollowedVerdicts& verdicts_;
  ColumnReader score_;
  std::optional<ColumnReader> session_, day_, group_;
  std::vector<std::optional<ColumnReader>> covariates_;
  CourseReading reading_;
  std::vector<double> values_;                                     ///< of the covariates, at the row
  using Beginning = std::pair<std::uint64_t, std::optional<int>>;  ///< the intake score's bits, and the group
  std::map<Beginning, IntakeRules> known_;
  IntakeRules* intake_rules_ = nullptr;
  SaidOfCourse latest_;
  std::optional<int> latest_session_;
};

}  // namespace oncourse

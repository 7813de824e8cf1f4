// kept_courses.hpp: what is kept of courses between two days, as columns of numbers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/course/session_place.hpp"
#include "oncourse/track/alarm_rule.hpp"
#include "oncourse/track/time_unit.hpp"

namespace oncourse {

/// One course, so far.
struct KeptCourse {
  int refused = 0;                      ///< the Errc that ended it, or 0
  std::optional<int> group = {};        ///< of those that the model has calibrations for
  std::size_t sessions = 0;             ///< with a score or without
  SessionPlace latest = {};             ///< the last of them
  std::optional<long> intake_day = {};  ///< of dates, since 1970-01-01
  std::optional<int> alarm = {};        ///< the session of the first one
  CourseReading::Kept reading = {};
  std::vector<AlarmRule::Kept> rules;      ///< as many as are asked for
  std::vector<double> person, covariates;  ///< of growth::Person::keep(), and at the first score

  void begin();
};

/// Which courses belong together, and what there is to be known of each.
struct KeptFor {
  static constexpr int version = 1;
  std::uint32_t model = 0, question = 0;  ///< checksums
  std::size_t rules = 1, groups = 0;
  const Instrument* instrument = nullptr;
  const growth::Design* design = nullptr;
  TimeUnit time_unit = TimeUnit::session;
  bool dated = false, grouped = false;
  std::optional<int> group = {};  ///< of all, where they are not grouped

  [[nodiscard]] KeptCourse course() const;
};

/// Reads courses from columns; one for each thread.
class KeptReader {
 public:
  ///   errors  bad_argument: a column is missing (named), without numbers, or of another length
  static Result<KeptReader> make(std::span<const Column> columns, const Column& person, const KeptFor& kept_for);
  /// Into a course of the same kind.
  ///
  ///   errors  bad_argument: kept for another model or question; a number that cannot be, or contradicts another;
  ///           wrong_version
  std::optional<Error> read(std::size_t row, KeptCourse& into);

 private:
  explicit KeptReader(const KeptFor& kept_for) : kept_for_(kept_for) {}
  KeptFor kept_for_;
  std::vector<const Column*> columns_;
  std::vector<ColumnReader> readers_;
};

/// Writes courses to rows of a table, in any order and on any thread.
class KeptWriter {
 public:
  ///   persons  the column that tells them apart, complete
  KeptWriter(TableColumn persons, const KeptFor& kept_for);
  void write(std::size_t row, const KeptCourse& course);
  /// When all are written.
  [[nodiscard]] Table table(int threads) &&;

 private:
  KeptFor kept_for_;
  Table table_;
};

}  // namespace oncourse

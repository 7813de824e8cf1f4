// tracked_rows.hpp: rows of a long CSV file as the columns of courses, for the library to judge.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "answer_columns.hpp"
#include "csv.hpp"
#include "oncourse/cohort/track_columns.hpp"
#include "table_file.hpp"

namespace oncourse::cli {

/// Columns by what they hold; empty: not asked for.
struct TrackNames {
  std::string person = "patient", session = "session", date = {}, day = {}, score = {}, items = {}, group = {};
  std::vector<std::string> covariates = {};
};

/// Where they are in one file.
struct TrackPlaces {
  std::size_t person = 0, session = 0;
  std::optional<std::size_t> date, day, score, group;
  ItemColumns items;
  std::vector<std::size_t> covariates;

  /// Without a name for scores and items: the column `score`, else the usual item columns.
  ///
  ///   errors  bad_argument: a column is not there, or too few item columns
  static Result<TrackPlaces> find(const CsvHeader& header, const TrackNames& names, const Instrument& q);
};

/// Neighbouring rows of one person.
struct TrackedPerson {
  std::vector<std::size_t> rows;  ///< of the table
  std::optional<RowTrouble> unread =
      {};  ///< the first cell without which the course is not known; then it is not judged
};

/// The courses in some rows, each with all of its rows.
class TrackedRows {
 public:
  TrackedRows(const CsvTable& table, const TrackPlaces& places, const Instrument& q);

  /// Of the instrument, in order of appearance; rows without a name are in nameless() alone.
  [[nodiscard]] const std::vector<TrackedPerson>& persons() const { return persons_; }
  /// Rows of persons whose courses are known, as columns() has them.
  [[nodiscard]] const std::vector<std::size_t>& judged() const { return judged_; }
  /// Rows whose score or sheet cannot be read, sessions without a measurement.
  [[nodiscard]] const std::vector<RowTrouble>& unmeasured() const { return unmeasured_; }
  /// Rows that are nobody's.
  [[nodiscard]] const std::vector<RowTrouble>& nameless() const { return nameless_; }
  [[nodiscard]] TrackColumns columns() const;
  /// The column of the answer for which the sheet at a place of judged() is refused.
  [[nodiscard]] std::string off_scale(std::size_t place) const;

 private:
  void deal(const std::vector<std::size_t>& rows);
  [[nodiscard]] std::optional<RowTrouble> trouble_in_key(std::size_t row) const;
  [[nodiscard]] FileColumn measured_scores();

  const CsvTable& table_;
  const TrackPlaces& places_;
  const Instrument& q_;
  std::vector<TrackedPerson> persons_;
  std::vector<std::size_t> judged_;
  std::vector<RowTrouble> unmeasured_, nameless_;
  std::vector<FileColumn> columns_;
  std::optional<AnswerColumns> answers_;
};

}  // namespace oncourse::cli

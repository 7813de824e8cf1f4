// course_columns.hpp: rows of a long CSV file as the columns of courses, for the library to judge.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "answer_columns.hpp"
#include "csv.hpp"
#include "oncourse/cohort/track_columns.hpp"
#include "table_file.hpp"

namespace oncourse::cli {

/// Stands for a score that is refused before the library sees it.
inline constexpr double off_every_scale = std::numeric_limits<double>::infinity();

/// Columns by what they hold; empty: not asked for.
struct TrackNames {
  std::string person = "patient";
  std::string session = "session";  ///< empty: rows are counted
  std::string date = {}, day = {}, score = {}, items = {}, group = {};
  std::vector<std::string> covariates = {};
};

/// Where they are in one file.
struct TrackPlaces {
  std::size_t person = 0;
  std::optional<std::size_t> session, date, day, score, group;
  ItemColumns items;
  std::vector<std::size_t> covariates;

  /// Without a name for scores and items: the column `score`, else the usual item columns.
  ///
  ///   errors  bad_argument: a column is not there, or too few item columns
  static Result<TrackPlaces> find(const CsvHeader& header, const TrackNames& names, const Instrument& q);
};

/// The first cell of a row without which its course is not known: session, date, day or a covariate.
std::optional<RowTrouble> trouble_in_key(const CsvTable& table, const TrackPlaces& places, std::size_t row);

/// Some rows of a table, each of a person.
class CourseColumns {
 public:
  ///   rows    of the table, in their order
  ///   unread  those of them with a trouble_in_key(), which have no session here, or where rows are counted no day
  CourseColumns(const CsvTable& table, const TrackPlaces& places, const Instrument& q,
                const std::vector<std::size_t>& rows, const std::vector<RowTrouble>& unread = {});

  /// Borrowed from this.
  [[nodiscard]] TrackColumns columns() const;
  /// Rows whose score or sheet cannot be read. In columns() it is one that is off its scale.
  [[nodiscard]] const std::vector<RowTrouble>& unmeasured() const { return unmeasured_; }
  /// The column of the answer for which the sheet, or the total, at a place of `rows` is refused.
  [[nodiscard]] std::string off_scale(std::size_t place) const;
  /// Person, session, date, day, group and covariates, those there are; then the score, where it is not of items.
  [[nodiscard]] std::vector<FileColumn> release() && { return std::move(columns_); }

 private:
  [[nodiscard]] FileColumn measured_scores(const std::vector<std::size_t>& rows);

  const CsvTable& table_;
  const TrackPlaces& places_;
  const Instrument& q_;
  std::vector<RowTrouble> unmeasured_;
  std::vector<FileColumn> columns_;
  std::optional<AnswerColumns> answers_;
};

/// Columns in the order of CourseColumns::release(), by what they hold.
TrackColumns track_columns_of(const std::vector<const Column*>& columns, const TrackPlaces& places);

}  // namespace oncourse::cli

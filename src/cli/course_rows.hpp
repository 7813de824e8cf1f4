// course_rows.hpp: one person's course from a long CSV file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "csv.hpp"
#include "items.hpp"
#include "oncourse/course/course_file.hpp"

namespace oncourse::cli {

/// A row per session and instrument: patient, session, date or day, instrument, item answers or score. Rows are taken
/// as they stand: what is out of order is an error, never sorted.
struct CourseRows {
  std::string person;                   ///< which patient; empty: the file has one
  std::vector<std::string> roles;       ///< ROLE=NAME for columns with other names
  std::string items;                    ///< pattern; empty: guessed
  std::vector<std::string> covariates;  ///< columns to record, where they are there
  bool sessions_in_order = false;       ///< number the rows 0, 1, 2, ...
  bool prorate = false;
  const Instrument* only = nullptr;  ///< of rows that name none, and of rows that name it

  /// errors  any trouble in any row, with its line; nothing is dropped
  [[nodiscard]] Result<CourseRecord> read(const CsvTable& table, const CourseFile& agreed) const;

 private:
  struct Columns;
  [[nodiscard]] Result<Columns> find_columns(const CsvTable& table) const;
  [[nodiscard]] Result<std::vector<std::size_t>> rows_of_person(const CsvTable& table, const Columns& columns) const;
  [[nodiscard]] std::optional<Error> trouble_in_nameless(const CsvTable& table, std::size_t row) const;
  [[nodiscard]] Result<std::optional<Administration>> administration(const CsvTable& table, std::size_t row,
                                                                     const Columns& columns) const;
  [[nodiscard]] Result<Session> session(const CsvTable& table, std::size_t row, const Columns& columns,
                                        CourseRecord& record, bool measured) const;
};

}  // namespace oncourse::cli

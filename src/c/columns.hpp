// columns.hpp: the caller's arrays as columns, and tables of results as objects.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "boundary.hpp"
#include "oncourse/base/direction.hpp"
#include "oncourse/change/clinical_range.hpp"
#include "oncourse/change/confidence_interval.hpp"
#include "oncourse/cohort/long_scores.hpp"
#include "oncourse/cohort/table.hpp"

struct oncourse_table {
  oncourse::Table table;
  /// Of every column of texts, its texts with terminators and where each begins; of categories each kind once.
  struct Texts {
    std::string characters;
    std::vector<std::size_t> begin;
  };
  std::vector<Texts> texts;
  oncourse::c::Document json;
};

namespace oncourse::c {

std::unique_ptr<oncourse_table> table_handle(Table table);

/// With a first column that says in which row of the caller's each row's person first appears.
std::unique_ptr<oncourse_table> table_handle(std::span<const std::size_t> first_rows, Table table);

inline Column column(std::string name, const double* values, std::size_t n) {
  ColumnPiece piece;
  piece.type = ColumnType::float64;
  piece.values = values;
  piece.size = n;
  return {std::move(name), {piece}, n};
}

inline Column column(std::string name, const std::int64_t* values, std::size_t n) {
  ColumnPiece piece;
  piece.type = ColumnType::int64;
  piece.values = values;
  piece.size = n;
  return {std::move(name), {piece}, n};
}

/// An array of the caller's that need not be there.
template <class T>
std::optional<Column> optional_column(std::string name, const T* values, std::size_t n) {
  if (!values) return std::nullopt;
  return column(std::move(name), values, n);
}

inline const Column* pointer(const std::optional<Column>& column) { return column ? &*column : nullptr; }

/// Arrays of n that must be there, where n is not 0.
inline std::optional<Error> missing_arrays(std::size_t n, std::initializer_list<Argument> arrays) {
  return n > 0 ? missing(arrays) : std::nullopt;
}

/// A long table of the caller's.
struct LongRows {
  Column person, time, score;

  ///   errors  bad_argument: a column that is missing, or covariates, which nothing asks for
  static Result<LongRows> read(const oncourse_rows* rows);
};

inline Result<Direction> direction_from(std::int32_t direction) {
  return enumerator<Direction>(direction, ONCOURSE_LOWER_IS_BETTER, ONCOURSE_HIGHER_IS_BETTER, "direction");
}

///   errors  bad_argument: a direction, a flag, functional scores that are worse than clinical ones
Result<ClinicalRange> range_from(const oncourse_clinical_range& range);

/// 0 is no and 1 is yes.
inline Result<bool> yes_or_no(std::int32_t value, const char* what) {
  const auto known = enumerator<std::int32_t>(value, 0, 1, what);
  if (!known) return known.error();
  return *known == 1;
}

/// Zero is the default.
inline double or_default(double value, double usual) { return value == 0.0 ? usual : value; }
inline std::optional<double> or_none(double value) { return value == 0.0 ? std::nullopt : std::optional(value); }

inline double level_from(double level) { return or_default(level, usual_confidence); }

/// A count that is not negative.
inline Result<std::size_t> count_from(std::int32_t value, std::size_t usual, const char* what) {
  if (value < 0)
    return Error{Errc::bad_argument, std::string(what) + " is " + text(value) + ", it must not be below 0"};
  return value == 0 ? usual : static_cast<std::size_t>(value);
}

}  // namespace oncourse::c

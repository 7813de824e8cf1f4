// drift_columns.cpp: flags and ends read row by row, groups written row by row.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/drift_columns.hpp"

#include <cmath>

#include "oncourse/base/number.hpp"

namespace oncourse {

namespace {

std::optional<Error> trouble_in_yes_or_no(const Column& column, std::size_t row, double value) {
  if (value == 0.0 || value == 1.0) return std::nullopt;
  return Error{Errc::bad_argument,
               "row " + text(row + 1) + ": " + column.name + " is " + text(value) + ", it must be 0 or 1"};
}

}  // namespace

Result<std::vector<FlaggedCourse>> flagged_courses(const Column& flagged, const Column* reached) {
  if (reached && reached->size != flagged.size)
    return Error{Errc::bad_argument, "column " + reached->name + " has " + text(reached->size) + " rows, " +
                                         flagged.name + " has " + text(flagged.size)};
  const auto flags = numbers(flagged);
  if (!flags) return flags.error();
  Result<std::vector<double>> ends = std::vector<double>();
  if (reached) ends = numbers(*reached);
  if (!ends) return ends.error();
  std::vector<FlaggedCourse> out;
  out.reserve(flagged.size);
  for (std::size_t row = 0; row < flagged.size; ++row) {
    if (std::isnan((*flags)[row])) return Error{Errc::bad_argument, "row " + text(row + 1) + " has no " + flagged.name};
    if (auto trouble = trouble_in_yes_or_no(flagged, row, (*flags)[row])) return *std::move(trouble);
    FlaggedCourse& course = out.emplace_back();
    course.flagged = (*flags)[row] == 1.0;
    if (!reached || std::isnan((*ends)[row])) continue;
    if (auto trouble = trouble_in_yes_or_no(*reached, row, (*ends)[row])) return *std::move(trouble);
    course.outcome = (*ends)[row] == 1.0 ? TargetOutcome::reached : TargetOutcome::missed;
  }
  return out;
}

Table drift_columns(const DriftResult& result) {
  Table out;
  out.columns.push_back(TableColumn::texts("group"));
  for (const char* count : {"courses", "flagged"}) out.columns.push_back(TableColumn::long_numbers(count));
  for (const char* figure : {"rate", "low", "high", "expected", "expected_low", "expected_high"})
    out.columns.push_back(TableColumn::numbers(figure));
  for (const DriftDirection direction : drift_directions) {
    const std::string of(name(direction));
    for (const char* figure : {"_e", "_greatest", "_p"}) out.columns.push_back(TableColumn::numbers(of + figure));
    out.columns.push_back(TableColumn::long_numbers(of + "_found_at"));
  }
  for (const GroupDrift& one : result.groups) {
    auto next = out.columns.begin();
    (next++)->append(name(one.group));
    for (const std::size_t count : {one.courses, one.flagged}) (next++)->append(static_cast<std::int64_t>(count));
    (next++)->append(one.courses > 0 ? std::optional(one.rate) : std::nullopt);
    for (const double figure :
         {one.interval.low, one.interval.high, one.expected, one.expected_range.low, one.expected_range.high})
      (next++)->append(figure);
    for (const DriftEvidence& evidence : one.evidence) {
      for (const double figure : {evidence.e(), evidence.greatest(), evidence.p()}) (next++)->append(figure);
      (next++)->append(evidence.found_at ? std::optional(static_cast<std::int64_t>(*evidence.found_at)) : std::nullopt);
    }
  }
  return out;
}

}  // namespace oncourse

// cohort_file.cpp: many people's scores from a long CSV file.
// SPDX-License-Identifier: Apache-2.0
#include "cohort_file.hpp"

#include <unordered_map>

namespace oncourse::cli {
Result<CohortFile> cohort_from(const CsvTable& table, const CohortColumns& columns) {
  const auto person_column = table.column(columns.person), time_column = table.column(columns.time);
  if (!person_column) return person_column.error();
  if (!time_column) return time_column.error();
  const auto row_score = RowScore::make(table, columns);
  if (!row_score) return row_score.error();
  std::vector<std::size_t> covariate_columns;
  for (const std::string& covariate : columns.covariates) {
    const auto column = table.column(covariate);
    if (!column) return column.error();
    covariate_columns.push_back(*column);
  }

  std::optional<std::size_t> stratum_column;
  if (!columns.stratum.empty()) {
    const auto column = table.column(columns.stratum);
    if (!column) return column.error();
    stratum_column = *column;
  }

  struct Row {
    double time, score;
    std::vector<double> covariates;
  };
  CohortFile out;
  std::unordered_map<std::string_view, std::size_t> index;  // of each person, in order of appearance
  std::vector<std::vector<Row>> persons;
  const auto instrument_column = table.find("instrument");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (columns.instrument && is_of_another_instrument(table, row, *columns.instrument)) {
      ++out.other_instruments;
      continue;
    }
    if (!columns.instrument && instrument_column &&
        table.cell(row, *instrument_column) != table.cell(0, *instrument_column))
      return Error{Errc::bad_argument, table.place(row, *instrument_column) +
                                           ": scores of several instruments; choose one with --instrument"};
    const auto value = (*row_score)(table, row);
    if (!value) return value.error();
    if (!value->has_value()) {
      ++out.left_out;
      continue;
    }
    if (table.missing(row, *person_column))
      return Error{Errc::malformed, table.place(row, *person_column) + ": a score without a person"};
    const auto time = table.number(row, *time_column);
    if (!time) return time.error();
    if (*time < columns.least_time)
      return Error{Errc::bad_argument, table.place(row, *time_column) + ": time " + text(*time) + ", the least is " +
                                           text(columns.least_time)};
    Row one{*time, **value, {}};
    for (const std::size_t column : covariate_columns) {
      const auto covariate = table.number(row, column);
      if (!covariate) return covariate.error();
      one.covariates.push_back(*covariate);
    }
    const auto [found, is_new] = index.try_emplace(table.cell(row, *person_column), persons.size());
    if (is_new) persons.emplace_back();
    if (is_new && stratum_column)
      out.strata.emplace_back(table.missing(row, *stratum_column) ? std::string_view()
                                                                  : table.cell(row, *stratum_column));
    const std::vector<Row>& before = persons[found->second];
    if (columns.in_order && !before.empty() && *time < before.back().time)
      return Error{Errc::session_order, table.place(row, *time_column) + ": time " + text(*time) + " follows " +
                                            text(before.back().time) + " of the same person"};
    persons[found->second].push_back(std::move(one));
  }
  out.covariates.resize(covariate_columns.size());
  for (const std::vector<Row>& rows : persons) {
    for (const Row& row : rows) {
      out.time.push_back(row.time);
      out.score.push_back(row.score);
      for (std::size_t c = 0; c < covariate_columns.size(); ++c) out.covariates[c].push_back(row.covariates[c]);
    }
    out.offsets.push_back(out.time.size());
  }
  return out;
}

}  // namespace oncourse::cli

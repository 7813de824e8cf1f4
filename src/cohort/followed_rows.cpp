// followed_rows.cpp: the columns that courses are followed by, checked against each other.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/followed_rows.hpp"

#include <algorithm>

#include "cohort/course_in_rows.hpp"
#include "cohort/groups.hpp"

namespace oncourse {

Result<FollowedRows> FollowedRows::of(const TrackColumns& columns, const growth::Design& design) {
  if (auto trouble = trouble_in_when(columns)) return *std::move(trouble);
  if (!columns.score) return Error{Errc::bad_argument, "courses are followed by totals: score the items first"};
  FollowedRows out{columns.session, columns.score, columns.date ? columns.date : columns.day, columns.group,
                   columns.date != nullptr};
  for (const Column* column : {out.session, out.score, columns.date, columns.day, out.group})
    if (column)
      if (auto trouble = trouble_in_length(*column, columns.person->size)) return *trouble;
  for (const Column* column : {out.session, out.score, columns.date ? nullptr : columns.day})
    if (column)
      if (auto trouble = trouble_in_numbers(*column)) return *trouble;
  if (columns.date) {
    if (auto trouble = trouble_in_days(*columns.date)) return *trouble;
    if (is_text(columns.date->value_type())) {
      auto read = oncourse::days(*columns.date);
      if (!read) return read.error();
      out.days = *std::move(read);
    }
  }
  if (out.group)
    if (auto trouble = trouble_in(*out.group)) return *trouble;
  for (const growth::Covariate& covariate : design.covariates) {
    const auto found = std::find_if(columns.covariates.begin(), columns.covariates.end(),
                                    [&](const Column* column) { return column->name == covariate.name; });
    if (found == columns.covariates.end()) {
      if (covariate.name != "medication")
        return Error{Errc::not_available, "the model needs the covariate " + covariate.name + ", no column has it"};
      out.covariates.push_back(nullptr);
      continue;
    }
    if (auto trouble = trouble_in_length(**found, columns.person->size)) return *trouble;
    if (auto trouble = trouble_in_numbers(**found)) return *trouble;
    out.covariates.push_back(*found);
  }
  return out;
}

}  // namespace oncourse

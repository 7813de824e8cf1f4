// followed_rows.hpp: the columns of courses as they are followed, row by row.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "oncourse/cohort/track_columns.hpp"
#include "oncourse/growth/design.hpp"

namespace oncourse {

struct FollowedRows {
  const Column* session = nullptr;  ///< nullptr: rows are counted
  const Column* score = nullptr;
  const Column* date_or_day = nullptr;
  const Column* group = nullptr;
  bool dated = false;
  std::vector<double> days = {};               ///< of dates that are text
  std::vector<const Column*> covariates = {};  ///< of the model; nullptr: medication of which nothing is known, 0

  ///   errors  bad_argument: without totals, columns of different lengths or kinds; not_available: no column has a
  ///           covariate of the model, other than medication
  static Result<FollowedRows> of(const TrackColumns& columns, const growth::Design& design);
};

}  // namespace oncourse

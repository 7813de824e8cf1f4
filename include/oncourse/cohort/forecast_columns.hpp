// forecast_columns.hpp: where everybody in a cohort is expected to be, given their scores so far.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "oncourse/cohort/cohort.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/course/target.hpp"
#include "oncourse/growth/model.hpp"

namespace oncourse {

struct ForecastOptions {
  std::vector<double> at;                  ///< times to forecast, in the model's unit
  double level = 0.90;                     ///< of the interval for one observed score, inside (0, 1)
  const Instrument* instrument = nullptr;  ///< of the scores; needed for a target, and cuts the interval to its scale
  std::optional<Target> target = {};       ///< adds the probability that an observed score meets it
};

/// A row per person and time, the persons in the cohort's order: time, mean, low, high, sd_person, sd_line, sd_score
/// and with a target probability (null for a person whose baseline leaves no room for it). Covariates stand as at the
/// person's last score.
///
///   cohort  rows in order of time within a person
///   errors  bad_argument: a level outside (0, 1), a time or covariate that is not finite, a target without instrument,
///           another number of covariates than the model has, a person's rows not in order of time; response_range: a
///           score that is none of the instrument's totals. Rows are counted among those with a score
Result<Table> forecast_columns(const growth::GrowthModel& model, const Cohort& cohort, const ForecastOptions& options);

}  // namespace oncourse

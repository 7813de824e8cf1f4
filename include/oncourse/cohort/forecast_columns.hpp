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
/// and with a target probability (null for a person whose baseline leaves no room for it). Mean, low and high are
/// scores: on another scale than points the mean is the median, and the standard deviations are of the scale.
/// Covariates stand as at the person's last score.
///
///   cohort  rows in order of time within a person
///   errors  bad_argument: a level outside (0, 1), a time or covariate that is not finite, a target without instrument,
///           another number of covariates than the model has, a person's rows not in order of time, or where residuals
///           are correlated without noise two at one time; response_range: a score that is none of the instrument's
///           totals or not one of the model's scale. Rows are counted among those with a score
Result<Table> forecast_columns(const growth::GrowthModel& model, const Cohort& cohort, const ForecastOptions& options);

/// Everybody's scores at the same times together, each normal with its mean vector and covariance matrix; of h(score)
/// where the model's scale is not that of points.
struct JointForecasts {
  std::vector<double> mean;        ///< persons x times, the persons in the cohort's order
  std::vector<double> covariance;  ///< persons x times x times
};

///   times        in order, none before a person's last score
///   model_known  without the uncertainty of beta
///   errors       those of forecast_columns(); bad_argument: an order
///   cost         O(persons times^2)
Result<JointForecasts> joint_forecasts(const growth::GrowthModel& model, const Cohort& cohort,
                                       const std::vector<double>& times, bool model_known);

}  // namespace oncourse

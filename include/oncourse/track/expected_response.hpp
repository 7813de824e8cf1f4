// expected_response.hpp: which scores a model expects after each intake score, and how far people scatter around them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "oncourse/growth/forecast.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

struct ExpectedResponseOptions {
  std::vector<double> intake = {};         ///< scores observed at time 0; empty: of a person of whom nothing is known
  std::vector<double> at;                  ///< model times, ascending
  std::vector<double> covariates = {};     ///< one per covariate of the model, at intake and ever after
  double level = 0.90;                     ///< of the band for one observed score, inside (0, 1)
  const Instrument* instrument = nullptr;  ///< of the scores; nullptr: the model's own, where it ships
  std::optional<Target> target = {};       ///< adds its probability; needs an instrument and intake scores
};

/// What is expected at one time: on the scale of the model normal, with `score.mean` and `score.sd_score`.
struct ExpectedScore {
  double time = 0.0;
  growth::Forecast score;
  double low = 0.0, high = 0.0;                            ///< the middle `level` of observed scores at this time alone
  std::optional<bool> off_scale;                           ///< the band leaves the scale; absent without an instrument
  std::optional<double> change;                            ///< score.at() - intake
  std::optional<double> target_probability;                ///< absent where this intake leaves no room for it
  std::optional<double> reliable_improvement_probability;  ///< absent also where the instrument has no criterion
};

/// What is expected of people with one intake score.
struct ExpectedCourse {
  std::optional<double> intake;  ///< absent for a person of whom nothing is known
  std::vector<ExpectedScore> scores;
};

struct ExpectedResponse {
  double level = 0.0;
  TimeUnit time_unit = TimeUnit::session;
  const Instrument* instrument = nullptr;
  std::optional<Target> target;
  std::vector<ExpectedCourse> courses;  ///< one per intake score, in the order asked for
};

/// The expected treatment response by intake score.
///
/// A row is growth::Person's forecast after one score, the intake. An intake is observed and holds error, so whoever
/// starts far from the average is expected nearer to it before any therapy acts: where m is the mean at intake and r
/// the share of the variance there that lies between persons, a second score at time 0 has the mean m + r (intake - m).
/// `change` holds this regression to the mean along with the response.
///
/// The band is pointwise: of people with this intake a share `level` lies inside at any one time, fewer at all times.
/// The model knows no ends of the scale: mean and band are not cut to it, and `off_scale` says where the band leaves
/// it. Cut by the reader it holds as many observed scores as before.
///
///   errors  bad_argument: no time, times that do not ascend, are not finite or below the basis's least, a level
///           outside (0, 1), a covariate without a value (named) or not finite, more values than covariates, an intake
///           that is not finite, a target without instrument or intake, an instrument other than the model's;
///           response_range: an intake that is none of its totals; not_available: it has no figure for the target
///   cost    one update of a Person per intake, O(1) per cell
///   source  recovery curves by intake score from a mixed model: Finch, Lambert & Schaalje 2001, Clin Psychol
///           Psychother 8:231-242 (secondary; their bands are tolerance intervals)
Result<ExpectedResponse> expected_response(const ResponseModel& model, const ExpectedResponseOptions& options);

/// Every total of the instrument from `least` to `most`, both included, ascending.
///
///   errors  response_range: an end that is none of its totals; bad_argument: ends that do not ascend, more than
///           10,000 totals; not_available: totals that are not on a grid, such as means
Result<std::vector<double>> intake_levels(const Instrument& instrument, double least, double most);

}  // namespace oncourse

// prediction_band.hpp: where all scores to come will lie, and the last one, at a rate that holds for whole courses.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/growth/forecast.hpp"
#include "oncourse/growth/panel.hpp"
#include "oncourse/track/response_model.hpp"
#include "oncourse/track/verdict.hpp"

namespace oncourse {

/// What bands are to be found for.
struct BandOptions {
  double level = 0.90;                   ///< inside (0, 1)
  double horizon = 16.0;                 ///< model time of the planned end
  double cadence = 1.0;                  ///< model time from one session to the next
  std::vector<double> origins = {0, 1};  ///< model times to look ahead from, ascending, before the planned end
};

/// From every session of a plan but its last.
BandOptions band_options(TimeUnit unit, const Plan& plan, double level);

/// What one person says, NaN where nothing: at each origin the greatest distance of a score to come from its forecast,
/// in standard deviations of that forecast, and that of the course's last score from the forecast for the planned end.
struct BandDistances {
  std::vector<double> all, last;
};

/// Persons whom the model was not fitted to. From each origin, scores up to half a cadence after it are known and later
/// ones are to come, those more than half a cadence after the planned end excepted; covariates keep their latest known
/// value. The last score is the course's, wherever it stopped, as targets are defined. Who has no known score, or none
/// to come, says nothing there.
///
/// A distance is |h(y) - mean| / sd_score on the scale of the model. A prorated score between two possible totals
/// counts as the farther of them, so that it lies in a band exactly where the band's ends, which are possible totals,
/// hold it.
///
///   persons  rows in order of time within a person
///   errors   bad_argument: options, a column, an order, a forecast that is not finite; response_range: a score that
///            the model's scale is not for
///   cost     O(scores^2) forecasts per person
Result<std::vector<BandDistances>> band_distances(const growth::GrowthModel& model, const Instrument& instrument,
                                                  const growth::Panel& persons, const BandOptions& options);

/// ceil(level (n + 1)), to within rounding: the rank, by size, of the distance that is the factor of n persons.
double conformal_rank(int n, double level);

/// The conformal_rank()-th smallest of n distances; absent where that is more than n.
///
///   level  inside (0, 1)
std::optional<double> conformal_factor(std::vector<double> distances, double level);

/// The bands that distances give. All factors of an origin are absent where too few persons go on from there.
///
/// Persons being exchangeable, of those who go on from an origin at least the share `level` has all their scores to
/// come within the factor, and the same share its last score: each by itself, whatever the model's faults. Of `cross`,
/// as cross-validation estimates it; see CalibrationParts.
///
///   source  split conformal prediction of curves by the greatest standardised distance: Diquigiovanni, Fontana &
///           Vantini 2022, J Multivar Anal, arXiv:2106.01792. Their further modulation by session is left out: the
///           forecast's own standard deviation does most of it, and in simulated and real courses the mean width
///           changed by -3 to +11 %, and by -11 % at best where the model's line was of a wrong form
BandCalibration bands_of(std::span<const BandDistances> persons, const BandOptions& options, CalibrationMethod method);

/// Of the distances of persons none of whom was used to fit the model.
///
///   errors  those of band_distances()
Result<BandCalibration> calibrate_bands(const growth::GrowthModel& model, const Instrument& instrument,
                                        const growth::Panel& persons, const BandOptions& options);

/// The possible totals within a factor of a forecast, from the least to the greatest: a total lies between them exactly
/// where its distance is at most the factor. Where none does, the one nearest to the forecast, which holds no fewer
/// scores. Of an instrument whose totals are on no grid, the ends themselves, cut to its scale.
///
///   result  the middle is the forecast's, moved between the ends where it lies beside them
Interval band_around(const Instrument& instrument, const growth::Forecast& forecast, double factor);

/// What is promised of bands, and on what ground.
struct BandGuarantee {
  Guarantee::Kind kind = Guarantee::Kind::conformal;
  double level = 0.90;  ///< at least this share of those who go on stays inside, 1 - alpha
  int n = 0;            ///< calibration persons behind the band of all scores to come
  int n_last = 0;       ///< and behind that of the last score
  std::string statement;
};

/// A model's bands, seen from one point of a course: from the first origin that it has passed by half a cadence at
/// most.
class BandsAhead {
 public:
  ///   model     must outlive it
  ///   now       model time of the latest session held
  BandsAhead(const ResponseModel& model, const Instrument& instrument, double now);

  /// Of a score to come; absent where the model has no band from here, or the time lies after the planned end.
  [[nodiscard]] std::optional<Interval> of_score(const growth::Forecast& forecast, double time) const;
  /// Whether there is a band of the last score for a course with this plan: its planned end and cadence are those of
  /// the bands, and it is not so late that it will end after those that were calibrated on.
  ///
  ///   end  model time at which the course is supposed to end
  [[nodiscard]] bool is_for(const Plan& plan, double end) const;
  /// Of the last score alone; absent where too few persons went on from here.
  ///
  ///   forecast  for the planned end of the bands, by which they were found
  [[nodiscard]] std::optional<Interval> of_last_score(const growth::Forecast& forecast) const;
  /// Absent where the model has no bands, or the planned end has passed. Too few persons are said there.
  ///
  ///   last  of_last_score()
  [[nodiscard]] std::optional<BandGuarantee> guarantee(const std::optional<Interval>& last) const;

 private:
  const ResponseModel* model_;
  const Instrument* instrument_;
  const BandOrigin* origin_ = nullptr;
};

}  // namespace oncourse

// band_calibration.hpp: how wide the prediction bands of a model are.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "oncourse/track/calibration.hpp"

namespace oncourse {

/// How many standard deviations of a forecast a band is wide to each side, found on n persons; absent where they are
/// too few for any.
struct BandFactor {
  int n = 0;
  std::optional<double> factor = {};
};

/// Seen from one session of the plan.
struct BandOrigin {
  double time = 0.0;  ///< model time at which it is planned
  BandFactor all;     ///< of all scores to come together
  BandFactor last;    ///< of the course's last score by itself
};

/// Prediction bands for scores to come, found on persons the model was not fitted to. See bands_of() for the guarantee.
struct BandCalibration {
  CalibrationMethod method = CalibrationMethod::split;
  double level = 0.90;                   ///< at least this share of those who go on stays inside
  double horizon = 0.0;                  ///< model time of the planned end
  double cadence = 0.0;                  ///< model time from one session to the next
  std::vector<BandOrigin> origins = {};  ///< ascending, before the planned end

  /// Half a cadence later: scores until then are known at an origin, and those until then at the planned end are all.
  [[nodiscard]] double until(double time) const { return time + 0.5 * cadence; }
};

}  // namespace oncourse

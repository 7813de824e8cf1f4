// response_model.hpp: a growth model with what ties it to the clinic: instrument, clock, calibrations.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oncourse/growth/model.hpp"
#include "oncourse/track/band_calibration.hpp"
#include "oncourse/track/calibration.hpp"
#include "oncourse/track/time_unit.hpp"

namespace oncourse {

/// The value that `fit` writes and `track` reads. Immutable; any number of threads may share one.
struct ResponseModel {
  growth::GrowthModel growth;
  std::string instrument;  ///< id; empty: the scores' instrument was not stated
  TimeUnit time_unit = TimeUnit::session;
  std::vector<Calibration> calibrations = {};  ///< no two of one rule, target and label whose bands overlap
  std::string checksum = {};  ///< of its document; names the model in every verdict, empty while it was never saved
  std::optional<BandCalibration> bands = {};
};

}  // namespace oncourse

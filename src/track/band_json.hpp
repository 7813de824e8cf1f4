// band_json.hpp: prediction bands as a member of a model's document.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/reader.hpp"
#include "json/write.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

json::Value bands_json(const BandCalibration& bands);

/// Refuses what no calibration could have given.
BandCalibration bands_from(const JsonReader& bands);

}  // namespace oncourse

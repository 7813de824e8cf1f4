// calibration_json.hpp: a calibration as an object of a document.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/reader.hpp"
#include "json/write.hpp"
#include "oncourse/track/calibration.hpp"

namespace oncourse {

json::Value to_json(const Calibration& calibration);

/// Refuses what no calibration can be.
Calibration calibration_from(const JsonReader& document);

}  // namespace oncourse

// calibration_columns.hpp: the limits of a model's alarms, as a table.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "oncourse/cohort/table.hpp"
#include "oncourse/track/calibration.hpp"

namespace oncourse {

/// A row per calibration and stage: rule, target, target_value, group, intake_from, intake_below, method, alpha,
/// spending, until (the model time of the stage's end), limit (as shown() has it), horizon, monitored_from,
/// monitored_to, cut_off (of those who reached the target, by this stage), n_persons, n_reached, flagged_missed. Null
/// is what is not there: the value of a target that needs none, the group of everybody, an open end of a band, the
/// limit of a stage without alarms.
Table calibration_columns(std::span<const Calibration> calibrations);

}  // namespace oncourse

// expected_response_columns.hpp: the expected response by intake score, as a table.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/cohort/table.hpp"
#include "oncourse/track/expected_response.hpp"

namespace oncourse {

/// A row per intake score and time: intake, time, mean, low, high, sd_person, sd_line, sd_score, change; with an
/// instrument off_scale and probability_of_reliable_improvement, with a target probability. Null is what
/// ExpectedScore leaves absent. Without intake scores a row per time, and neither intake, change nor probabilities.
Table expected_response_columns(const ExpectedResponse& response);

}  // namespace oncourse

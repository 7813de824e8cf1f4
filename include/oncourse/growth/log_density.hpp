// log_density.hpp: how likely a model finds the scores of persons that it may not have seen.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "oncourse/growth/model.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse::growth {

/// For each person the logarithm of the density of their scores together, in points whatever the model's scale, so that
/// models of other scales can be compared; the model's estimates taken as known. 0 for a person without a score.
///
///   errors  bad_argument: a panel that does not fit the model; response_range: a score outside the model's scale
///   cost    O(1) per score
Result<std::vector<double>> log_densities(const GrowthModel& model, const Panel& panel);

}  // namespace oncourse::growth

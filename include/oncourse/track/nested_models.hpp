// nested_models.hpp: whether the larger of two models of one questionnaire explains more.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/growth/inference.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// growth::likelihood_ratio_test(), of models with one instrument, where both name it, and one time unit.
///
///   errors  bad_argument: another instrument or time unit; those of the growth models' test
inline Result<growth::LikelihoodRatio> likelihood_ratio_test(const ResponseModel& smaller,
                                                             const ResponseModel& larger) {
  if (!smaller.instrument.empty() && !larger.instrument.empty() && smaller.instrument != larger.instrument)
    return Error{Errc::bad_argument, "the models are for " + smaller.instrument + " and " + larger.instrument};
  if (smaller.time_unit != larger.time_unit)
    return Error{Errc::bad_argument, "the models count time by the " + std::string(name(smaller.time_unit)) +
                                         " and by the " + std::string(name(larger.time_unit))};
  return growth::likelihood_ratio_test(smaller.growth, larger.growth);
}

}  // namespace oncourse

// target_probability.hpp: how likely it is that a person's score will have reached the target.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>
#include <span>

#include "oncourse/base/normal.hpp"
#include "oncourse/course/target.hpp"
#include "oncourse/growth/forecast.hpp"

namespace oncourse {

/// P(the score observed at `time` meets the line | this person's scores so far), the model taken as known; NaN where
/// the forecast is not finite.
inline double target_probability(const growth::Person& person, const TargetLine& line, double time,
                                 std::span<const double> covariates) {
  const growth::Forecast at = person.forecast(time, covariates);
  if (!at.finite()) return std::numeric_limits<double>::quiet_NaN();
  const double sd = std::sqrt(at.sd_person * at.sd_person + at.sd_residual * at.sd_residual);
  const bool lower = line.compare == Compare::at_most || line.compare == Compare::below;
  return normal_cdf((lower ? 1.0 : -1.0) * (at.transformation.forward(line.boundary) - at.mean) / sd);
}

}  // namespace oncourse

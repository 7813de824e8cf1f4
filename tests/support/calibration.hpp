// calibration.hpp: a calibration with round figures.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/track/calibration.hpp"

namespace oncourse::support {

/// Of the posterior probability, an alarm being one below the threshold at any monitored time.
inline Calibration calibration_at(double threshold, const Target& target, const Monitoring& monitoring, int n_reached,
                                  int n_persons) {
  Calibration out;
  out.target = target;
  out.monitoring = monitoring;
  out.stages = {{monitoring.to, -threshold}};
  out.n_reached = n_reached;
  out.n_persons = n_persons;
  return out;
}

}  // namespace oncourse::support

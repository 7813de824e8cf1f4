// example_model.hpp: a response model whose numbers were made up, not fitted: for tests only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/track/response_model.hpp"
#include "support/calibration.hpp"

namespace oncourse {

/// PHQ-9 by session: 16 points at intake, 3 points less per unit of ln(1 + session).
inline ResponseModel example_model() {
  ResponseModel model;
  model.instrument = "phq-9";
  model.time_unit = TimeUnit::session;
  growth::GrowthModel& g = model.growth;
  g.design.time_basis = growth::TimeBasis::log1p;
  g.design.random = growth::RandomEffects::slope;
  g.design.time_name = "session";
  g.beta = Eigen::Vector2d(16.0, -3.0);
  g.beta_covariance = Eigen::Vector2d(0.04, 0.01).asDiagonal();
  g.theta = Eigen::Vector3d(1.5, -0.2, 0.8);
  g.sigma2 = 5.0;
  g.n_obs = 2400;
  g.n_persons = 200;
  return model;
}

inline ResponseModel calibrated_example_model() {
  ResponseModel model = example_model();
  model.calibrations = {support::calibration_at(0.35, {Target::Kind::reliable_improvement}, {2.0, 12.0}, 60, 100)};
  model.bands = BandCalibration{CalibrationMethod::split, 0.90, 16.0, 1.0, {}};
  for (int session = 0; session < 16; ++session)
    model.bands->origins.push_back({static_cast<double>(session), {100 - 6 * session, 2.5}, {100, 1.7}});
  model.bands->origins.back().all = {8, {}};
  return model;
}

}  // namespace oncourse

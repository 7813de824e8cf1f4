// response_model.hpp: a model with round figures, and courses drawn from it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <random>
#include <vector>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/response_model.hpp"
#include "support/cohort.hpp"

namespace oncourse::support {

/// PHQ-9 by session: 15 at intake, 3.1 points better per ln(1 + session), sds 4.3, 2 and 2.5.
inline ResponseModel response_model() {
  ResponseModel model;
  growth::GrowthModel& g = model.growth;
  g.design.time_name = "session";
  g.beta = Eigen::Vector2d(15.0, -3.1);
  g.beta_covariance = Eigen::Matrix2d::Zero();
  g.sigma2 = 2.5 * 2.5;
  g.theta = Eigen::Vector3d(4.3 / 2.5, 0.0, 2.0 / 2.5);
  g.n_obs = 3000;
  g.n_persons = 250;
  g.search.stop = growth::Stop::converged;
  g.search.deviance_end = 14000.5;
  model.instrument = "phq-9";
  return model;
}

/// Persons drawn from the model itself, a score at each session 0..16; not rounded, not cut.
///
///   correlation  of neighbouring residuals: 0 is the model, above 0 is what real courses have
inline Cohort drawn_from(const growth::GrowthModel& g, int persons, std::mt19937_64& random, double correlation = 0.0) {
  std::normal_distribution<double> normal;
  const Eigen::MatrixXd Lambda = growth::lambda(g.design.random, g.theta);
  const double sigma = std::sqrt(g.sigma2);
  std::vector<Rows> out;
  for (int person = 0; person < persons; ++person) {
    const Eigen::VectorXd b = sigma * Lambda * Eigen::Vector2d(normal(random), normal(random));
    Rows rows;
    double residual = normal(random);
    for (int session = 0; session <= 16; ++session) {
      const double mean = g.beta[0] + b[0] + (g.beta[1] + b[1]) * std::log1p(session);
      rows.push_back({static_cast<double>(session), mean + sigma * residual});
      residual = correlation * residual + std::sqrt(1.0 - correlation * correlation) * normal(random);
    }
    out.push_back(rows);
  }
  return Cohort(std::move(out));
}

}  // namespace oncourse::support

// forecast.hpp: one person's own line, from the model as prior and their sessions as data.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>

#include "oncourse/growth/model.hpp"

namespace oncourse::growth {

/// A person's future score is normal with `mean` and `sd_score`.
struct Forecast {
  double mean = 0.0;
  double sd_person = 0.0;  ///< of their true score, the model taken as known
  double sd_line = 0.0;    ///< of their true score, with the uncertainty of beta
  double sd_score = 0.0;   ///< of one observed score: sqrt(sd_line^2 + sigma2)

  /// Not so where a coefficient, a covariate or a time is too large to be squared.
  [[nodiscard]] bool finite() const { return std::isfinite(mean) && std::isfinite(sd_score); }
};

/// The refusal of a forecast that is not finite(); `place` says which.
inline Error not_finite(const std::string& place) {
  return {Errc::bad_argument,
          place + ": the forecast is not a finite number, a coefficient, a covariate or a time is too large"};
}

/// What a person's sessions say about their own level and rate of change.
class Person {
 public:
  /// A person of whom nothing is known yet. The model must outlive it.
  explicit Person(const GrowthModel& model);

  /// Adds one score; O(1), in any order.
  void observe(double time, double score, std::span<const double> covariates = {});

  /// b: how far this person's level and rate of change lie from those expected for their covariates.
  [[nodiscard]] const Eigen::VectorXd& effects() const { return b_; }
  /// Var(b | scores), the model taken as known.
  [[nodiscard]] const RandomMatrix& effects_covariance() const { return C_; }

  [[nodiscard]] Forecast forecast(double time, std::span<const double> covariates = {}) const;

 private:
  /// b = Lambda M^-1 Lambda' Z'(y - X beta),  C = sigma^2 Lambda M^-1 Lambda',  M = I + Lambda' Z'Z Lambda.
  void update();

  const GrowthModel* model_;
  using RandomByFixed = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, most_random_effects>;
  RandomMatrix ztz_, C_;
  RandomByFixed ztx_, BZtX_;
  Eigen::VectorXd zty_, b_;
};

}  // namespace oncourse::growth

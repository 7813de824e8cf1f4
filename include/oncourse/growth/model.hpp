// model.hpp: a fitted growth model, the value that is saved, shared and forecast from.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>

#include "oncourse/growth/design.hpp"
#include "oncourse/growth/deviance.hpp"
#include "oncourse/growth/minimize.hpp"

namespace oncourse::growth {

/// How the estimate was found.
struct FitSearch {
  Stop stop = Stop::not_run;
  int evaluations = 0;
  double deviance_start = 0.0, deviance_end = 0.0;
  /// A variance was estimated as zero or a correlation as one, residuals as without memory or as nothing but memory.
  bool on_boundary = false;
};

/// Immutable once fitted or loaded; any number of threads may read it.
struct GrowthModel {
  Design design;
  Likelihood likelihood = Likelihood::restricted;
  Eigen::VectorXd beta;             ///< p fixed effects, named by design.fixed_effect_names()
  Eigen::MatrixXd beta_covariance;  ///< p x p
  Eigen::VectorXd theta;            ///< see lambda()
  double sigma2 = 0.0;              ///< residual variance, in squared points (of h(y), where scores are transformed)
  ResidualParameters residual = {};
  /// Of theta, then the range and the nugget where the design has them, from the observed information; NaN in the rows
  /// and columns of what was estimated on the boundary.
  Eigen::MatrixXd theta_covariance;
  Eigen::Index n_obs = 0, n_persons = 0;
  FitSearch search;

  /// G = sigma^2 Lambda Lambda': variances of (level, rate of change) between persons.
  [[nodiscard]] Eigen::MatrixXd random_covariance() const;
  /// Restricted when the fit is REML; then comparable only between models with the same fixed effects.
  [[nodiscard]] double log_likelihood() const { return -0.5 * search.deviance_end; }
  [[nodiscard]] Eigen::VectorXd standard_errors() const;
  /// Estimated: fixed effects, theta, the residual variance, a range and a nugget.
  [[nodiscard]] Eigen::Index parameters() const { return beta.size() + design.variance_parameters(); }
  /// Akaike's and the Bayesian criterion as lme4 counts them, the latter with ln(n_obs). With REML comparable, like the
  /// log-likelihood, only between models with the same fixed effects.
  [[nodiscard]] double aic() const { return search.deviance_end + 2.0 * static_cast<double>(parameters()); }
  [[nodiscard]] double bic() const {
    return search.deviance_end + std::log(static_cast<double>(n_obs)) * static_cast<double>(parameters());
  }
};

}  // namespace oncourse::growth

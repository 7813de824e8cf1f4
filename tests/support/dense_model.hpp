// dense_model.hpp: the growth model once more, as one n x n covariance matrix: slow, and by other formulas.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "oncourse/growth/deviance.hpp"
#include "support/cohort.hpp"

namespace oncourse::support {

double g(growth::TimeBasis kind, double t);

/// One row of X, written out: 1, g [, bend], the covariates, g [and bend] times those that interact.
Eigen::RowVectorXd x_row(const growth::Design& design, double t, const std::vector<double>& covariates);

Eigen::RowVectorXd z_row(const growth::Design& design, double t);

/// Var(level, rate of change, bend) / sigma^2.
Eigen::MatrixXd relative_G(growth::RandomEffects random, const Eigen::VectorXd& theta);

/// Here because Eigen's own needs its LU included wherever it is called: without, it compiles and never returns.
Eigen::MatrixXd inverse(const Eigen::MatrixXd& matrix);

struct DenseModel {
  Eigen::MatrixXd X, Z;         ///< Z: the columns of a person stand together
  Eigen::VectorXd y;            ///< h(y), where scores are transformed
  Eigen::MatrixXd correlation;  ///< of the residuals
  double log_jacobian = 0.0;

  DenseModel(const Cohort& cohort, const growth::Design& design, const growth::ResidualParameters& residual = {});

  /// Var(y) = Z G Z' + sigma^2 C.
  [[nodiscard]] Eigen::MatrixXd covariance(const Eigen::MatrixXd& G, double sigma2) const;

  /// X' V^-1 X, the information on beta.
  [[nodiscard]] Eigen::MatrixXd precision(const Eigen::MatrixXd& V) const;

  /// Of X.
  [[nodiscard]] Eigen::Index rank() const;

  /// beta by ordinary least squares.
  [[nodiscard]] Eigen::VectorXd ols() const;

  /// beta by generalised least squares.
  [[nodiscard]] Eigen::VectorXd gls(const Eigen::MatrixXd& V) const;

  /// -2 log of the density of y at beta and V; restricted: of n - p error contrasts (Harville 1974, without the
  /// constant log|X'X|, as lme4 and SAS leave it out).
  [[nodiscard]] double minus_two_log_likelihood(const Eigen::MatrixXd& V, growth::Likelihood likelihood) const;
};

}  // namespace oncourse::support

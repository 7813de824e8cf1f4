// criterion.hpp: the deviance as a function of all that a fit searches for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>

#include "oncourse/growth/cross_products.hpp"
#include "oncourse/growth/deviance.hpp"

namespace oncourse::growth {

/// What a search is after beside beta and sigma^2.
struct VarianceEstimates {
  Eigen::VectorXd theta;
  ResidualParameters residual;
};

/// The deviance of a panel by x: theta over `unit`, then, where the design has them, the logarithm of the range and the
/// logit of the nugget. Its derivatives by theta are exact; those by the other two are central differences, each of
/// whose steps reads the rows once, with an error of about 1e-6 of the third derivative.
class Criterion {
 public:
  /// What it is made of must outlive it.
  Criterion(const Panel& panel, const Design& design, Likelihood likelihood, int threads);
  /// With independent residuals.
  Criterion(const CrossProducts& data, const Design& design, Likelihood likelihood, int threads);
  Criterion(const Criterion&) = delete;
  Criterion& operator=(const Criterion&) = delete;

  /// Of independent residuals.
  [[nodiscard]] const CrossProducts& data() const { return *data_; }
  /// With what theta is divided by in x: so that hours, weeks and ln(weeks) are all of order one.
  [[nodiscard]] const Eigen::VectorXd& unit() const { return unit_; }
  [[nodiscard]] Eigen::Index residual_parameters() const { return parameters(design_->residuals); }

  [[nodiscard]] Eigen::VectorXd x_of(const VarianceEstimates& estimates) const;
  [[nodiscard]] VarianceEstimates estimates(const Eigen::VectorXd& x) const;

  /// Of such residuals.
  [[nodiscard]] CrossProducts data_at(const ResidualParameters& residual) const;

  /// Value and derivatives by x; +infinity where a range or a nugget is beyond all sense.
  double operator()(const Eigen::VectorXd& x, Eigen::VectorXd& gradient, Eigen::MatrixXd& hessian);

  /// Of the last x that was asked for, with its derivatives.
  [[nodiscard]] const Eigen::VectorXd& last_x() const { return last_x_; }
  [[nodiscard]] const Deviance& last() const { return last_; }
  [[nodiscard]] const Eigen::MatrixXd& last_hessian() const { return last_hessian_; }
  /// Of x with its derivatives.
  [[nodiscard]] int evaluations() const { return evaluations_; }

 private:
  [[nodiscard]] Deviance at(const Eigen::VectorXd& x) const;

  const Panel* panel_;
  const Design* design_;
  Likelihood likelihood_;
  int threads_;
  CrossProducts own_;  ///< of the panel
  const CrossProducts* data_;
  Eigen::VectorXd unit_, last_x_;
  Deviance last_;
  Eigen::MatrixXd last_hessian_;
  int evaluations_ = 0;
};

}  // namespace oncourse::growth

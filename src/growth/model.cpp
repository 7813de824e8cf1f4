// model.cpp: a fitted growth model.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/model.hpp"

namespace oncourse::growth {

Eigen::MatrixXd GrowthModel::random_covariance() const {
  const RandomMatrix Lambda = lambda(design.random, theta);
  return sigma2 * RandomMatrix(Lambda * Lambda.transpose());
}

Eigen::VectorXd GrowthModel::standard_errors() const { return beta_covariance.diagonal().cwiseSqrt(); }

}  // namespace oncourse::growth

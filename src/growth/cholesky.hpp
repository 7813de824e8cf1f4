// cholesky.hpp: Eigen's Cholesky factor of a small positive definite matrix, compiled once: 20 KB wherever it is not.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace oncourse::growth {

class Cholesky {
 public:
  explicit Cholesky(const Eigen::MatrixXd& A);

  [[nodiscard]] bool positive_definite() const { return positive_definite_; }
  /// L, lower triangular, with A = L L'.
  [[nodiscard]] const Eigen::MatrixXd& factor() const { return L_; }
  /// A^-1 b.
  [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& b) const;
  [[nodiscard]] Eigen::MatrixXd inverse() const;

 private:
  Eigen::MatrixXd L_;
  bool positive_definite_ = false;
};

}  // namespace oncourse::growth

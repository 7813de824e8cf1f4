// cholesky.cpp: Eigen's Cholesky factor, compiled once.
// SPDX-License-Identifier: Apache-2.0
#include "growth/cholesky.hpp"

#include <Eigen/Cholesky>

namespace oncourse::growth {

Cholesky::Cholesky(const Eigen::MatrixXd& A) {
  const Eigen::LLT<Eigen::MatrixXd> llt(A);
  positive_definite_ = llt.info() == Eigen::Success;
  L_ = llt.matrixL();
}

Eigen::VectorXd Cholesky::solve(const Eigen::VectorXd& b) const {
  Eigen::VectorXd x = b;
  for (Eigen::Index i = 0; i < x.size(); ++i) x[i] = (x[i] - L_.row(i).head(i).dot(x.head(i))) / L_(i, i);
  for (Eigen::Index i = x.size() - 1; i >= 0; --i)
    x[i] = (x[i] - L_.col(i).tail(x.size() - 1 - i).dot(x.tail(x.size() - 1 - i))) / L_(i, i);
  return x;
}

Eigen::MatrixXd Cholesky::inverse() const {
  Eigen::MatrixXd out(L_.rows(), L_.cols());
  for (Eigen::Index i = 0; i < L_.cols(); ++i) out.col(i) = solve(Eigen::VectorXd::Unit(L_.rows(), i));
  return out;
}

}  // namespace oncourse::growth

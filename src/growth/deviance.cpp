// deviance.cpp: how badly a theta explains the cohort, and the way down.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/deviance.hpp"

#include <Eigen/Cholesky>
#include <cmath>
#include <limits>
#include <numbers>

namespace oncourse::growth {

Deviance deviance(const CrossProducts& data, const Eigen::VectorXd& theta, Likelihood likelihood) {
  const Eigen::Index q = data.q, p = data.p;
  const Eigen::MatrixXd Lambda = lambda(data.random, theta);
  const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(q, q);

  Eigen::MatrixXd reduced = data.total;  // [A c; c' d]
  double log_det_M = 0.0;                // 2 sum log|L_i|
  for (Eigen::Index i = 0; i < data.n_persons; ++i) {
    const auto block = data.person(i);
    const Eigen::LLT<Eigen::MatrixXd> M(identity + Lambda.transpose() * block.leftCols(q) * Lambda);
    const Eigen::MatrixXd U = M.matrixL().solve(Lambda.transpose() * block.rightCols(p + 1));
    reduced.noalias() -= U.transpose() * U;
    for (Eigen::Index k = 0; k < q; ++k) log_det_M += 2.0 * std::log(M.matrixLLT()(k, k));
  }

  Deviance out;
  out.A = reduced.topLeftCorner(p, p);
  const Eigen::LLT<Eigen::MatrixXd> A(out.A);
  const Eigen::VectorXd c = reduced.topRightCorner(p, 1);
  out.beta = A.solve(c);
  const double pwrss = reduced(p, p) - c.dot(out.beta);
  const double nu = static_cast<double>(likelihood == Likelihood::full ? data.n_obs : data.n_obs - p);
  out.sigma2 = pwrss / nu;
  bool singular = A.info() != Eigen::Success;
  for (Eigen::Index k = 0; k < p; ++k)
    singular = singular || !(A.matrixLLT()(k, k) * A.matrixLLT()(k, k) > 1e-10 * out.A(k, k));
  if (singular || !(pwrss > 0.0)) {
    out.value = std::numeric_limits<double>::infinity();
    out.gradient = Eigen::VectorXd::Zero(theta.size());
    return out;
  }
  double log_det_A = 0.0;
  for (Eigen::Index k = 0; k < p; ++k) log_det_A += 2.0 * std::log(A.matrixLLT()(k, k));
  out.value = log_det_M + nu * (1.0 + std::log(2.0 * std::numbers::pi * out.sigma2));
  if (likelihood == Likelihood::restricted) out.value += log_det_A;

  // S = d deviance / d(Lambda Lambda') = sum Z'H^-1 Z - u u' / sigma^2 - [REML: V A^-1 V'],
  //   with u = Z'H^-1 (y - X beta) and V = Z'H^-1 X; then d deviance / d Lambda = 2 S Lambda.
  Eigen::MatrixXd S = Eigen::MatrixXd::Zero(q, q);
  for (Eigen::Index i = 0; i < data.n_persons; ++i) {
    const auto block = data.person(i);
    const Eigen::LLT<Eigen::MatrixXd> M(identity + Lambda.transpose() * block.leftCols(q) * Lambda);
    // Z'H^-1 [Z X y] = Z'[Z X y] - Z'Z Lambda M^-1 Lambda' Z'[Z X y]
    const Eigen::MatrixXd whitened = block - block.leftCols(q) * Lambda * M.solve(Lambda.transpose() * block);
    const auto V = whitened.middleCols(q, p);
    const Eigen::VectorXd u = whitened.col(q + p) - V * out.beta;
    S += whitened.leftCols(q) - u * u.transpose() / out.sigma2;
    if (likelihood == Likelihood::restricted) S -= V * A.solve(V.transpose());
  }
  out.gradient = theta_entries(data.random, 2.0 * S * Lambda);
  return out;
}

}  // namespace oncourse::growth

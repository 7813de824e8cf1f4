// deviance.cpp: how badly a theta explains the cohort, and the way down.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/deviance.hpp"

#include <Eigen/Cholesky>
#include <cmath>
#include <limits>
#include <numbers>

namespace oncourse::growth {

namespace {

constexpr int most_random_effects = 2;
/// A row and a column per random effect, without a request for memory: there is one for every person, at every theta.
using PerEffect =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, most_random_effects, most_random_effects>;

/// M = I + Lambda' Z'Z Lambda = L L' of one person.
Eigen::LLT<PerEffect> factor(const PerEffect& Lambda, const PerEffect& ZtZ) {
  const PerEffect inside = Lambda.transpose() * ZtZ * Lambda;
  return Eigen::LLT<PerEffect>(PerEffect::Identity(ZtZ.rows(), ZtZ.cols()) + inside);
}

/// R = L^-1 Lambda': then (I + Z Lambda Lambda' Z')^-1 = I - Z R'R Z'.
PerEffect whitening(const Eigen::LLT<PerEffect>& M, const PerEffect& Lambda) {
  return M.matrixL().solve(Lambda.transpose());
}

}  // namespace

Deviance deviance(const CrossProducts& data, const Eigen::VectorXd& theta, Likelihood likelihood) {
  const Eigen::Index q = data.q, p = data.p;
  const PerEffect Lambda = lambda(data.random, theta);

  Eigen::MatrixXd reduced = data.total;  // [A c; c' d]
  Eigen::MatrixXd U(q, p + 1);
  double log_det_M = 0.0;  // 2 sum log|L_i|
  for (Eigen::Index i = 0; i < data.n_persons; ++i) {
    const auto block = data.person(i);
    const Eigen::LLT<PerEffect> M = factor(Lambda, block.leftCols(q));
    const PerEffect R = whitening(M, Lambda);
    U.noalias() = R.lazyProduct(block.rightCols(p + 1));
    reduced.noalias() -= U.transpose().lazyProduct(U);
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
  const Eigen::MatrixXd beta_variance = A.solve(Eigen::MatrixXd::Identity(p, p));  // over sigma^2
  PerEffect S = PerEffect::Zero(q, q);
  Eigen::MatrixXd RZtW(q, data.width()), whitened(q, data.width()), VA(q, p);
  Eigen::VectorXd u(q);
  for (Eigen::Index i = 0; i < data.n_persons; ++i) {
    const auto block = data.person(i);
    const PerEffect ZtZ = block.leftCols(q), R = whitening(factor(Lambda, ZtZ), Lambda), ZtZRt = ZtZ * R.transpose();
    // Z'H^-1 [Z X y] = Z'[Z X y] - Z'Z R'R Z'[Z X y]
    RZtW.noalias() = R.lazyProduct(block);
    whitened = block;
    whitened.noalias() -= ZtZRt.lazyProduct(RZtW);
    const auto V = whitened.middleCols(q, p);
    u = whitened.col(q + p);
    u.noalias() -= V.lazyProduct(out.beta);
    S += whitened.leftCols(q);
    S.noalias() -= (u / out.sigma2).lazyProduct(u.transpose());
    if (likelihood == Likelihood::restricted) {
      VA.noalias() = V.lazyProduct(beta_variance);
      S.noalias() -= VA.lazyProduct(V.transpose());
    }
  }
  out.gradient = theta_entries(data.random, 2.0 * S * Lambda);
  return out;
}

}  // namespace oncourse::growth

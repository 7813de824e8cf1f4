// deviance.cpp: how badly a theta explains the cohort, and the way down.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/deviance.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "growth/cholesky.hpp"
#include "growth/design_sums.hpp"
#include "growth/record.hpp"

namespace oncourse::growth {

namespace {

/// By Psi.
struct Derivatives {
  Eigen::MatrixXd slope;      ///< q x q: the first derivative in direction E is tr(E slope)
  Eigen::MatrixXd curvature;  ///< a row and a column per direction, see derivative_sums()
};

Derivatives derivatives(const CrossProducts& data, const RandomMatrix& Lambda, const Deviance& at,
                        const Eigen::MatrixXd& A_inverse, double nu, bool restricted, int threads) {
  const std::vector<double> values = derivative_sums(data, Lambda, at, restricted ? &A_inverse : nullptr, threads);
  const double* value = values.data();
  const Eigen::Index q = data.q, p = data.p, directions = q * (q + 1) / 2;
  const auto take = [&](Eigen::Index n) {
    Eigen::MatrixXd out = symmetric(value, n);
    value += n * (n + 1) / 2;
    return out;
  };
  const Eigen::MatrixXd K_less_P = take(q), uu = take(q);
  Derivatives out{K_less_P - uu / at.sigma2, take(directions)};
  std::vector<Eigen::VectorXd> e;
  std::vector<Eigen::MatrixXd> A_inverse_N;
  std::vector<double> r;
  for (Eigen::Index i = 0; i < q; ++i)
    for (Eigen::Index j = 0; j <= i; ++j) {
      r.push_back((i == j ? 1.0 : 2.0) * uu(i, j));
      e.emplace_back(Eigen::VectorXd::Map(value, p));
      value += p;
      if (restricted) A_inverse_N.emplace_back(A_inverse.lazyProduct(take(p)));
    }
  for (std::size_t a = 0; a < r.size(); ++a)
    for (std::size_t b = 0; b <= a; ++b) {
      double rest =
          2.0 * e[a].dot(A_inverse.lazyProduct(e[b])) / at.sigma2 + (r[a] / at.sigma2) * (r[b] / at.sigma2) / nu;
      if (restricted) rest += A_inverse_N[a].cwiseProduct(A_inverse_N[b].transpose()).sum();
      const auto row = static_cast<Eigen::Index>(a), column = static_cast<Eigen::Index>(b);
      out.curvature(row, column) -= rest;
      out.curvature(column, row) = out.curvature(row, column);
    }
  return out;
}

/// The chain rule from Psi = Lambda Lambda' to theta.
void by_theta(const Derivatives& by_psi, RandomEffects random, const RandomMatrix& Lambda, Deviance& out) {
  const Eigen::Index q = Lambda.rows();
  const Eigen::Index n = theta_size(random);
  std::vector<RandomMatrix> units;                 // d Lambda / d theta_k
  Eigen::MatrixXd directions(q * (q + 1) / 2, n);  // d Psi / d theta_k
  out.gradient.resize(n);
  for (Eigen::Index k = 0; k < n; ++k) {
    RandomMatrix unit = RandomMatrix::Zero(q, q);
    const auto [row, column] = theta_layout(random)[static_cast<std::size_t>(k)];
    unit(row, column) = 1.0;
    const Eigen::MatrixXd half = unit.lazyProduct(Lambda.transpose()), psi = half + half.transpose();
    for (Eigen::Index i = 0, at = 0; i < q; ++i)
      for (Eigen::Index j = 0; j <= i; ++j) directions(at++, k) = psi(i, j);
    out.gradient[k] = by_psi.slope.cwiseProduct(psi).sum();
    units.push_back(unit);
  }
  const Eigen::MatrixXd curved = by_psi.curvature.lazyProduct(directions);
  out.hessian = directions.transpose().lazyProduct(curved);
  for (Eigen::Index k = 0; k < n; ++k)
    for (Eigen::Index m = 0; m <= k; ++m)
      out.hessian(m, k) = out.hessian(k, m) += 2.0 * by_psi.slope
                                                         .cwiseProduct(units[static_cast<std::size_t>(k)].lazyProduct(
                                                             units[static_cast<std::size_t>(m)].transpose()))
                                                         .sum();
}

}  // namespace

Deviance deviance(const CrossProducts& data, const Eigen::VectorXd& theta, Likelihood likelihood, int threads) {
  const Eigen::Index p = data.p;
  const RandomMatrix Lambda = lambda(data.random, theta);
  const std::vector<double> reduction = reduction_sums(data, Lambda, threads);
  const Eigen::MatrixXd reduced = data.total - symmetric(reduction.data() + 1, p + 1);  // [A c; c' d]

  Deviance out;
  out.A = reduced.topLeftCorner(p, p);
  const Cholesky A(out.A);
  const Eigen::VectorXd c = reduced.col(p).head(p);
  out.beta = A.solve(c);
  const double pwrss = reduced(p, p) - c.dot(out.beta);
  const bool restricted = likelihood == Likelihood::restricted;
  const double nu = static_cast<double>(restricted ? data.n_obs - p : data.n_obs);
  out.sigma2 = pwrss / nu;
  bool singular = !A.positive_definite();
  double log_det_A = 0.0;
  for (Eigen::Index k = 0; k < p; ++k) {
    const double pivot = A.factor()(k, k) * A.factor()(k, k);
    singular = singular || !(pivot > 1e-10 * out.A(k, k));
    log_det_A += std::log(pivot);
  }
  if (singular || !(pwrss > 0.0)) {
    out.value = std::numeric_limits<double>::infinity();
    out.gradient = Eigen::VectorXd::Zero(theta.size());
    out.hessian = Eigen::MatrixXd::Zero(theta.size(), theta.size());
    return out;
  }
  out.value = data.offset + reduction[0] + nu * (1.0 + std::log(2.0 * std::numbers::pi * out.sigma2)) +
              (restricted ? log_det_A : 0.0);
  by_theta(derivatives(data, Lambda, out, A.inverse(), nu, restricted, threads), data.random, Lambda, out);
  return out;
}

}  // namespace oncourse::growth

// fit.cpp: a cohort's scores in, a growth model out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/fit.hpp"

#include <Eigen/Cholesky>
#include <cmath>

namespace oncourse::growth {

namespace {

/// The column of X that the columns before it already determine, or -1.
Eigen::Index redundant_column(const Eigen::MatrixXd& XtX) {
  const Eigen::VectorXd scale = XtX.diagonal().cwiseSqrt();
  for (Eigen::Index k = 0; k < XtX.cols(); ++k) {
    if (!(scale[k] > 0.0)) return k;
    if (k == 0) continue;
    const Eigen::VectorXd inverse = scale.head(k).cwiseInverse();
    const Eigen::MatrixXd before = inverse.asDiagonal() * XtX.topLeftCorner(k, k) * inverse.asDiagonal();
    const Eigen::VectorXd now = inverse.cwiseProduct(XtX.col(k).head(k)) / scale[k];
    if (1.0 - now.dot(before.llt().solve(now)) < 1e-10) return k;  // 1 - R^2 of this column on those before
  }
  return -1;
}

}  // namespace

Result<GrowthModel> fit(const Panel& panel, const Design& design, const FitOptions& options) {
  if (auto trouble = trouble_in(design)) return *trouble;
  if (auto trouble = trouble_in(panel, design.covariates.size(), least_time(design.time_basis))) return *trouble;
  const CrossProducts data = cross_products(panel, design);
  if (data.n_persons < 2)
    return Error{Errc::not_enough_sessions, text(data.n_persons) + " persons have scores, at least 2 are needed"};
  if (data.n_obs <= data.n_persons * data.q)
    return Error{Errc::not_enough_sessions, text(data.n_obs) + " scores of " + text(data.n_persons) +
                                                " persons, more than " + text(data.n_persons * data.q) +
                                                " are needed for " + text(data.q) + " random effects each"};
  if (data.n_obs <= data.p)
    return Error{Errc::not_enough_sessions, text(data.n_obs) + " scores for " + text(data.p) + " fixed effects"};
  if (const Eigen::Index k = redundant_column(data.total.topLeftCorner(data.p, data.p)); k >= 0)
    return Error{Errc::bad_argument, "column " + design.fixed_effect_names()[static_cast<std::size_t>(k)] +
                                         " is constant or repeats the columns before it"};

  // Search in theta times the size of its row of Z, so that hours, weeks and ln(weeks) are all of order one.
  Eigen::MatrixXd size = Eigen::MatrixXd::Zero(data.q, data.q);
  size.col(0).setOnes();
  if (data.q == 2) size.row(1).setConstant(std::sqrt(data.total(1, 1) / data.total(0, 0)));
  const Eigen::VectorXd unit = theta_entries(design.random, size).cwiseInverse();
  const auto objective = [&](const Eigen::VectorXd& x, Eigen::VectorXd& gradient) {
    const Deviance at = deviance(data, x.cwiseProduct(unit), options.likelihood);
    gradient = at.gradient.cwiseProduct(unit);
    return at.value;
  };

  // Small cohorts have several optima: start from persons who differ a lot, as much as their scores, and a little.
  Minimum best;
  double at_start = 0.0;
  int evaluations = 0;
  const bool small = data.n_persons < 100;
  for (const double spread : {1.0, 3.0, 0.2}) {
    if (evaluations > 0 && !small) break;
    Eigen::VectorXd start = theta_entries(design.random, spread * Eigen::MatrixXd::Identity(data.q, data.q));
    Eigen::VectorXd gradient;
    if (evaluations == 0) at_start = objective(start, gradient);
    const Minimum found = minimize(objective, start, options.minimize);
    evaluations += found.evaluations;
    if (best.stop == Stop::not_run || found.value < best.value) best = found;
  }
  const double mean_square = data.total(data.p, data.p) / static_cast<double>(data.n_obs);
  if (!std::isfinite(best.value) ||
      deviance(data, best.x.cwiseProduct(unit), options.likelihood).sigma2 <= 1e-10 * mean_square)
    return Error{Errc::bad_argument, "the scores leave no residual variance: they are explained exactly"};

  // A standard deviation that the data cannot tell from zero is zero: then the fit is on the boundary, and says so.
  bool on_boundary = false;
  for (const Eigen::Index k : {Eigen::Index{0}, best.x.size() - 1}) {
    if (best.x[k] != 0.0 && std::fabs(best.x[k]) < 1e-3) {
      Eigen::VectorXd zeroed = best.x;
      zeroed[k] = 0.0;
      const Minimum at_zero = minimize(objective, zeroed, options.minimize);
      evaluations += at_zero.evaluations;
      if (at_zero.value <= best.value + 1e-9 * (1.0 + std::fabs(best.value))) best = at_zero;
    }
    on_boundary = on_boundary || best.x[k] == 0.0;
  }

  GrowthModel model;
  model.design = design;
  model.likelihood = options.likelihood;
  Eigen::VectorXd theta = best.x.cwiseProduct(unit);
  if (theta[0] < 0.0) theta.head(design.random == RandomEffects::slope ? 2 : 1) *= -1.0;
  theta[theta.size() - 1] = std::fabs(theta[theta.size() - 1]);
  const Deviance end = deviance(data, theta, options.likelihood);
  model.theta = theta;
  model.beta = end.beta;
  model.sigma2 = end.sigma2;
  model.beta_covariance = end.sigma2 * end.A.llt().solve(Eigen::MatrixXd::Identity(data.p, data.p));
  model.n_obs = data.n_obs;
  model.n_persons = data.n_persons;
  model.search = {best.stop, evaluations, at_start, end.value, on_boundary};
  return model;
}

}  // namespace oncourse::growth

// fit.cpp: a cohort's scores in, a growth model out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/fit.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <vector>

#include "growth/moment_psi.hpp"

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

/// A theta near the optimum of a cohort that is not small, where the variances by moments are positive definite.
std::optional<Eigen::VectorXd> moment_start(const CrossProducts& data) {
  const Eigen::MatrixXd XtX = data.total.topLeftCorner(data.p, data.p);
  const Eigen::VectorXd Xty = data.total.col(data.p).head(data.p);
  const auto psi = moment_psi(data, XtX.llt().solve(Xty));
  if (!psi) return std::nullopt;
  Eigen::MatrixXd free = *psi;
  if (data.random == RandomEffects::independent_slope) free = Eigen::MatrixXd(psi->diagonal().asDiagonal());
  const Eigen::LLT<Eigen::MatrixXd> factor(free);
  if (factor.info() != Eigen::Success) return std::nullopt;
  const Eigen::VectorXd theta = theta_entries(data.random, factor.matrixL());
  return theta.allFinite() ? std::optional(theta) : std::nullopt;
}

/// Small cohorts have several optima.
bool is_small(const CrossProducts& data) { return data.n_persons < 100; }

/// Where to begin, theta as it is searched in, which is 1 / unit times theta: from persons who differ as much as their
/// scores, more, and less. Where there are many persons, first from variances by moments, near the only optimum.
std::vector<Eigen::VectorXd> starts(const CrossProducts& data, const Eigen::VectorXd& unit) {
  std::vector<Eigen::VectorXd> out;
  if (const auto theta = is_small(data) ? std::nullopt : moment_start(data)) {
    out.emplace_back(theta->cwiseQuotient(unit));
    for (const Eigen::Index k : {Eigen::Index{0}, theta->size() - 1})  // away from zero, where a search would stay
      out.back()[k] = std::max(out.back()[k], 0.05);
  }
  for (const double spread : {1.0, 3.0, 0.2})
    out.push_back(theta_entries(data.random, spread * Eigen::MatrixXd::Identity(data.q, data.q)));
  return out;
}

Error no_scatter() { return {Errc::bad_argument, "the scores leave no residual variance: they are explained exactly"}; }

}  // namespace

Result<GrowthModel> fit(const Panel& panel, const Design& design, const FitOptions& options) {
  if (auto trouble = trouble_in(design)) return *trouble;
  if (auto trouble = trouble_in(panel, design.covariates.size(), least_time(design.time_basis))) return *trouble;
  return fit(cross_products(panel, design), design, options);
}

Result<GrowthModel> fit(const CrossProducts& data, const Design& design, const FitOptions& options) {
  if (auto trouble = trouble_in(design)) return *trouble;
  if (data.random != design.random || data.q != design.random_effects() || data.p != design.fixed_effects())
    return Error{Errc::bad_argument, "the cross-products are of " + text(data.q) + " random and " + text(data.p) +
                                         " fixed effects, the design has " + text(design.random_effects()) + " and " +
                                         text(design.fixed_effects())};
  if (auto trouble = trouble_in(data)) return *trouble;
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
  Eigen::VectorXd last_theta;
  Deviance at;  // last_theta, most often where the search ends
  int evaluations = 0;
  const auto objective = [&](const Eigen::VectorXd& x, Eigen::VectorXd& gradient, Eigen::MatrixXd& hessian) {
    last_theta = x.cwiseProduct(unit);
    at = deviance(data, last_theta, options.likelihood);
    ++evaluations;
    gradient = at.gradient.cwiseProduct(unit);
    hessian = unit.asDiagonal() * at.hessian * unit.asDiagonal();
    return at.value;
  };

  Minimum best;
  for (const Eigen::VectorXd& start : starts(data, unit)) {
    const Minimum found = minimize(objective, start, options.minimize);
    if (best.stop == Stop::not_run || best.stop == Stop::not_finite || found.value < best.value) best = found;
    if (best.stop != Stop::not_finite && !is_small(data)) break;
  }
  if (!std::isfinite(best.value)) return no_scatter();
  const double start_value = best.start_value;

  // A standard deviation that the data cannot tell from zero is zero: then the fit is on the boundary, and says so.
  bool on_boundary = false;
  for (const Eigen::Index k : {Eigen::Index{0}, best.x.size() - 1}) {
    if (best.x[k] != 0.0 && std::fabs(best.x[k]) < 1e-3) {
      Eigen::VectorXd zeroed = best.x;
      zeroed[k] = 0.0;
      const Minimum at_zero = minimize(objective, zeroed, options.minimize);
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
  if (theta != last_theta) {
    at = deviance(data, theta, options.likelihood);
    ++evaluations;
  }
  if (at.sigma2 <= 1e-10 * data.total(data.p, data.p) / static_cast<double>(data.n_obs)) return no_scatter();
  model.theta = theta;
  model.beta = at.beta;
  model.sigma2 = at.sigma2;
  model.beta_covariance = at.sigma2 * at.A.llt().solve(Eigen::MatrixXd::Identity(data.p, data.p));
  model.n_obs = data.n_obs;
  model.n_persons = data.n_persons;
  model.search = {best.stop, evaluations, start_value, at.value, on_boundary};
  return model;
}

}  // namespace oncourse::growth

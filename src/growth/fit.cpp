// fit.cpp: a cohort's scores in, a growth model out.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/fit.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "growth/cholesky.hpp"
#include "growth/criterion.hpp"
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
    if (1.0 - now.dot(Cholesky(before).solve(now)) < 1e-10) return k;  // 1 - R^2 of this column on those before
  }
  return -1;
}

/// A theta near the optimum of a cohort that is not small, where the variances by moments are positive definite.
std::optional<Eigen::VectorXd> moment_start(const CrossProducts& data) {
  const Eigen::MatrixXd XtX = data.total.topLeftCorner(data.p, data.p);
  const Eigen::VectorXd Xty = data.total.col(data.p).head(data.p);
  const auto psi = moment_psi(data, Cholesky(XtX).solve(Xty));
  if (!psi) return std::nullopt;
  Eigen::MatrixXd free = *psi;
  if (data.random == RandomEffects::independent_slope) free = Eigen::MatrixXd(psi->diagonal().asDiagonal());
  const Cholesky factor(free);
  if (!factor.positive_definite()) return std::nullopt;
  const Eigen::VectorXd theta = theta_entries(data.random, factor.factor());
  return theta.allFinite() ? std::optional(theta) : std::nullopt;
}

/// The mean distance between a person's rows that follow each other; 0 where there are none.
double mean_distance(const Panel& panel) {
  double distance = 0.0, count = 0.0;
  for (std::size_t i = 0; i < panel.persons(); ++i) {
    if (panel.offsets[i + 1] <= panel.offsets[i] + 1) continue;
    distance += panel.time[panel.offsets[i + 1] - 1] - panel.time[panel.offsets[i]];
    count += static_cast<double>(panel.offsets[i + 1] - panel.offsets[i] - 1);
  }
  return count > 0.0 ? distance / count : 0.0;
}

/// What residuals may be like: a memory of a session, and one of several beside more noise.
std::vector<ResidualParameters> residual_starts(ResidualCorrelation correlation, double distance) {
  switch (correlation) {
    case ResidualCorrelation::independent: return {{}};
    case ResidualCorrelation::autoregressive: return {{distance, 0.0}, {4.0 * distance, 0.0}};
    case ResidualCorrelation::autoregressive_with_noise: return {{distance, 0.2}, {4.0 * distance, 0.5}};
  }
  return {{}};
}

/// Small cohorts have several optima.
bool is_small(const CrossProducts& data) { return data.n_persons < 100; }

/// Where to begin: from persons who differ as much as their scores, more, and less, with each residual. Where there are
/// many persons, first from variances by moments with the likeliest residual, near the only optimum.
std::vector<Eigen::VectorXd> starts(const Criterion& criterion, double distance, const Design& design,
                                    const FitOptions& options) {
  const CrossProducts& data = criterion.data();
  const std::vector<ResidualParameters> residuals = residual_starts(design.residuals, distance);
  std::vector<Eigen::VectorXd> out;
  if (!is_small(data)) {
    double least = std::numeric_limits<double>::infinity();
    for (const ResidualParameters& residual : residuals) {
      const CrossProducts whitened = residuals.size() == 1 ? CrossProducts() : criterion.data_at(residual);
      const CrossProducts& at = residuals.size() == 1 ? data : whitened;
      auto theta = moment_start(at);
      if (!theta) continue;
      for (std::size_t k = 0; k < theta_layout(design.random).size(); ++k)  // away from zero, where a search would stay
        if (const auto [row, column] = theta_layout(design.random)[k]; row == column) {
          const auto entry = static_cast<Eigen::Index>(k);
          (*theta)[entry] = std::max((*theta)[entry], 0.05 * criterion.unit()[entry]);
        }
      const double value =
          residuals.size() == 1 ? 0.0 : deviance(at, *theta, options.likelihood, options.threads).value;
      if (!out.empty() && !(value < least)) continue;
      least = value;
      out = {criterion.x_of({*theta, residual})};
    }
  }
  for (const double spread : {1.0, 3.0, 0.2})
    for (const ResidualParameters& residual : residuals) {
      const Eigen::VectorXd theta = theta_entries(data.random, spread * Eigen::MatrixXd::Identity(data.q, data.q));
      out.push_back(criterion.x_of({theta.cwiseProduct(criterion.unit()), residual}));
    }
  return out;
}

Error no_scatter() { return {Errc::bad_argument, "the scores leave no residual variance: they are explained exactly"}; }

std::optional<Error> trouble_in(const CrossProducts& data, const Design& design) {
  if (auto trouble = growth::trouble_in(data)) return trouble;
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
  return std::nullopt;
}

/// The entries of theta that are standard deviations, and so may be zero.
std::vector<Eigen::Index> on_the_diagonal(RandomEffects random) {
  std::vector<Eigen::Index> out;
  for (std::size_t k = 0; k < theta_layout(random).size(); ++k)
    if (theta_layout(random)[k].row == theta_layout(random)[k].column) out.push_back(static_cast<Eigen::Index>(k));
  return out;
}

/// A residual that a session later is forgotten, or never; one that is all noise, or none.
bool on_boundary(const ResidualParameters& residual, ResidualCorrelation correlation, double distance) {
  if (correlation == ResidualCorrelation::independent) return false;
  const double one_session = distance / residual.range;
  constexpr double little = 1e-4;
  return one_session > 10.0 || one_session < little ||
         (correlation == ResidualCorrelation::autoregressive_with_noise &&
          !(residual.nugget > little && residual.nugget < 1.0 - little));
}

/// Twice the inverse of the Hessian of -2 log likelihood by x, in terms of theta, range and nugget.
Eigen::MatrixXd theta_covariance(const Criterion& criterion, const Eigen::VectorXd& x,
                                 const std::vector<Eigen::Index>& zero) {
  const Eigen::Index n = x.size();
  std::vector<Eigen::Index> free;
  for (Eigen::Index k = 0; k < n; ++k)
    if (std::find(zero.begin(), zero.end(), k) == zero.end()) free.push_back(k);
  Eigen::MatrixXd out = Eigen::MatrixXd::Constant(n, n, std::numeric_limits<double>::quiet_NaN());
  const Cholesky information(0.5 * Eigen::MatrixXd(criterion.last_hessian()(free, free)));
  if (!information.positive_definite()) return out;
  Eigen::VectorXd per_x(n);
  per_x.head(criterion.unit().size()) = criterion.unit();
  const VarianceEstimates at = criterion.estimates(x);
  if (criterion.residual_parameters() > 0) per_x[criterion.unit().size()] = at.residual.range;
  if (criterion.residual_parameters() > 1) per_x[n - 1] = at.residual.nugget * (1.0 - at.residual.nugget);
  const Eigen::MatrixXd covariance = information.inverse();
  for (std::size_t i = 0; i < free.size(); ++i)
    for (std::size_t j = 0; j < free.size(); ++j)
      out(free[i], free[j]) =
          covariance(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) * per_x[free[i]] * per_x[free[j]];
  return out;
}

/// The search itself, of data that nothing is wrong with.
///
///   distance  mean_distance(), where residuals are correlated
Result<GrowthModel> search(Criterion& criterion, double distance, const Design& design, const FitOptions& options) {
  const CrossProducts& data = criterion.data();
  const SmoothFunction objective = std::ref(criterion);
  Minimum best;
  for (const Eigen::VectorXd& start : starts(criterion, distance, design, options)) {
    const Minimum found = minimize(objective, start, options.minimize);
    if (best.stop == Stop::not_run || best.stop == Stop::not_finite || found.value < best.value) best = found;
    if (best.stop != Stop::not_finite && !is_small(data)) break;
  }
  if (!std::isfinite(best.value)) return no_scatter();
  const double start_value = best.start_value;

  // A standard deviation that the data cannot tell from zero is zero: then the fit is on the boundary, and says so.
  std::vector<Eigen::Index> zero;
  for (const Eigen::Index k : on_the_diagonal(design.random)) {
    if (best.x[k] != 0.0 && std::fabs(best.x[k]) < 1e-3) {
      Eigen::VectorXd zeroed = best.x;
      zeroed[k] = 0.0;
      const Minimum at_zero = minimize(objective, zeroed, options.minimize);
      if (at_zero.value <= best.value + 1e-9 * (1.0 + std::fabs(best.value))) best = at_zero;
    }
    if (best.x[k] == 0.0) zero.push_back(k);
  }

  Eigen::VectorXd x = best.x;  // Lambda's columns with their diagonal not below zero
  for (const Eigen::Index k : on_the_diagonal(design.random))
    if (x[k] < 0.0)
      for (Eigen::Index i = 0; i < criterion.unit().size(); ++i)
        if (theta_layout(design.random)[static_cast<std::size_t>(i)].column ==
            theta_layout(design.random)[static_cast<std::size_t>(k)].column)
          x[i] = -x[i];
  if (x != criterion.last_x()) {
    Eigen::VectorXd gradient;
    Eigen::MatrixXd hessian;
    criterion(x, gradient, hessian);
  }
  const Deviance& at = criterion.last();
  const VarianceEstimates estimates = criterion.estimates(x);
  if (at.sigma2 <= 1e-10 * data.total(data.p, data.p) / static_cast<double>(data.n_obs)) return no_scatter();
  GrowthModel model;
  model.design = design;
  model.likelihood = options.likelihood;
  model.theta = estimates.theta;
  model.residual = estimates.residual;
  model.theta_covariance = theta_covariance(criterion, x, zero);
  model.beta = at.beta;
  model.sigma2 = at.sigma2;
  model.beta_covariance = at.sigma2 * Cholesky(at.A).inverse();
  model.n_obs = data.n_obs;
  model.n_persons = data.n_persons;
  model.search = {best.stop, criterion.evaluations(), start_value, at.value,
                  !zero.empty() || on_boundary(estimates.residual, design.residuals, distance)};
  return model;
}

}  // namespace

std::optional<Error> trouble_in(const FitOptions& options) {
  if (options.threads >= 1 && options.threads <= most_threads) return std::nullopt;
  return Error{Errc::bad_argument, text(options.threads) + " threads, 1.." + text(most_threads) + " are possible"};
}

Result<GrowthModel> fit(const Panel& panel, const Design& design, const FitOptions& options) {
  if (auto trouble = trouble_in(design)) return *trouble;
  if (auto trouble = trouble_in(options)) return *trouble;
  const bool correlated = design.residuals != ResidualCorrelation::independent;
  if (correlated || design.transformation.scale != Scale::points) {
    if (auto trouble = trouble_in(panel, design)) return *trouble;
  } else if (auto trouble = trouble_in_shape(panel, design.covariates.size())) {
    return *trouble;
  }
  const double distance = correlated ? mean_distance(panel) : 0.0;
  if (correlated && !(distance > 0.0))
    return Error{Errc::not_enough_sessions, "nobody has scores at two times: residuals show no correlation"};
  Criterion criterion(panel, design, options.likelihood, options.threads);
  if (growth::trouble_in(criterion.data()))  // a number that is none is in every sum: only then rows are looked through
    if (auto trouble = trouble_in(panel, design)) return *trouble;
  if (auto trouble = trouble_in(criterion.data(), design)) return *trouble;
  return search(criterion, distance, design, options);
}

Result<GrowthModel> fit(const CrossProducts& data, const Design& design, const FitOptions& options) {
  if (auto trouble = trouble_in(design)) return *trouble;
  if (auto trouble = trouble_in(options)) return *trouble;
  if (auto trouble = trouble_without_rows(design)) return *trouble;
  if (data.random != design.random || data.q != design.random_effects() || data.p != design.fixed_effects())
    return Error{Errc::bad_argument, "the cross-products are of " + text(data.q) + " random and " + text(data.p) +
                                         " fixed effects, the design has " + text(design.random_effects()) + " and " +
                                         text(design.fixed_effects())};
  if (auto trouble = trouble_in(data, design)) return *trouble;
  Criterion criterion(data, design, options.likelihood, options.threads);
  return search(criterion, 0.0, design, options);
}

}  // namespace oncourse::growth

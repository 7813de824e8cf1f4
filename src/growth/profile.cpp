// profile.cpp: how far a figure can move before the likelihood objects.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "growth/cholesky.hpp"
#include "growth/interval_level.hpp"
#include "growth/residual_coordinates.hpp"
#include "oncourse/base/normal.hpp"
#include "oncourse/growth/fit.hpp"
#include "oncourse/growth/inference.hpp"

namespace oncourse::growth {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The same cohort with y less `value` times column j of X, which is then no longer estimated.
CrossProducts with_effect(const CrossProducts& data, Eigen::Index j, double value) {
  CrossProducts out;  // not a copy: Eigen frees a matrix before it asks for one of another size
  out.random = data.random;
  out.q = data.q;
  out.p = data.p - 1;
  out.n_obs = data.n_obs;
  out.n_persons = data.n_persons;
  out.offset = data.offset;
  // [X y] times this has the other columns of X, then y - value x_j
  Eigen::MatrixXd turn = Eigen::MatrixXd::Zero(data.p + 1, data.p);
  for (Eigen::Index k = 0; k < out.p; ++k) turn(k < j ? k : k + 1, k) = 1.0;
  turn(data.p, out.p) = 1.0;
  turn(j, out.p) = -value;
  out.total = turn.transpose().lazyProduct(data.total.lazyProduct(turn).eval());
  const auto q = static_cast<std::size_t>(data.q), p = static_cast<std::size_t>(data.p), triangle = q * (q + 1) / 2;
  out.records.reserve(data.designs() * out.record_size());
  std::vector<double> x(q);
  for (const double *from = data.records.data(), *end = from + data.records.size(); from != end;
       from += data.record_size()) {
    const double *Z_x = from + 1 + triangle, *sum_Zty = Z_x + q * p, *squared = sum_Zty + q;
    out.records.insert(out.records.end(), from, Z_x);
    for (std::size_t i = 0; i < q; ++i, Z_x += p) {
      const double* dropped = Z_x + j;
      x[i] = value * *dropped;
      out.records.insert(out.records.end(), Z_x, dropped);
      out.records.insert(out.records.end(), dropped + 1, Z_x + p);
    }
    for (std::size_t i = 0; i < q; ++i) out.records.push_back(sum_Zty[i] - from[0] * x[i]);
    for (std::size_t i = 0; i < q; ++i)
      for (std::size_t k = 0; k <= i; ++k)
        out.records.push_back(*squared++ - sum_Zty[i] * x[k] - x[i] * sum_Zty[k] + from[0] * x[i] * x[k]);
  }
  return out;
}

/// f with its derivatives by central differences.
SmoothFunction by_differences(std::function<double(const Eigen::VectorXd&)> f) {
  return [f = std::move(f)](const Eigen::VectorXd& x, Eigen::VectorXd& gradient, Eigen::MatrixXd& hessian) {
    constexpr double h = 0x1p-11;
    const Eigen::Index n = x.size();
    const auto beside = [&](Eigen::Index i, double a, Eigen::Index k, double b) {
      Eigen::VectorXd there = x;
      there[i] += a;
      there[k] += b;
      return f(there);
    };
    const double here = f(x);
    gradient.setZero(n);
    hessian.setZero(n, n);
    if (!std::isfinite(here)) return here;
    Eigen::VectorXd up(n), down(n);
    for (Eigen::Index i = 0; i < n; ++i) {
      up[i] = beside(i, h, i, 0.0);
      down[i] = beside(i, -h, i, 0.0);
      gradient[i] = (up[i] - down[i]) / (2.0 * h);
      hessian(i, i) = (up[i] - 2.0 * here + down[i]) / (h * h);
      for (Eigen::Index k = 0; k < i; ++k)
        hessian(i, k) = hessian(k, i) =
            (beside(i, h, k, h) + beside(i, -h, k, -h) - up[i] - down[i] - up[k] - down[k] + 2.0 * here) /
            (2.0 * h * h);
    }
    return here;
  };
}

/// Variances as they are read, of the maximum likelihood fit: x holds the logarithms of standard deviations, range and
/// of the odds of the nugget, and correlations by their inverse hyperbolic tangents; the last of three random effects'
/// correlations is the partial one. Figures may stand in another order of the random effects, the first two of which
/// are those of the correlation that is held.
class Readable {
 public:
  Readable(const Design& design, std::vector<Eigen::Index> order) : design_(&design), order_(std::move(order)) {}

  [[nodiscard]] Eigen::Index correlations() const {
    const auto q = static_cast<Eigen::Index>(order_.size());
    return design_->random == RandomEffects::independent_slope ? 0 : q * (q - 1) / 2;
  }

  struct Values {
    Eigen::VectorXd theta;
    double sigma2;
    ResidualParameters residual;
  };
  [[nodiscard]] Values values(const Eigen::VectorXd& x) const {
    const auto q = static_cast<Eigen::Index>(order_.size());
    Eigen::MatrixXd R = Eigen::MatrixXd::Identity(q, q);  // its Cholesky factor
    if (correlations() > 0) {
      const double first = std::tanh(x[q]);
      R(1, 0) = first;
      R(1, 1) = std::sqrt(1.0 - first * first);
    }
    if (correlations() > 1) {
      const double second = std::tanh(x[q + 1]), partial = std::tanh(x[q + 2]), rest = std::sqrt(1.0 - second * second);
      R(2, 0) = second;
      R(2, 1) = partial * rest;
      R(2, 2) = std::sqrt(1.0 - partial * partial) * rest;
    }
    Eigen::MatrixXd own(q, q);  // G's factor with its rows in the design's order
    for (Eigen::Index k = 0; k < q; ++k) own.row(order_[static_cast<std::size_t>(k)]) = std::exp(x[k]) * R.row(k);
    const Eigen::Index at = q + correlations();
    Values out{{}, std::exp(2.0 * x[at]), {}};
    const Eigen::MatrixXd psi = own.lazyProduct(own.transpose()).eval() / out.sigma2;
    out.theta = theta_entries(design_->random, Cholesky(psi).factor());
    out.residual = residual_at(x.tail(parameters(design_->residuals)));
    return out;
  }

  /// The figures' x, by variance_names()' order of the model's own.
  [[nodiscard]] Eigen::VectorXd x_of(const GrowthModel& model) const {
    const auto q = static_cast<Eigen::Index>(order_.size());
    const Eigen::MatrixXd G = model.random_covariance();
    Eigen::VectorXd x(q + correlations() + 1 + parameters(design_->residuals));
    const auto own = [&](Eigen::Index k) { return order_[static_cast<std::size_t>(k)]; };
    for (Eigen::Index k = 0; k < q; ++k) x[k] = 0.5 * std::log(std::max(G(own(k), own(k)), 1e-6 * model.sigma2));
    const auto correlation = [&](Eigen::Index i, Eigen::Index k) {
      const double r = G(own(i), own(k)) / std::sqrt(G(own(i), own(i)) * G(own(k), own(k)));
      return std::isfinite(r) ? std::clamp(r, -0.999, 0.999) : 0.0;
    };
    if (correlations() > 0) x[q] = std::atanh(correlation(1, 0));
    if (correlations() > 1) {
      const double r12 = correlation(1, 0), r13 = correlation(2, 0);
      x[q + 1] = std::atanh(r13);
      const double partial = (correlation(2, 1) - r12 * r13) / std::sqrt((1.0 - r12 * r12) * (1.0 - r13 * r13));
      x[q + 2] = std::atanh(std::clamp(partial, -0.999, 0.999));
    }
    const Eigen::Index at = q + correlations();
    x[at] = 0.5 * std::log(model.sigma2);
    x.tail(parameters(design_->residuals)) = coordinates(model.residual, design_->residuals);
    return x;
  }

 private:
  const Design* design_;
  std::vector<Eigen::Index> order_;
};

/// The likelihood of one panel, its figures held one after another.
class Profile {
 public:
  Profile(const Panel& panel, const GrowthModel& best, double z, int threads)
      : panel_(panel),
        best_(best),
        z_(z),
        threads_(threads),
        data_(cross_products(panel, best.design, best.residual, threads)) {}

  ParameterInterval fixed_effect(Eigen::Index j, const std::string& name) {
    const double error = best_.standard_errors()[j];
    Eigen::VectorXd start = best_.theta;
    const auto deviance_at = [&](double value) {
      const auto held = [&](const Eigen::VectorXd& x) { return deviance_of_effect(x, j, value); };
      return least(held, start_of_effect(start));
    };
    return interval(name, best_.beta[j], error, deviance_at, [](double value) { return value; });
  }

  /// Figure `held` of Readable::x, which increases with what it is read as.
  ParameterInterval variance(const std::vector<Eigen::Index>& order, Eigen::Index held, const std::string& name,
                             double estimate, double (*read)(double)) {
    const Readable readable(best_.design, order);
    Eigen::VectorXd start = readable.x_of(best_);
    const double centre = start[held];
    const auto deviance_at = [&](double value) {
      Eigen::VectorXd others(start.size() - 1);
      others << start.head(held), start.tail(start.size() - 1 - held);
      const auto f = [&](const Eigen::VectorXd& x) {
        Eigen::VectorXd whole(start.size());
        whole << x.head(held), value, x.tail(x.size() - held);
        return deviance_of(readable.values(whole));
      };
      return least(f, others);
    };
    return interval(name, estimate, 0.1, deviance_at, read, centre);
  }

 private:
  static double least(const std::function<double(const Eigen::VectorXd&)>& f, const Eigen::VectorXd& start) {
    return minimize(by_differences(f), start, {1e-10, 60}).value;
  }

  Eigen::VectorXd start_of_effect(const Eigen::VectorXd& theta) const {
    Eigen::VectorXd x(theta.size() + parameters(best_.design.residuals));
    x << theta, coordinates(best_.residual, best_.design.residuals);
    return x;
  }
  double deviance_of_effect(const Eigen::VectorXd& x, Eigen::Index j, double value) const {
    const Eigen::Index n = best_.theta.size();
    if (x.size() == n) return deviance(with_effect(data_, j, value), x, Likelihood::full, threads_).value;
    if (!can_be_told(x.tail(x.size() - n))) return infinity;
    const ResidualParameters residual = residual_at(x.tail(x.size() - n));
    return deviance(with_effect(cross_products(panel_, best_.design, residual, threads_), j, value), x.head(n),
                    Likelihood::full, threads_)
        .value;
  }
  double deviance_of(const Readable::Values& at) const {
    if (!at.theta.allFinite()) return infinity;
    const bool same = at.residual == best_.residual;
    const Deviance d = deviance(same ? data_ : cross_products(panel_, best_.design, at.residual, threads_), at.theta,
                                Likelihood::full, threads_);
    // the profiled sigma^2 taken back: n (1 + log 2 pi s) becomes n (log 2 pi sigma^2 + s / sigma^2)
    const double ratio = d.sigma2 / at.sigma2;
    return d.value + static_cast<double>(best_.n_obs) * (ratio - 1.0 - std::log(ratio));
  }

  /// Both ends, searched for from the estimate outwards.
  template <class DevianceAt, class Read>
  ParameterInterval interval(const std::string& name, double estimate, double step, const DevianceAt& deviance_at,
                             const Read& read, std::optional<double> centre = {}) const {
    const double from = centre.value_or(estimate);
    const auto root = [&](double value) {
      return std::sqrt(std::max(deviance_at(value) - best_.search.deviance_end, 0.0)) - z_;
    };
    const auto end = [&](double side) -> double {
      double inside = 0.0, outside = z_ * step, f_inside = -z_, f_outside = root(from + side * outside);
      for (int doubled = 0; f_outside < 0.0; ++doubled) {  // flat to the end of the domain
        if (doubled == 8 || !std::isfinite(f_outside)) return side * infinity;
        inside = outside;
        f_inside = f_outside;
        outside *= 2.0;
        f_outside = root(from + side * outside);
      }
      for (int tried = 0; tried < 40 && outside - inside > 1e-7 * outside;
           ++tried) {  // Illinois: Dowell & Jarratt 1971
        const double middle = std::isfinite(f_outside)
                                  ? (inside * f_outside - outside * f_inside) / (f_outside - f_inside)
                                  : 0.5 * (inside + outside);
        const double f = root(from + side * middle);
        if (std::fabs(f) < 1e-6) return from + side * middle;
        if (f < 0.0) {
          inside = middle;
          if (f_inside == f) break;
          f_inside = f;
          f_outside *= 0.5;
        } else {
          outside = middle;
          f_outside = f;
          f_inside *= 0.5;
        }
      }
      return from + side * 0.5 * (inside + outside);
    };
    // an estimate at the end of its domain is the end
    return {name, estimate, std::min(read(end(-1.0)), estimate), std::max(read(end(1.0)), estimate)};
  }

  const Panel& panel_;
  const GrowthModel& best_;
  double z_;
  int threads_;
  CrossProducts data_;
};

double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// Rows that the model was not fitted to: where there are as many, their likelihood by its theta is another or, where
/// they are shifted or mirrored, their fixed effects.
std::optional<Error> trouble_in_rows(const Panel& panel, const GrowthModel& model, int threads) {
  const CrossProducts data = cross_products(panel, model.design, model.residual, threads);
  if (data.n_obs != model.n_obs || data.n_persons != model.n_persons)
    return Error{Errc::bad_argument, "the rows have " + text(data.n_obs) + " scores of " + text(data.n_persons) +
                                         " persons, the model was fitted to " + text(model.n_obs) + " of " +
                                         text(model.n_persons)};
  const auto other = [](const std::string& what, double there, double here) {
    return Error{Errc::bad_argument, "the model was fitted to other rows: its " + what + " is " + text(there) +
                                         ", that of these " + text(here)};
  };
  const Deviance here = deviance(data, model.theta, model.likelihood, threads);
  const double there = model.search.deviance_end;
  constexpr double rounding = 1e-7;  // far more than there is
  if (!(std::fabs(here.value - there) <= rounding * (1.0 + std::fabs(there))))
    return other("log-likelihood", -0.5 * there, -0.5 * here.value);
  const Eigen::VectorXd errors = model.standard_errors();
  for (Eigen::Index k = 0; k < model.beta.size(); ++k)
    if (!(std::fabs(here.beta[k] - model.beta[k]) <= rounding * (errors[k] + std::fabs(model.beta[k]))))
      return other(model.design.fixed_effect_names()[static_cast<std::size_t>(k)], model.beta[k], here.beta[k]);
  return std::nullopt;
}

}  // namespace

Result<std::vector<ParameterInterval>> profile_intervals(const Panel& panel, const GrowthModel& model, double level,
                                                         int threads) {
  const FitOptions fitting = {Likelihood::full, {}, threads};
  if (auto trouble = trouble_in_level(level)) return *trouble;
  if (auto trouble = trouble_in(fitting)) return *trouble;
  if (auto trouble = trouble_in(panel, model.design)) return *trouble;
  if (auto trouble = trouble_in_rows(panel, model, threads)) return *trouble;
  const auto best = fit(panel, model.design, fitting);
  if (!best) return best.error();
  const Design& design = best->design;
  Profile profile(panel, *best, normal_half_width(level), threads);
  std::vector<ParameterInterval> out;
  const std::vector<std::string> effects = design.fixed_effect_names(), variances = variance_names(design);
  const std::vector<double> estimates = variance_estimates(*best);
  for (std::size_t j = 0; j < effects.size(); ++j)
    out.push_back(profile.fixed_effect(static_cast<Eigen::Index>(j), effects[j]));

  const Eigen::Index q = design.random_effects();
  std::vector<Eigen::Index> order(static_cast<std::size_t>(q));
  for (Eigen::Index k = 0; k < q; ++k) order[static_cast<std::size_t>(k)] = k;
  std::size_t at = 0;
  const auto add = [&](const std::vector<Eigen::Index>& in, Eigen::Index held, double (*read)(double)) {
    out.push_back(profile.variance(in, held, variances[at], estimates[at], read));
    ++at;
  };
  for (Eigen::Index k = 0; k < q; ++k) add(order, k, [](double x) { return std::exp(x); });
  const Eigen::Index correlations = Readable(design, order).correlations();
  for (Eigen::Index j = 0; j < q && correlations > 0; ++j)
    for (Eigen::Index i = j + 1; i < q; ++i) {
      std::vector<Eigen::Index> first = {j, i};
      for (const Eigen::Index k : order)
        if (k != i && k != j) first.push_back(k);
      add(first, q, [](double x) { return std::tanh(x); });
    }
  add(order, q + correlations, [](double x) { return std::exp(x); });
  if (parameters(design.residuals) > 0) add(order, q + correlations + 1, [](double x) { return std::exp(x); });
  if (parameters(design.residuals) > 1) add(order, q + correlations + 2, logistic);
  return out;
}

}  // namespace oncourse::growth

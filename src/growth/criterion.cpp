// criterion.cpp: the deviance as a function of all that a fit searches for.
// SPDX-License-Identifier: Apache-2.0
#include "growth/criterion.hpp"

#include <cmath>
#include <limits>

#include "growth/residual_coordinates.hpp"

namespace oncourse::growth {

namespace {

/// A design that residuals do not correlate in.
Design with_independent_residuals(Design design) {
  design.residuals = ResidualCorrelation::independent;
  return design;
}

Eigen::VectorXd unit_of(const CrossProducts& data) {
  Eigen::MatrixXd size = Eigen::MatrixXd::Zero(data.q, data.q);
  for (Eigen::Index row = 0; row < data.q; ++row)
    size.row(row).setConstant(std::sqrt(data.total(row, row) / data.total(0, 0)));
  return theta_entries(data.random, size).cwiseInverse();
}

}  // namespace

Criterion::Criterion(const Panel& panel, const Design& design, Likelihood likelihood, int threads)
    : panel_(&panel),
      design_(&design),
      likelihood_(likelihood),
      threads_(threads),
      own_(cross_products(panel, with_independent_residuals(design), {}, threads)),
      data_(&own_),
      unit_(unit_of(own_)) {}

Criterion::Criterion(const CrossProducts& data, const Design& design, Likelihood likelihood, int threads)
    : panel_(nullptr),
      design_(&design),
      likelihood_(likelihood),
      threads_(threads),
      data_(&data),
      unit_(unit_of(data)) {}

Eigen::VectorXd Criterion::x_of(const VarianceEstimates& estimates) const {
  Eigen::VectorXd x(unit_.size() + residual_parameters());
  x << estimates.theta.cwiseQuotient(unit_), coordinates(estimates.residual, design_->residuals);
  return x;
}

VarianceEstimates Criterion::estimates(const Eigen::VectorXd& x) const {
  return {x.head(unit_.size()).cwiseProduct(unit_), residual_at(x.tail(residual_parameters()))};
}

CrossProducts Criterion::data_at(const ResidualParameters& residual) const {
  return cross_products(*panel_, *design_, residual, threads_);
}

Deviance Criterion::at(const Eigen::VectorXd& x) const {
  const VarianceEstimates asked = estimates(x);
  if (residual_parameters() == 0) return deviance(*data_, asked.theta, likelihood_, threads_);
  if (!can_be_told(x.tail(residual_parameters()))) {
    Deviance out;
    out.value = std::numeric_limits<double>::infinity();
    out.gradient = Eigen::VectorXd::Zero(unit_.size());
    out.hessian = Eigen::MatrixXd::Zero(unit_.size(), unit_.size());
    return out;
  }
  return deviance(data_at(asked.residual), asked.theta, likelihood_, threads_);
}

double Criterion::operator()(const Eigen::VectorXd& x, Eigen::VectorXd& gradient, Eigen::MatrixXd& hessian) {
  ++evaluations_;
  last_x_ = x;
  last_ = at(x);
  const Eigen::Index n = unit_.size(), more = residual_parameters();
  gradient.resize(n + more);
  hessian.resize(n + more, n + more);
  const auto by_x = [&](const Deviance& d) { return Eigen::VectorXd(d.gradient.cwiseProduct(unit_)); };
  gradient.head(n) = by_x(last_);
  hessian.topLeftCorner(n, n) = last_.hessian.cwiseProduct(unit_.lazyProduct(unit_.transpose()));
  if (std::isfinite(last_.value)) {
    constexpr double h = 0x1p-10;
    const auto beside = [&](double first, double second) {
      Eigen::VectorXd there = x;
      there[n] += first;
      if (more > 1) there[n + 1] += second;
      return at(there);
    };
    double sides = 0.0;
    for (Eigen::Index k = 0; k < more; ++k) {
      const Deviance up = beside(k == 0 ? h : 0.0, k == 0 ? 0.0 : h),
                     down = beside(k == 0 ? -h : 0.0, k == 0 ? 0.0 : -h);
      gradient[n + k] = (up.value - down.value) / (2.0 * h);
      hessian(n + k, n + k) = (up.value - 2.0 * last_.value + down.value) / (h * h);
      hessian.row(n + k).head(n) = (by_x(up) - by_x(down)).transpose() / (2.0 * h);
      hessian.col(n + k).head(n) = hessian.row(n + k).head(n).transpose();
      sides += up.value + down.value;
    }
    if (more > 1)
      hessian(n, n + 1) = hessian(n + 1, n) =
          (beside(h, h).value + beside(-h, -h).value - sides + 2.0 * last_.value) / (2.0 * h * h);
  } else {
    gradient.tail(more).setZero();
    hessian.rightCols(more).setZero();
    hessian.bottomRows(more).setZero();
  }
  last_hessian_ = hessian;
  return last_.value;
}

}  // namespace oncourse::growth

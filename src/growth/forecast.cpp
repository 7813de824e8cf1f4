// forecast.cpp: one person's own line.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/forecast.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "growth/whitening.hpp"

namespace oncourse::growth {

Person::Person(const GrowthModel& model)
    : model_(&model),
      ztx_(model.design.random_effects(), model.design.fixed_effects()),
      zty_(model.design.random_effects()),
      filter_(model.residual),
      faded_(correlated() ? model.design.fixed_effects() + 1 : 0) {
  begin();
}

void Person::begin() {
  ztx_.setZero();
  zty_.setZero();
  filter_.begin();
  faded_.setZero();
  last_time_ = 0.0;
  update();
}

std::size_t Person::numbers(const Design& design) {
  const Eigen::Index p = design.fixed_effects();
  const Eigen::Index residuals = design.residuals == ResidualCorrelation::independent ? 0 : p + 3;
  return static_cast<std::size_t>(design.random_effects() * (p + 1) + residuals);
}

bool Person::may_have_kept(const Design& design, std::span<const double> kept, double last_time) {
  assert(kept.size() == numbers(design));
  if (!std::all_of(kept.begin(), kept.end(), [](double number) { return std::isfinite(number); })) return false;
  const auto q = static_cast<std::size_t>(design.random_effects());
  for (std::size_t i = 0; i < q; ++i)
    if (!(kept[i * q + i] >= 0.0)) return false;  // of Z'Z
  if (design.residuals == ResidualCorrelation::independent) return true;
  const double variance = kept[kept.size() - 2];  // a share of sigma^2
  return variance >= 0.0 && variance <= 1.0 && kept.back() == last_time;
}

void Person::keep(std::span<double> into) const {
  assert(into.size() == numbers(model_->design));
  double* next = std::copy_n(ztx_.data(), ztx_.size(), into.data());
  next = std::copy_n(zty_.data(), zty_.size(), next);
  if (!correlated()) return;
  next = std::copy_n(faded_.data(), faded_.size(), next);
  *next++ = filter_.kept();
  *next = last_time_;
}

void Person::restore(std::span<const double> from) {
  assert(from.size() == numbers(model_->design));
  const double* next = from.data();
  const auto take = [&next](auto& into) {
    std::copy_n(next, into.size(), into.data());
    next += into.size();
  };
  take(ztx_);
  take(zty_);
  if (correlated()) {
    take(faded_);
    filter_.restore(*next++);
    last_time_ = *next;
  }
  update();
}

void Person::observe(double time, double score, std::span<const double> covariates) {
  Eigen::RowVectorXd x = model_->design.fixed_row(time, covariates);
  double y = model_->design.transformation.forward(score);
  if (correlated()) {
    assert(!filter_.begun() || time >= last_time_);
    const ResidualFilter::Step step = filter_.ahead(time - last_time_);
    const double gain = step.gain(), scale = 1.0 / std::sqrt(step.F);
    const Eigen::Index p = x.size();
    for (Eigen::Index i = 0; i <= p; ++i) {
      double& number = i < p ? x[i] : y;
      const double expected = step.rho * faded_[i], news = number - expected;
      faded_[i] = expected + gain * news;
      number = scale * news;
    }
    filter_.seen(step);
    last_time_ = time;
  }
  const auto z = x.head(ztx_.rows());
  ztx_.noalias() += z.transpose().lazyProduct(x);
  zty_ += z.transpose() * y;
  update();
}

struct Person::Ahead {
  Eigen::RowVectorXd x;
  double y = 0.0;
  double predicted = 0.0;  ///< variance of what residuals are expected to be, a share of sigma^2
  double F = 1.0;          ///< and of a score
};

Person::Ahead Person::ahead(double time, std::span<const double> covariates) const {
  Ahead out{model_->design.fixed_row(time, covariates)};
  if (!correlated()) return out;
  ResidualFilter filter = filter_;
  if (filter.begun() && time < last_time_) filter.begin();  // of the line alone
  const ResidualFilter::Step step = filter.ahead(time - last_time_);
  out.x -= step.rho * faded_.head(out.x.size());
  out.y = step.rho * faded_[out.x.size()];
  out.predicted = step.predicted;
  out.F = step.F;
  return out;
}

Forecast Person::forecast(double time, std::span<const double> covariates) const {
  Ahead at = ahead(time, covariates);
  const Eigen::Matrix<double, 1, Eigen::Dynamic, Eigen::RowMajor, 1, most_random_effects> z = at.x.head(ztx_.rows());
  Forecast out;
  out.mean = at.x.dot(model_->beta) + z.dot(b_) + at.y;
  // In this order the greater of 0 and what is no number is no number.
  const double own = std::max(z.lazyProduct(C_).dot(z), 0.0);
  // The error of beta moves the line directly and, through b, against it: x - z B Z'X.
  at.x -= z.lazyProduct(BZtX_);
  const double shared = std::max(at.x.lazyProduct(model_->beta_covariance).dot(at.x), 0.0);
  const double residual = model_->sigma2 * at.F;
  out.sd_person = std::sqrt(own);
  out.sd_line = std::sqrt(own + shared);
  out.sd_score = std::sqrt(own + shared + residual);
  out.sd_residual = std::sqrt(residual);
  out.transformation = model_->design.transformation;
  return out;
}

JointForecast Person::forecast(std::span<const double> times, std::span<const double> covariates,
                               bool model_known) const {
  const auto n = static_cast<Eigen::Index>(times.size());
  const std::size_t each = model_->design.covariates.size();
  Eigen::MatrixXd Z(n, ztx_.rows()), through(n, model_->beta.size());
  Eigen::VectorXd predicted(n);
  JointForecast out{Eigen::VectorXd(n), Eigen::MatrixXd::Zero(n, n)};
  for (Eigen::Index k = 0; k < n; ++k) {
    const auto row = static_cast<std::size_t>(k);
    const Ahead at = ahead(times[row], covariates.subspan(row * each, each));
    assert(k == 0 || times[row] >= times[row - 1]);
    Z.row(k) = at.x.head(Z.cols());
    through.row(k) = at.x - Z.row(k).lazyProduct(BZtX_);
    out.mean[k] = at.x.dot(model_->beta) + Z.row(k).dot(b_) + at.y;
    out.covariance(k, k) = model_->sigma2 * at.F;
    if (!correlated()) continue;
    predicted[k] = at.predicted;
    for (Eigen::Index j = 0; j < k; ++j)
      out.covariance(k, j) = out.covariance(j, k) =
          model_->sigma2 * predicted[j] *
          std::exp(-(times[row] - times[static_cast<std::size_t>(j)]) / model_->residual.range);
  }
  out.covariance += Z.lazyProduct(C_).eval().lazyProduct(Z.transpose());
  if (!model_known)
    out.covariance += through.lazyProduct(model_->beta_covariance).eval().lazyProduct(through.transpose());
  return out;
}

void Person::update() {
  const RandomMatrix Lambda = lambda(model_->design.random, model_->theta);
  RandomMatrix B(Lambda.rows(), Lambda.cols());
  const auto set = [&]<std::size_t Q>(const Square<Q>& factor) {
    const Square<Q> R = Whitening<Q>(factor, square<Q>(ztx_.leftCols(ztx_.rows()))).R;
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) {
        double entry = 0.0;
        for (std::size_t k = 0; k < Q; ++k) entry += R[k][i] * R[k][j];
        B(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = entry;
      }
  };
  if (B.rows() == 1)
    set(square<1>(Lambda));
  else if (B.rows() == 2)
    set(square<2>(Lambda));
  else
    set(square<3>(Lambda));
  BZtX_ = B.lazyProduct(ztx_);
  b_ = B.lazyProduct(zty_) - BZtX_.lazyProduct(model_->beta);
  C_ = model_->sigma2 * B;
}

Result<JointForecast> joint_forecast(const Person& person, double last_time, std::span<const double> times,
                                     std::span<const double> covariates, bool model_known) {
  for (std::size_t k = 0; k < times.size(); last_time = times[k++])
    if (!(times[k] >= last_time))
      return Error{Errc::bad_argument,
                   "time " + text(times[k]) + " follows " + text(last_time) + ", joint forecasts look ahead in order"};
  JointForecast out = person.forecast(times, covariates, model_known);
  if (!out.mean.allFinite() || !out.covariance.allFinite()) return not_finite("times together");
  return out;
}

}  // namespace oncourse::growth

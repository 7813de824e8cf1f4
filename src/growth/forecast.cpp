// forecast.cpp: one person's own line.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/forecast.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace oncourse::growth {

Person::Person(const GrowthModel& model)
    : model_(&model),
      ztz_(RandomMatrix::Zero(model.design.random_effects(), model.design.random_effects())),
      ztx_(Eigen::MatrixXd::Zero(model.design.random_effects(), model.design.fixed_effects())),
      zty_(Eigen::VectorXd::Zero(model.design.random_effects())) {
  update();
}

void Person::observe(double time, double score, std::span<const double> covariates) {
  const Eigen::RowVectorXd z = model_->design.random_row(time);
  const Eigen::RowVectorXd x = model_->design.fixed_row(time, covariates);
  ztz_.noalias() += z.transpose().lazyProduct(z);
  ztx_.noalias() += z.transpose().lazyProduct(x);
  zty_ += z.transpose() * score;
  update();
}

Forecast Person::forecast(double time, std::span<const double> covariates) const {
  const Eigen::RowVectorXd z = model_->design.random_row(time);
  const Eigen::RowVectorXd x = model_->design.fixed_row(time, covariates);
  // In this order the greater of 0 and what is no number is no number.
  const double own = std::max(z.lazyProduct(C_).dot(z), 0.0);
  // The error of beta moves the line directly and, through b, against it: x - z B Z'X.
  const Eigen::RowVectorXd through = x - z.lazyProduct(BZtX_);
  const double shared = std::max(through.lazyProduct(model_->beta_covariance).dot(through), 0.0);
  Forecast out;
  out.mean = x.dot(model_->beta) + z.dot(b_);
  out.sd_person = std::sqrt(own);
  out.sd_line = std::sqrt(own + shared);
  out.sd_score = std::sqrt(own + shared + model_->sigma2);
  return out;
}

void Person::update() {
  const RandomMatrix Lambda = lambda(model_->design.random, model_->theta);
  const RandomMatrix ztz_Lambda = ztz_.lazyProduct(Lambda), inside = Lambda.transpose().lazyProduct(ztz_Lambda);
  const Eigen::LLT<RandomMatrix> M(RandomMatrix::Identity(Lambda.rows(), Lambda.cols()) + inside);
  const RandomMatrix R = M.matrixL().solve(Lambda.transpose()), B = R.transpose().lazyProduct(R);
  BZtX_ = B.lazyProduct(ztx_);
  b_ = B.lazyProduct(zty_) - BZtX_.lazyProduct(model_->beta);
  C_ = model_->sigma2 * B;
}

}  // namespace oncourse::growth

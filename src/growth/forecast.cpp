// forecast.cpp: one person's own line.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/forecast.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace oncourse::growth {

Person::Person(const GrowthModel& model)
    : model_(&model),
      ztz_(Eigen::MatrixXd::Zero(model.design.random_effects(), model.design.random_effects())),
      ztx_(Eigen::MatrixXd::Zero(model.design.random_effects(), model.design.fixed_effects())),
      zty_(Eigen::VectorXd::Zero(model.design.random_effects())) {
  update();
}

void Person::observe(double time, double score, std::span<const double> covariates) {
  const Eigen::RowVectorXd z = model_->design.random_row(time);
  const Eigen::RowVectorXd x = model_->design.fixed_row(time, covariates);
  ztz_ += z.transpose() * z;
  ztx_ += z.transpose() * x;
  zty_ += z.transpose() * score;
  update();
}

Forecast Person::forecast(double time, std::span<const double> covariates) const {
  const Eigen::RowVectorXd z = model_->design.random_row(time);
  const Eigen::RowVectorXd x = model_->design.fixed_row(time, covariates);
  // In this order the greater of 0 and what is no number is no number.
  const double own = std::max((z * C_ * z.transpose()).value(), 0.0);
  // The error of beta moves the line directly and, through b, against it: x - z B Z'X.
  const Eigen::RowVectorXd through = x - z * BZtX_;
  const double shared = std::max((through * model_->beta_covariance * through.transpose()).value(), 0.0);
  Forecast out;
  out.mean = x.dot(model_->beta) + z.dot(b_);
  out.sd_person = std::sqrt(own);
  out.sd_line = std::sqrt(own + shared);
  out.sd_score = std::sqrt(own + shared + model_->sigma2);
  return out;
}

void Person::update() {
  const Eigen::MatrixXd Lambda = lambda(model_->design.random, model_->theta);
  const Eigen::LLT<Eigen::MatrixXd> M(Eigen::MatrixXd::Identity(Lambda.rows(), Lambda.cols()) +
                                      Lambda.transpose() * ztz_ * Lambda);
  const Eigen::MatrixXd B = Lambda * M.solve(Lambda.transpose());
  BZtX_ = B * ztx_;
  b_ = B * zty_ - BZtX_ * model_->beta;
  C_ = model_->sigma2 * B;
}

}  // namespace oncourse::growth

// dense_model.cpp: the growth model by formulas that nobody would compute with; compiled once, which takes long, too.
// SPDX-License-Identifier: Apache-2.0
#include "support/dense_model.hpp"

#include <Eigen/Dense>
#include <cmath>
#include <numbers>

namespace oncourse::support {

double g(growth::TimeBasis kind, double t) { return kind == growth::TimeBasis::linear ? t : std::log(1.0 + t); }

Eigen::RowVectorXd x_row(const growth::Design& design, double t, const std::vector<double>& covariates) {
  std::vector<double> row = {1.0, g(design.time_basis, t)};
  if (design.curve == growth::Curve::quadratic) row.push_back(row[1] * row[1]);
  if (design.curve == growth::Curve::piecewise)
    row.push_back(t > design.knot ? row[1] - g(design.time_basis, design.knot) : 0.0);
  const std::size_t times = row.size();
  for (const double value : covariates) row.push_back(value);
  for (std::size_t k = 1; k < times; ++k)
    for (std::size_t c = 0; c < covariates.size(); ++c)
      if (design.covariates[c].interacts) row.push_back(row[k] * covariates[c]);
  return Eigen::Map<const Eigen::RowVectorXd>(row.data(), static_cast<Eigen::Index>(row.size()));
}

Eigen::MatrixXd relative_G(growth::RandomEffects random, const Eigen::VectorXd& theta) {
  if (random == growth::RandomEffects::intercept) return Eigen::MatrixXd::Constant(1, 1, theta[0] * theta[0]);
  if (random == growth::RandomEffects::curve) {
    const Eigen::Vector3d first(theta[0], theta[1], theta[2]), second(0.0, theta[3], theta[4]),
        third(0.0, 0.0, theta[5]);
    return first * first.transpose() + second * second.transpose() + third * third.transpose();
  }
  Eigen::Matrix2d G = Eigen::Matrix2d::Zero();
  if (random == growth::RandomEffects::independent_slope) {
    G.diagonal() << theta[0] * theta[0], theta[1] * theta[1];
  } else {
    G << theta[0] * theta[0], theta[0] * theta[1], theta[0] * theta[1], theta[1] * theta[1] + theta[2] * theta[2];
  }
  return G;
}

Eigen::RowVectorXd z_row(const growth::Design& design, double t) {
  if (design.random == growth::RandomEffects::intercept) return Eigen::RowVectorXd::Ones(1);
  const Eigen::RowVectorXd x = x_row(design, t, std::vector<double>(design.covariates.size()));
  return x.head(design.random == growth::RandomEffects::curve ? 3 : 2);
}

Eigen::MatrixXd inverse(const Eigen::MatrixXd& matrix) { return matrix.inverse(); }

DenseModel::DenseModel(const Cohort& cohort, const growth::Design& design, const growth::ResidualParameters& residual) {
  const growth::Panel panel = cohort.panel();
  const auto n = static_cast<Eigen::Index>(panel.rows()), persons = static_cast<Eigen::Index>(panel.persons());
  const Eigen::Index q = z_row(design, 0.0).size();
  X.resize(n, x_row(design, 0.0, std::vector<double>(design.covariates.size())).size());
  Z = Eigen::MatrixXd::Zero(n, q * persons);
  y.resize(n);
  correlation = Eigen::MatrixXd::Identity(n, n);
  Eigen::Index i = 0;
  for (Eigen::Index person = 0; person < persons; ++person)
    for (const Row& row : cohort.persons()[static_cast<std::size_t>(person)]) {
      X.row(i) = x_row(design, row.time, row.covariates);
      Z.block(i, person * q, 1, q) = z_row(design, row.time);
      y[i++] = design.transformation.forward(row.score);
      log_jacobian += design.transformation.log_derivative(row.score);
    }
  Eigen::Index first = 0;
  for (const Rows& rows : cohort.persons()) {
    for (std::size_t j = 0; j < rows.size(); ++j)
      for (std::size_t k = 0; k < j && design.residuals != growth::ResidualCorrelation::independent; ++k) {
        const auto row = first + static_cast<Eigen::Index>(j), column = first + static_cast<Eigen::Index>(k);
        correlation(row, column) = correlation(column, row) =
            (1.0 - residual.nugget) * std::exp(-std::fabs(rows[j].time - rows[k].time) / residual.range);
      }
    first += static_cast<Eigen::Index>(rows.size());
  }
}

Eigen::MatrixXd DenseModel::covariance(const Eigen::MatrixXd& G, double sigma2) const {
  Eigen::MatrixXd V = sigma2 * correlation;
  for (Eigen::Index c = 0; c < Z.cols(); c += G.rows()) {
    const Eigen::MatrixXd block = Z.middleCols(c, G.rows()), spread = block * G;
    V += spread * block.transpose();
  }
  return V;
}

Eigen::MatrixXd DenseModel::precision(const Eigen::MatrixXd& V) const {
  const Eigen::MatrixXd weighted = inverse(V) * X;
  return X.transpose() * weighted;
}

Eigen::Index DenseModel::rank() const { return X.colPivHouseholderQr().rank(); }

Eigen::VectorXd DenseModel::ols() const { return X.householderQr().solve(y); }

Eigen::VectorXd DenseModel::gls(const Eigen::MatrixXd& V) const {
  const Eigen::VectorXd weighted = inverse(V) * y, moments = X.transpose() * weighted;
  return inverse(precision(V)) * moments;
}

double DenseModel::minus_two_log_likelihood(const Eigen::MatrixXd& V, growth::Likelihood likelihood) const {
  const auto log_det = [](const Eigen::MatrixXd& matrix) {
    return matrix.partialPivLu().matrixLU().diagonal().array().abs().log().sum();
  };
  const Eigen::VectorXd r = y - X * gls(V), weighted = inverse(V) * r;
  const double log_two_pi = std::log(2.0 * std::numbers::pi);
  double value = static_cast<double>(y.size()) * log_two_pi + log_det(V) + r.dot(weighted) - 2.0 * log_jacobian;
  if (likelihood == growth::Likelihood::restricted)
    value += log_det(precision(V)) - static_cast<double>(X.cols()) * log_two_pi;
  return value;
}

}  // namespace oncourse::support

// design.cpp: which line a person's scores follow.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/design.hpp"

#include <cassert>
#include <set>

namespace oncourse::growth {

std::vector<std::string> Design::fixed_effect_names() const {
  const std::string time = time_basis == TimeBasis::linear ? time_name : "log1p(" + time_name + ")";
  std::vector<std::string> names = {"(Intercept)", time};
  for (const Covariate& c : covariates) names.push_back(c.name);
  for (const Covariate& c : covariates)
    if (c.interacts) names.push_back(time + ":" + c.name);
  return names;
}

Eigen::RowVectorXd Design::fixed_row(double t, std::span<const double> covariate_values) const {
  const double g = basis(time_basis, t);
  Eigen::RowVectorXd x(fixed_effects());
  Eigen::Index column = 0;
  x[column++] = 1.0;
  x[column++] = g;
  for (const double value : covariate_values) x[column++] = value;
  for (std::size_t i = 0; i < covariates.size(); ++i)
    if (covariates[i].interacts) x[column++] = g * covariate_values[i];
  return x;
}

Eigen::RowVectorXd Design::random_row(double t) const {
  Eigen::RowVectorXd z(random_effects());
  z[0] = 1.0;
  if (z.size() == 2) z[1] = basis(time_basis, t);
  return z;
}

std::optional<Error> trouble_in(const Design& design) {
  std::set<std::string_view> names;
  for (const Covariate& c : design.covariates) {
    if (c.name.empty()) return Error{Errc::bad_argument, "a covariate has no name"};
    if (!names.insert(c.name).second) return Error{Errc::bad_argument, "covariate " + c.name + " is there twice"};
  }
  return std::nullopt;
}

RandomMatrix lambda(RandomEffects random, const Eigen::VectorXd& theta) {
  const Eigen::Index q = random == RandomEffects::intercept ? 1 : 2;
  RandomMatrix factor = RandomMatrix::Zero(q, q);
  assert(theta.size() == theta_size(random));
  const double* entry = theta.data();
  for (const auto [row, column] : theta_layout(random)) factor(row, column) = *entry++;
  return factor;
}

Eigen::VectorXd theta_entries(RandomEffects random, const Eigen::MatrixXd& matrix) {
  Eigen::VectorXd entries(theta_size(random));
  double* entry = entries.data();
  for (const auto [row, column] : theta_layout(random)) *entry++ = matrix(row, column);
  return entries;
}

}  // namespace oncourse::growth

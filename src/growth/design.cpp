// design.cpp: which line a person's scores follow.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/design.hpp"

#include <cassert>
#include <set>

namespace oncourse::growth {

std::vector<std::string> Design::fixed_effect_names() const {
  const auto basis_of = [&](const std::string& t) { return time_basis == TimeBasis::linear ? t : "log1p(" + t + ")"; };
  const std::string g = basis_of(time_name);
  std::vector<std::string> times = {g};
  if (curve == Curve::quadratic) times.push_back("I(" + g + "^2)");
  if (curve == Curve::piecewise) times.push_back("pmax(" + g + " - " + basis_of(text(knot)) + ", 0)");
  std::vector<std::string> names = {"(Intercept)"};
  names.insert(names.end(), times.begin(), times.end());
  for (const Covariate& c : covariates) names.push_back(c.name);
  for (const std::string& time : times)
    for (const Covariate& c : covariates)
      if (c.interacts) names.push_back(time + ":" + c.name);
  return names;
}

Eigen::RowVectorXd Design::fixed_row(double t, std::span<const double> covariate_values) const {
  const std::array<double, 2> times = time_row(t);
  const auto n = static_cast<std::size_t>(time_columns());
  Eigen::RowVectorXd x(fixed_effects());
  Eigen::Index column = 0;
  x[column++] = 1.0;
  for (std::size_t k = 0; k < n; ++k) x[column++] = times[k];
  for (const double value : covariate_values) x[column++] = value;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < covariates.size(); ++i)
      if (covariates[i].interacts) x[column++] = times[k] * covariate_values[i];
  return x;
}

std::optional<Error> trouble_in(const Design& design) {
  std::set<std::string_view> names;
  for (const Covariate& c : design.covariates) {
    if (c.name.empty()) return Error{Errc::bad_argument, "a covariate has no name"};
    if (!names.insert(c.name).second) return Error{Errc::bad_argument, "covariate " + c.name + " is there twice"};
  }
  if (design.random == RandomEffects::curve && design.curve == Curve::straight)
    return Error{Errc::bad_argument, "random effects of a curve need one that is quadratic or piecewise"};
  if (design.curve == Curve::piecewise && !(std::isfinite(design.knot) && design.knot >= least_time(design.time_basis)))
    return Error{Errc::bad_argument, "the knot is " + text(design.knot) + ", a finite time is needed" +
                                         (design.time_basis == TimeBasis::log1p ? ", the least is 0" : "")};
  return trouble_in(design.transformation);
}

RandomMatrix lambda(RandomEffects random, const Eigen::VectorXd& theta) {
  const Eigen::Index q = theta_layout(random).back().row + 1;
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

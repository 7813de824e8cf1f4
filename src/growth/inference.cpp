// inference.cpp: what a fitted model says of its own figures.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/inference.hpp"

#include <algorithm>
#include <cmath>

#include "growth/interval_level.hpp"
#include "oncourse/base/chi_squared.hpp"
#include "oncourse/base/normal.hpp"

namespace oncourse::growth {

std::vector<std::string> variance_names(const Design& design) {
  const std::vector<std::string> columns = design.fixed_effect_names();  // whose first are those of Z
  const auto q = static_cast<std::size_t>(design.random_effects());
  std::vector<std::string> out;
  for (std::size_t k = 0; k < q; ++k) out.push_back("sd " + columns[k]);
  for (std::size_t j = 0; j < q && design.random != RandomEffects::independent_slope; ++j)
    for (std::size_t i = j + 1; i < q; ++i) out.push_back("corr " + columns[j] + " " + columns[i]);
  out.emplace_back("sd residual");
  if (parameters(design.residuals) > 0) out.emplace_back("range");
  if (parameters(design.residuals) > 1) out.emplace_back("nugget");
  return out;
}

std::vector<double> variance_estimates(const GrowthModel& model) {
  const Eigen::MatrixXd G = model.random_covariance();
  std::vector<double> out;
  for (Eigen::Index k = 0; k < G.rows(); ++k) out.push_back(std::sqrt(G(k, k)));
  for (Eigen::Index j = 0; j < G.rows() && model.design.random != RandomEffects::independent_slope; ++j)
    for (Eigen::Index i = j + 1; i < G.rows(); ++i)
      out.push_back(std::clamp(G(i, j) / std::sqrt(G(i, i) * G(j, j)), -1.0, 1.0));
  out.push_back(std::sqrt(model.sigma2));
  if (parameters(model.design.residuals) > 0) out.push_back(model.residual.range);
  if (parameters(model.design.residuals) > 1) out.push_back(model.residual.nugget);
  return out;
}

Result<std::vector<ParameterInterval>> wald_intervals(const GrowthModel& model, double level) {
  if (auto trouble = trouble_in_level(level)) return *trouble;
  const std::vector<std::string> names = model.design.fixed_effect_names();
  const Eigen::VectorXd errors = model.standard_errors();
  const double z = normal_half_width(level);
  std::vector<ParameterInterval> out;
  for (Eigen::Index k = 0; k < model.beta.size(); ++k)
    out.push_back({names[static_cast<std::size_t>(k)], model.beta[k], model.beta[k] - z * errors[k],
                   model.beta[k] + z * errors[k]});
  return out;
}

Result<LikelihoodRatio> likelihood_ratio_test(const GrowthModel& smaller, const GrowthModel& larger) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (smaller.n_obs != larger.n_obs || smaller.n_persons != larger.n_persons)
    return bad("the models are of " + text(smaller.n_obs) + " and " + text(larger.n_obs) + " scores of " +
               text(smaller.n_persons) + " and " + text(larger.n_persons) + " persons");
  if (smaller.design.transformation != larger.design.transformation) return bad("the models are of two scales");
  if (smaller.likelihood != larger.likelihood) return bad("one model was fitted by ML, the other by REML");
  const std::vector<std::string> few = smaller.design.fixed_effect_names(), more = larger.design.fixed_effect_names();
  if (smaller.likelihood == Likelihood::restricted && few != more)
    return bad("restricted likelihoods of other fixed effects cannot be compared, fit both by ML");
  for (const std::string& effect : few)
    if (std::find(more.begin(), more.end(), effect) == more.end())
      return bad("the larger model lacks " + effect + " of the smaller");
  LikelihoodRatio out;
  out.freedom = static_cast<int>(larger.parameters() - smaller.parameters());
  if (out.freedom <= 0)
    return bad("the larger model has " + text(larger.parameters()) + " parameters, the smaller " +
               text(smaller.parameters()));
  out.chi_squared = smaller.search.deviance_end - larger.search.deviance_end;
  const double rounding = 1e-8 * (1.0 + std::fabs(smaller.search.deviance_end));
  if (out.chi_squared < -rounding)
    return bad("the larger model explains less than the smaller: they are not nested, or a search ended early");
  out.chi_squared = std::max(out.chi_squared, 0.0);
  out.p = chi_squared_above(out.chi_squared, out.freedom);
  return out;
}

}  // namespace oncourse::growth

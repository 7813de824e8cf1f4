// inference.hpp: how sure a fitted model's figures are, and whether a larger one explains more.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "oncourse/growth/model.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse::growth {

/// A figure of a model with its confidence interval.
struct ParameterInterval {
  std::string name;  ///< as fixed_effect_names() and variance_names() have it
  double estimate = 0.0;
  double low = 0.0, high = 0.0;  ///< the end of the domain where the data exclude nothing before it
};

/// What differs between and within persons, as it is read: "sd (Intercept)", "sd log1p(week)", "corr (Intercept)
/// log1p(week)", ..., "sd residual", "range", "nugget".
std::vector<std::string> variance_names(const Design& design);
/// The model's estimates of these, in that order.
std::vector<double> variance_estimates(const GrowthModel& model);

/// Estimate -+ z standard errors of each fixed effect: by Wald, quick, and too narrow where persons are few.
///
///   errors  bad_argument: a level outside (0, 1)
Result<std::vector<ParameterInterval>> wald_intervals(const GrowthModel& model, double level);

/// Where the likelihood ratio test of a figure's value does not reject it, of each fixed effect and then of each
/// variance_names(): -2 log likelihood with the figure held there, and all others free, lies within z^2 of its least.
/// By maximum likelihood, whatever the model was fitted by, as restricted likelihoods of other fixed effects cannot be
/// compared; the estimate is then that of maximum likelihood too.
///
///   panel   that the model was fitted to
///   errors  those of fit(); bad_argument: a level outside (0, 1), rows of other numbers of scores or persons than the
///           model's, or whose likelihood and fixed effects by its theta are not the model's
///   cost    about eight fits for each figure
///   source  Pawitan 2001, In All Likelihood, ch. 3; as lme4's confint(method = "profile")
Result<std::vector<ParameterInterval>> profile_intervals(const Panel& panel, const GrowthModel& model, double level,
                                                         int threads = 1);

/// A test of the smaller of two nested models.
struct LikelihoodRatio {
  double chi_squared = 0.0;  ///< by how much -2 log likelihood is less in the larger
  int freedom = 0;           ///< parameters that it has more
  /// P(more | the smaller holds). Where that one lies on the boundary of the larger, as without a variance, it is too
  /// large, at most twice: Self & Liang 1987, J Am Stat Assoc 82:605-610.
  double p = 0.0;
};

///   errors  bad_argument: not of the same rows, scale and likelihood, restricted likelihoods of other fixed effects,
///           no more parameters in the larger, or a larger one that explains less (nested models cannot)
Result<LikelihoodRatio> likelihood_ratio_test(const GrowthModel& smaller, const GrowthModel& larger);

}  // namespace oncourse::growth

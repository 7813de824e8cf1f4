// rate_of_change.hpp: every person's own rate of change, and how sure it is.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "oncourse/growth/model.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse::growth {

/// In points per unit of g(t). Each divided by `sd` is a standard normal deviate if the rate is 0.
struct RateOfChange {
  double total = 0.0;      ///< what is expected for the person's covariates, and their own deviation from it
  double deviation = 0.0;  ///< the deviation alone: 0 is not "no change" but "as much as the average person"
  double sd = 0.0;         ///< of the deviation given the person's scores, the model taken as known
};

/// Of every person of the panel, by empirical Bayes.
///
///   model   with a random slope
///   errors  bad_argument: a model without one or with a curve, a panel that does not fit the model, a covariate that
///           interacts with time and is not constant within a person (named); not_available: the model finds no
///           variance of slopes, so that persons do not differ
///   cost    O(1) per score
///   source  Speer & Greenbaum 1995, J Consult Clin Psychol 63:1044-1048
Result<std::vector<RateOfChange>> rates_of_change(const GrowthModel& model, const Panel& panel);

}  // namespace oncourse::growth

// model_summary.hpp: a fitted model as a statistician expects to see it printed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// Formula, log-likelihood, AIC and BIC, variance components with correlations, their parameters with standard errors,
/// fixed effects with standard errors and t, the residuals, the scale and the knot, the search and the calibration. For
/// a terminal, 80 columns.
std::string to_text(const ResponseModel& model);

/// The same as an HTML fragment of tables without style or script.
std::string to_html(const ResponseModel& model);

/// The model in the notation of lme4: "score ~ log1p(session) + medication + (log1p(session) | person)".
std::string formula(const growth::Design& design);

}  // namespace oncourse

// basis.hpp: the grounds of a verdict, as numbers and as sentences a clinician can check.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "oncourse/course/course.hpp"
#include "oncourse/track/alarm_rule.hpp"
#include "oncourse/track/assessment.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// The basis of the latest verdict in `assessment`, all but its turning score.
///
///   steady_covariates  none changed within the course, which the model's own guarantee takes for granted
///   model, rule  nullptr where the verdicts are undetermined for want of them
Basis explain(const Course& course, const Assessment& assessment, const ResponseModel* model, const AlarmRule* rule,
              double level, bool steady_covariates);

/// Looks along the scale for the nearest latest score with another verdict, and says so.
///
///   verdict_if  the verdict, had the latest score been this one
void add_turning_score(Assessment& assessment, const std::function<Verdict(double)>& verdict_if);

}  // namespace oncourse

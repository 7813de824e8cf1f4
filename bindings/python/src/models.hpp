// models.hpp: a response model as Python holds it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/cohort/table_cohort.hpp"
#include "oncourse/track/fit_response.hpp"
#include "python.hpp"

namespace oncourse::python {

struct PythonModel {
  ResponseModel model;
};

inline constexpr std::array likelihoods = {growth::Likelihood::restricted, growth::Likelihood::full};

/// The columns of a cohort under the names that the growth model knows them by.
struct CohortColumns {
  PythonColumn person, time, score;
  std::vector<PythonColumn> covariates;
};

Cohort cohort_of(const CohortColumns& c);
TableCohort table_cohort_of(const CohortColumns& c);

///   form  without covariates and the name of time
growth::Design design_of(const CohortColumns& columns, const std::vector<bool>& interacts, growth::Design form);

/// What the line and its residuals are like.
growth::Design form(const std::string& basis, const std::string& random, const std::string& curve,
                    std::optional<double> knot, const std::string& residuals);

}  // namespace oncourse::python

// dental_growth.hpp: a published growth study as a cohort.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/cohort.hpp"
#include "track/dental_growth.hpp"

namespace oncourse::support {

/// Age counted from `age_zero`, and where asked a covariate: 1 for a girl.
inline Cohort dental_growth(double age_zero, bool with_girl) {
  std::vector<Rows> persons;
  for (std::size_t child = 0; child < 27; ++child) {
    Rows rows;
    for (std::size_t visit = 0; visit < 4; ++visit) {
      Row row{8.0 + 2.0 * static_cast<double>(visit) - age_zero, dental_growth_mm[child][visit], {}};
      if (with_girl) row.covariates = {child < dental_growth_girls ? 1.0 : 0.0};
      rows.push_back(row);
    }
    persons.push_back(rows);
  }
  return Cohort(std::move(persons));
}

}  // namespace oncourse::support

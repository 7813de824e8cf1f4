// cohort_file.hpp: many people's scores from a long CSV file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "csv.hpp"
#include "oncourse/cohort/cohort.hpp"
#include "row_score.hpp"

namespace oncourse::cli {

struct CohortFile : Cohort {
  std::size_t other_instruments = 0;  ///< rows whose `instrument` column names another one
  std::vector<std::string> strata;    ///< of each person, where a column was asked for: "" where it is missing
};

struct CohortColumns : ScoreColumns {
  std::string person, time;
  std::vector<std::string> covariates;
  double least_time = 0.0;
  bool in_order = false;     ///< a person's times must not run backwards
  std::string stratum = {};  ///< a column whose value at a person's first score is kept; empty: none
};

/// Rows of other instruments and rows whose score is empty or NA are left out and counted; everything else that is
/// missing is an error.
Result<CohortFile> cohort_from(const CsvTable& table, const CohortColumns& columns);

}  // namespace oncourse::cli

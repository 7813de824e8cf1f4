// cohort_file.hpp: many people's scores from a long CSV file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "csv.hpp"
#include "items.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse::cli {

/// Columns that own what a growth::Panel shows; the rows of a person stand together, in file order.
struct Cohort {
  std::vector<std::size_t> offsets = {0};
  std::vector<double> time, score;
  std::vector<std::vector<double>> covariates;  ///< one column each
  std::size_t left_out = 0;                     ///< rows without a score
  std::size_t other_instruments = 0;            ///< rows whose `instrument` column names another one

  [[nodiscard]] std::size_t persons() const { return offsets.size() - 1; }
};

/// Shows a cohort as a panel, which borrows from both.
class CohortPanel {
 public:
  explicit CohortPanel(const Cohort& cohort)
      : columns_(cohort.covariates.begin(), cohort.covariates.end()),
        panel_{cohort.offsets, cohort.time, cohort.score, columns_} {}
  CohortPanel(const CohortPanel&) = delete;
  [[nodiscard]] const growth::Panel& operator*() const { return panel_; }

 private:
  std::vector<std::span<const double>> columns_;
  growth::Panel panel_;
};

struct CohortColumns {
  std::string person, time;
  std::string score;  ///< empty: scored from the item columns
  std::vector<std::string> covariates;
  std::string items;                       ///< pattern; empty: guessed
  const Instrument* instrument = nullptr;  ///< checks the scores' range where given
  bool prorate = false;
};

/// Rows of other instruments and rows whose score is empty or NA are left out and counted; everything else that is
/// missing is an error.
Result<Cohort> cohort_from(const CsvTable& table, const CohortColumns& columns);

}  // namespace oncourse::cli

// cohort_options.hpp: the options that say whose scores a growth model is of.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cohort_file.hpp"
#include "oncourse/track/fit_response.hpp"

namespace oncourse::cli {

/// A long file, its columns, their instrument, and how time and covariates enter.
struct CohortOptions {
  std::string file, person = "patient", time = "session", score, items, instrument, definition;
  std::vector<std::string> covariates, interactions;
  growth::TimeBasis basis = growth::TimeBasis::log1p;
  std::optional<double> knot;
  StatedRange range;
  bool prorate = false;

  /// All but the file's.
  void add_options(CLI::App* command);

  /// nullptr: none was stated.
  [[nodiscard]] Result<const Instrument*> chosen(std::optional<LoadedInstrument>& loaded) const;

  /// Of a straight line.
  [[nodiscard]] growth::Design design() const;

  ///   q         of the scores; nullptr: not stated
  ///   in_order  a person's times must not run backwards
  ///   stratum   see CohortColumns
  ///   errors    begin with the file's name
  [[nodiscard]] Result<CohortFile> read(const Instrument* q, bool in_order, const std::string& stratum = {}) const;
};

}  // namespace oncourse::cli

// form_options.hpp: the options that say what one growth model is like, and what its time counts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cohort_options.hpp"

namespace oncourse::cli {

struct FormOptions {
  growth::RandomEffects random = growth::RandomEffects::slope;
  growth::Curve curve = growth::Curve::straight;
  growth::ResidualCorrelation residuals = growth::ResidualCorrelation::independent;
  growth::Scale scale = growth::Scale::points;
  TimeUnit unit = TimeUnit::session;

  /// All but the residuals', which not every model of shards can be of.
  void add_options(CLI::App* command);
  void add_residuals(CLI::App* command);

  ///   errors  bad_argument: a knot without a piecewise curve, or that without one; a scale without a range
  [[nodiscard]] Result<growth::Design> design(const CohortOptions& cohort, const Instrument* q) const;

  /// bad_argument where nobody can know what the column counts.
  [[nodiscard]] std::optional<Error> trouble_in_unit(const std::string& time) const;

 private:
  bool unit_stated_ = false;
};

/// A knot is given where there is a curve to bend there, and only there.
std::optional<Error> trouble_in_knot(bool piecewise, bool knot);

}  // namespace oncourse::cli

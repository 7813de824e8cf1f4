// simulated_panel.hpp: a cohort of the simulator as a panel, by session.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "oncourse/cohort/simulate.hpp"
#include "support/cohort.hpp"

namespace oncourse::support {

/// Totals by session number; sessions without a sheet have no row.
inline Cohort simulated_panel(const Instrument& q, const SimulatedPopulation& population, int persons,
                              std::uint64_t seed) {
  SimulationOptions options;
  options.seed = seed;
  options.items = false;
  auto made = CourseSimulator::make(q, population, options);
  CourseSimulator simulated = *std::move(made);
  std::vector<Rows> out;
  for (int person = 0; person < persons; ++person) {
    Rows& rows = out.emplace_back();
    for (const SimulatedSession& session : simulated.next().sessions)
      if (session.total) rows.push_back({static_cast<double>(session.number), *session.total});
  }
  return Cohort(std::move(out));
}

}  // namespace oncourse::support

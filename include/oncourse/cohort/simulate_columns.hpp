// simulate_columns.hpp: a cohort of people who do not exist, as a table.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "oncourse/cohort/simulate.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// A row per session: patient, session, day (since intake), medication and q1, q2, ...: null where a sheet is missing.
/// The courses are those of `oncourse simulate` with the same seed.
///
///   persons  above 0
///   until    the last session to write: courses still under way
///   errors   bad_argument: no persons; those of simulate_course()
Result<Table> simulate_columns(const Instrument& q, const SimulatedPopulation& population, int persons,
                               std::uint64_t seed, int until);

}  // namespace oncourse

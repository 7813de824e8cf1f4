// simulate_columns.hpp: a cohort of people who do not exist, as tables.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/cohort/simulate.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

struct SimulatedCohort {
  /// A row per session held: patient, session, day (since intake), medication and q1, q2, ..., or `total` where totals
  /// alone are simulated: null where a sheet is missing.
  Table sessions;
  /// A row per person: patient, level and rate (the person's own), medication_from (a session, or null), last_planned
  /// and last_session (of those in the other table), end (name of a CourseEnd).
  Table persons;
};

/// The courses are those of `oncourse simulate` with the same seed.
///
///   persons  above 0; one alone is taken in on the first day
///   cost     as CourseSimulator; memory 4 bytes per cell, and the patient's name. Larger cohorts: CourseSimulator
///   errors   bad_argument: no persons; those of CourseSimulator
Result<SimulatedCohort> simulate_columns(const Instrument& q, const SimulatedPopulation& population, int persons,
                                         SimulationOptions options = {});

}  // namespace oncourse

// reliability_columns.hpp: a scale's reliability from a clinic's own columns.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "oncourse/change/confidence_interval.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// One row: items, persons, left_out, alpha, alpha_low, alpha_high, standardized_alpha, mean_correlation, total_mean,
/// total_sd, sem, smallest_detectable_change (by alpha), omega, omega_proper, wrongly_keyed, constant, improper (names
/// of columns, "a, b"; null where there are none), status, detail. Omega is null where one factor cannot be fitted, and
/// the detail says why; the status then is still that of alpha.
///
///   items   one column per item, a row per person, keyed; a person with a blank is left out and counted
///   errors  bad_argument: columns of different lengths or without numbers, an infinite answer, the level
Result<Table> reliability_columns(std::span<const Column* const> items, double level = usual_confidence);

/// One row: occasions, persons, left_out, pearson, pearson_low, pearson_high (of two occasions), agreement,
/// agreement_low, agreement_high (ICC(2,1)), consistency, consistency_low, consistency_high (ICC(3,1)), sem_agreement,
/// sem_consistency, smallest_detectable_change (of one person, by sem_agreement), smallest_detectable_change_group,
/// status, detail.
///
///   occasions  one column per occasion, a row per person
///   errors     as reliability_columns()
Result<Table> retest_columns(std::span<const Column* const> occasions, double level = usual_confidence);

}  // namespace oncourse

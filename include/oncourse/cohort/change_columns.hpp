// change_columns.hpp: many people's change between two totals.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// By what a change is judged: nothing set is the instrument's own criterion and its first cut-off.
struct ChangeCriterion {
  std::string cutoff_purpose = {}, cutoff_population = {};  ///< empty: any; the first cut-off that fits both
  std::optional<double> sd = {}, reliability = {};          ///< both or neither, see jacobson_truax_criterion()
};

/// A row per pair: points, improvement, percent_improved, index, class, important_improvement, important_worsening,
/// clinical_before, clinical_after, status, detail. A pair of which a total is missing has the status
/// not_enough_sessions and is counted, never dropped.
///
///   errors  bad_argument: columns of different lengths or without numbers, sd without reliability, ...;
///           not_available: no such cut-off
///   cost    one change_between() per row
Result<Table> change_columns(const Instrument& q, const Column& pre, const Column& post,
                             const ChangeCriterion& criterion = {});

/// The Jacobson-Truax index without an instrument: points, index, reliably ("increased", "decreased", "unchanged"),
/// status, detail.
///
///   sd, reliability  as in jacobson_truax(), as are the errors
Result<Table> jacobson_truax_columns(const Column& pre, const Column& post, double sd, double reliability);

}  // namespace oncourse

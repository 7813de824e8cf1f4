// inference_columns.hpp: how sure a growth model's figures are, and which form a cohort speaks for, as tables.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "oncourse/cohort/table.hpp"
#include "oncourse/growth/inference.hpp"
#include "oncourse/growth/select.hpp"

namespace oncourse {

/// A row per figure: term, estimate, low, high. An end is infinite where the data exclude nothing on its side.
Table interval_columns(std::span<const growth::ParameterInterval> intervals);

/// A row per form: basis, curve, knot (of a piecewise curve), random, interactions (names of covariates, "a, b"),
/// residuals, scale, parameters, log_likelihood, aic, bic, predictive_log_score, behind, behind_error, search (what
/// ended it), on_boundary, status, detail (why it was refused). Null is what is not known: figures of a refused form,
/// predictions without folds, a knot without a bend, interactions where there are none.
Table selection_columns(std::span<const growth::SelectionRow> rows);

}  // namespace oncourse

// fit.hpp: a cohort's scores in, a growth model out.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/growth/deviance.hpp"
#include "oncourse/growth/minimize.hpp"
#include "oncourse/growth/model.hpp"

namespace oncourse::growth {

/// A convention, beyond what one machine has.
inline constexpr int most_threads = 256;

struct FitOptions {
  Likelihood likelihood = Likelihood::restricted;
  MinimizeOptions minimize = {};
  int threads = 1;  ///< at most so many, in 1..most_threads; the same bits with any number
};

/// bad_argument: threads.
std::optional<Error> trouble_in(const FitOptions& options);

/// Fits by REML (or ML). What stopped the search and whether a variance is zero is part of the result.
///
///   errors  bad_argument: a column that is not finite, of another length, or repeats others (named), threads; with
///           correlated residuals, rows of a person that do not follow each other in time (two at one time are possible
///           with noise alone); response_range: a score outside the transformation's range; not_enough_sessions: fewer
///           than 2 persons, or no more scores than random effects
///   cost    one pass over the rows, then O(distinct designs) per evaluation: about five of them from 100 persons up,
///           for each of three starts below. With correlated residuals three passes over the rows per evaluation, seven
///           with noise, and about eight evaluations
Result<GrowthModel> fit(const Panel& panel, const Design& design, const FitOptions& options = {});

/// The same of a cohort that was read before, in one piece or in shards that merge.hpp puts together: the same
/// estimates to within rounding, and to the last bit where it was read in one piece.
///
///   errors  as above; bad_argument also: cross-products of another design
Result<GrowthModel> fit(const CrossProducts& data, const Design& design, const FitOptions& options = {});

}  // namespace oncourse::growth

// one_factor.hpp: one factor behind the items of a scale, and McDonald's omega.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/change/internal_consistency.hpp"

namespace oncourse {

struct OneFactorOptions {
  int most_iterations = 200;        ///< convention: twenty are usual
  double tolerance = 1e-9;          ///< on the gradient of the discrepancy by the log of a unique variance; convention
  double least_uniqueness = 0.005;  ///< share of an item's variance: the bound of R's factanal, secondary
};

/// Why the search ended: data, not an error.
enum class FactorStop {
  gradient,     ///< converged: the gradient is below the tolerance
  no_progress,  ///< the discrepancy cannot be lowered any further in this arithmetic
  iterations    ///< it was still being lowered
};

constexpr std::string_view name(FactorStop stop) {
  switch (stop) {
    case FactorStop::gradient: return "gradient";
    case FactorStop::no_progress: return "no_progress";
    case FactorStop::iterations: return "iterations";
  }
  return "unknown";
}

/// Items as a common factor with variance 1 makes them: covariance = loadings loadings' + diag(unique_variances).
struct OneFactor {
  std::vector<double> loadings;          ///< in points of each item; their sum is not below 0
  std::vector<double> unique_variances;  ///< in squared points
  double omega = 0.0;                    ///< (sum loadings)^2 / ((sum loadings)^2 + sum unique_variances)
  double discrepancy = 0.0;              ///< of maximum likelihood, 0 where the factor explains everything
  int degrees_of_freedom = 0;
  FactorStop stop = FactorStop::iterations;
  int iterations = 0;
  std::vector<std::size_t> improper;       ///< items, from 0, whose unique variance is at its bound: Heywood cases
  std::vector<std::size_t> wrongly_keyed;  ///< items, from 0, with a loading below 0

  /// Converged, and no item is explained without a rest: else omega is not to be trusted.
  [[nodiscard]] bool proper() const { return stop == FactorStop::gradient && improper.empty(); }
};

/// Fits one factor by maximum likelihood, by Newton's method on the logs of the unique variances (the discrepancy is
/// minimal in the loadings for every choice of them).
///
///   covariance  of three or more items; units do not matter, the fit is the same
///   errors      bad_argument: fewer than three items, an item that does not vary, covariances that are singular (more
///               items than persons, or items that repeat each other)
///   cost        items cubed, per iteration
///   source      Joereskog 1967, Psychometrika 32:443-482; omega: McDonald 1999, Test Theory: A Unified Treatment
Result<OneFactor> one_factor(const ItemCovariance& covariance, const OneFactorOptions& options = {});

}  // namespace oncourse

// cross_products.hpp: all that a fit needs to know of the data, read once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <optional>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/growth/design.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse::growth {

/// A cohort's sums, by distinct design: persons whose rows of Z and X give the same products are read as one. They add:
/// the designs of two halves of a cohort are put together, and their totals added.
struct CrossProducts {
  RandomEffects random = RandomEffects::intercept;
  Eigen::Index q = 0;  ///< random effects
  Eigen::Index p = 0;  ///< fixed effects
  Eigen::Index n_obs = 0;
  Eigen::Index n_persons = 0;  ///< with at least one score
  Eigen::MatrixXd total;       ///< (p + 1) x (p + 1): [X y]'[X y] over all rows
  double offset = 0.0;  ///< of the deviance: log|C| of the residuals' correlations C, less 2 ln h'(y), over all rows

  /// One record of `record_size()` numbers for each distinct design, in the order of their first persons: how many
  /// persons; the lower triangle of Z'Z, row by row; Z'X, row by row; the sum of Z'y; the lower triangle of the sum of
  /// (Z'y)(Z'y)'.
  std::vector<double> records;

  /// Of Z'Z and Z'X, by which a design is known.
  [[nodiscard]] std::size_t key_size() const { return static_cast<std::size_t>(q * (q + 1) / 2 + q * p); }
  [[nodiscard]] std::size_t record_size() const {
    return 1 + key_size() + static_cast<std::size_t>(q + q * (q + 1) / 2);
  }
  [[nodiscard]] std::size_t designs() const { return records.size() / record_size(); }
};

/// One pass over the rows. The totals carry what rounding would lose (Neumaier). y stands for h(y) where scores are
/// transformed, and [Z X y] for C^-1/2 [Z X y] where residuals are correlated.
///
///   panel     checked by trouble_in(); with correlated residuals the rows of a person in the order of time, no two at
///             one time
///   residual  range above 0 and nugget in 0..1 where the design has them
///   threads   at most so many; the same bits with any number
///   cost      O(rows p) time where covariates are constant within a person, O(rows p^2) where they change;
///             O(distinct designs q (q + p)) memory
CrossProducts cross_products(const Panel& panel, const Design& design, const ResidualParameters& residual = {},
                             int threads = 1);

/// A design that cannot be fitted to cross-products alone: how residuals correlate is searched for in the rows.
std::optional<Error> trouble_without_rows(const Design& design);

/// A sum that is not finite, of scores, times or covariates that are too large to be squared.
std::optional<Error> trouble_in(const CrossProducts& data);

}  // namespace oncourse::growth

// cross_products.hpp: all that a fit needs to know of the data, read once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "oncourse/growth/design.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse::growth {

/// With W = [X y], p + 1 columns:  per person Z'[Z W], side by side, and over all rows W'W. They add over rows, so
/// the blocks of two halves of a cohort stand side by side and their totals add.
struct CrossProducts {
  RandomEffects random = RandomEffects::intercept;
  Eigen::Index q = 0;  ///< random effects
  Eigen::Index p = 0;  ///< fixed effects
  Eigen::Index n_obs = 0;
  Eigen::Index n_persons = 0;  ///< with at least one score
  Eigen::MatrixXd persons;     ///< q x (q + p + 1) per person
  Eigen::MatrixXd total;       ///< (p + 1) x (p + 1)

  [[nodiscard]] auto person(Eigen::Index i) const { return persons.middleCols(i * width(), width()); }
  [[nodiscard]] Eigen::Index width() const { return q + p + 1; }
};

/// One pass over the rows.
///
///   panel  checked by trouble_in()
///   cost   O(rows (q + p)^2) time, O(persons q (q + p)) memory
CrossProducts cross_products(const Panel& panel, const Design& design);

}  // namespace oncourse::growth

// residual_coordinates.hpp: the numbers in which residual parameters are searched for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>

#include "oncourse/growth/residuals.hpp"

namespace oncourse::growth {

/// The logarithm of the range, then that of the nugget's odds; as many as are estimated.
inline Eigen::VectorXd coordinates(const ResidualParameters& residual, ResidualCorrelation correlation) {
  Eigen::VectorXd out(parameters(correlation));
  if (out.size() > 0) out[0] = std::log(residual.range);
  if (out.size() > 1) out[1] = std::log(residual.nugget / (1.0 - residual.nugget));
  return out;
}

inline ResidualParameters residual_at(const Eigen::Ref<const Eigen::VectorXd>& coordinates) {
  ResidualParameters out;
  if (coordinates.size() > 0) out.range = std::exp(coordinates[0]);
  if (coordinates.size() > 1) out.nugget = 1.0 / (1.0 + std::exp(-coordinates[1]));
  return out;
}

/// Not so of e^25 units of time, or a share of e^-25: nobody is seen so often that it could be told from none.
inline bool can_be_told(const Eigen::Ref<const Eigen::VectorXd>& coordinates) {
  return coordinates.size() == 0 || coordinates.cwiseAbs().maxCoeff() <= 25.0;
}

}  // namespace oncourse::growth

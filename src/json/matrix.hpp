// matrix.hpp: a matrix as an array of its rows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "json/value.hpp"

namespace oncourse::json {

inline Value rows(const Eigen::MatrixXd& m) {
  Value out = Value::array();
  for (Eigen::Index i = 0; i < m.rows(); ++i) out.push_back(Eigen::VectorXd(m.row(i).transpose()));
  return out;
}

}  // namespace oncourse::json

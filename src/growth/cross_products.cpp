// cross_products.cpp: all that a fit needs to know of the data.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/cross_products.hpp"

#include <vector>

namespace oncourse::growth {

CrossProducts cross_products(const Panel& panel, const Design& design) {
  CrossProducts out;
  out.random = design.random;
  out.q = design.random_effects();
  out.p = design.fixed_effects();
  out.n_obs = static_cast<Eigen::Index>(panel.rows());
  out.persons = Eigen::MatrixXd::Zero(out.q, static_cast<Eigen::Index>(panel.persons()) * out.width());
  out.total = Eigen::MatrixXd::Zero(out.p + 1, out.p + 1);

  std::vector<double> covariates(panel.covariates.size());
  Eigen::RowVectorXd zw(out.width());
  for (std::size_t person = 0; person < panel.persons(); ++person) {
    if (panel.offsets[person] == panel.offsets[person + 1]) continue;
    auto block = out.persons.middleCols(out.n_persons++ * out.width(), out.width());
    for (std::size_t row = panel.offsets[person]; row < panel.offsets[person + 1]; ++row) {
      for (std::size_t c = 0; c < covariates.size(); ++c) covariates[c] = panel.covariates[c][row];
      zw.head(out.q) = design.random_row(panel.time[row]);
      zw.segment(out.q, out.p) = design.fixed_row(panel.time[row], covariates);
      zw[out.q + out.p] = panel.score[row];
      block.noalias() += zw.head(out.q).transpose() * zw;
      out.total.noalias() += zw.tail(out.p + 1).transpose() * zw.tail(out.p + 1);
    }
  }
  out.persons.conservativeResize(Eigen::NoChange, out.n_persons * out.width());
  return out;
}

}  // namespace oncourse::growth

// log_density.cpp: how likely a model finds the scores of persons.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/log_density.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "growth/whitening.hpp"
#include "oncourse/growth/cross_products.hpp"

namespace oncourse::growth {

namespace {

/// -2 log of the density of one person's products.
template <std::size_t Q>
double deviance_of(const CrossProducts& data, const GrowthModel& model) {
  const Record<Q> record(data.records.data(), static_cast<std::size_t>(data.p));
  const Whitening<Q> whitening(square<Q>(lambda(model.design.random, model.theta)), record.ZtZ);
  std::array<double, Q> Ztr{};  // r = y - X beta
  for (std::size_t i = 0; i < Q; ++i) {
    Ztr[i] = record.sum_Zty[i];
    for (Eigen::Index c = 0; c < data.p; ++c) Ztr[i] -= record.ZtX[i][c] * model.beta[c];
  }
  Eigen::VectorXd contrast(data.p + 1);
  contrast << -model.beta, 1.0;
  double rest = contrast.dot(data.total.lazyProduct(contrast));
  for (std::size_t i = 0; i < Q; ++i) {
    double entry = 0.0;
    for (std::size_t j = 0; j < Q; ++j) entry += whitening.R[i][j] * Ztr[j];
    rest -= entry * entry;
  }
  return data.offset + std::log(whitening.determinant) +
         static_cast<double>(data.n_obs) * std::log(2.0 * std::numbers::pi * model.sigma2) + rest / model.sigma2;
}

}  // namespace

Result<std::vector<double>> log_densities(const GrowthModel& model, const Panel& panel) {
  const Design& design = model.design;
  if (auto trouble = trouble_in(panel, design)) return *trouble;
  std::vector<double> out;
  out.reserve(panel.persons());
  std::vector<std::span<const double>> covariates(panel.covariates.size());
  for (std::size_t i = 0; i < panel.persons(); ++i) {
    const std::size_t first = panel.offsets[i], rows = panel.offsets[i + 1] - first;
    if (rows == 0) {
      out.push_back(0.0);
      continue;
    }
    for (std::size_t c = 0; c < covariates.size(); ++c) covariates[c] = panel.covariates[c].subspan(first, rows);
    const std::array<std::size_t, 2> whole = {0, rows};
    const CrossProducts data = cross_products(
        {whole, panel.time.subspan(first, rows), panel.score.subspan(first, rows), covariates}, design, model.residual);
    out.push_back(-0.5 * (data.q == 1   ? deviance_of<1>(data, model)
                          : data.q == 2 ? deviance_of<2>(data, model)
                                        : deviance_of<3>(data, model)));
    if (!std::isfinite(out.back()))
      return Error{Errc::bad_argument, "person " + text(i + 1) + ": the density of the scores is not a finite number"};
  }
  return out;
}

}  // namespace oncourse::growth

// shards.hpp: a cohort in parts, and two fits side by side.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "oncourse/growth/model.hpp"
#include "support/cohort.hpp"

namespace oncourse::support {

/// Every person in one of so many parts, drawn; some parts may be empty.
inline std::vector<Cohort> shards(std::mt19937_64& random, const Cohort& cohort, std::size_t count) {
  std::vector<std::vector<Rows>> parts(count);
  for (const Rows& rows : cohort.persons()) parts[random() % count].push_back(rows);
  std::vector<Cohort> out;
  for (std::vector<Rows>& persons : parts) {
    if (persons.empty()) persons.push_back({});
    out.emplace_back(std::move(persons));
  }
  return out;
}

/// Persons who were seen at whole weeks, so that many share a design, and some on days of their own.
inline Cohort weekly_cohort(std::mt19937_64& random, int persons, std::size_t covariates = 1) {
  int row_of_all = 0;
  return any_cohort(random, persons, 9, 1.0, covariates).with([&](Row& row) {
    if (++row_of_all % 7 != 0) row.time = std::round(row.time);
    if (covariates > 0) row.covariates[0] = std::round(row.covariates[0]);
  });
}

/// beta, G, the residual variance and the criterion agree: coefficients relative to the largest, entries of G to the
/// standard deviations.
inline void expect_same_fit(const growth::GrowthModel& a, const growth::GrowthModel& b, double relative) {
  ASSERT_EQ(a.n_obs, b.n_obs);
  ASSERT_EQ(a.n_persons, b.n_persons);
  EXPECT_LE((a.beta - b.beta).cwiseAbs().maxCoeff(), relative * a.beta.cwiseAbs().maxCoeff());
  const Eigen::MatrixXd G = a.random_covariance(), H = b.random_covariance();
  for (Eigen::Index i = 0; i < G.rows(); ++i)
    for (Eigen::Index j = 0; j < G.cols(); ++j) EXPECT_NEAR(G(i, j), H(i, j), relative * std::sqrt(G(i, i) * G(j, j)));
  EXPECT_NEAR(a.sigma2, b.sigma2, relative * a.sigma2);
  EXPECT_NEAR(a.search.deviance_end, b.search.deviance_end, relative * std::fabs(a.search.deviance_end));
}

}  // namespace oncourse::support

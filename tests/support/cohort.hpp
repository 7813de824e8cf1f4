// cohort.hpp: persons and their scores, owned, and random ones to try a model on.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>
#include <random>
#include <span>
#include <vector>

#include "oncourse/growth/design.hpp"
#include "oncourse/growth/panel.hpp"

namespace oncourse::support {

struct Row {
  double time, score;
  std::vector<double> covariates = {};
};
using Rows = std::vector<Row>;

/// What a panel refers to.
class Cohort {
 public:
  explicit Cohort(std::vector<Rows> persons) : persons_(std::move(persons)) {
    std::size_t width = 0;
    for (const Rows& rows : persons_)
      for (const Row& row : rows) width = row.covariates.size();
    columns_.resize(width);
    for (const Rows& rows : persons_) {
      for (const Row& row : rows) {
        time_.push_back(row.time);
        score_.push_back(row.score);
        for (std::size_t c = 0; c < width; ++c) columns_[c].push_back(row.covariates[c]);
      }
      offsets_.push_back(score_.size());
    }
    views_.assign(columns_.begin(), columns_.end());
  }
  Cohort(const Cohort& other) : Cohort(other.persons_) {}
  Cohort(Cohort&&) = default;
  Cohort& operator=(const Cohort&) = delete;

  [[nodiscard]] growth::Panel panel() const { return {offsets_, time_, score_, views_}; }
  [[nodiscard]] const std::vector<Rows>& persons() const { return persons_; }

  /// The same persons with every row changed.
  template <class Change>
  [[nodiscard]] Cohort with(Change change) const {
    std::vector<Rows> persons = persons_;
    for (Rows& rows : persons)
      for (Row& row : rows) change(row);
    return Cohort(std::move(persons));
  }

 private:
  std::vector<Rows> persons_;
  std::vector<std::size_t> offsets_ = {0};
  std::vector<double> time_, score_;
  std::vector<std::vector<double>> columns_;
  std::vector<std::span<const double>> views_;
};

/// Persons who differ in level and rate of change, with a number of sessions each drawn from 1..most_sessions, at
/// uneven times; two covariates, the first that of every other person and the second on or off at each session.
inline Cohort any_cohort(std::mt19937_64& random, int persons, int most_sessions, double spread = 1.0,
                         std::size_t covariates = 2) {
  std::normal_distribution<double> normal;
  std::uniform_int_distribution<int> sessions(1, most_sessions);
  std::uniform_real_distribution<double> wait(0.2, 2.0);
  std::bernoulli_distribution coin(0.5);
  std::vector<Rows> out;
  for (int person = 0; person < persons; ++person) {
    const double level = 16.0 + spread * 4.0 * normal(random);
    const double rate = -1.5 + spread * 0.8 * normal(random);
    const double arm = person % 2;
    Rows rows;
    double time = 0.0;
    for (int session = sessions(random); session > 0; --session) {
      const double on = coin(random) ? 1.0 : 0.0;
      Row row{time, level + rate * time - 2.0 * arm - 1.0 * on + 2.5 * normal(random), {arm, on}};
      row.covariates.resize(covariates);
      rows.push_back(row);
      time += wait(random);
    }
    out.push_back(rows);
  }
  return Cohort(std::move(out));
}

/// Every person with a second one who was seen at the same times, with the same covariates and other scores.
inline Cohort with_twins(std::mt19937_64& random, const Cohort& cohort) {
  std::normal_distribution<double> normal;
  std::vector<Rows> out = cohort.persons();
  for (Rows rows : cohort.persons()) {
    const double level = 3.0 * normal(random);
    for (Row& row : rows) row.score += level + 2.0 * normal(random);
    out.push_back(std::move(rows));
  }
  return Cohort(std::move(out));
}

inline constexpr growth::RandomEffects every_random_effects[] = {
    growth::RandomEffects::intercept, growth::RandomEffects::slope, growth::RandomEffects::independent_slope};

/// A design of the two covariates of any_cohort() with any line, residual and scale, and residual parameters for it.
struct AnyForm {
  growth::Design design;
  growth::ResidualParameters residual;
};
inline AnyForm any_form(std::mt19937_64& random) {
  const auto one_of = [&](const auto& all) {
    return all[std::uniform_int_distribution<std::size_t>(0, std::size(all) - 1)(random)];
  };
  std::uniform_real_distribution<double> part(0.0, 1.0);
  AnyForm out{{one_of(growth::time_bases),
               one_of(growth::random_effects),
               "week",
               {{"arm", true}, {"med", false}},
               one_of(growth::curves),
               part(random),
               one_of(growth::residual_correlations),
               {one_of(growth::scales), -40.0, 80.0, 0.5}},
              {}};
  if (out.design.random == growth::RandomEffects::curve && out.design.curve == growth::Curve::straight)
    out.design.curve = growth::Curve::quadratic;
  const int parameters = growth::parameters(out.design.residuals);
  if (parameters > 0) out.residual.range = 0.1 + 5.0 * part(random);
  if (parameters > 1) out.residual.nugget = part(random);
  return out;
}

/// Relative standard deviations of ordinary size, of either sign.
inline Eigen::VectorXd any_theta(std::mt19937_64& random, growth::RandomEffects effects) {
  std::uniform_real_distribution<double> size(0.1, 2.0);
  std::bernoulli_distribution coin(0.5);
  Eigen::VectorXd theta(growth::theta_size(effects));
  for (double& entry : theta) entry = coin(random) ? size(random) : -size(random);
  return theta;
}

}  // namespace oncourse::support

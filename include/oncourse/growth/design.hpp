// design.hpp: which line a person's scores follow: time basis, covariates, random effects.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/error.hpp"

namespace oncourse::growth {

/// g(t): how time enters. Change in psychotherapy is fastest at the start, which ln(1 + t) follows.
enum class TimeBasis { linear, log1p };

constexpr std::string_view name(TimeBasis kind) { return kind == TimeBasis::linear ? "linear" : "log1p"; }

/// The least time that it can be taken of.
constexpr double least_time(TimeBasis kind) {
  return kind == TimeBasis::linear ? -std::numeric_limits<double>::max() : 0.0;
}

inline double basis(TimeBasis kind, double t) { return kind == TimeBasis::linear ? t : std::log1p(t); }

/// What differs between persons beyond the covariates.
enum class RandomEffects {
  intercept,          ///< level
  slope,              ///< level and rate of change, correlated
  independent_slope,  ///< level and rate of change, uncorrelated
};

constexpr std::string_view name(RandomEffects random) {
  switch (random) {
    case RandomEffects::intercept: return "intercept";
    case RandomEffects::slope: return "slope";
    case RandomEffects::independent_slope: return "independent-slope";
  }
  return "unknown";
}

/// A column of numbers beside the scores; constant within a person or changing over time (medication on or off).
struct Covariate {
  std::string name;
  bool interacts = false;  ///< also changes the slope: adds the column g(t) * covariate
};

/// y = X beta + Z b + e.  X: 1, g(t), covariates, g(t) * interacting covariates.  Z: 1 [, g(t)].
struct Design {
  TimeBasis time_basis = TimeBasis::log1p;
  RandomEffects random = RandomEffects::slope;
  std::string time_name = "time";
  std::vector<Covariate> covariates = {};

  [[nodiscard]] Eigen::Index fixed_effects() const {
    Eigen::Index p = 2;
    for (const Covariate& c : covariates) p += c.interacts ? 2 : 1;
    return p;
  }
  [[nodiscard]] Eigen::Index random_effects() const { return random == RandomEffects::intercept ? 1 : 2; }

  /// The names of the columns of X as R's model formulas write them: "(Intercept)", "log1p(week)", "med",
  /// "log1p(week):med".
  [[nodiscard]] std::vector<std::string> fixed_effect_names() const;

  /// One row of X.
  ///
  ///   covariate_values  one per covariate, in their order
  [[nodiscard]] Eigen::RowVectorXd fixed_row(double t, std::span<const double> covariate_values) const;

  /// One row of Z.
  [[nodiscard]] Eigen::RowVectorXd random_row(double t) const;
};

/// What makes a design ambiguous: covariates are known by their names.
std::optional<Error> trouble_in(const Design& design);

/// Where an entry of theta stands in the lower triangular Lambda, whose free entries theta lists column by column:
/// relative standard deviations.
struct ThetaEntry {
  Eigen::Index row = 0, column = 0;
};
inline constexpr ThetaEntry level_and_slope[] = {{0, 0}, {1, 0}, {1, 1}}, level_and_slope_apart[] = {{0, 0}, {1, 1}};

constexpr std::span<const ThetaEntry> theta_layout(RandomEffects random) {
  switch (random) {
    case RandomEffects::intercept: return std::span(level_and_slope, 1);
    case RandomEffects::slope: return level_and_slope;
    case RandomEffects::independent_slope: return level_and_slope_apart;
  }
  return {};
}

constexpr Eigen::Index theta_size(RandomEffects random) {
  return static_cast<Eigen::Index>(theta_layout(random).size());
}

inline constexpr int most_random_effects = 2;
/// A row and a column per random effect, without a request for memory.
using RandomMatrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, most_random_effects, most_random_effects>;

/// Lambda, with Var(b) = sigma^2 Lambda Lambda'.
RandomMatrix lambda(RandomEffects random, const Eigen::VectorXd& theta);

/// The entries of a q x q matrix that theta stands for, in theta's order: the chain rule of lambda().
Eigen::VectorXd theta_entries(RandomEffects random, const Eigen::MatrixXd& matrix);

}  // namespace oncourse::growth

// design.hpp: which line a person's scores follow: time basis, covariates, random effects.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/base/logarithm.hpp"
#include "oncourse/growth/residuals.hpp"
#include "oncourse/growth/transformation.hpp"

namespace oncourse::growth {

/// g(t): how time enters. Change in psychotherapy is fastest at the start, which ln(1 + t) follows.
enum class TimeBasis { linear, log1p };

inline constexpr std::array time_bases = {TimeBasis::linear, TimeBasis::log1p};

constexpr std::string_view name(TimeBasis kind) { return kind == TimeBasis::linear ? "linear" : "log1p"; }

/// The least time that it can be taken of.
constexpr double least_time(TimeBasis kind) {
  return kind == TimeBasis::linear ? -std::numeric_limits<double>::max() : 0.0;
}

inline double basis(TimeBasis kind, double t) { return kind == TimeBasis::linear ? t : log1p(t); }

/// How the line runs over g(t): straight, or with a second column of time, its bend.
enum class Curve {
  straight,
  quadratic,  ///< g(t)^2
  piecewise,  ///< what g(t) exceeds g(knot) by: another rate of change from the knot on
};

inline constexpr std::array curves = {Curve::straight, Curve::quadratic, Curve::piecewise};

constexpr std::string_view name(Curve curve) {
  switch (curve) {
    case Curve::straight: return "straight";
    case Curve::quadratic: return "quadratic";
    case Curve::piecewise: return "piecewise";
  }
  return "unknown";
}

/// What differs between persons beyond the covariates.
enum class RandomEffects {
  intercept,          ///< level
  slope,              ///< level and rate of change, correlated
  independent_slope,  ///< level and rate of change, uncorrelated
  curve,              ///< level, rate of change and bend, correlated
};

inline constexpr std::array random_effects = {RandomEffects::intercept, RandomEffects::slope,
                                              RandomEffects::independent_slope, RandomEffects::curve};

constexpr std::string_view name(RandomEffects random) {
  switch (random) {
    case RandomEffects::intercept: return "intercept";
    case RandomEffects::slope: return "slope";
    case RandomEffects::independent_slope: return "independent-slope";
    case RandomEffects::curve: return "curve";
  }
  return "unknown";
}

/// A column of numbers beside the scores; constant within a person or changing over time (medication on or off).
struct Covariate {
  std::string name;
  bool interacts = false;  ///< also changes the slope: adds the column g(t) * covariate
};

/// h(y) = X beta + Z b + e.  X: 1, g(t) [, bend], covariates, then each column of time times the interacting
/// covariates. Z: 1 [, g(t) [, bend]].
struct Design {
  TimeBasis time_basis = TimeBasis::log1p;
  RandomEffects random = RandomEffects::slope;
  std::string time_name = "time";
  std::vector<Covariate> covariates = {};
  Curve curve = Curve::straight;
  double knot = 0.0;  ///< of a piecewise curve, a time
  ResidualCorrelation residuals = ResidualCorrelation::independent;
  Transformation transformation = {};  ///< h

  /// Columns of time beside 1.
  [[nodiscard]] Eigen::Index time_columns() const { return curve == Curve::straight ? 1 : 2; }
  [[nodiscard]] Eigen::Index fixed_effects() const {
    Eigen::Index p = 1 + time_columns();
    for (const Covariate& c : covariates) p += c.interacts ? 1 + time_columns() : 1;
    return p;
  }
  [[nodiscard]] Eigen::Index random_effects() const {
    return random == RandomEffects::intercept ? 1 : random == RandomEffects::curve ? 3 : 2;
  }
  /// Estimated beside beta: theta, sigma2, and what residuals have of a range and a nugget.
  [[nodiscard]] Eigen::Index variance_parameters() const;

  /// The names of the columns of X as R's model formulas write them: "(Intercept)", "log1p(week)", "med",
  /// "log1p(week):med".
  [[nodiscard]] std::vector<std::string> fixed_effect_names() const;

  /// g(t) [, bend]; the second is 0 where there is none.
  [[nodiscard]] std::array<double, 2> time_row(double t) const {
    const double g = basis(time_basis, t);
    if (curve == Curve::quadratic) return {g, g * g};
    if (curve == Curve::piecewise) return {g, std::fmax(g - basis(time_basis, knot), 0.0)};
    return {g, 0.0};
  }

  /// One row of X, whose first columns are Z's.
  ///
  ///   covariate_values  one per covariate, in their order
  [[nodiscard]] Eigen::RowVectorXd fixed_row(double t, std::span<const double> covariate_values) const;
};

/// What makes a design ambiguous or impossible: covariates are known by their names, a bend that differs between
/// persons is one of a curve, a knot lies inside the domain of time.
std::optional<Error> trouble_in(const Design& design);

/// Where an entry of theta stands in the lower triangular Lambda, whose free entries theta lists column by column:
/// relative standard deviations.
struct ThetaEntry {
  Eigen::Index row = 0, column = 0;
};
inline constexpr ThetaEntry level_and_slope[] = {{0, 0}, {1, 0}, {1, 1}}, level_and_slope_apart[] = {{0, 0}, {1, 1}},
                            level_slope_and_bend[] = {{0, 0}, {1, 0}, {2, 0}, {1, 1}, {2, 1}, {2, 2}};

constexpr std::span<const ThetaEntry> theta_layout(RandomEffects random) {
  switch (random) {
    case RandomEffects::intercept: return std::span(level_and_slope, 1);
    case RandomEffects::slope: return level_and_slope;
    case RandomEffects::independent_slope: return level_and_slope_apart;
    case RandomEffects::curve: return level_slope_and_bend;
  }
  return {};
}

constexpr Eigen::Index theta_size(RandomEffects random) {
  return static_cast<Eigen::Index>(theta_layout(random).size());
}

inline Eigen::Index Design::variance_parameters() const { return theta_size(random) + 1 + parameters(residuals); }

inline constexpr int most_random_effects = 3;
/// A row and a column per random effect, without a request for memory.
using RandomMatrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, most_random_effects, most_random_effects>;

/// Lambda, with Var(b) = sigma^2 Lambda Lambda'.
RandomMatrix lambda(RandomEffects random, const Eigen::VectorXd& theta);

/// The entries of a q x q matrix that theta stands for, in theta's order: the chain rule of lambda().
Eigen::VectorXd theta_entries(RandomEffects random, const Eigen::MatrixXd& matrix);

}  // namespace oncourse::growth

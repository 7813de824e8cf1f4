// funnel.hpp: groups beside each other without a league table: who lies further from the average than chance explains.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "oncourse/base/error.hpp"

namespace oncourse {

/// A group's count, and what it would be if the group were as all others: a sum of chances p, one per course, whose
/// variance is the sum of p (1 - p).
///
/// The count is then compared with a binomial one of the same mean and variance, of expected^2 / (expected - variance)
/// trials: where all chances are equal that is the number of courses, and exact.
struct FunnelGroup {
  double count = 0.0;
  double expected = 0.0, variance = 0.0;

  [[nodiscard]] double trials() const { return expected * expected / (expected - variance); }
  [[nodiscard]] double chance() const { return 1.0 - variance / expected; }
};

/// Everybody with the same chance: `of` courses, of which a share `target` is expected.
constexpr FunnelGroup equal_chances(double count, double of, double target) {
  return {count, of * target, of * target * (1.0 - target)};
}

/// Two levels and how over-dispersion is estimated.
///
///   source  95 % and 99.8 %: Spiegelhalter 2005, Stat Med 24:1185-1202, as 2 and 3 standard deviations. A tenth
///           winsorised at either end: Spiegelhalter et al. 2012, J R Stat Soc A 175:1-47, as in the R package
///           FunnelPlotR (secondary). The least number of groups and the significance are conventions.
struct FunnelOptions {
  double warning = 0.95, alert = 0.998;
  double winsorised = 0.10;      ///< share of the groups at either end, below a half; 0: none
  std::size_t least_groups = 5;  ///< fewer tell nothing of dispersion
  double significance = 0.05;    ///< of it, for limits to be widened
};

/// By how much groups differ beyond chance. y is a share's angle asin(sqrt(share)), s = 1 / (2 sqrt(trials)) its
/// standard error whatever the share, z = (y - centre) / s.
///
///   phi   mean of z^2, winsorised: 1 where chance is all
///   tau2  max(0, (N phi - (N - 1)) / (sum w - sum w^2 / sum w)), w = 1 / s^2: of the groups' own angles, the variance
///         between them (DerSimonian & Laird 1986, with winsorised z)
///
/// Limits are widened additively, s^2 + tau^2, which the source prefers to phi s^2: what makes groups differ does not
/// shrink with their size. They are where tau2 is above 0 and the plain sum of z^2 is beyond chance (chi-squared, N - 1
/// degrees of freedom). Winsorising makes tau2 too small where there are no outliers, so that limits are too narrow
/// rather than too wide: of normal z a tenth at either end takes a third of phi.
///
///   source  Spiegelhalter 2005, Qual Saf Health Care 14:347-351; formulas as in FunnelPlotR, od_adjustment.R
///   (secondary)
struct Dispersion {
  std::size_t groups = 0;
  double phi = 0.0, tau2 = 0.0;
  double sum = 0.0, p = 1.0;  ///< of z^2, and how likely chance makes it as large
  bool widened = false;
};

/// Of any z with standard errors s.
Dispersion dispersion(std::span<const double> z, std::span<const double> s, const FunnelOptions& options = {});

/// Where a group lies, by the outermost limit it is beyond.
enum class FunnelPlace { inside, below_warning, above_warning, below_alert, above_alert };

inline constexpr std::array funnel_places = {FunnelPlace::inside, FunnelPlace::below_warning,
                                             FunnelPlace::above_warning, FunnelPlace::below_alert,
                                             FunnelPlace::above_alert};

constexpr std::string_view name(FunnelPlace place) {
  switch (place) {
    case FunnelPlace::inside: return "inside";
    case FunnelPlace::below_warning: return "below_warning";
    case FunnelPlace::above_warning: return "above_warning";
    case FunnelPlace::below_alert: return "below_alert";
    case FunnelPlace::above_alert: return "above_alert";
  }
  return "unknown";
}

/// Counts between which a group is inside, as numbers that need not be whole; a high that is above all trials is none.
struct FunnelLimits {
  double low = 0.0, high = 0.0;
};

/// The limits of one group. Without tau2 they are the binomial's: a group as all others lies below with a probability
/// of less than (1 - level) / 2, and above likewise. Between whole counts they are interpolated, low by (r - a) with r
/// the least count of which at least so many are expected to be no larger, a = (P(X <= r) - p) / P(X = r), and high as
/// the mirror image of low. With tau2 they are those of a normal angle where these are wider, as they are not in the
/// smallest groups.
///
///   trials, chance  of the group
///   source          low: Spiegelhalter 2005, Stat Med 24:1185-1202, appendix A.1.1. His high is a count less, at which
///                   3 of 3 lie outside the 95 % limits around one half, by a chance of 1 in 8: here they do not
FunnelLimits funnel_limits(double trials, double chance, double level, double tau2 = 0.0);

struct FunnelPoint {
  FunnelGroup group;
  FunnelLimits warning, alert;  ///< of its count
  FunnelPlace place = FunnelPlace::inside;
};

struct Funnel {
  std::vector<FunnelPoint> points;  ///< one per group, as they came
  Dispersion dispersion;

  [[nodiscard]] std::size_t beyond_warning() const;  ///< alerts included
  [[nodiscard]] std::size_t beyond_alert() const;
};

///   errors  bad_argument: a group without expectation or variance, a count that is negative or not finite, levels
///           outside (0, 1) or not ascending, a winsorised share outside [0, 0.5), a significance outside (0, 1)
///   cost    O(log trials) incomplete beta functions per group
Result<Funnel> funnel(std::span<const FunnelGroup> groups, const FunnelOptions& options = {});

/// Chances shifted alike on the logit scale, so that they sum to the count: case mix keeps its say, the level is the
/// service's own. 0 and 1 stay what they are.
///
///   errors  not_available: no shift makes them sum to it
///   source  recalibration in the large: Steyerberg, Clinical Prediction Models, Springer 2009 (secondary)
Result<double> shift_to(double count, std::span<const double> chances);

/// The chance so shifted.
double shifted(double chance, double shift);

}  // namespace oncourse

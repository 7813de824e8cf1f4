// effect_size.hpp: how far a group moved between two measurements.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "oncourse/base/direction.hpp"
#include "oncourse/base/error.hpp"
#include "oncourse/change/confidence_interval.hpp"

namespace oncourse {

/// Pairs of scores of one group.
struct PairSummary {
  std::size_t n = 0;        ///< complete pairs: all figures below are theirs
  std::size_t missing = 0;  ///< pairs without a first or a second score
  double pre_mean = 0.0, pre_sd = 0.0, post_mean = 0.0, post_sd = 0.0;
  double change_mean = 0.0, change_sd = 0.0;  ///< of post - pre
  std::optional<double> correlation;          ///< none where one of the two does not vary
};

/// NaN is a missing score, whose pair is counted and not used.
///
///   errors  bad_argument: spans of different lengths, an infinite score; not_enough_sessions: fewer than two pairs
///   cost    a few passes and a copy
Result<PairSummary> describe_pairs(std::span<const double> pre, std::span<const double> post);

/// The same from figures as they are published.
///
///   sds, correlation  of the pairs: change_sd follows from them
///   errors            bad_argument: not finite, an sd below 0, a correlation outside [-1, 1]; not_enough_sessions
Result<PairSummary> pairs_from_figures(std::size_t n, double pre_mean, double pre_sd, double post_mean, double post_sd,
                                       double correlation);

/// The mean change and the dependent-samples t test of no change.
struct MeanChange {
  double points = 0.0;                      ///< mean of post - pre
  double improvement = 0.0;                 ///< the same in the better direction
  ConfidenceInterval points_interval = {};  ///< by the t distribution
  ConfidenceInterval improvement_interval = {};
  double standard_error = 0.0;
  double t = 0.0;  ///< of post - pre
  double df = 0.0;
  double p = 1.0;  ///< two-sided
};

///   level   of the intervals, strictly between 0 and 1
///   errors  bad_argument: the level, or everybody changed by the same amount, which leaves nothing to test with
///   source  Student 1908, Biometrika 6:1-25
Result<MeanChange> mean_change(const PairSummary& pairs, Direction direction, double level = usual_confidence);

/// What a mean change is measured in.
enum class Standardizer {
  pre_sd,     ///< sd before treatment, which treatment has not touched (Becker 1988): the default
  pooled_sd,  ///< root of the mean of the two variances
  change_sd   ///< sd of the changes (d_z): depends on the correlation and is not comparable with the other two
};

constexpr std::string_view name(Standardizer by) {
  switch (by) {
    case Standardizer::pre_sd: return "pre_sd";
    case Standardizer::pooled_sd: return "pooled_sd";
    case Standardizer::change_sd: return "change_sd";
  }
  return "unknown";
}

/// What the standard error assumes of the variances before and after.
enum class Variances {
  equal,   ///< as the published formulas do
  unequal  ///< Bonett 2008: treatment may have spread the scores; of pre_sd and pooled_sd only
};

struct EffectOptions {
  Standardizer by = Standardizer::pre_sd;
  Variances variances = Variances::equal;
  bool small_sample_correction = true;  ///< Hedges'
  double level = usual_confidence;
};

struct StandardizedChange {
  double effect = 0.0;       ///< of post - pre, corrected if asked
  double improvement = 0.0;  ///< the same in the better direction
  double uncorrected = 0.0;  ///< of post - pre
  double correction = 1.0;   ///< what `uncorrected` was multiplied by
  double standard_error = 0.0;
  ConfidenceInterval effect_interval = {};  ///< normal: effect -+ z standard_error
  ConfidenceInterval improvement_interval = {};
};

/// Hedges' J in its exact form, Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2)): about 1 - 3 / (4 df - 1).
///
///   df      above 1
///   source  Hedges 1981, J Educ Stat 6:107-128
double small_sample_correction(double df);

/// Standardised mean change. With d the raw and g the reported effect, r the correlation, z normal:
///
///   pre_sd     J(n - 1),              SE^2 = 2 (1 - r) / n + g^2 / (2 n)              Becker 1988
///   pooled_sd  J(2 (n-1) / (1+r^2)),  SE^2 = 2 (1 - r) / n + g^2 (1 + r^2) / (4 n)    Cousineau 2020, as in metafor
///   change_sd  J(n - 1),              SE^2 = 1 / n + g^2 / (2 n)                      Gibbons, Hedeker & Davis 1993
///   unequal    SE of d as in Bonett 2008, with n - 1; its interval lies around d, not around g
///
///   errors  bad_argument: the level, a standardiser of 0, no correlation where one is needed, `unequal` with
///   change_sd;
///           not_enough_sessions: fewer than three pairs, which the correction needs
///   source  Becker 1988, Br J Math Stat Psychol 41:257-278; Gibbons et al. 1993, J Educ Stat 18:271-279;
///           Bonett 2008, Psychol Methods 13:99-109; Cousineau 2020, Quant Methods Psychol 16:418-421
Result<StandardizedChange> standardized_change(const PairSummary& pairs, Direction direction,
                                               const EffectOptions& options = {});

}  // namespace oncourse

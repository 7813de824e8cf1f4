// group_anchor.hpp: is the mean change of a group, or the difference of two groups, one that patients would notice?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "oncourse/change/effect_size.hpp"

namespace oncourse {

/// Where a confidence interval lies between no effect and the minimal important difference, from best to worst.
enum class AnchorEffect {
  large_effect,               ///< the whole interval is beyond the important difference
  probable_effect,            ///< the estimate reaches it, the interval does not wholly
  not_significantly_less,     ///< the estimate falls short of it, the interval still reaches it
  significant_not_important,  ///< better than nothing, and the whole interval falls short of it
  not_significant,            ///< the interval holds 0
  significant_worsening       ///< the whole interval is on the worse side of 0
};

constexpr std::string_view name(AnchorEffect effect) {
  switch (effect) {
    case AnchorEffect::large_effect: return "large_effect";
    case AnchorEffect::probable_effect: return "probable_effect";
    case AnchorEffect::not_significantly_less: return "not_significantly_less";
    case AnchorEffect::significant_not_important: return "significant_not_important";
    case AnchorEffect::not_significant: return "not_significant";
    case AnchorEffect::significant_worsening: return "significant_worsening";
  }
  return "unknown";
}

/// An interval that holds 0 says nothing of importance, wherever its estimate lies.
///
///   improvement  estimate and interval in the better direction
///   important    minimal important difference in points, above 0
constexpr AnchorEffect anchor_effect(double improvement, const ConfidenceInterval& interval, double important) {
  if (interval.high < 0.0) return AnchorEffect::significant_worsening;
  if (interval.low <= 0.0) return AnchorEffect::not_significant;
  if (interval.low > important) return AnchorEffect::large_effect;
  if (improvement >= important) return AnchorEffect::probable_effect;
  if (interval.high >= important) return AnchorEffect::not_significantly_less;
  return AnchorEffect::significant_not_important;
}

struct AnchoredChange {
  MeanChange change;
  AnchorEffect effect = AnchorEffect::not_significant;
};

/// The mean change of one group against the minimal important difference.
///
///   important  in points, above 0
///   errors     those of mean_change(); bad_argument: `important` is not above 0
///   source     Claus, Wager & Bonnet 2024, J Stat Softw 111(1): categories as in their clinicalsignificance, which
///              names none where higher is better and the interval holds 0
Result<AnchoredChange> anchor_within(const PairSummary& pairs, Direction direction, double important,
                                     double level = usual_confidence);

/// The difference of two groups of different persons, and Welch's t test of no difference.
struct GroupDifference {
  std::size_t n_reference = 0, n_comparison = 0;
  std::size_t missing_reference = 0, missing_comparison = 0;
  double points = 0.0;       ///< comparison - reference
  double improvement = 0.0;  ///< how much better the comparison group did
  ConfidenceInterval points_interval = {}, improvement_interval = {};
  double t = 0.0, df = 0.0, p = 1.0;
  AnchorEffect effect = AnchorEffect::not_significant;
};

/// Of scores after treatment, or of changes (post - pre): those the caller gives.
///
///   reference, comparison  NaN is missing and counted
///   errors                 bad_argument: an infinite value, `important` not above 0, the level, nobody differs from
///                          anybody; not_enough_sessions: fewer than two persons in a group
///   source                 Welch 1947, Biometrika 34:28-35; categories as in anchor_within()
Result<GroupDifference> anchor_between(std::span<const double> reference, std::span<const double> comparison,
                                       Direction direction, double important, double level = usual_confidence);

}  // namespace oncourse

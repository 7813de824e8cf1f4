// group_shares.hpp: how many of a group improved and how many are functional now, without judging anybody.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "oncourse/base/direction.hpp"
#include "oncourse/change/effect_size.hpp"
#include "oncourse/change/score_statistics.hpp"

namespace oncourse {

/// Shares of the distribution of true scores, 0..1, which is taken to be normal. They are not the shares of persons who
/// can be shown to have improved or to be functional: those are classes.
struct GroupShares {
  double improved = 0.0;             ///< true changes on the better side of 0
  std::optional<double> functional;  ///< true second scores on the better side of the line, where one is given
};

/// The group level of Hageman & Arrindell.
///
///   pairs        of the group
///   reliability  of the differences and second scores of everybody, see reliability_of_differences()
///   value        the cut-off between true scores, see cutoff_between_true_scores()
///   errors       bad_argument: `value` is not finite, a reliability outside (0, 1], changes or second scores that do
///                not vary
///   source       Hageman & Arrindell 1999, Behav Res Ther 37:1169-1193
Result<GroupShares> group_shares(const PairSummary& pairs, const ReliabilityOfDifferences& reliability,
                                 Direction direction, std::optional<double> value = {});

}  // namespace oncourse

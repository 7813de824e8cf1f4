// group_columns.hpp: how far groups moved between two measurements, and how they differ.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "oncourse/change/group_anchor.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

struct GroupChangeOptions {
  Direction direction = Direction::lower_is_better;
  EffectOptions effect = {};               ///< its level is that of all intervals
  std::optional<double> important = {};    ///< minimal important difference in points; none: no anchor
  std::optional<double> reliability = {};  ///< of first scores; none: no shares
  std::optional<double> true_cutoff = {};  ///< with it: see cutoff_between_true_scores(); none: no functional_share
};

/// A row per group in the order in which they appear, and one for everybody, whose group is null: the group, n,
/// missing, pre_mean, pre_sd, post_mean, post_sd, correlation, change (post - pre), change_low, change_high,
/// improvement, t, df, p, effect, effect_se, effect_low, effect_high (standardised, in the better direction), anchor,
/// improved_share, functional_share (of true scores, see group_shares()), status, detail. Where a group is too small
/// for a figure, that figure is null and the status says why.
///
///   group   text or whole numbers; nullptr: everybody only
///   errors  bad_argument: columns of different lengths or without numbers, an infinite score, a row without a group,
///           `important`, the level; those of reliability_of_differences(), which is everybody's
///   cost    a few passes
Result<Table> group_change_columns(const Column& pre, const Column& post, const Column* group = nullptr,
                                   const GroupChangeOptions& options = {});

struct GroupDifferenceOptions {
  Direction direction = Direction::lower_is_better;
  double important = 0.0;      ///< minimal important difference in points, above 0
  std::string reference = {};  ///< the group the others are compared with, as text; empty: the first to appear
  double level = usual_confidence;
};

/// A row per other group, compared with the reference by anchor_between(): the group, n, missing, n_reference,
/// missing_reference, difference (group - reference), difference_low, difference_high, improvement, t, df, p, anchor,
/// status, detail.
///
///   pre     nullptr: scores after treatment are compared; else the changes since
///   errors  as group_change_columns(); bad_argument: no such reference
Result<Table> group_difference_columns(const Column* pre, const Column& post, const Column& group,
                                       const GroupDifferenceOptions& options);

}  // namespace oncourse

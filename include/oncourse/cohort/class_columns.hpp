// class_columns.hpp: classes of many people counted, by group and against each other.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/base/normal.hpp"
#include "oncourse/change/confidence_interval.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// A row per group and class, groups in the order in which they appear and everybody last, whose group is null: the
/// group, class, count, of (persons of the group with a class), share, share_low, share_high (Wilson), without_class
/// (of the group).
///
///   classes  names of ChangeClass, as in the `class` of a table of changes; null: the person has none and is counted
///   group    text or whole numbers; nullptr: everybody only
///   errors   bad_argument: another word than a class (its row is named), columns of different lengths, a row without a
///            group, the level
Result<Table> class_summary_columns(const Column& classes, const Column* group = nullptr,
                                    double level = usual_confidence);

/// A row per class of the first rule and a column per class of the second, the persons counted: class, recovered,
/// improved, unchanged, deteriorated, harmed, without_class (of whom the second says nothing); the last row,
/// `without_class`, counts those of whom the first says nothing.
///
///   errors  as above
Result<Table> class_contingency_columns(const Column& first, const Column& second);

}  // namespace oncourse

// drift_columns.hpp: a drift check of a table of courses, and what it found as a table.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/track/drift.hpp"

namespace oncourse {

/// Courses in the order of the rows, which is that in which they ended or passed the session they are counted by.
///
///   flagged  1 or 0
///   reached  1 or 0, missing while the course is open; nullptr: all are open
///   errors   bad_argument: columns of different lengths or without numbers, a course of which nobody knows whether it
///            was flagged, another number than 0 or 1 (the row is named, from 1)
Result<std::vector<FlaggedCourse>> flagged_courses(const Column& flagged, const Column* reached);

/// A row per group: group, courses, flagged, rate, low, high, expected, expected_low, expected_high, and toward more
/// and fewer flags e, greatest, p, found_at (`more_e`, ...). Null is the rate of nobody and what was not found.
Table drift_columns(const DriftResult& result);

}  // namespace oncourse

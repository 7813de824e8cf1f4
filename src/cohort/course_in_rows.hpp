// course_in_rows.hpp: what keeps rows from being a course.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "oncourse/base/error.hpp"
#include "oncourse/cohort/track_columns.hpp"

namespace oncourse {

/// Nothing says when the rows were.
inline std::optional<Error> trouble_in_when(const TrackColumns& columns) {
  if (columns.session || columns.date || columns.day) return std::nullopt;
  return Error{Errc::bad_argument, "neither sessions nor dates nor days"};
}

/// The refusal of a course whose first score is refused: to count from the next one would be to judge another course.
///
///   refused  the score
///   row      how its refusal begins; empty where that is of the row itself
inline Error baseline_not_known(const Error& refused, const std::string& row = {}) {
  return {refused.code, row + refused.detail + "; no score is before it, so that the baseline is not known"};
}

}  // namespace oncourse

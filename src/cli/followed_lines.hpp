// followed_lines.hpp: lines of CSV with what was found of courses that were followed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "chunked_files.hpp"
#include "day_rows.hpp"
#include "oncourse/cohort/follow_columns.hpp"

namespace oncourse::cli {

/// The columns after the row's line, given the table of verdicts: person; per session the session and at the end
/// detail.
std::string followed_header(const TrackNames& names, const Table& verdicts, bool per_person);

/// A line per row, or per person where their first row stands; a row in trouble is told of with its reason in both
/// cases. It counts persons, scores by verdict (or persons) and rows of other instruments.
///
///   found   of the rows of `parts`, one part after the other
///   return  false: the run has failed
bool give_followed(const std::vector<DayPart>& parts, const Followed& found, bool per_person, const GiveRows& give);

}  // namespace oncourse::cli

// course_scores.hpp: one course as a table, for everything that is asked of many.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/cohort/table.hpp"
#include "oncourse/course/course.hpp"

namespace oncourse {

/// A row per session: session (its number), day, total (null where the instrument was not completed).
///
///   errors  bad_argument: the instrument has no total
Result<Table> course_scores(const Course& course, const Instrument& q);

}  // namespace oncourse

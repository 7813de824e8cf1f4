// assess.hpp: is this course on course? A verdict at every session, with its basis.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/course/course.hpp"
#include "oncourse/track/assessment.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// Judges the course by one instrument.
///
///   model   nullptr: scores are read, every verdict is undetermined
///   errors  not_enough_sessions: the instrument was never completed; bad_argument: the model is for another
///           instrument, a level or alpha outside (0, 1); not_available: a covariate of the model is not recorded
///   cost    O(sessions) posterior updates, then O(points of the scale) for the turning score
Result<Assessment> assess(const Course& course, const Instrument& instrument, const ResponseModel* model,
                          const AssessOptions& options = {});

}  // namespace oncourse

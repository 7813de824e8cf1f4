// response_chart.hpp: the expected response drawn: a line per intake score in its band.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "oncourse/report/score_axis.hpp"
#include "oncourse/track/expected_response.hpp"

namespace oncourse {

/// Times across, scores upwards. Each line is what is expected from one intake score, whose mark stands at time 0; it
/// is told from the others by its dashes and its label, not by colour, and shaded around it is its pointwise band. What
/// leaves the axis is not drawn there, which the description then says.
///
///   axis    the instrument's, or the scores that matter
///   errors  bad_argument: an axis that does not ascend, an intake score outside it (its place named), times too far
///           apart to be drawn, more than six lines, which nobody could tell apart in print
Result<std::string> expected_response_svg(const ExpectedResponse& response, const ScoreAxis& axis);

}  // namespace oncourse

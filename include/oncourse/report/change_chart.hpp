// change_chart.hpp: change drawn: pairs of scores against the band of no change, and a course with its sudden gains.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "oncourse/change/change_rule.hpp"
#include "oncourse/change/sudden_gain.hpp"
#include "oncourse/report/score_axis.hpp"

namespace oncourse {

/// First scores across, second scores upwards; between two lines lie the second scores that are no change, and dotted
/// lines are those of the clinical range. Every distinct pair is one mark, whose area grows with the persons on it and
/// whose shape tells the class. Pairs without a class are counted below, not drawn.
///
///   pre, post  of the same length; NaN where missing
///   errors     bad_argument: lengths, an axis that does not ascend, a pair outside it (its place named), more than
///              10,000 distinct pairs, which no reader could tell apart
Result<std::string> change_svg(const ChangeRule& rule, std::span<const double> pre, std::span<const double> post,
                               const ScoreAxis& axis);

/// One person's scores by session, every gain (or loss) marked with its magnitude and whether it was reversed.
///
///   scores         one per planned session; NaN where missed: the line is broken there
///   first_session  number of the first of them
///   errors         bad_argument: no session, an axis that does not ascend, a score outside it
Result<std::string> sudden_gain_svg(std::span<const double> scores, int first_session,
                                    std::span<const SuddenGain> gains, const ScoreAxis& axis);

}  // namespace oncourse

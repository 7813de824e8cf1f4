// baseline.hpp: courses of which nobody knows where they began.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/base/error.hpp"

namespace oncourse {

/// The refusal of a course whose first score is refused: to count from the next one would be to judge another course.
///
///   refused  the score
inline Error baseline_not_known(const Error& refused) {
  return {refused.code, refused.detail + "; no score is before it, so that the baseline is not known"};
}

}  // namespace oncourse

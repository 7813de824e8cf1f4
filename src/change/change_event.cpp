// change_event.cpp: what no run of scores can be asked.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/change_event.hpp"

#include <cmath>

#include "oncourse/base/number.hpp"

namespace oncourse {

std::optional<Error> trouble_in(const Persistence& persistence) {
  if (persistence.scores < 1) return Error{Errc::bad_argument, "0 consecutive scores, it must be 1 or more"};
  if (!(persistence.duration >= 0.0) || !std::isfinite(persistence.duration))
    return Error{Errc::bad_argument, "duration " + text(persistence.duration) + ", it must be 0 or more"};
  return std::nullopt;
}

}  // namespace oncourse

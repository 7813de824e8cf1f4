// session_window.hpp: a person's scores around one session.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

/// Scores of sessions `session - before` .. `session + after`, absent where missed or outside the series: with 2 and 3
/// what SuddenGain::around is, for a person without a gain who is matched to one with a gain at this session.
///
///   before, after  0..1000
///   errors         bad_argument: before or after outside their range, a score that is infinite
inline Result<std::vector<std::optional<double>>> session_window(std::span<const double> scores, int session,
                                                                 int before = 2, int after = 3, int first_session = 1) {
  for (const int side : {before, after})
    if (side < 0 || side > 1000)
      return Error{Errc::bad_argument, "sessions of a window " + text(side) + ", 0 to 1000 are possible"};
  std::vector<std::optional<double>> out;
  out.reserve(static_cast<std::size_t>(before) + static_cast<std::size_t>(after) + 1);
  const long long at_session = static_cast<long long>(session) - first_session;
  for (long long at = at_session - before; at <= at_session + after; ++at) {
    const bool inside = at >= 0 && at < static_cast<long long>(scores.size());
    const std::optional<double> score = inside ? std::optional(scores[static_cast<std::size_t>(at)]) : std::nullopt;
    if (score && std::isinf(*score)) return Error{Errc::bad_argument, "a score is not a finite number"};
    out.push_back(score && std::isnan(*score) ? std::nullopt : score);
  }
  return out;
}

}  // namespace oncourse

// accepted_scores.hpp: a panel's scores beside the scale that they are of.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "oncourse/growth/panel.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

/// The rows' lengths agree: trouble_in() looks at them again, with all that only a fit can know.
inline std::optional<Error> trouble_in_scores(const growth::Panel& panel, const Instrument& q) {
  for (std::size_t row = 0; row < panel.rows(); ++row)
    if (const auto total = accept_total(q, panel.score[row]); !total)
      return Error{total.error().code, "row " + text(row + 1) + ": " + total.error().detail};
  return std::nullopt;
}

}  // namespace oncourse

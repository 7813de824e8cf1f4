// accepted_scores.hpp: a panel's scores, and a model's scale, beside the scale that they are of.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "oncourse/growth/panel.hpp"
#include "oncourse/growth/transformation.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

/// The rows' lengths agree: trouble_in() looks at them again, with all that only a fit can know.
inline std::optional<Error> trouble_in_scores(const growth::Panel& panel, const Instrument& q) {
  for (std::size_t row = 0; row < panel.rows(); ++row)
    if (const auto total = accept_total(q, panel.score[row]); !total)
      return Error{total.error().code, "row " + text(row + 1) + ": " + total.error().detail};
  return std::nullopt;
}

/// A bound that differs from the instrument's.
inline std::optional<Error> trouble_in_range(const growth::Transformation& h, const Instrument& q) {
  if (h.scale == growth::Scale::points || (h.lowest == q.total_min && h.highest == q.total_max)) return std::nullopt;
  return Error{Errc::bad_argument, "the transformation's range is " + text(h.lowest) + ".." + text(h.highest) + ", " +
                                       std::string(q.id) + " has " + text(q.total_min) + ".." + text(q.total_max)};
}

}  // namespace oncourse

// panel.hpp: persons x sessions as columns, owned by the caller.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse::growth {

/// One row per score; the rows of a person stand together. Nothing is copied.
struct Panel {
  std::span<const std::size_t> offsets;  ///< persons + 1 entries: rows of person i are [offsets[i], offsets[i + 1])
  std::span<const double> time;          ///< in any unit, at least 0 for the log1p basis
  std::span<const double> score;
  std::span<const std::span<const double>> covariates = {};  ///< one column of the same length each

  [[nodiscard]] std::size_t persons() const { return offsets.empty() ? 0 : offsets.size() - 1; }
  [[nodiscard]] std::size_t rows() const { return score.size(); }
};

/// Columns of unequal lengths, or offsets that do not cover them.
std::optional<Error> trouble_in_shape(const Panel& panel, std::size_t covariates);

/// What makes a panel unusable, checked once at the door: its shape, and numbers that are not finite.
///
///   least_time  the smallest time allowed
std::optional<Error> trouble_in(const Panel& panel, std::size_t covariates, double least_time);

struct Design;

/// A row that a model of this design cannot take, found after trouble_in() the panel: a score outside the
/// transformation's range and, with correlated residuals, a time before that of the row before, or the same one without
/// noise. Whoever asks names the place.
struct RefusedRow {
  std::size_t row = 0;
  Error why;  ///< " has score 28, the log scale is for 0..27"
};
std::optional<RefusedRow> refused_row(const Panel& panel, const Design& design);

/// All that rows must be for a model of this design to be fitted to them, or to learn a person from them.
std::optional<Error> trouble_in(const Panel& panel, const Design& design);

/// A person's rows follow each other in time, which not every fit asks for.
inline std::optional<Error> trouble_in_order(const Panel& panel) {
  for (std::size_t i = 0; i < panel.persons(); ++i)
    for (std::size_t row = panel.offsets[i] + 1; row < panel.offsets[i + 1]; ++row)
      if (panel.time[row] < panel.time[row - 1])
        return Error{Errc::bad_argument, "row " + text(row + 1) + " has time " + text(panel.time[row]) +
                                             ", the row before it of the same person " + text(panel.time[row - 1])};
  return std::nullopt;
}

}  // namespace oncourse::growth

// panel.hpp: persons x sessions as columns, owned by the caller.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
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

/// What makes a panel unusable, checked once at the door: lengths, order, and numbers that are not finite.
///
///   least_time  the smallest time allowed
inline std::optional<Error> trouble_in(const Panel& panel, std::size_t covariates, double least_time) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (panel.time.size() != panel.rows())
    return bad(text(panel.time.size()) + " times for " + text(panel.rows()) + " scores");
  if (panel.covariates.size() != covariates)
    return bad(text(panel.covariates.size()) + " covariate columns given, the design has " + text(covariates));
  for (const auto& column : panel.covariates)
    if (column.size() != panel.rows())
      return bad("a covariate column has " + text(column.size()) + " rows, the scores " + text(panel.rows()));
  if (panel.offsets.empty() || panel.offsets.front() != 0 || panel.offsets.back() != panel.rows())
    return bad("offsets do not cover the rows");
  for (std::size_t i = 1; i < panel.offsets.size(); ++i)
    if (panel.offsets[i] < panel.offsets[i - 1]) return bad("offsets run backwards at person " + text(i));
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    bool finite = std::isfinite(panel.time[row]) && std::isfinite(panel.score[row]);
    for (const auto& column : panel.covariates) finite = finite && std::isfinite(column[row]);
    if (!finite) return bad("row " + text(row + 1) + " holds a value that is not a finite number");
    if (panel.time[row] < least_time)
      return bad("row " + text(row + 1) + " has time " + text(panel.time[row]) + ", the least is " + text(least_time));
  }
  return std::nullopt;
}

/// A person's rows follow each other in time, which a fit need not ask for.
inline std::optional<Error> trouble_in_order(const Panel& panel) {
  for (std::size_t i = 0; i < panel.persons(); ++i)
    for (std::size_t row = panel.offsets[i] + 1; row < panel.offsets[i + 1]; ++row)
      if (panel.time[row] < panel.time[row - 1])
        return Error{Errc::bad_argument, "row " + text(row + 1) + " has time " + text(panel.time[row]) +
                                             ", the row before it of the same person " + text(panel.time[row - 1])};
  return std::nullopt;
}

}  // namespace oncourse::growth

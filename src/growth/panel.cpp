// panel.cpp: the door of every fit.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/panel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "oncourse/growth/design.hpp"

namespace oncourse::growth {

std::optional<Error> trouble_in(const Panel& panel, std::size_t covariates, double least_time) {
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
  const auto out_of_domain = [](std::span<const double> column, double least) {
    const auto sound = [&](std::size_t row) { return column[row] - column[row] == 0.0 && column[row] >= least; };
    constexpr std::size_t step = 8;  // without a branch for each: infinity less itself is no number, which is not 0
    std::size_t row = 0;
    for (bool all = true; row + step <= column.size(); row += step) {
      for (std::size_t i = row; i < row + step; ++i) all &= sound(i);
      if (!all) break;
    }
    while (row < column.size() && sound(row)) ++row;
    return row;
  };
  const double any = std::numeric_limits<double>::lowest();
  std::size_t row = std::min(out_of_domain(panel.time, least_time), out_of_domain(panel.score, any));
  for (const auto& column : panel.covariates) row = std::min(row, out_of_domain(column, any));
  if (row == panel.rows()) return std::nullopt;
  if (std::isfinite(panel.time[row]) && panel.time[row] < least_time)
    return bad("row " + text(row + 1) + " has time " + text(panel.time[row]) + ", the least is " + text(least_time));
  return bad("row " + text(row + 1) + " holds a value that is not a finite number");
}

std::optional<RefusedRow> refused_row(const Panel& panel, const Design& design) {
  const Transformation& h = design.transformation;
  if (h.scale != Scale::points)
    for (std::size_t row = 0; row < panel.rows(); ++row)
      if (!h.takes(panel.score[row]))
        return RefusedRow{row,
                          {Errc::response_range, " has score " + text(panel.score[row]) + ", the " +
                                                     std::string(name(h.scale)) + " scale is for " + h.range()}};
  if (design.residuals == ResidualCorrelation::independent) return std::nullopt;
  const bool noise = design.residuals == ResidualCorrelation::autoregressive_with_noise;
  for (std::size_t i = 0; i < panel.persons(); ++i)
    for (std::size_t row = panel.offsets[i] + 1; row < panel.offsets[i + 1]; ++row) {
      const double now = panel.time[row], before = panel.time[row - 1];
      if (now > before || (noise && now == before)) continue;
      return RefusedRow{
          row,
          {Errc::bad_argument,
           now == before ? " has the time of the row before it, " + text(now) +
                               ": without noise a person's residual has one value at a time"
                         : " has time " + text(now) + ", the row before it of the same person " + text(before)}};
    }
  return std::nullopt;
}

std::optional<Error> trouble_in(const Panel& panel, const Design& design) {
  if (auto trouble = trouble_in(panel, design.covariates.size(), least_time(design.time_basis))) return trouble;
  if (const auto refused = refused_row(panel, design))
    return Error{refused->why.code, "row " + text(refused->row + 1) + refused->why.detail};
  return std::nullopt;
}

}  // namespace oncourse::growth

// panel.cpp: the door of every fit.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/panel.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "oncourse/growth/design.hpp"

namespace oncourse::growth {

namespace {

/// The first row with a number that is not finite, or below the least; as many as there are where there is none.
std::size_t first_out_of_domain(std::span<const double> column, double least) {
  constexpr std::size_t step = 512;
  for (std::size_t first = 0; first < column.size(); first += step) {
    const std::size_t last = std::min(first + step, column.size());
    std::uint64_t unsound = 0;  // without a branch for each: infinity less itself is no number, which is not 0
    for (std::size_t row = first; row < last; ++row)
      unsound |= std::bit_cast<std::uint64_t>(column[row] - column[row]) |
                 (std::bit_cast<std::uint64_t>(column[row] - least) >> 63);
    if (unsound == 0) continue;
    for (std::size_t row = first; row < last; ++row)
      if (!(std::isfinite(column[row]) && column[row] >= least)) return row;
  }
  return column.size();
}

}  // namespace

std::optional<Error> trouble_in_shape(const Panel& panel, std::size_t covariates) {
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
  return std::nullopt;
}

std::optional<Error> trouble_in(const Panel& panel, std::size_t covariates, double least_time) {
  if (auto trouble = trouble_in_shape(panel, covariates)) return trouble;
  const double any = std::numeric_limits<double>::lowest();
  std::size_t row = std::min(first_out_of_domain(panel.time, least_time), first_out_of_domain(panel.score, any));
  for (const auto& column : panel.covariates) row = std::min(row, first_out_of_domain(column, any));
  if (row == panel.rows()) return std::nullopt;
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
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

// time_functions.hpp: g(t) and the bend of many rows at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/full_width.hpp"
#include "oncourse/growth/design.hpp"

namespace oncourse::growth {

/// The columns of time of a design, row by row the numbers of Design::time_row().
class TimeFunctions {
 public:
  explicit TimeFunctions(const Design& design)
      : kind_(design.time_basis), curve_(design.curve), knot_(basis(design.time_basis, design.knot)) {}

  /// Until it is called again, column(k) has those of these times.
  void evaluate(std::span<const double> time) {
    const std::size_t n = time.size();
    for (std::vector<double>& column : columns_)
      if (column.size() < n) column.resize(n);
    double *const g = columns_[0].data(), *const bend = columns_[1].data();
    if (kind_ == TimeBasis::linear)
      std::copy(time.begin(), time.end(), g);
    else if (!from_table(time, g))
      at_full_width([t = time.data(), g, n] {
        for (std::size_t i = 0; i < n; ++i) g[i] = log1p(t[i]);
      });
    if (curve_ == Curve::quadratic)
      for (std::size_t i = 0; i < n; ++i) bend[i] = g[i] * g[i];
    if (curve_ == Curve::piecewise)
      for (std::size_t i = 0; i < n; ++i) bend[i] = std::fmax(g[i] - knot_, 0.0);
  }

  /// g(t), then the bend where there is one.
  [[nodiscard]] const double* column(std::size_t k) const { return columns_[k].data(); }

 private:
  /// Where all times are whole, as session numbers are.
  bool from_table(std::span<const double> time, double* out) const {
    const double* const t = time.data();
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    constexpr auto beyond = std::bit_cast<std::uint64_t>(static_cast<double>(table_size));
    constexpr double whole_only = 0x1.8p52;  // a double has no room for a fraction beside it
    for (std::size_t first = 0; first < time.size(); first += 256) {
      const std::size_t last = std::min(first + 256, time.size());
      std::uint64_t within = sign, fractions = 0;
      for (std::size_t i = first; i < last; ++i) {
        const auto bits = std::bit_cast<std::uint64_t>(t[i]);
        within &= ~bits & (bits - beyond);  // at least 0, and less than the table's size
        fractions |= std::bit_cast<std::uint64_t>(((t[i] + whole_only) - whole_only) - t[i]);
      }
      if (within == 0 || fractions != 0) return false;
      for (std::size_t i = first; i < last; ++i) out[i] = whole[static_cast<std::size_t>(static_cast<int>(t[i]))];
    }
    return true;
  }

  static constexpr std::size_t table_size = 64;
  /// ln(1 + t) of 0, 1, ...
  static constexpr auto whole = [] {
    std::array<double, table_size> out{};
    for (std::size_t t = 0; t < table_size; ++t) out[t] = log1p(static_cast<double>(t));
    return out;
  }();
  TimeBasis kind_;
  Curve curve_;
  double knot_;
  std::array<std::vector<double>, 2> columns_;
};

}  // namespace oncourse::growth

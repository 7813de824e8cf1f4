// time_functions.hpp: g(t) and the bend of many rows at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "base/full_width.hpp"
#include "oncourse/growth/design.hpp"

namespace oncourse::growth {

/// The columns of time of a design, row by row the numbers of Design::time_row().
class TimeFunctions {
 public:
  explicit TimeFunctions(const Design& design)
      : kind_(design.time_basis), curve_(design.curve), knot_(basis(design.time_basis, design.knot)) {
    for (std::size_t t = 0; t < whole_.size(); ++t) whole_[t] = basis(kind_, static_cast<double>(t));
  }

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
    constexpr auto size = static_cast<double>(table_size);
    const double* const t = time.data();
    bool whole = true;
    for (std::size_t first = 0; whole && first < time.size(); first += 256) {
      const std::size_t last = std::min(first + 256, time.size());
      int others = 0;
      for (std::size_t i = first; i < last; ++i) {
        const double within = t[i] >= 0.0 && t[i] < size ? t[i] : 0.5;
        others |= static_cast<double>(static_cast<int>(within)) != within;
      }
      whole = others == 0;
      if (whole)
        for (std::size_t i = first; i < last; ++i) out[i] = whole_[static_cast<std::size_t>(t[i])];
    }
    return whole;
  }

  static constexpr std::size_t table_size = 64;
  TimeBasis kind_;
  Curve curve_;
  double knot_;
  std::array<double, table_size> whole_{};  ///< g(0), g(1), ...
  std::array<std::vector<double>, 2> columns_;
};

}  // namespace oncourse::growth

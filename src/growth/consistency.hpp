// consistency.hpp: whether numbers can be the cross-products of anybody's rows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "oncourse/growth/cross_products.hpp"

namespace oncourse::growth {

/// Up to here every whole number is a double: persons are counted in one.
inline constexpr std::int64_t most_counted = std::int64_t{1} << 53;

/// To within rounding, that of 1e-8 of a correlation.
///
///   triangle  the lower one of n x n, row by row, finite; left as the factor
///   cost      O(n^3)
bool is_positive_semidefinite(double* triangle, std::size_t n);

/// Looks at records that are read from elsewhere, one after another.
class Consistency {
 public:
  ///   data  kept; its records are not looked at, its total and counts in trouble_at_end()
  explicit Consistency(const CrossProducts& data);

  /// What makes a record impossible: a number that is not finite, persons or rows that are no whole number, Z'Z or the
  /// sums of Z'y that are not positive semidefinite.
  [[nodiscard]] std::optional<std::string> trouble_in(const double* record);
  /// What the total and the counts have against all records.
  [[nodiscard]] std::optional<std::string> trouble_at_end();

 private:
  const CrossProducts& data_;
  std::size_t q_, p_;
  double persons_ = 0.0, rows_ = 0.0;
  std::vector<double> of_level_;  ///< the sum of 1'X and 1'y over all records
  std::vector<double> work_;
};

}  // namespace oncourse::growth

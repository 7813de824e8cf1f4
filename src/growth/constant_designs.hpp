// constant_designs.hpp: the designs of persons whose covariates do not change, and what their scores add up to.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "growth/compensated_sum.hpp"
#include "growth/hashed_numbers.hpp"

namespace oncourse::growth {

/// Such a design is known by the products of its functions of time, F of them: 1, g(t) [, bend], and by the values of
/// the covariates.
template <std::size_t F>
class ConstantDesigns {
 public:
  static constexpr std::size_t time_products = F * (F + 1) / 2;

  struct Entry {
    std::size_t record = 0;  ///< where it is among all records
    double persons = 0.0;
    std::array<double, time_products> products{};  ///< the lower triangle, row by row, of its functions of time
    /// Of the functions times y, then the lower triangle of the products of those of each person, then y'y; each with
    /// what rounding takes from it.
    std::array<double, F + time_products + 1> sums{}, rests{};
  };

  /// No design yet, and room for so many.
  void clear(std::size_t most) {
    entries_.clear();
    entries_.reserve(most);
    values_.clear();
    numbers_.clear();
    numbers_.reserve(most, [](std::size_t) { return std::uint64_t{}; });
  }

  /// The entry of this design; a new one has no persons.
  Entry& entry(const std::array<double, time_products>& products, const std::vector<double>& values) {
    const std::size_t more = values.size();
    const std::uint64_t hash = hash_of(values.data(), more, hash_of(products.data(), time_products));
    const auto same = [&](std::size_t number) {
      return same_bits(entries_[number].products.data(), products.data(), time_products) &&
             same_bits(values_.data() + number * more, values.data(), more);
    };
    const std::size_t number = numbers_.find(hash, entries_.size(), same);
    if (number == entries_.size()) {
      entries_.emplace_back().products = products;
      values_.insert(values_.end(), values.begin(), values.end());
    }
    return entries_[number];
  }

  /// Adds a person's functions of time times y, and y'y.
  static void add(Entry& to, const std::array<double, F + 1>& by_y) {
    std::array<double, F + time_products + 1> terms;
    std::size_t at = 0;
    for (std::size_t i = 0; i < F; ++i) terms[at++] = by_y[i];
    for (std::size_t i = 0; i < F; ++i)
      for (std::size_t j = 0; j <= i; ++j) terms[at++] = by_y[i] * by_y[j];
    terms[at] = by_y[F];
    to.persons += 1.0;
    for (std::size_t k = 0; k < terms.size(); ++k) add_to(to.sums[k], to.rests[k], terms[k]);
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const Entry& operator[](std::size_t number) const { return entries_[number]; }
  /// The values of the covariates.
  [[nodiscard]] const double* values(std::size_t number, std::size_t covariates) const {
    return values_.data() + number * covariates;
  }

 private:
  std::vector<Entry> entries_;
  std::vector<double> values_;
  HashedNumbers numbers_;
};

}  // namespace oncourse::growth

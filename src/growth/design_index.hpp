// design_index.hpp: where the record of a design is.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "growth/hashed_numbers.hpp"
#include "oncourse/growth/cross_products.hpp"

namespace oncourse::growth {

/// Finds the record of a design by its Z'Z and Z'X, to the last bit: that of persons seen at the same times, with the
/// same covariates.
class DesignIndex {
 public:
  ///   data  kept, and changed by nobody else; the designs that it has already are found
  explicit DesignIndex(CrossProducts& data)
      : records_(data.records), record_size_(data.record_size()), key_size_(data.key_size()), count_(data.designs()) {
    reserve(0);
    for (std::size_t number = 0; number < count_; ++number)
      numbers_.find(hash_of(key(number), key_size_), number, [](std::size_t) { return false; });
  }

  /// Room for so many more designs.
  void reserve(std::size_t more) {
    const std::size_t size = (count_ + more) * record_size_;
    if (size > records_.capacity()) records_.reserve(std::max(size, 2 * records_.capacity()));
    numbers_.reserve(count_ + more, [&](std::size_t number) { return hash_of(key(number), key_size_); });
  }

  [[nodiscard]] std::size_t size() const { return count_; }

  [[nodiscard]] std::uint64_t hash(const double* record) const { return hash_of(record + 1, key_size_); }
  /// find() will be asked for a record of this hash.
  void fetch(std::uint64_t hash) const { numbers_.fetch(hash); }

  /// The number of the record with this one's key, counted from 0. Where there is none it becomes one, and its number
  /// is what size() was; there must be room.
  std::size_t find(const double* record, std::uint64_t hash) {
    const double* const sought = record + 1;
    const std::size_t number =
        numbers_.find(hash, count_, [&](std::size_t other) { return same_bits(key(other), sought, key_size_); });
    if (number == count_) {
      ++count_;
      records_.insert(records_.end(), record, record + record_size_);
    }
    return number;
  }

 private:
  [[nodiscard]] const double* key(std::size_t number) const { return records_.data() + number * record_size_ + 1; }

  std::vector<double>& records_;
  std::size_t record_size_, key_size_;
  std::size_t count_;
  HashedNumbers numbers_;
};

}  // namespace oncourse::growth

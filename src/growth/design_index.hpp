// design_index.hpp: where the record of a design is.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

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
  }

  /// Until so many more designs are added, find() asks for no memory.
  void reserve(std::size_t more) {
    const std::size_t size = (count_ + more) * record_size_;
    if (size > records_.capacity()) records_.reserve(std::max(size, 2 * records_.capacity()));
    std::size_t slots = std::max<std::size_t>(1024, slots_.size());
    while (2 * (count_ + more + 1) > slots) slots *= 2;
    if (slots != slots_.size()) spread_over(slots);
  }

  /// The number of the record with this key, counted from 0; added with sums of 0 where there is none.
  std::size_t find(const double* key) {
    if (2 * (count_ + 1) > slots_.size()) spread_over(2 * slots_.size());
    std::uint32_t& slot = slot_of(key);
    if (slot == 0) {
      slot = static_cast<std::uint32_t>(++count_);
      records_.resize(count_ * record_size_);
      std::copy_n(key, key_size_, record(slot) + 1);
    }
    return slot - 1;
  }

 private:
  double* record(std::size_t slot) { return records_.data() + (slot - 1) * record_size_; }

  /// Where the key's number is, or the empty slot where it belongs.
  std::uint32_t& slot_of(const double* key) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < key_size_; ++i) {
      hash = (hash ^ std::bit_cast<std::uint64_t>(key[i])) * 0x9E3779B97F4A7C15u;
      hash ^= hash >> 29;
    }
    for (;; ++hash) {
      std::uint32_t& slot = slots_[hash & (slots_.size() - 1)];
      if (slot == 0 || std::memcmp(record(slot) + 1, key, key_size_ * sizeof(double)) == 0) return slot;
    }
  }

  void spread_over(std::size_t slots) {
    std::vector<std::uint32_t> empty(slots, 0);
    slots_.swap(empty);
    for (std::uint32_t number = 1; number <= count_; ++number) slot_of(record(number) + 1) = number;
  }

  std::vector<double>& records_;
  std::size_t record_size_, key_size_;
  std::size_t count_;
  std::vector<std::uint32_t> slots_;  ///< a power of two of them: 0, or the record's place, counted from 1
};

}  // namespace oncourse::growth

// hashed_numbers.hpp: which of many things is this one?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace oncourse::growth {

/// Of numbers' bits; in chains that do not wait for each other.
inline std::uint64_t hash_of(const double* numbers, std::size_t size, std::uint64_t before = 0) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio
  const auto mix = [](std::uint64_t hash) { return (hash ^ (hash >> 29)) * odd; };
  std::array<std::uint64_t, 4> chains{before};
  for (std::size_t i = 0; i < size; ++i) chains[i % 4] = mix(chains[i % 4] ^ std::bit_cast<std::uint64_t>(numbers[i]));
  return mix(mix(chains[0] + std::rotl(chains[1], 16) + std::rotl(chains[2], 32) + std::rotl(chains[3], 48)));
}

inline bool same_bits(const double* a, const double* b, std::size_t size) {
  std::uint64_t differences = 0;
  for (std::size_t i = 0; i < size; ++i)
    differences |= std::bit_cast<std::uint64_t>(a[i]) ^ std::bit_cast<std::uint64_t>(b[i]);
  return differences == 0;
}

/// Finds the numbers that things were given, 0, 1, 2, ..., by their hashes. The things are kept elsewhere.
class HashedNumbers {
 public:
  void clear() { std::fill(slots_.begin(), slots_.end(), Slot{}); }

  /// Room for so many in all.
  ///
  ///   hash_of_number  the hash of a thing that is there already
  template <class HashOfNumber>
  void reserve(std::size_t most, const HashOfNumber& hash_of_number) {
    std::size_t size = std::max<std::size_t>(16, slots_.size());
    while (2 * (most + 1) > size) size *= 2;
    if (size == slots_.size()) return;
    std::vector<Slot> old(size);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.number_from_1 != 0) free_slot(hash_of_number(slot.number_from_1 - 1)) = slot;
  }

  /// Has the memory fetched that find() of this hash will look at, which takes a hundred nanoseconds where there are
  /// many.
  void fetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)], 1); }

  /// The number of the thing with this hash, or `next`, which is its number from now on. There must be room.
  ///
  ///   same  whether the thing of a number is the one that is looked for
  template <class Same>
  std::size_t find(std::uint64_t hash, std::size_t next, const Same& same) {
    for (std::uint64_t at = hash;; ++at) {
      Slot& slot = slots_[at & (slots_.size() - 1)];
      if (slot.number_from_1 == 0) {
        slot = {static_cast<std::uint32_t>(next + 1), high(hash)};
        return next;
      }
      if (slot.high == high(hash) && same(slot.number_from_1 - 1)) return slot.number_from_1 - 1;
    }
  }

 private:
  struct Slot {
    std::uint32_t number_from_1 = 0;  ///< 0: free
    std::uint32_t high = 0;           ///< half of the hash: others are told apart without a look at them
  };
  static std::uint32_t high(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

  Slot& free_slot(std::uint64_t hash) {
    for (std::uint64_t at = hash;; ++at)
      if (Slot& slot = slots_[at & (slots_.size() - 1)]; slot.number_from_1 == 0) return slot;
  }

  std::vector<Slot> slots_;  ///< a power of two of them
};

}  // namespace oncourse::growth

// item_set.hpp: some of a form's items.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <stdexcept>

namespace oncourse {

/// Items of a form, numbered from 1 as printed, in ascending order. A value of two machine words.
class ItemSet {
 public:
  static constexpr int most = 128;  ///< items on a form

  constexpr ItemSet() = default;
  /// An item outside 1..most, or one named twice, does not compile in a constant.
  constexpr ItemSet(std::initializer_list<int> items) {
    for (const int item : items) {
      if (item < 1 || item > most || contains(item))
        throw std::out_of_range("an item is not on a form, or named twice");
      insert(item);
    }
  }
  /// first, first + 1, ..., last.
  static constexpr ItemSet range(int first, int last) {
    ItemSet out;
    out.words_ = {below(last) & ~below(first - 1), below(last - 64) & ~below(first - 65)};
    return out;
  }

  [[nodiscard]] constexpr bool contains(int item) const {
    return item >= 1 && item <= most && ((words_[word(item)] >> bit(item)) & 1U) != 0;
  }
  [[nodiscard]] constexpr bool empty() const { return (words_[0] | words_[1]) == 0; }
  [[nodiscard]] constexpr int size() const { return ones(words_[0]) + (words_[1] == 0 ? 0 : ones(words_[1])); }
  /// The lowest; of no items, 0.
  [[nodiscard]] constexpr int front() const { return empty() ? 0 : *begin(); }
  [[nodiscard]] constexpr bool contains_all(ItemSet other) const { return (other - *this).empty(); }
  ///   item  in 1..most
  constexpr void insert(int item) { words_[word(item)] |= std::uint64_t{1} << bit(item); }

  friend constexpr bool operator==(const ItemSet&, const ItemSet&) = default;
  friend constexpr ItemSet operator|(ItemSet a, ItemSet b) {
    for (std::size_t i = 0; i < 2; ++i) a.words_[i] |= b.words_[i];
    return a;
  }
  friend constexpr ItemSet operator&(ItemSet a, ItemSet b) {
    for (std::size_t i = 0; i < 2; ++i) a.words_[i] &= b.words_[i];
    return a;
  }
  friend constexpr ItemSet operator-(ItemSet a, ItemSet b) {
    for (std::size_t i = 0; i < 2; ++i) a.words_[i] &= ~b.words_[i];
    return a;
  }

  /// The same as a loop over the items, and faster.
  template <class Do>
  constexpr void for_each(Do&& act) const {
    for (std::size_t i = 0; i < 2; ++i)
      for (std::uint64_t left = words_[i]; left != 0; left &= left - 1)
        act(static_cast<int>(64 * i) + std::countr_zero(left) + 1);
  }

  class Iterator {
   public:
    using value_type = int;
    using difference_type = std::ptrdiff_t;
    constexpr Iterator() = default;
    constexpr explicit Iterator(std::array<std::uint64_t, 2> left) : left_(left) {}
    constexpr int operator*() const {
      return left_[0] != 0 ? std::countr_zero(left_[0]) + 1 : std::countr_zero(left_[1]) + 65;
    }
    constexpr Iterator& operator++() {
      std::uint64_t& word = left_[0] != 0 ? left_[0] : left_[1];
      word &= word - 1;
      return *this;
    }
    constexpr Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    constexpr bool operator==(const Iterator&) const = default;

   private:
    std::array<std::uint64_t, 2> left_ = {};
  };
  [[nodiscard]] constexpr Iterator begin() const { return Iterator(words_); }
  [[nodiscard]] static constexpr Iterator end() { return {}; }

 private:
  /// std::popcount is a call where the processor is not known to count.
  static constexpr int ones(std::uint64_t word) {
    word -= (word >> 1U) & 0x5555555555555555U;
    word = (word & 0x3333333333333333U) + ((word >> 2U) & 0x3333333333333333U);
    word = (word + (word >> 4U)) & 0x0f0f0f0f0f0f0f0fU;
    return static_cast<int>((word * 0x0101010101010101U) >> 56U);
  }
  /// The lowest `n` bits.
  static constexpr std::uint64_t below(int n) {
    return n <= 0 ? 0 : n >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << static_cast<unsigned>(n)) - 1;
  }
  static constexpr std::size_t word(int item) { return static_cast<std::size_t>(item - 1) / 64; }
  static constexpr unsigned bit(int item) { return static_cast<unsigned>(item - 1) % 64; }

  std::array<std::uint64_t, 2> words_ = {};
};

}  // namespace oncourse

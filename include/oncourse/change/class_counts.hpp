// class_counts.hpp: how many of a group changed in which way.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "oncourse/change/change_class.hpp"
#include "oncourse/change/proportion.hpp"

namespace oncourse {

/// Counts of several groups add.
struct ClassCounts {
  std::array<std::size_t, change_classes.size()> counts{};
  std::size_t without_class = 0;  ///< a score was missing, or the rule could not tell

  void add(const std::optional<ChangeClass>& change) {
    if (change)
      ++counts[static_cast<std::size_t>(*change)];
    else
      ++without_class;
  }
  [[nodiscard]] std::size_t of(ChangeClass change) const { return counts[static_cast<std::size_t>(change)]; }
  /// Persons with a class.
  [[nodiscard]] std::size_t classified() const {
    std::size_t sum = 0;
    for (const std::size_t count : counts) sum += count;
    return sum;
  }
  /// Of those with a class.
  [[nodiscard]] Proportion share(ChangeClass change) const {
    return {static_cast<double>(of(change)), static_cast<double>(classified())};
  }
  ClassCounts& operator+=(const ClassCounts& other) {
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
    without_class += other.without_class;
    return *this;
  }
};

}  // namespace oncourse

// items.hpp: random answers to the items of a scale.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <vector>

namespace oncourse::support {

using Items = std::vector<std::vector<double>>;  ///< one vector per item, a number per person

inline std::vector<std::span<const double>> views(const Items& items) { return {items.begin(), items.end()}; }

/// Answers 0..3 of persons who differ in one thing, which the items measure more or less well; some blanks.
inline Items any_items(std::mt19937_64& random, std::size_t persons, std::size_t items, double blanks = 0.0) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> loading(0.4, 1.2), ease(0.5, 2.0);
  std::bernoulli_distribution blank(blanks);
  std::vector<double> level(persons);
  for (double& one : level) one = normal(random);
  Items out(items, std::vector<double>(persons));
  for (auto& item : out) {
    const double by = loading(random), around = ease(random);
    for (std::size_t i = 0; i < persons; ++i) {
      const double answer = std::clamp(std::round(around + by * level[i] + 0.7 * normal(random)), 0.0, 3.0);
      item[i] = blank(random) ? std::numeric_limits<double>::quiet_NaN() : answer;
    }
  }
  return out;
}

template <class Change>
Items with(Items items, Change change) {
  for (auto& item : items)
    for (double& answer : item) answer = change(answer);
  return items;
}

/// The same persons in another order.
inline Items shuffled(const Items& items, std::mt19937_64& random) {
  std::vector<std::size_t> order(items[0].size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  Items out = items;
  for (std::size_t item = 0; item < items.size(); ++item)
    for (std::size_t i = 0; i < order.size(); ++i) out[item][i] = items[item][order[i]];
  return out;
}

}  // namespace oncourse::support

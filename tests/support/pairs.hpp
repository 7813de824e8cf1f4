// pairs.hpp: random scores before and after treatment, and what the laws do to them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

namespace oncourse::support {

struct Pairs {
  std::vector<double> pre, post;

  template <class Change>
  [[nodiscard]] Pairs with(Change change) const {
    Pairs out = *this;
    for (double& value : out.pre) value = change(value);
    for (double& value : out.post) value = change(value);
    return out;
  }
  [[nodiscard]] Pairs shuffled(std::mt19937_64& random) const {
    std::vector<std::size_t> order(pre.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    Pairs out;
    for (const std::size_t i : order) {
      out.pre.push_back(pre[i]);
      out.post.push_back(post[i]);
    }
    return out;
  }
};

/// Scores of 0..48 or so in quarters, which a computer holds exactly; `drop` is the mean improvement.
inline Pairs any_pairs(std::mt19937_64& random, std::size_t n, double drop, double missing = 0.0) {
  std::normal_distribution<double> normal;
  std::bernoulli_distribution blank(missing);
  const auto quarter = [](double value) { return std::round(4.0 * value) / 4.0; };
  Pairs out;
  for (std::size_t i = 0; i < n; ++i) {
    const double level = 24.0 + 6.0 * normal(random);
    const double before = quarter(level + 2.0 * normal(random));
    const double after = quarter(level - drop + 4.0 * normal(random));
    out.pre.push_back(blank(random) ? std::numeric_limits<double>::quiet_NaN() : before);
    out.post.push_back(blank(random) ? std::numeric_limits<double>::quiet_NaN() : after);
  }
  return out;
}

}  // namespace oncourse::support

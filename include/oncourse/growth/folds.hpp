// folds.hpp: persons dealt into parts, each to be predicted from the others.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace oncourse::growth {

/// For each person the fold that they are in, 0 .. folds - 1, of folds as equal as can be; the same on every machine.
///
///   folds  at least 1
inline std::vector<int> folds_of(std::size_t persons, int folds, std::uint64_t seed) {
  std::vector<int> out(persons);
  for (std::size_t i = 0; i < persons; ++i) out[i] = static_cast<int>(i % static_cast<std::size_t>(folds));
  std::mt19937_64 engine(seed);
  for (std::size_t i = persons; i > 1; --i) std::swap(out[i - 1], out[engine() % i]);
  return out;
}

}  // namespace oncourse::growth

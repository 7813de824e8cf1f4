// merge.hpp: a cohort read in shards, on several machines, as if it had been read in one piece.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "oncourse/growth/cross_products.hpp"

namespace oncourse::growth {

/// Adds cross-products of other persons to those that are there. Designs that agree to the last bit become one, and the
/// totals carry what rounding would lose (Neumaier): the order of parts and their number change a fit by less than
/// 1e-12 of its largest coefficient, of its variances and of its criterion.
///
/// Nobody's rows may be in two parts: a person split over two shards would count as two.
class Merge {
 public:
  ///   into  kept, and changed by nobody else
  explicit Merge(CrossProducts& into);
  ~Merge();
  Merge(const Merge&) = delete;
  Merge& operator=(const Merge&) = delete;

  /// What is to come is so many designs at most: until then add() asks for no memory.
  ///
  ///   errors  bad_argument: more designs than 2^32 - 1 with those that are there
  std::optional<Error> reserve(std::size_t designs);

  /// All of the part or, where it fails or runs out of memory, nothing of it.
  ///
  ///   part    of the same design, which only the caller can know: a time basis, names and their order leave no trace
  ///           in the numbers
  ///   errors  bad_argument: other numbers of effects, more persons or scores than 2^53, more designs than 2^32 - 1
  ///   cost    O(distinct designs of the part) time; the first call O(those that are there) too
  std::optional<Error> add(const CrossProducts& part);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// One part; a Merge does the same for many without finding its way anew each time.
std::optional<Error> merge(CrossProducts& into, const CrossProducts& part);

}  // namespace oncourse::growth

// response_block.hpp: a shard of a cohort as the sums that a fit needs, to be put together with others.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "oncourse/growth/cross_products.hpp"
#include "oncourse/growth/panel.hpp"
#include "oncourse/instrument/instrument.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

class BlockView;

/// Cross-products with what they are of: a cohort is read where its rows are, and fitted elsewhere. Residuals are
/// independent: correlated ones make cross-products depend on what is yet to be estimated.
///
/// It names nobody, but a design that one person has to themselves shows that person's sums of scores.
struct ResponseBlock {
  growth::Design design;
  std::string instrument;  ///< id; empty: the scores' instrument was not stated
  TimeUnit time_unit = TimeUnit::session;
  growth::CrossProducts data;
};

/// Reads a shard. All rows of a person belong into one; who is held out for a calibration, into none.
///
///   instrument  of the scores; nullptr: not stated
///   errors      bad_argument: a column that is not finite, of another length, or too large to be squared, a design
///               with two covariates of one name; response_range: a score outside the instrument's scale
///   cost        see growth::cross_products(); a shard without scores is sound and adds nothing
Result<ResponseBlock> response_block(const growth::Panel& shard, const Instrument* instrument,
                                     const growth::Design& design, TimeUnit time_unit);

/// Shards as they are put together, see growth::Merge.
class BlockSum {
 public:
  explicit BlockSum(ResponseBlock first);
  BlockSum(BlockSum&&) noexcept;
  BlockSum& operator=(BlockSum&&) noexcept;
  ~BlockSum();

  /// All of the part or, where it fails, nothing of it.
  ///
  ///   errors  bad_argument: another design, instrument or time unit, or more than can be counted
  ///   cost    O(distinct designs of the part), and for the first part of those that are there
  std::optional<Error> add(const ResponseBlock& part);
  /// The same without a copy of the part: a few kB beside the sum.
  std::optional<Error> add(const BlockView& part);

  [[nodiscard]] const ResponseBlock& block() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace oncourse

// response_block.cpp: shards of a cohort, read and put together.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/response_block.hpp"

#include <algorithm>

#include "json/write.hpp"
#include "oncourse/growth/merge.hpp"
#include "oncourse/track/block_file.hpp"
#include "track/accepted_scores.hpp"
#include "track/design_json.hpp"

namespace oncourse {
namespace {

/// What may be added to each other says the same here.
std::string described(const ResponseBlock& block) {
  json::Value members = design_members(block.design, block.time_unit);
  members["instrument"] = block.instrument;
  return json::write(members, json::Layout::compact);
}

}  // namespace

Result<ResponseBlock> response_block(const growth::Panel& shard, const Instrument* instrument,
                                     const growth::Design& design, TimeUnit time_unit) {
  if (auto trouble = trouble_in(design)) return *std::move(trouble);
  if (auto trouble = growth::trouble_without_rows(design)) return *std::move(trouble);
  if (auto trouble = growth::trouble_in(shard, design)) return *std::move(trouble);
  if (instrument)
    if (auto trouble = trouble_in_scores(shard, *instrument)) return *std::move(trouble);
  ResponseBlock out{design, instrument ? std::string(instrument->id) : std::string(), time_unit,
                    cross_products(shard, design)};
  if (auto trouble = trouble_in(out.data)) return *std::move(trouble);
  return out;
}

struct BlockSum::State {
  /// Adds by `add(merge) -> trouble`; a merge that is made for it is kept where it succeeds.
  template <class Add>
  std::optional<Error> with(const ResponseBlock& part, const Add& add) {
    const std::string here = described(block), there = described(part);
    if (here != there)
      return Error{Errc::bad_argument, "cross-products of " + there + " are added to those of " + here};
    std::unique_ptr<growth::Merge> made;
    if (!merge) made = std::make_unique<growth::Merge>(block.data);
    if (auto trouble = add(made ? *made : *merge)) return trouble;
    if (made) merge = std::move(made);
    return std::nullopt;
  }

  ResponseBlock block;
  std::unique_ptr<growth::Merge> merge = {};  ///< once something was added
};

BlockSum::BlockSum(ResponseBlock first) : state_(new State{std::move(first)}) {}
BlockSum::BlockSum(BlockSum&&) noexcept = default;
BlockSum& BlockSum::operator=(BlockSum&&) noexcept = default;
BlockSum::~BlockSum() = default;

const ResponseBlock& BlockSum::block() const { return state_->block; }

std::optional<Error> BlockSum::add(const ResponseBlock& part) {
  return state_->with(part, [&](growth::Merge& merge) { return merge.add(part.data); });
}

std::optional<Error> BlockSum::add(const BlockView& part) {
  return state_->with(part.summary(), [&](growth::Merge& merge) -> std::optional<Error> {
    constexpr std::size_t at_once = 64;
    growth::CrossProducts some = part.summary().data;  // the counts and the total first, then records alone
    some.records.reserve(at_once * some.record_size());
    if (auto trouble = merge.reserve(part.designs())) return trouble;
    if (auto trouble = merge.add(some)) return trouble;
    some.n_obs = some.n_persons = 0;
    some.total.setZero();
    for (std::size_t first = 0; first < part.designs(); first += at_once) {
      const std::size_t count = std::min(at_once, part.designs() - first);
      some.records.resize(count * some.record_size());
      part.records(first, count, some.records.data());
      if (auto trouble = merge.add(some)) return trouble;
    }
    return std::nullopt;
  });
}

}  // namespace oncourse

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
  if (auto trouble = trouble_in(shard, design.covariates.size(), growth::least_time(design.time_basis)))
    return *std::move(trouble);
  if (instrument)
    if (auto trouble = trouble_in_scores(shard, *instrument)) return *std::move(trouble);
  ResponseBlock out{design, instrument ? std::string(instrument->id) : std::string(), time_unit,
                    cross_products(shard, design)};
  if (auto trouble = trouble_in(out.data)) return *std::move(trouble);
  return out;
}

struct BlockSum::State {
  std::optional<Error> trouble_in(const ResponseBlock& part) {
    const std::string here = described(block), there = described(part);
    if (here != there)
      return Error{Errc::bad_argument, "cross-products of " + there + " are added to those of " + here};
    if (!merge) merge.emplace(block.data);
    return std::nullopt;
  }

  ResponseBlock block;
  std::optional<growth::Merge> merge = {};  ///< once there is something to add
};

BlockSum::BlockSum(ResponseBlock first) : state_(new State{std::move(first)}) {}
BlockSum::BlockSum(BlockSum&&) noexcept = default;
BlockSum& BlockSum::operator=(BlockSum&&) noexcept = default;
BlockSum::~BlockSum() = default;

const ResponseBlock& BlockSum::block() const { return state_->block; }

std::optional<Error> BlockSum::add(const ResponseBlock& part) {
  if (auto trouble = state_->trouble_in(part)) return trouble;
  return state_->merge->add(part.data);
}

std::optional<Error> BlockSum::add(const BlockView& part) {
  const ResponseBlock& summary = part.summary();
  if (auto trouble = state_->trouble_in(summary)) return trouble;
  constexpr std::size_t at_once = 64;
  growth::CrossProducts some = summary.data;  // with the counts and the total first, then records alone
  some.records.reserve(at_once * some.record_size());
  if (auto trouble = state_->merge->reserve(part.designs())) return trouble;
  if (auto trouble = state_->merge->add(some)) return trouble;
  some.n_obs = some.n_persons = 0;
  some.total.setZero();
  for (std::size_t first = 0; first < part.designs(); first += at_once) {
    const std::size_t count = std::min(at_once, part.designs() - first);
    some.records.resize(count * some.record_size());
    part.records(first, count, some.records.data());
    if (auto trouble = state_->merge->add(some)) return trouble;
  }
  return std::nullopt;
}

}  // namespace oncourse

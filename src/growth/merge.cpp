// merge.cpp: a cohort read in shards, as if it had been read in one piece.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/merge.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "growth/compensated_sum.hpp"
#include "growth/consistency.hpp"
#include "growth/design_index.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse::growth {

namespace {

/// How many of a record's numbers are added to.
std::size_t sums_of(const CrossProducts& data) { return data.record_size() - 1 - data.key_size(); }

}  // namespace

struct Merge::State {
  explicit State(CrossProducts& of) : into(of), index(of), total(static_cast<std::size_t>(of.total.size())) {
    for (std::size_t i = 0; i < total.size(); ++i) total[i] += into.total.data()[i];
    offset += into.offset;
  }

  CrossProducts& into;
  DesignIndex index;
  std::vector<CompensatedSum> total;
  CompensatedSum offset;
  std::vector<double> rests;  ///< what rounding takes from the sums of each design, up to the last that was added to
};

Merge::Merge(CrossProducts& into) : state_(std::make_unique<State>(into)) {}
Merge::~Merge() = default;

std::optional<Error> Merge::reserve(std::size_t designs) {
  constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
  const std::size_t known = state_->into.designs();
  if (designs > most - known)
    return Error{Errc::bad_argument,
                 text(known) + " designs and " + text(designs) + " more, at most " + text(most) + " can be told apart"};
  const CrossProducts& into = state_->into;
  const std::size_t size = (known + designs) * sums_of(into);
  std::vector<double>& rests = state_->rests;
  if (size > rests.capacity()) rests.reserve(std::max(size, 2 * rests.capacity()));
  state_->index.reserve(designs);
  return std::nullopt;
}

std::optional<Error> Merge::add(const CrossProducts& part) {
  CrossProducts& into = state_->into;
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (part.random != into.random || part.q != into.q || part.p != into.p)
    return bad("cross-products of " + text(part.q) + " random and " + text(part.p) +
               " fixed effects are added to those of " + text(into.q) + " and " + text(into.p));
  if (part.n_persons > most_counted - into.n_persons || part.n_obs > most_counted - into.n_obs)
    return bad(text(into.n_obs) + " scores and " + text(part.n_obs) + " more, at most " + text(most_counted) +
               " can be counted");
  if (auto trouble = reserve(part.designs())) return trouble;

  const std::size_t size = part.record_size(), sums = sums_of(part), first = size - sums, designs = part.designs();
  constexpr std::size_t ahead = 16;  // so many designs, so that memory is there when they are looked for
  std::array<std::uint64_t, ahead> hashes;
  DesignIndex& index = state_->index;
  const auto fetch = [&](std::size_t k) {
    if (k < designs) index.fetch(hashes[k % ahead] = index.hash(part.records.data() + k * size));
  };
  for (std::size_t k = 0; k < ahead; ++k) fetch(k);
  for (std::size_t k = 0; k < designs; ++k) {
    const double* const from = part.records.data() + k * size;
    const std::uint64_t hash = hashes[k % ahead];
    fetch(k + ahead);
    const std::size_t known = index.size(), number = index.find(from, hash);
    if (number == known) continue;  // it is new, and so is all of its record
    std::vector<double>& rests = state_->rests;
    if (rests.size() < (number + 1) * sums) rests.resize((number + 1) * sums);
    double* const record = &into.records[number * size];
    double* const rest = &rests[number * sums];
    record[0] += from[0];
    for (std::size_t i = 0; i < sums; ++i) add_to(record[first + i], rest[i], from[first + i]);
  }
  for (std::size_t i = 0; i < state_->total.size(); ++i) {
    state_->total[i] += part.total.data()[i];
    into.total.data()[i] = state_->total[i].value();
  }
  state_->offset += part.offset;
  into.offset = state_->offset.value();
  into.n_obs += part.n_obs;
  into.n_persons += part.n_persons;
  return std::nullopt;
}

std::optional<Error> merge(CrossProducts& into, const CrossProducts& part) { return Merge(into).add(part); }

}  // namespace oncourse::growth

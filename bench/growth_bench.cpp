// growth_bench.cpp: the growth model, from arrays to standard errors.
//
//   data    the simulated cohort of growth_cohort.hpp, seed 1; medication and its interaction; REML
//   cases   seen at whole weeks, so that many share a design, and on days of their own, so that nobody does
//   peers   none in this run: growth_peers.py has them
//   blocks  cross-products of all as one document, and as 64 merged; bytes counts the document's
//   honest  a fit must converge before it is timed; that it is lme4's is a test (tests/unit/growth/golden_test.cpp). A
//           document must read back as it was written, and shards must merge to the designs of all, before they are
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>

#include "growth_cohort.hpp"
#include "oncourse/growth/fit.hpp"
#include "oncourse/growth/panel_part.hpp"
#include "oncourse/track/block_file.hpp"

namespace oncourse::growth {
namespace {

using bench::simulated;

const Design design = bench::growth_design();

void whole_fit(benchmark::State& state, bool own_days) {
  const Cohort cohort = simulated(state.range(0), own_days);
  const CohortPanel panel(cohort);
  const auto first = fit(*panel, design);
  if (!first || first->search.stop != Stop::converged) return state.SkipWithError("the fit does not converge");
  for (auto _ : state) benchmark::DoNotOptimize(fit(*panel, design));
  state.counters["evaluations"] = first->search.evaluations;
  state.counters["rows"] = static_cast<double>(cohort.score.size());
  state.counters["designs"] = static_cast<double>(cross_products(*panel, design).designs());
}

void reading(benchmark::State& state, bool own_days) {
  const Cohort cohort = simulated(state.range(0), own_days);
  const CohortPanel panel(cohort);
  for (auto _ : state) benchmark::DoNotOptimize(cross_products(*panel, design));
}

void one_evaluation(benchmark::State& state, bool own_days) {
  const Cohort cohort = simulated(state.range(0), own_days);
  const CohortPanel panel(cohort);
  const CrossProducts data = cross_products(*panel, design);
  const Eigen::VectorXd theta = Eigen::Vector3d(1.8, -0.1, 0.6);
  for (auto _ : state) benchmark::DoNotOptimize(deviance(data, theta, Likelihood::restricted));
}

ResponseBlock block_of(const Panel& shard) { return *response_block(shard, nullptr, design, TimeUnit::week); }

ResponseBlock block_of(const Cohort& cohort) { return block_of(*CohortPanel(cohort)); }

std::span<const std::byte> span_of(const std::string& bytes) { return std::as_bytes(std::span(bytes)); }

void write_block(benchmark::State& state, bool own_days) {
  const ResponseBlock block = block_of(simulated(state.range(0), own_days));
  std::string bytes = *to_bytes(block);
  for (auto _ : state) {
    write_document(block, reinterpret_cast<std::byte*>(bytes.data()));
    benchmark::DoNotOptimize(bytes.data());
  }
  state.counters["bytes"] = static_cast<double>(bytes.size());
}

void read_block(benchmark::State& state, bool own_days) {
  const std::string bytes = *to_bytes(block_of(simulated(state.range(0), own_days)));
  const auto first = BlockView::make(span_of(bytes));
  if (!first || *to_bytes(first->block()) != bytes) return state.SkipWithError("it does not read back");
  for (auto _ : state) benchmark::DoNotOptimize(BlockView::make(span_of(bytes))->block());
}

void stream_block(benchmark::State& state, bool own_days) {
  const std::string bytes = *to_bytes(block_of(simulated(state.range(0), own_days)));
  const auto stream = [&] {
    BlockReader reader;
    for (auto rest = span_of(bytes); !rest.empty();) {
      const auto piece = rest.first(std::min(rest.size(), std::size_t{1} << 16));
      if (reader.feed(piece)) break;
      rest = rest.subspan(piece.size());
    }
    return std::move(reader).finish();
  };
  if (const auto first = stream(); !first || *to_bytes(*first) != bytes)
    return state.SkipWithError("it does not read back");
  for (auto _ : state) benchmark::DoNotOptimize(stream());
}

/// 64 documents as they are mapped, put together.
void merge_blocks(benchmark::State& state, bool own_days) {
  const Cohort cohort = simulated(state.range(0), own_days);
  const CohortPanel panel(cohort);
  constexpr std::size_t shards = 64;
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < shards; ++i) {
    std::vector<bool> of_shard(cohort.persons(), false);
    for (std::size_t k = cohort.persons() * i / shards; k < cohort.persons() * (i + 1) / shards; ++k)
      of_shard[k] = true;
    documents.push_back(*to_bytes(block_of(PanelPart(*panel, of_shard).panel())));
  }
  const auto merged = [&] {
    BlockSum sum(BlockView::make(span_of(documents[0]))->block());
    for (std::size_t i = 1; i < shards; ++i)
      if (sum.add(*BlockView::make(span_of(documents[i])))) break;
    return sum;
  };
  const CrossProducts whole = cross_products(*panel, design);
  const BlockSum first = merged();
  if (first.block().data.n_persons != whole.n_persons || first.block().data.designs() != whole.designs())
    return state.SkipWithError("the shards are not the whole");
  for (auto _ : state) benchmark::DoNotOptimize(merged());
}

const bool registered = [] {
  for (const bool own_days : {false, true}) {
    const auto add = [&](const std::string& name, void (*run)(benchmark::State&, bool)) {
      return benchmark::RegisterBenchmark(("growth/" + name + (own_days ? "/own_days" : "/whole_weeks")).c_str(), run,
                                          own_days)
          ->Unit(benchmark::kMillisecond);
    };
    add("fit", whole_fit)->RangeMultiplier(10)->Range(1000, 1000000);
    add("cross_products", reading)->Arg(100000);
    add("evaluation", one_evaluation)->Arg(100000);
    add("block/write", write_block)->Arg(100000);
    add("block/read", read_block)->Arg(100000);
    add("block/stream", stream_block)->Arg(100000);
    add("block/merge_64", merge_blocks)->Arg(100000);
  }
  return true;
}();

}  // namespace
}  // namespace oncourse::growth

// backtest_bench.cpp: every usual rule tried on a cohort.
//
//   data    PHQ-9 totals of 14 weekly sessions, seed 1, none missed: 16 (sd 5) at intake, -2.7 (sd 1.7) per ln(1 + t),
//           residual 2.8, whole points cut to the scale; all persons share one design, which is the quick case for a
//           fit and makes no difference for rules
//   peers   none
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "oncourse/cohort/cohort.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/backtest.hpp"

namespace oncourse {
namespace {

Cohort totals(std::int64_t persons) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  Cohort out;
  for (std::int64_t i = 0; i < persons; ++i) {
    const double level = 16.0 + 5.0 * normal(random), rate = -2.7 + 1.7 * normal(random);
    for (int session = 0; session < 14; ++session) {
      out.time.push_back(session);
      out.score.push_back(std::clamp(std::round(level + rate * std::log1p(session) + 2.8 * normal(random)), 0.0, 27.0));
    }
    out.offsets.push_back(out.time.size());
  }
  return out;
}

/// Of so many persons, by so many threads; 5 folds.
void every_usual_rule(benchmark::State& state, growth::ResidualCorrelation residuals) {
  const Cohort cohort = totals(state.range(0));
  const CohortPanel panel(cohort);
  BacktestOptions options;
  options.design.residuals = residuals;
  options.design.time_name = "session";
  options.target = default_target(phq9);
  options.rules = usual_backtest_rules(options.design, phq9);
  options.threads = static_cast<int>(state.range(1));
  for (auto _ : state) {
    const auto found = backtest(*panel, phq9, options);
    if (!found) return state.SkipWithError(found.error().detail.c_str());
    benchmark::DoNotOptimize(found->rules.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(every_usual_rule, independent, growth::ResidualCorrelation::independent)
    ->Name("backtest/usual_rules")
    ->Args({1'000, 1})
    ->Args({100'000, 1})
    ->Args({100'000, 2})
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(1);
BENCHMARK_CAPTURE(every_usual_rule, with_memory, growth::ResidualCorrelation::autoregressive_with_noise)
    ->Name("backtest/usual_rules_with_memory")
    ->Args({1'000, 1})
    ->Args({10'000, 2})
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(1);

}  // namespace
}  // namespace oncourse

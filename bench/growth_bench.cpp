// growth_bench.cpp: the growth model, from arrays to standard errors.
//
//   data    the simulated cohort of growth_cohort.hpp, seed 1; medication and its interaction; REML
//   cases   seen at whole weeks, so that many share a design, and on days of their own, so that nobody does
//   peers   none in this run: growth_peers.py has them
//   honest  a fit must converge before it is timed; that it is lme4's is a test (tests/unit/growth/golden_test.cpp)
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>

#include "growth_cohort.hpp"
#include "oncourse/growth/fit.hpp"

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
  }
  return true;
}();

}  // namespace
}  // namespace oncourse::growth

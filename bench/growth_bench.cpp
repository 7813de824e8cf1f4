// growth_bench.cpp: the growth model, from arrays to standard errors.
//
//   data    simulated PHQ-9 courses of 12 to 16 weekly sessions, one in 13 missed, seed 1: 16 (sd 5) at intake, -2.7
//           (sd 1.7) per ln(1 + t), residual 2.8; medication (a person's own) and its interaction; REML
//   cases   seen at whole weeks, so that many share a design, and on days of their own, so that nobody does
//   peers   none in this run
//   honest  a fit must converge before it is timed; that it is lme4's is a test (tests/unit/growth/golden_test.cpp)
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "oncourse/growth/fit.hpp"

namespace oncourse::growth {
namespace {

struct Simulated {
  std::vector<std::size_t> offsets = {0};
  std::vector<double> time, score, medication;
  std::vector<std::span<const double>> covariates;

  [[nodiscard]] Panel panel() const { return {offsets, time, score, covariates}; }
};

Simulated simulated(std::int64_t persons, bool own_days) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::uniform_int_distribution<int> sessions(12, 16);
  std::bernoulli_distribution missed(1.0 / 13.0), medicated(0.4);
  std::uniform_real_distribution<double> day(-0.4, 0.4);
  Simulated out;
  for (std::int64_t i = 0; i < persons; ++i) {
    const double level = 16.0 + 5.0 * normal(random), medication = medicated(random) ? 1.0 : 0.0;
    const double rate = -2.7 - 0.5 * medication + 1.7 * normal(random);
    for (int session = 0, last = sessions(random); session < last; ++session) {
      if (session > 0 && missed(random)) continue;
      const double time = session > 0 && own_days ? session + day(random) : session;
      out.time.push_back(time);
      out.score.push_back(level + 1.0 * medication + rate * std::log1p(time) + 2.8 * normal(random));
      out.medication.push_back(medication);
    }
    out.offsets.push_back(out.time.size());
  }
  out.covariates = {out.medication};
  return out;
}

const Design design{TimeBasis::log1p, RandomEffects::slope, "week", {{"medication", true}}};

void whole_fit(benchmark::State& state, bool own_days) {
  const Simulated cohort = simulated(state.range(0), own_days);
  const auto first = fit(cohort.panel(), design);
  if (!first || first->search.stop != Stop::converged) return state.SkipWithError("the fit does not converge");
  for (auto _ : state) benchmark::DoNotOptimize(fit(cohort.panel(), design));
  state.counters["evaluations"] = first->search.evaluations;
  state.counters["rows"] = static_cast<double>(cohort.score.size());
  state.counters["designs"] = static_cast<double>(cross_products(cohort.panel(), design).designs());
}

void reading(benchmark::State& state, bool own_days) {
  const Simulated cohort = simulated(state.range(0), own_days);
  for (auto _ : state) benchmark::DoNotOptimize(cross_products(cohort.panel(), design));
}

void one_evaluation(benchmark::State& state, bool own_days) {
  const Simulated cohort = simulated(state.range(0), own_days);
  const CrossProducts data = cross_products(cohort.panel(), design);
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

// change_bench.cpp: a million pairs by every rule, many persons' sessions.
//
//   data    1,000,000 pairs, seed 1: first scores normal (16, 5), second ones 5 lower with correlation 0.6, rounded and
//           cut to 0..27, 2 % of second scores missing; 100,000 persons of 13 sessions, one step down in half of them
//   peers   measured in this same run: the textbook formula of Jacobson and Truax with its two limits in a plain loop
//           without any check, which is the floor. Those in R and pandas: change_peers.py
//   honest  the loop's classes are compared with ours before anything is timed
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "oncourse/change/effect_size.hpp"
#include "oncourse/cohort/change_columns.hpp"
#include "oncourse/cohort/response_columns.hpp"
#include "oncourse/cohort/sudden_gain_columns.hpp"
#include "support/columns.hpp"

namespace oncourse::change_bench {

constexpr std::size_t n_pairs = 1'000'000, n_persons = 100'000, n_sessions = 13;
constexpr double reliability = 0.85;
constexpr Direction lower = Direction::lower_is_better;

struct Pairs {
  std::vector<double> pre, post;
  ScoreStatistics statistics;

  Pairs() : pre(n_pairs), post(n_pairs) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    const auto score = [](double value) { return std::min(27.0, std::max(0.0, std::round(value))); };
    for (std::size_t i = 0; i < n_pairs; ++i) {
      const double before = normal(random), after = 0.6 * before + 0.8 * normal(random);
      pre[i] = score(16.0 + 5.0 * before);
      post[i] = i % 50 == 7 ? std::numeric_limits<double>::quiet_NaN() : score(11.0 + 5.0 * after);
    }
    const PairSummary sample = *describe_pairs(pre, post);
    statistics = {sample.pre_sd, reliability, sample.pre_mean, sample.post_mean, sample.post_sd, sample.correlation};
  }
};

const Pairs& pairs() {
  static const Pairs made;
  return made;
}

/// Classes as their numbers, which is what a column of them takes.
std::vector<std::int8_t> classes_by(const ChangeRule& rule) {
  std::vector<std::int8_t> out(n_pairs);
  classify(rule, pairs().pre, pairs().post, out);
  return out;
}

void timed(benchmark::State& state, const ChangeRule& rule) {
  std::vector<std::int8_t> classes(n_pairs);
  for (auto _ : state) {
    classify(rule, pairs().pre, pairs().post, classes);
    benchmark::DoNotOptimize(classes.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n_pairs));
}

const bool registered = [] {
  const auto add = [](const std::string& name, auto make) {
    benchmark::RegisterBenchmark(("change/classify/" + name).c_str(),
                                 [make](benchmark::State& state) { timed(state, make()); });
  };
  for (const ChangeIndex index : change_indices)
    add(std::string(name(index)), [index] { return *index_rule(index, pairs().statistics, lower); });
  add("points", [] { return *points_rule(lower, {5.0, {}}); });
  add("percent", [] { return *percent_rule(lower, {50.0, {}}); });
  add("cutoff", [] { return cutoff_rule(clinical_range(10.0, lower)); });
  add("jacobson_truax_with_clinical_range", [] {
    return *combined_rule(*index_rule(ChangeIndex::jacobson_truax, pairs().statistics, lower),
                          clinical_range(10.0, lower));
  });
  return true;
}();

/// What a script does: no check, no clinical range.
void plain_loop(std::span<const double> pre, std::span<const double> post, double limit,
                std::span<std::int8_t> classes) {
  for (std::size_t i = 0; i < pre.size(); ++i) {
    const double change = post[i] - pre[i];
    classes[i] =
        static_cast<std::int8_t>(std::isnan(change) ? no_class
                                                    : static_cast<int>(change < -limit  ? ChangeClass::improved
                                                                       : change > limit ? ChangeClass::deteriorated
                                                                                        : ChangeClass::unchanged));
  }
}

void plain_jacobson_truax(benchmark::State& state) {
  const ScoreStatistics& known = pairs().statistics;
  const double limit = 1.959963984540054 * known.pre_sd * std::sqrt(2.0 * (1.0 - reliability));
  std::vector<std::int8_t> classes(n_pairs);
  plain_loop(pairs().pre, pairs().post, limit, classes);
  if (classes != classes_by(*index_rule(ChangeIndex::jacobson_truax, known, lower)))
    return state.SkipWithError("the plain loop disagrees with oncourse");
  for (auto _ : state) {
    plain_loop(pairs().pre, pairs().post, limit, classes);
    benchmark::DoNotOptimize(classes.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n_pairs));
}
BENCHMARK(plain_jacobson_truax)->Name("change/classify/plain_loop_jacobson_truax");

void columns(benchmark::State& state) {
  const ChangeRule rule = *index_rule(ChangeIndex::jacobson_truax, pairs().statistics, lower);
  const support::OwnedColumn pre("pre", pairs().pre), post("post", pairs().post);
  for (auto _ : state) benchmark::DoNotOptimize(classify_columns(rule, pre, post));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n_pairs));
}
BENCHMARK(columns)->Name("change/classify_columns/jacobson_truax")->Unit(benchmark::kMillisecond);

struct Sessions {
  support::OwnedColumn person, session, score;

  static Sessions make() {
    std::mt19937_64 random(2);
    std::normal_distribution<double> normal;
    auto persons = TableColumn::long_numbers("person");
    std::vector<double> session, score;
    for (std::size_t person = 0; person < n_persons; ++person) {
      const double level = 18.0 + 4.0 * normal(random), slope = -0.5 + 0.4 * normal(random);
      const std::size_t step = person % 2 == 0 ? 3 + person % 7 : n_sessions;
      for (std::size_t k = 0; k < n_sessions; ++k) {
        persons.append(static_cast<std::int64_t>(person));
        session.push_back(static_cast<double>(k + 1));
        const double value = level + slope * static_cast<double>(k) - (k >= step ? 7.0 : 0.0) + 1.5 * normal(random);
        score.push_back(std::min(27.0, std::max(0.0, std::round(value))));
      }
    }
    return {support::OwnedColumn(std::move(persons)), {"session", session}, {"score", score}};
  }
};

const Sessions& sessions() {
  static const Sessions made = Sessions::make();
  return made;
}

void count_scores(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n_persons * n_sessions));
}

void gains(benchmark::State& state) {
  SuddenGainCriteria criteria;
  criteria.points = 5.0;
  const Sessions& all = sessions();
  for (auto _ : state)
    benchmark::DoNotOptimize(
        sudden_gain_columns({&*all.person, &*all.session, &*all.score}, lower, criteria, {WhichGain::first, false}));
  count_scores(state);
}
BENCHMARK(gains)->Name("change/sudden_gain_columns")->Unit(benchmark::kMillisecond);

void over_sessions(benchmark::State& state) {
  SessionCriteria criteria;
  criteria.remission = RemissionCriterion{.limit = {4.0, true}};
  criteria.reliable = ReliablePoints{6.0, 6.0};
  criteria.functional = ScoreLimit{9.0, true};
  criteria.trend = ReliableTrendCriterion{5.0, reliability};
  const Sessions& all = sessions();
  for (auto _ : state)
    benchmark::DoNotOptimize(response_columns({&*all.person, &*all.session, &*all.score}, lower, criteria));
  count_scores(state);
}
BENCHMARK(over_sessions)->Name("change/change_over_sessions_columns")->Unit(benchmark::kMillisecond);

void hierarchical(benchmark::State& state) {
  const Sessions& all = sessions();
  for (auto _ : state) benchmark::DoNotOptimize(hierarchical_change(all.person, all.session, all.score));
  count_scores(state);
}
BENCHMARK(hierarchical)->Name("change/hierarchical_with_fit")->Unit(benchmark::kMillisecond);

}  // namespace oncourse::change_bench

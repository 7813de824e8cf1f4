// course_bench.cpp: one sheet, one score more, one course.
//
//   data    PHQ-9 sheets uniform on 0..3, seed 1, no blanks; a course of 13 weekly scores falling by a point
//   peers   measured in this same run: a plain loop without any check is the floor for a sheet
//   honest  the floor's totals are compared with ours before anything is timed
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "oncourse/growth/forecast.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/score.hpp"
#include "oncourse/track/alarm_rule.hpp"
#include "oncourse/track/assess.hpp"
#include "sheets.hpp"
#include "support/record.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

using bench::any_sheets;
using bench::sheets;

double ours(std::span<const Answer> sheet) { return score(phq9, sheet)->total; }

double unchecked(std::span<const Answer> sheet) {
  int sum = 0;
  for (const Answer answer : sheet) sum += answer;
  return sum;
}

template <auto Score>
void score_sheets(benchmark::State& state) {
  const std::vector<Answer> answers = any_sheets();
  const auto sheet = [&](std::size_t i) { return std::span(answers).subspan(9 * i, 9); };
  for (std::size_t i = 0; i < sheets; ++i)
    if (Score(sheet(i)) != ours(sheet(i))) return state.SkipWithError("the peer disagrees with oncourse::score");
  for (auto _ : state)
    for (std::size_t i = 0; i < sheets; ++i) benchmark::DoNotOptimize(Score(sheet(i)));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(sheets));
}
BENCHMARK(score_sheets<ours>)->Name("score/oncourse");
BENCHMARK(score_sheets<unchecked>)->Name("score/plain_loop_no_checks");

/// Sheets without blanks, uniform on each item's answers (of numbers of episodes, the first seven).
std::vector<Answer> sheets_of(const Instrument& q) {
  std::mt19937_64 random(1);
  std::vector<Answer> out;
  for (std::size_t i = 0; i < sheets; ++i)
    for (int item = 1; item <= q.items; ++item) {
      const AnswerRange range = answer_range(q, item);
      const int steps = std::min((range.max - range.min) / range.step, 6);
      out.push_back(
          static_cast<Answer>(range.min + range.step * static_cast<int>(random() % static_cast<unsigned>(steps + 1))));
    }
  return out;
}

void score_sheets_of(benchmark::State& state, const Instrument& q) {
  const std::vector<Answer> answers = sheets_of(q);
  const auto items = static_cast<std::size_t>(q.items);
  for (auto _ : state)
    for (std::size_t i = 0; i < sheets; ++i)
      benchmark::DoNotOptimize(score(q, std::span(answers).subspan(items * i, items)));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(sheets));
}

const bool registered = [] {
  for (const Instrument* q : catalogue())
    if (q->items > 0)
      benchmark::RegisterBenchmark(("score/catalogue/" + std::string(q->id)).c_str(),
                                   [q](benchmark::State& state) { score_sheets_of(state, *q); });
  return true;
}();

void observe(benchmark::State& state) {
  const ResponseModel model = support::response_model();
  growth::Person person(model.growth);
  for (auto _ : state) {
    person.observe(3.0, 12.0);
    benchmark::DoNotOptimize(person);
  }
}
BENCHMARK(observe)->Name("growth/observe_one_score");

/// A posterior of 12 scores, kept; the thirteenth comes, and each rule judges.
///
///   twin  judged before anything is timed: what assess() says of the same course
struct Judged {
  ResponseModel model;
  CourseReading reading;
  std::vector<AlarmRule> rules;
  double latest = 0.0;
  PlannedEnd end;

  static ResponseModel model_with(growth::ResidualCorrelation residuals) {
    ResponseModel out = support::response_model();
    out.growth.design.residuals = residuals;
    out.growth.residual = {3.0, 0.3};
    return out;
  }

  Judged(std::span<const MonitoringRule::Kind> kinds, growth::ResidualCorrelation residuals)
      : model(model_with(residuals)), reading(&model.growth, phq9) {
    const CourseRecord record = support::weekly(12);
    const auto score_at = [&](std::size_t k) { return record.sessions[k].administrations[0].score.total; };
    CourseQuestion asked;
    asked.instrument = &phq9;
    asked.target = default_target(phq9);
    asked.line = *line_for(asked.target, phq9, score_at(0));
    asked.intake = score_at(0);
    for (const MonitoringRule::Kind kind : kinds) rules.push_back(*AlarmRule::make({kind}, &model, asked));
    for (std::size_t k = 0; k < 12; ++k) {
      reading.observe(static_cast<double>(k), score_at(k));
      for (AlarmRule& rule : rules)
        if (!rule.judge(reading, end)) std::abort();
    }
    latest = score_at(12);
  }
};

void judge(benchmark::State& state, std::vector<MonitoringRule::Kind> kinds, growth::ResidualCorrelation residuals) {
  Judged of(kinds, residuals);
  AssessOptions options;
  for (const MonitoringRule::Kind kind : kinds) options.rules.push_back({kind});
  const Course course = *Course::make(support::weekly(12));
  const auto twin = assess(course, phq9, &of.model, options);
  CourseReading next = of.reading;
  next.observe(12.0, of.latest);
  for (std::size_t r = 0; r < of.rules.size(); ++r)
    if (*AlarmRule(of.rules[r]).judge(next, of.end) != twin->rules[r].latest())
      return state.SkipWithError("assess() says otherwise");
  for (auto _ : state) {
    next = of.reading;  // the posterior as it was kept
    next.observe(12.0, of.latest);
    for (AlarmRule& rule : of.rules) benchmark::DoNotOptimize(rule.judge(next, of.end));
  }
}
BENCHMARK_CAPTURE(judge, posterior, {MonitoringRule::Kind::posterior_probability},
                  growth::ResidualCorrelation::independent)
    ->Name("track/verdict_from_cached_posterior");
BENCHMARK_CAPTURE(judge, correlated, {MonitoringRule::Kind::posterior_probability},
                  growth::ResidualCorrelation::autoregressive_with_noise)
    ->Name("track/verdict_from_cached_posterior/autoregressive_with_noise");
BENCHMARK_CAPTURE(judge, all, std::vector(monitoring_rules.begin(), monitoring_rules.end()),
                  growth::ResidualCorrelation::independent)
    ->Name("track/verdict_from_cached_posterior/by_all_five_rules");

void assess_course(benchmark::State& state) {
  const ResponseModel model = support::response_model();
  const Course course = *Course::make(support::weekly(12));
  for (auto _ : state) benchmark::DoNotOptimize(assess(course, phq9, &model));
}
BENCHMARK(assess_course)->Name("track/assess_13_sessions_with_basis");

}  // namespace
}  // namespace oncourse

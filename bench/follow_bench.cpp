// follow_bench.cpp: many courses judged score by score, beside assessing them one by one.
// SPDX-License-Identifier: Apache-2.0
//
//   data    synthetic: courses of 13 weekly sessions of the PHQ-9, drawn from the model that judges them, rounded and
//           cut to the scale; persons in whole numbers, sessions and scores as doubles; a person's rows together
//   honest  verdicts, probabilities and alarms are compared with those of track_columns() before anything is timed
//   bytes   those of the columns read and written, the kept courses included; each once
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "oncourse/cohort/follow_columns.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

constexpr int sessions = 13;

struct LongTable {
  Table table{{TableColumn::long_numbers("person"), TableColumn::numbers("session"), TableColumn::numbers("score")}};
  std::vector<Column> view;
  TrackColumns columns;

  explicit LongTable(std::size_t persons) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    for (TableColumn& column : table.columns) column.reserve(persons * sessions);
    for (std::size_t person = 0; person < persons; ++person) {
      const double level = 15.0 + 4.3 * normal(random), slope = -3.1 + 2.0 * normal(random);
      for (int session = 0; session < sessions; ++session) {
        table.columns[0].append(static_cast<std::int64_t>(person));
        table.columns[1].append(static_cast<double>(session));
        const double score = level + slope * std::log1p(session) + 2.5 * normal(random);
        table.columns[2].append(std::clamp(std::round(score), 0.0, 27.0));
      }
    }
    view = table.view();
    columns.person = &view[0];
    columns.session = &view[1];
    columns.score = &view[2];
  }
};

std::size_t bytes_of(const Table& table) {
  std::size_t out = 0;
  for (const TableColumn& column : table.columns)
    out += column.values().size() + column.validity().size() + 8 * column.text_offsets().size();
  return out;
}

bool agrees(const ResponseModel& model) {
  const LongTable rows(2000);
  const auto one_by_one = track_columns(rows.columns, phq9, model);
  const auto followed = follow_columns(rows.columns, phq9, model);
  if (!one_by_one || !followed) return false;
  for (const char* const name : {"verdict", "probability", "alarm"}) {
    const ColumnPiece a = one_by_one->sessions.find(name)->view(), b = followed->verdicts.find(name)->view();
    for (std::size_t row = 0; row < a.size; ++row)
      if (is_text(a.value_type()) ? a.text(row) != b.text(row) : a.number(row) != b.number(row)) return false;
  }
  return true;
}

void follow(benchmark::State& state) {
  const ResponseModel model = support::response_model();
  if (!agrees(model)) return state.SkipWithError("track_columns() says something else");
  const LongTable rows(static_cast<std::size_t>(state.range(0)));
  FollowOptions options;
  options.threads = static_cast<int>(state.range(1));
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto found = follow_columns(rows.columns, phq9, model, options);
    bytes = bytes_of(rows.table) + bytes_of(found->verdicts) + bytes_of(found->kept);
    benchmark::DoNotOptimize(found);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}
BENCHMARK(follow)
    ->Name("follow/courses/threads")
    ->Args({10'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// The last session of every course comes a day after the others.
void follow_a_day(benchmark::State& state) {
  const ResponseModel model = support::response_model();
  const LongTable all(static_cast<std::size_t>(state.range(0)));
  std::vector<std::size_t> before, today;
  for (std::size_t row = 0; row < all.table.rows(); ++row)
    (row % sessions + 1 < sessions ? before : today).push_back(row);
  const auto taken = [&](const std::vector<std::size_t>& rows) {
    Table out;
    for (const Column& column : all.view) out.columns.push_back(*take(column, rows));
    return out;
  };
  const Table earlier = taken(before), latest = taken(today);
  const auto columns = [](const std::vector<Column>& view) {
    TrackColumns out;
    out.person = &view[0];
    out.session = &view[1];
    out.score = &view[2];
    return out;
  };
  const auto earlier_view = earlier.view(), latest_view = latest.view();
  const auto kept = follow_columns(columns(earlier_view), phq9, model);
  const auto kept_view = kept->kept.view();
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto found = follow_columns(columns(latest_view), phq9, model, {}, kept_view);
    bytes = bytes_of(latest) + bytes_of(kept->kept) + bytes_of(found->verdicts) + bytes_of(found->kept);
    benchmark::DoNotOptimize(found);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}
BENCHMARK(follow_a_day)->Name("follow/a_day_more")->Arg(100'000)->Unit(benchmark::kMillisecond);

void one_by_one(benchmark::State& state) {
  const ResponseModel model = support::response_model();
  const LongTable rows(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(track_columns(rows.columns, phq9, model));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(one_by_one)->Name("follow/track_columns")->Arg(2'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace oncourse

// batch_bench.cpp: scoring of millions of sheets in columns, beside what memory can give.
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "oncourse/cohort/batch_scorer.hpp"
#include "oncourse/cohort/score_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"

namespace oncourse::bench {
namespace {

/// Where a blank is: nowhere, a null in a bitmap, or a code among the answers.
enum class Blanks { none, nulls, codes };

constexpr std::int8_t blank_code = -1;

/// Columns of random answers, of which one in fifty may be blank, with the memory that holds them.
struct AnswerColumns {
  std::vector<std::vector<std::int8_t>> values;
  std::vector<std::vector<std::uint8_t>> validity;
  std::vector<Column> columns;

  AnswerColumns(const Instrument& q, std::size_t rows, Blanks blanks) {
    std::mt19937_64 random(1);
    for (int item = 1; item <= q.items; ++item) {
      const AnswerRange range = answer_range(q, item);
      const auto places = static_cast<unsigned>((range.max - range.min) / range.step + 1);
      auto& column = values.emplace_back(rows);
      auto& bits = validity.emplace_back(blanks == Blanks::nulls ? rows / 8 + 1 : 0, std::uint8_t{0xFF});
      for (std::size_t row = 0; row < rows; ++row) {
        const std::uint64_t drawn = random();
        column[row] = static_cast<std::int8_t>(range.min + range.step * static_cast<int>((drawn >> 32U) % places));
        const bool is_blank = blanks != Blanks::none && drawn % 50 == 0;
        if (is_blank && blanks == Blanks::codes) column[row] = blank_code;
        if (is_blank && blanks == Blanks::nulls)
          bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] & ~(1U << (row % 8)));
      }
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      ColumnPiece piece;
      piece.type = ColumnType::int8;
      piece.values = values[i].data();
      piece.validity = blanks == Blanks::nulls ? validity[i].data() : nullptr;
      piece.size = rows;
      columns.push_back({"item" + std::to_string(i + 1), {piece}, rows});
    }
  }
  [[nodiscard]] std::vector<const Column*> pointers() const {
    std::vector<const Column*> out;
    for (const Column& column : columns) out.push_back(&column);
    return out;
  }
};

/// Sheets and bytes a second, the bytes that must be read and written counted once.
void count(benchmark::State& state, std::size_t rows, std::size_t bytes_a_row) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(rows * bytes_a_row));
}

template <class T>
void score_batch(benchmark::State& state, const Instrument& q, std::size_t rows, Blanks blanks, VectorSet set,
                 int threads) {
  if (!is_here(set)) return state.SkipWithError("this processor does not have these vectors");
  const AnswerColumns answers(q, rows, blanks);
  BatchOptions options = {.prorating = Prorating::convention, .vectors = set};
  if (blanks == Blanks::codes) options.blank_code = blank_code;
  const auto scorer = BatchScorer::make(q, options);
  std::vector<T> totals(rows);
  std::vector<std::uint8_t> bands(rows);
  BatchColumns into;
  into.total = {std::span(totals), bands};
  const auto items = answers.pointers();
  for (auto run : state) {
    benchmark::DoNotOptimize(scorer->score(items, into, threads));
    benchmark::ClobberMemory();
  }
  count(state, rows, items.size() + sizeof(T) + 1);
}

/// What memory can give: the same columns read by a search for what is not there, or copied to as many others.
void read_columns(benchmark::State& state, std::size_t rows) {
  const AnswerColumns answers(phq9, rows, Blanks::none);
  for (auto run : state)
    for (const auto& column : answers.values) benchmark::DoNotOptimize(std::memchr(column.data(), 77, rows));
  count(state, rows, answers.values.size());
}

void copy_columns(benchmark::State& state, std::size_t rows) {
  const AnswerColumns answers(phq9, rows, Blanks::none);
  auto into = answers.values;
  for (auto run : state) {
    for (std::size_t i = 0; i < into.size(); ++i) std::memcpy(into[i].data(), answers.values[i].data(), rows);
    benchmark::ClobberMemory();
  }
  count(state, rows, 2 * answers.values.size());
}

void score_table(benchmark::State& state, std::size_t rows) {
  const AnswerColumns answers(phq9, rows, Blanks::none);
  const auto items = answers.pointers();
  for (auto run : state) benchmark::DoNotOptimize(score_columns(phq9, items));
  count(state, rows, items.size());
}

const bool registered = [] {
  const auto add = [](const std::string& name, auto run) {
    benchmark::RegisterBenchmark(("batch/" + name).c_str(), run)->Unit(benchmark::kMillisecond)->UseRealTime();
  };
  for (const std::size_t rows : {std::size_t{1'000'000}, std::size_t{10'000'000}}) {
    const std::string size = "/" + std::to_string(rows / 1'000'000) + "M";
    add("memory_read" + size, [=](benchmark::State& s) { read_columns(s, rows); });
    add("memory_copy" + size, [=](benchmark::State& s) { copy_columns(s, rows); });
    for (const VectorSet set : vector_sets)
      add("phq-9_bytes/" + std::string(name(set)) + size,
          [=](benchmark::State& s) { score_batch<std::uint8_t>(s, phq9, rows, Blanks::none, set, 1); });
    const VectorSet best = is_here(VectorSet::avx512) ? VectorSet::avx512
                           : is_here(VectorSet::avx2) ? VectorSet::avx2
                                                      : VectorSet::baseline;
    add("phq-9_bytes_two_threads" + size,
        [=](benchmark::State& s) { score_batch<std::uint8_t>(s, phq9, rows, Blanks::none, best, 2); });
    add("phq-9_float64" + size,
        [=](benchmark::State& s) { score_batch<double>(s, phq9, rows, Blanks::none, best, 1); });
    add("phq-9_float32_nulls" + size,
        [=](benchmark::State& s) { score_batch<float>(s, phq9, rows, Blanks::nulls, best, 1); });
    add("phq-9_float32_codes" + size,
        [=](benchmark::State& s) { score_batch<float>(s, phq9, rows, Blanks::codes, best, 1); });
    add("dass-21_float64" + size,
        [=](benchmark::State& s) { score_batch<double>(s, dass_21, rows, Blanks::none, best, 1); });
  }
  add("phq-9_table/1M", [](benchmark::State& s) { score_table(s, 1'000'000); });
  return true;
}();

}  // namespace
}  // namespace oncourse::bench

// c_api_bench.cpp: what the C boundary costs.
//
//   data    PHQ-9 sheets uniform on 0..3, seed 1, no blanks
//   peers   measured in this same run: oncourse::score on the same sheets, which is score/oncourse
//   honest  every total and band is compared with C++'s before anything is timed
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <oncourse/oncourse.h>

#include <vector>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/score.hpp"
#include "sheets.hpp"

namespace oncourse {
namespace {

using bench::any_sheets;
using bench::sheets;

void score_in_c(benchmark::State& state) {
  const std::vector<Answer> answers = any_sheets();
  oncourse_instrument* q = nullptr;
  oncourse_score_result result = ONCOURSE_SCORE_RESULT_INIT;
  oncourse_error error;
  if (oncourse_instrument_find("phq-9", &q, &error) != ONCOURSE_OK) return state.SkipWithError(error.detail);
  for (std::size_t i = 0; i < sheets; ++i) {
    const auto expected = score(phq9, std::span(answers).subspan(9 * i, 9));
    if (oncourse_score(q, &answers[9 * i], 9, nullptr, &result, &error) != ONCOURSE_OK ||
        result.total != expected->total || result.band != expected->band->label)
      return state.SkipWithError("C disagrees with oncourse::score");
  }
  for (auto _ : state)
    for (std::size_t i = 0; i < sheets; ++i)
      benchmark::DoNotOptimize(oncourse_score(q, &answers[9 * i], 9, nullptr, &result, &error));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(sheets));
  oncourse_instrument_free(q);
}
BENCHMARK(score_in_c)->Name("c_api/score_in_c");

}  // namespace
}  // namespace oncourse

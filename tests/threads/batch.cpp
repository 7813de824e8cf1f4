// batch.cpp: sheets are scored by eight threads, and each has the score that one gives it, to the last bit.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "oncourse/oncourse.h"

int main() {
  constexpr std::size_t sheets = 400'000;  // more parts than threads
  std::vector<std::vector<std::int8_t>> answers(9, std::vector<std::int8_t>(sheets));
  std::array<oncourse_answer_column, 9> items{};
  std::uint32_t state = 1;
  for (std::size_t item = 0; item < items.size(); ++item) {
    for (std::int8_t& answer : answers[item]) {
      state = state * 1'664'525U + 1'013'904'223U;
      answer = static_cast<std::int8_t>((state >> 16U) % 32 == 0 ? -1 : static_cast<int>((state >> 24U) % 4));
    }
    items[item].values = answers[item].data();
    items[item].type = ONCOURSE_INT8;
  }
  oncourse_instrument* phq9 = nullptr;
  oncourse_error error;
  if (oncourse_instrument_find("phq-9", &phq9, &error) != ONCOURSE_OK) return EXIT_FAILURE;
  std::array<std::vector<double>, 2> totals;
  std::array<std::vector<std::uint8_t>, 2> bands, status;
  std::array<oncourse_batch_counts, 2> counts{};
  bool same = true;
  for (std::size_t run = 0; run < 2; ++run) {
    totals[run].resize(sheets);
    bands[run].resize(sheets);
    status[run].resize(sheets);
    oncourse_batch_columns into = ONCOURSE_BATCH_COLUMNS_INIT;
    into.totals = totals[run].data();
    into.bands = bands[run].data();
    into.status = status[run].data();
    oncourse_batch_options options = ONCOURSE_BATCH_OPTIONS_INIT;
    options.prorating = ONCOURSE_PRORATING_CONVENTION;
    options.has_blank_code = 1;
    options.blank_code = -1;
    options.threads = run == 0 ? 1 : 8;
    if (oncourse_score_columns(phq9, items.data(), items.size(), sheets, &options, &into, &counts[run], &error) !=
        ONCOURSE_OK) {
      std::fprintf(stderr, "batch: %s\n", error.detail);
      same = false;
    }
  }
  oncourse_instrument_free(phq9);
  same = same && std::memcmp(totals[0].data(), totals[1].data(), sheets * sizeof(double)) == 0 &&
         bands[0] == bands[1] && status[0] == status[1] && counts[0].prorated == counts[1].prorated;
  std::printf("%zu of %zu scored by eight threads, %zu of them prorated\n", counts[1].scored + counts[1].prorated,
              counts[1].sheets, counts[1].prorated);
  return same && counts[0].prorated > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

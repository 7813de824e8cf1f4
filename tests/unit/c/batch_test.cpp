// batch_test.cpp: sheets in columns over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "objects.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse::batch_test {

/// Sheets of an instrument as columns of bytes, with bitmaps; some items by places in a dictionary.
struct Columns {
  std::vector<std::vector<std::int8_t>> values;
  std::vector<std::vector<std::uint8_t>> validity;
  std::vector<std::vector<std::int16_t>> rows;
  std::vector<std::int16_t> entries;
  oncourse_answer_column dictionary{};
  std::vector<oncourse_answer_column> items;

  Columns(const Instrument& q, std::size_t n) {
    std::mt19937_64 random(20261127);
    for (int answer = q.item_min; answer <= q.item_max + 1; ++answer)
      entries.push_back(static_cast<std::int16_t>(answer));
    dictionary.values = entries.data();
    dictionary.type = ONCOURSE_INT16;
    for (std::size_t row = 0; row < n; ++row) {
      rows.emplace_back();
      for (int item = 0; item < q.items; ++item) {
        const auto span = static_cast<unsigned>(q.item_max - q.item_min + 1);
        const int answer = q.item_min + static_cast<int>(random() % span) + (random() % 200 == 0 ? 1 : 0);
        rows.back().push_back(random() % 20 == 0 ? ONCOURSE_BLANK : static_cast<std::int16_t>(answer));
      }
    }
    for (std::size_t item = 0; item < static_cast<std::size_t>(q.items); ++item) {
      const std::size_t offset = random() % 9;
      const bool coded = item % 3 == 1;
      auto& column = values.emplace_back(n);
      auto& bits = validity.emplace_back((n + offset + 7) / 8, std::uint8_t{0});
      for (std::size_t row = 0; row < n; ++row) {
        if (rows[row][item] == ONCOURSE_BLANK) continue;
        column[row] = static_cast<std::int8_t>(rows[row][item] - (coded ? q.item_min : 0));
        bits[(row + offset) / 8] = static_cast<std::uint8_t>(bits[(row + offset) / 8] | (1U << ((row + offset) % 8)));
      }
      items.push_back(
          {column.data(), bits.data(), offset, coded ? &dictionary : nullptr, entries.size(), ONCOURSE_INT8, 0});
    }
  }
};

TEST(CBatch, GivesEverySheetWhatItHasAlone) {
  constexpr std::size_t n = 500;
  for (const char* id : {"phq-9", "gad-7", "dass-21", "rses"}) {
    const InstrumentHandle handle = shipped(id);
    const Instrument& q = **find_instrument(id);
    const Columns sheets(q, n);
    std::vector<double> totals(n, -77.0);
    std::vector<std::uint8_t> bands(n, 77), status(n, 77), answered(n, 77), of_items(n, 77);
    std::vector<std::vector<double>> subscales(q.subscales.size(), totals);
    std::vector<std::vector<std::uint8_t>> subscale_bands(q.subscales.size(), bands),
        algorithms(q.algorithms.size(), bands), flags(q.risk.size(), bands);
    std::vector<std::vector<std::int16_t>> risk(q.risk.size(), std::vector<std::int16_t>(n, 77));
    const auto pointers = [](auto& columns) {
      std::vector<typename std::decay_t<decltype(columns.front())>::pointer> out;
      for (auto& column : columns) out.push_back(column.data());
      return out;
    };
    std::vector<void*> subscale_values;
    for (auto& column : subscales) subscale_values.push_back(column.data());
    const auto band_columns = pointers(subscale_bands), algorithm_columns = pointers(algorithms),
               flag_columns = pointers(flags);
    const auto risk_columns = pointers(risk);
    oncourse_batch_columns into = ONCOURSE_BATCH_COLUMNS_INIT;
    into.totals = totals.data();
    into.bands = bands.data();
    into.status = status.data();
    into.answered = answered.data();
    into.of_items = of_items.data();
    into.subscales = subscale_values.data();
    into.subscale_bands = band_columns.data();
    into.algorithms = algorithm_columns.data();
    into.risk_answers = risk_columns.data();
    into.risk_flags = flag_columns.data();
    oncourse_batch_options options = ONCOURSE_BATCH_OPTIONS_INIT;
    options.prorating = ONCOURSE_PRORATING_CONVENTION;
    options.threads = 2;
    oncourse_batch_counts counts{};
    oncourse_error error;
    ASSERT_EQ(oncourse_score_columns(handle.get(), sheets.items.data(), sheets.items.size(), n, &options, &into,
                                     &counts, &error),
              ONCOURSE_OK)
        << error.detail;
    EXPECT_EQ(counts.sheets, n);
    EXPECT_EQ(counts.scored + counts.prorated + counts.off_scale + counts.too_many_blanks, n);
    std::size_t refused = 0;
    for (std::size_t row = 0; row < n; ++row) {
      const auto alone = score(q, sheets.rows[row], Prorating::convention);
      ASSERT_EQ(status[row] >= ONCOURSE_SHEET_OFF_SCALE, !alone.ok()) << id << " row " << row;
      expect_same_number(totals[row], alone ? std::optional(alone->total) : std::nullopt);
      EXPECT_EQ(answered[row], alone ? alone->answered : ONCOURSE_NO_BYTE);
      if (alone && alone->band) {
        EXPECT_EQ(&q.figures.bands[bands[row]], alone->band);
      } else {
        EXPECT_EQ(bands[row], ONCOURSE_NO_BYTE);
      }
      EXPECT_EQ(of_items[row], alone ? alone->of_items : ONCOURSE_NO_BYTE);
      for (std::size_t k = 0; k < subscales.size(); ++k) {
        expect_same_number(subscales[k][row], alone ? alone->subscales()[k].value : std::nullopt);
        const Band* const band = alone ? alone->subscales()[k].band : nullptr;
        EXPECT_EQ(subscale_bands[k][row],
                  band ? band - q.subscales[k].figures.bands.data() : std::ptrdiff_t{ONCOURSE_NO_BYTE});
      }
      for (std::size_t k = 0; k < algorithms.size(); ++k) {
        const auto met = alone ? alone->algorithms()[k].met : std::nullopt;
        EXPECT_EQ(algorithms[k][row], met ? int{*met} : ONCOURSE_NO_BYTE);
      }
      for (std::size_t k = 0; k < risk.size(); ++k) {
        const std::int16_t answer = sheets.rows[row][static_cast<std::size_t>(q.risk[k].item - 1)];
        EXPECT_EQ(risk[k][row], answer);
        const bool known = answer != ONCOURSE_BLANK && answer_range(q, q.risk[k].item).allows(answer);
        EXPECT_EQ(flags[k][row], known ? int{answer >= q.risk[k].threshold} : ONCOURSE_NO_BYTE);
      }
      const oncourse_status why = oncourse_score_columns_refusal(handle.get(), sheets.items.data(), sheets.items.size(),
                                                                 n, &options, row, &error);
      EXPECT_EQ(why, alone ? ONCOURSE_OK : static_cast<oncourse_status>(alone.error().code));
      EXPECT_STREQ(error.detail, alone ? "" : alone.error().detail.c_str());
      refused += !alone.ok();
    }
    EXPECT_EQ(counts.off_scale + counts.too_many_blanks, refused);
  }
}

TEST(CBatch, RefusesWhatItCannotReadAndWritesNothing) {
  const InstrumentHandle phq9 = shipped("phq-9");
  Columns sheets(oncourse::phq9, 4);
  std::vector<std::uint8_t> totals(4, 77);
  oncourse_batch_columns into = ONCOURSE_BATCH_COLUMNS_INIT;
  into.totals = totals.data();
  into.score_type = ONCOURSE_UINT8;
  oncourse_batch_counts counts{};
  oncourse_error error;
  const auto refused = [&](std::size_t n_items, const oncourse_batch_options* options, const char* detail) {
    EXPECT_EQ(oncourse_score_columns(phq9.get(), sheets.items.data(), n_items, 4, options, &into, &counts, &error),
              ONCOURSE_BAD_ARGUMENT);
    EXPECT_STREQ(error.detail, detail);
  };
  refused(8, nullptr, "8 item columns, phq-9 has 9 items");
  oncourse_batch_options options = ONCOURSE_BATCH_OPTIONS_INIT;
  options.has_blank_code = 1;
  refused(9, &options, "the code for blanks is 0, which is an answer to item 1");
  options.blank_code = 40'000;
  refused(9, &options, "blank_code is 40000, it must lie in -32767..32767");
  options = ONCOURSE_BATCH_OPTIONS_INIT;
  options.vectors = 4;
  refused(9, &options, "vectors is 4, it must lie in 0..3");
  into.score_type = ONCOURSE_INT64;
  refused(9, nullptr, "score_type is 4, scores are ONCOURSE_FLOAT64, FLOAT32 or UINT8");
  into.score_type = ONCOURSE_UINT8;
  sheets.items[3].type = 8;
  refused(9, nullptr, "item 4: type is 8, it must lie in 1..7");
  sheets.items[3].type = ONCOURSE_INT8;
  sheets.items[4].type = ONCOURSE_FLOAT64;
  refused(9, nullptr, "item 5: places in a dictionary are integers");
  options = ONCOURSE_BATCH_OPTIONS_INIT;
  options.coding = "none";
  EXPECT_EQ(oncourse_score_columns(phq9.get(), sheets.items.data(), 9, 4, &options, &into, &counts, &error),
            ONCOURSE_NOT_AVAILABLE);
  EXPECT_EQ(totals, std::vector<std::uint8_t>(4, 77));
  EXPECT_EQ(counts.sheets, 0u);
}

}  // namespace oncourse::batch_test

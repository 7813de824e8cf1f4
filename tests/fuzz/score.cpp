// score.cpp: any answers to any instrument, with any options.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "input.hpp"
#include "laws.hpp"

using namespace fuzz;

namespace {

template <class T, class Call>
void lists(oncourse_status expected, const Call& call) {
  std::size_t count = 0;
  const oncourse_status status =
      filled(count, [&](std::size_t* n, oncourse_error* e) { return call(static_cast<T*>(nullptr), 0, n, e); });
  law(status == expected, "a list of the sheet has another status than its total");
  if (status != ONCOURSE_OK || count == 0) return;
  std::vector<T> items(count);
  law(call(items.data(), count, &count, nullptr) == ONCOURSE_OK, "a buffer of the stated size is too small");
  law(count == items.size(), "the list has another length than stated");
  law(call(items.data(), count - 1, &count, nullptr) == ONCOURSE_BAD_ARGUMENT, "a buffer too small is accepted");
}

/// The same sheet as a column per item, every other row; between them its answers one item further on.
void as_columns(const oncourse_instrument* instrument, const std::vector<std::int16_t>& answers,
                const oncourse_score_options* alone) {
  constexpr std::size_t rows = 70;  // more than a block
  const std::size_t n = answers.size();
  std::array<std::vector<std::int16_t>, 2> sheets = {answers, answers};
  std::rotate(sheets[1].begin(), sheets[1].begin() + 1, sheets[1].end());
  std::array<oncourse_score_result, 2> results = {oncourse_score_result(ONCOURSE_SCORE_RESULT_INIT),
                                                  oncourse_score_result(ONCOURSE_SCORE_RESULT_INIT)};
  std::array<oncourse_status, 2> expected{};
  for (std::size_t k = 0; k < 2; ++k)
    expected[k] = oncourse_score(instrument, sheets[k].data(), n, alone, &results[k], nullptr);

  std::vector<std::vector<std::int16_t>> values(n, std::vector<std::int16_t>(rows));
  std::vector<std::vector<std::uint8_t>> given(n, std::vector<std::uint8_t>(rows / 8 + 1, 0));
  std::vector<oncourse_answer_column> items;
  for (std::size_t item = 0; item < n; ++item) {
    for (std::size_t row = 0; row < rows; ++row) {
      values[item][row] = sheets[row % 2][item];
      if (values[item][row] != ONCOURSE_BLANK)
        given[item][row / 8] = static_cast<std::uint8_t>(given[item][row / 8] | (1U << (row % 8)));
    }
    items.push_back({values[item].data(), given[item].data(), 0, nullptr, 0, ONCOURSE_INT16, 0});
  }
  std::vector<double> totals(rows, -77.0);
  oncourse_batch_columns into = ONCOURSE_BATCH_COLUMNS_INIT;
  into.totals = totals.data();
  oncourse_batch_options options = ONCOURSE_BATCH_OPTIONS_INIT;
  options.prorating = alone ? alone->prorating : 0;
  oncourse_batch_counts counts{};
  const oncourse_status status = filled(counts, [&](oncourse_batch_counts* c, oncourse_error* e) {
    return oncourse_score_columns(instrument, items.data(), n, rows, &options, &into, c, e);
  });
  if (status != ONCOURSE_OK)
    return law(expected[0] != ONCOURSE_OK && expected[1] != ONCOURSE_OK, "a sheet has no place among others");
  std::size_t scored = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t k = row % 2;
    scored += expected[k] == ONCOURSE_OK;
    law(expected[k] == ONCOURSE_OK
            ? std::memcmp(&totals[row], &results[k].total, sizeof(double)) == 0 || totals[row] == results[k].total
            : totals[row] != totals[row],
        "a sheet among others has another score than alone");
  }
  law(counts.sheets == rows && counts.scored + counts.prorated == scored, "a sheet counts otherwise than it is scored");
  for (const std::size_t row : {rows - 1, rows - 2})
    law(oncourse_score_columns_refusal(instrument, items.data(), n, rows, &options, row, nullptr) == expected[row % 2],
        "a sheet among others is refused otherwise than alone");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  Input in({bytes, size});
  const Instrument instrument = shipped(in.choice(8));
  oncourse_score_options options = ONCOURSE_SCORE_OPTIONS_INIT;
  const bool with_options = in.byte() % 4 != 0;
  options.prorating = in.whole<std::int32_t>();
  if (in.byte() > 0xF0) options.struct_size = in.raw<std::size_t>() % sizeof options;
  std::vector<std::int16_t> answers = in.answers();
  // So that one byte leaves an item blank, and a right number of answers is not left to luck.
  oncourse_instrument_description description = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
  law(oncourse_instrument_describe(instrument.get(), &description, nullptr) == ONCOURSE_OK,
      "an instrument's description");
  if (in.byte() % 8 != 0) answers.resize(static_cast<std::size_t>(description.n_items), ONCOURSE_BLANK);
  for (std::int16_t& answer : answers)
    if (answer == -8) answer = ONCOURSE_BLANK;

  const oncourse_score_options* const given = with_options ? &options : nullptr;
  oncourse_score_result result = ONCOURSE_SCORE_RESULT_INIT;
  const oncourse_status status = filled(result, [&](oncourse_score_result* r, oncourse_error* e) {
    return oncourse_score(instrument.get(), answers.data(), answers.size(), given, r, e);
  });
  if (status == ONCOURSE_OK) {
    law(result.total >= description.total_min && result.total <= description.total_max, "the total is off the scale");
    law(result.answered >= 0 && result.answered <= result.of_items, "more items are answered than there are");
    law(result.answered == result.of_items || result.prorated == 1, "a blank is not said to be prorated");
    law((result.band != nullptr) == (description.n_bands > 0), "a band is missing");
  }
  if (!answers.empty() && (!given || given->struct_size == sizeof options))
    as_columns(instrument.get(), answers, given);
  lists<oncourse_subscale_score>(status, [&](auto* items, std::size_t capacity, std::size_t* n, oncourse_error* e) {
    return oncourse_score_subscales(instrument.get(), answers.data(), answers.size(), given, items, capacity, n, e);
  });
  lists<oncourse_risk_answer>(status, [&](auto* items, std::size_t capacity, std::size_t* n, oncourse_error* e) {
    return oncourse_score_risk(instrument.get(), answers.data(), answers.size(), given, items, capacity, n, e);
  });

  oncourse_change_result change = ONCOURSE_CHANGE_RESULT_INIT;
  oncourse_change_options how = ONCOURSE_CHANGE_OPTIONS_INIT;
  const double pre = in.number(), post = in.number();
  how.sd = in.number();
  how.reliability = in.number();
  filled(change, [&](oncourse_change_result* r, oncourse_error* e) {
    return oncourse_change(instrument.get(), pre, post, how.sd > 0 ? &how : nullptr, r, e);
  });
  return 0;
}

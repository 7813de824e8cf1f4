// score.cpp: any answers to any instrument, with any options.
// SPDX-License-Identifier: Apache-2.0
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

/// The same sheet as a column per item, among others.
void as_columns(const oncourse_instrument* instrument, const std::vector<std::int16_t>& answers, std::int32_t prorating,
                oncourse_status expected, const oncourse_score_result& alone) {
  constexpr std::size_t rows = 70;  // more than a block
  std::vector<std::vector<std::int16_t>> values;
  std::vector<oncourse_answer_column> items;
  const std::vector<std::uint8_t> given(rows / 8 + 1, 0xFF), none(rows / 8 + 1, 0);
  for (const std::int16_t answer : answers) {
    values.emplace_back(rows, answer);
    items.push_back({values.back().data(), answer == ONCOURSE_BLANK ? none.data() : given.data(), 0, nullptr, 0,
                     ONCOURSE_INT16, 0});
  }
  std::vector<double> totals(rows, -77.0);
  oncourse_batch_columns into = ONCOURSE_BATCH_COLUMNS_INIT;
  into.totals = totals.data();
  oncourse_batch_options options = ONCOURSE_BATCH_OPTIONS_INIT;
  options.prorating = prorating;
  oncourse_batch_counts counts{};
  const oncourse_status status = filled(counts, [&](oncourse_batch_counts* c, oncourse_error* e) {
    return oncourse_score_columns(instrument, items.data(), items.size(), rows, &options, &into, c, e);
  });
  if (status != ONCOURSE_OK) return law(expected != ONCOURSE_OK, "a sheet has no place among others");
  law(counts.sheets == rows && counts.scored + counts.prorated == (expected == ONCOURSE_OK ? rows : 0),
      "a sheet counts otherwise than it is scored");
  for (const double total : totals)
    law(expected == ONCOURSE_OK ? std::memcmp(&total, &alone.total, sizeof total) == 0 || total == alone.total
                                : total != total,
        "a sheet among others has another score than alone");
  oncourse_error error = unset();
  law(oncourse_score_columns_refusal(instrument, items.data(), items.size(), rows, &options, rows - 1, &error) ==
          expected,
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
    as_columns(instrument.get(), answers, given ? given->prorating : 0, status, result);
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

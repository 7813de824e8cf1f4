// score.cpp: answers in, scores out, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "sheet.hpp"

using namespace oncourse;

oncourse_status oncourse_score(const oncourse_instrument* instrument, const int16_t* answers, size_t n,
                               const oncourse_score_options* options, oncourse_score_result* result,
                               oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_score_result> {
    const auto sheet = c::scored(instrument, answers, n, options);
    if (!sheet) return sheet.error();
    oncourse_score_result out = ONCOURSE_SCORE_RESULT_INIT;
    out.total = sheet->total;
    out.band = sheet->band ? c::literal(sheet->band->label) : nullptr;
    out.answered = sheet->answered;
    out.of_items = sheet->of_items;
    out.prorated = sheet->prorated;
    return out;
  });
}

oncourse_status oncourse_score_subscales(const oncourse_instrument* instrument, const int16_t* answers, size_t n,
                                         const oncourse_score_options* options, oncourse_subscale_score* subscales,
                                         size_t capacity, size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    const auto sheet = c::scored(instrument, answers, n, options);
    if (!sheet) return sheet.error();
    std::array<oncourse_subscale_score, max_subscales> out{};
    for (std::size_t i = 0; const SubscaleScore& s : sheet->subscales())
      out[i++] = {c::literal(s.subscale->id), s.value.value_or(c::unknown)};
    return c::write(subscales, capacity, out.data(), sheet->n_subscales);
  });
}

oncourse_status oncourse_score_risk(const oncourse_instrument* instrument, const int16_t* answers, size_t n,
                                    const oncourse_score_options* options, oncourse_risk_answer* risk, size_t capacity,
                                    size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    const auto sheet = c::scored(instrument, answers, n, options);
    if (!sheet) return sheet.error();
    std::array<oncourse_risk_answer, max_risk_items> out{};
    for (std::size_t i = 0; const RiskAnswer& r : sheet->risk())
      out[i++] = {c::literal(r.item->meaning), r.item->item, r.answer, r.item->threshold, r.flagged};
    return c::write(risk, capacity, out.data(), sheet->n_risk);
  });
}

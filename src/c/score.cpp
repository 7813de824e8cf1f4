// score.cpp: answers in, scores out, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <vector>

#include "oncourse/instrument/coding.hpp"
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
    const auto all = sheet->subscales();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const SubscaleScore s = all[i];
      out[i] = {c::literal(s.subscale->id), s.value.value_or(c::unknown), s.band ? c::literal(s.band->label) : nullptr};
    }
    return c::write(subscales, capacity, out.data(), all.size());
  });
}

oncourse_status oncourse_score_risk(const oncourse_instrument* instrument, const int16_t* answers, size_t n,
                                    const oncourse_score_options* options, oncourse_risk_answer* risk, size_t capacity,
                                    size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    const auto sheet = c::scored(instrument, answers, n, options);
    if (!sheet) return sheet.error();
    std::array<oncourse_risk_answer, max_risk_items> out{};
    const auto all = sheet->risk();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const RiskAnswer r = all[i];
      out[i] = {c::literal(r.item->meaning), r.item->item, r.answer, r.item->threshold, r.flagged};
    }
    return c::write(risk, capacity, out.data(), all.size());
  });
}

oncourse_status oncourse_score_algorithms(const oncourse_instrument* instrument, const int16_t* answers, size_t n,
                                          const oncourse_score_options* options, oncourse_algorithm_result* algorithms,
                                          size_t capacity, size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    const auto sheet = c::scored(instrument, answers, n, options);
    if (!sheet) return sheet.error();
    std::array<oncourse_algorithm_result, max_algorithms> out{};
    const auto all = sheet->algorithms();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const AlgorithmResult a = all[i];
      out[i] = {c::literal(a.algorithm->id), c::literal(a.algorithm->name), c::literal(a.algorithm->from.source),
                a.met ? std::int32_t{*a.met} : -1, static_cast<std::int32_t>(a.algorithm->from.status)};
    }
    return c::write(algorithms, capacity, out.data(), all.size());
  });
}

oncourse_status oncourse_score_sheets(const oncourse_instrument* instrument, const int16_t* answers, size_t n_sheets,
                                      size_t n_items, const oncourse_score_options* options, double* totals,
                                      double* subscales, int32_t* outcomes, oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return trouble;
    const auto how = c::prorating_from(options);
    if (!how) return how.error();
    const Instrument& q = *instrument->definition;
    if (q.items == 0) return in_words(q, {}, {Refusal::Kind::total_only});
    if (n_items != static_cast<std::size_t>(q.items))
      return Error{Errc::bad_argument, text(q.items) + " items expected, " + text(n_items) + " given"};
    if (n_sheets == 0) return std::nullopt;
    if (auto trouble = c::missing({{"answers", answers}, {"totals", totals}, {"statuses", outcomes}})) return trouble;
    const std::size_t parts = q.subscales.size();
    for (std::size_t i = 0; i < n_sheets; ++i) {
      Score sheet;
      const Refusal refused = score_into(q, {answers + i * n_items, n_items}, *how, sheet);
      totals[i] = refused ? c::unknown : sheet.total;
      outcomes[i] = refused ? static_cast<std::int32_t>(code_of(refused.kind)) : std::int32_t{ONCOURSE_OK};
      for (std::size_t k = 0; subscales && k < parts; ++k)
        subscales[i * parts + k] = refused ? c::unknown : sheet.subscale_values[k];
    }
    return std::nullopt;
  });
}

const char* oncourse_instrument_coding(const oncourse_instrument* instrument, size_t index) {
  if (!instrument || index >= instrument->definition->codings.size()) return nullptr;
  return c::literal(instrument->definition->codings[index].id);
}

oncourse_status oncourse_recode(const oncourse_instrument* instrument, const char* coding, int16_t* answers, size_t n,
                                oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"instrument", instrument}, {"coding", coding}, {"answers", answers}}))
      return trouble;
    const auto found = find_coding(*instrument->definition, coding);
    if (!found) return found.error();
    if (n != static_cast<std::size_t>(instrument->definition->items))
      return Error{Errc::bad_argument, text(instrument->definition->items) + " items expected, " + text(n) + " given"};
    std::vector<Answer> rewritten(answers, answers + n);
    if (auto trouble = recode(*instrument->definition, **found, rewritten)) return trouble;
    std::copy(rewritten.begin(), rewritten.end(), answers);
    return std::nullopt;
  });
}

oncourse_status oncourse_goal_attainment(const int16_t* levels, const double* weights, size_t n, double correlation,
                                         double* t, oncourse_error* error) {
  return c::call(t, error, [&]() -> Result<double> {
    if (auto trouble = c::missing({{"levels", levels}})) return *std::move(trouble);
    return goal_attainment({levels, n}, {weights, weights ? n : 0}, correlation);
  });
}

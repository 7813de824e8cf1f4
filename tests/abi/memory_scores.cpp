// memory_scores.cpp: calls to try while memory runs out: instruments, scores and change.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "memory_calls.hpp"

namespace oncourse::abi {
namespace {

/// The sheet as columns of one row.
const auto sheet_columns = [] {
  std::array<oncourse_answer_column, 9> out{};
  for (std::size_t item = 0; item < out.size(); ++item) {
    out[item].values = sheet + item;
    out[item].type = ONCOURSE_INT16;
  }
  return out;
}();

oncourse_status score_columns(Setting& s, std::size_t n_items, oncourse_error* e) {
  oncourse_batch_columns into = ONCOURSE_BATCH_COLUMNS_INIT;
  into.totals = s.out.totals;
  return oncourse_score_columns(s.phq9, sheet_columns.data(), n_items, 1, nullptr, &into, &s.out.batch, e);
}

const Fallible fallible[] = {
    {"oncourse_score",
     [](Setting& s, oncourse_error* e) { return oncourse_score(s.phq9, off_scale, 9, nullptr, &s.out.score, e); },
     ONCOURSE_RESPONSE_RANGE},
    {"oncourse_score_subscales",
     [](Setting& s, oncourse_error* e) {
       return oncourse_score_subscales(s.phq9, sheet, 8, nullptr, s.out.subscales, 8, &s.out.count, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_score_risk",
     [](Setting& s, oncourse_error* e) {
       return oncourse_score_risk(s.phq9, off_scale, 9, nullptr, s.out.risk, 8, &s.out.count, e);
     },
     ONCOURSE_RESPONSE_RANGE},
    {"oncourse_instrument_find",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_find("phq-9", &s.out.instrument, e); }},
    {"oncourse_instrument_find",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_find("none", &s.out.instrument, e); },
     ONCOURSE_UNKNOWN_INSTRUMENT},
    {"oncourse_instrument_new",
     [](Setting& s, oncourse_error* e) {
       return oncourse_instrument_new(definition.data(), definition.size(), &s.out.instrument, e);
     }},
    {"oncourse_instrument_new",
     [](Setting& s, oncourse_error* e) {
       return oncourse_instrument_new(definition.data(), definition.size() / 2, &s.out.instrument, e);
     },
     ONCOURSE_MALFORMED},
    {"oncourse_instrument_describe",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_describe(nullptr, &s.out.description, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_instrument_answers",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_answers(s.phq9, 10, &s.out.range, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_instrument_band",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_band(s.phq9, 99, &s.out.band, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_instrument_cutoff",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_cutoff(s.phq9, 99, &s.out.cutoff, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_instrument_risk_item",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_risk_item(s.phq9, 99, &s.out.risk_item, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_instrument_find_cutoff",
     [](Setting& s, oncourse_error* e) {
       return oncourse_instrument_find_cutoff(s.phq9, nullptr, nullptr, &s.out.cutoff, e);
     }},
    {"oncourse_instrument_find_cutoff",
     [](Setting& s, oncourse_error* e) {
       return oncourse_instrument_find_cutoff(s.phq9, "screen", "nobody", &s.out.cutoff, e);
     },
     ONCOURSE_NOT_AVAILABLE},
    {"oncourse_instrument_norm",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_norm(s.phq9, 99, &s.out.norm, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_instrument_find_norm",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_find_norm(s.phq9, nullptr, &s.out.norm, e); },
     ONCOURSE_NOT_AVAILABLE},
    {"oncourse_norm_standing",
     [](Setting& s, oncourse_error* e) {
       const oncourse_norm without_spread = {"x", "x", 10, 0, 100, 1, 0};
       return oncourse_norm_standing(&without_spread, 9, &s.out.standing, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_instrument_reliability",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_reliability(s.phq9, 99, &s.out.reliability, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_instrument_subscale",
     [](Setting& s, oncourse_error* e) { return oncourse_instrument_subscale(s.phq9, "none", &s.out.instrument, e); },
     ONCOURSE_UNKNOWN_INSTRUMENT},
    {"oncourse_suggested_measure",
     [](Setting& s, oncourse_error* e) { return oncourse_suggested_measure(9999, &s.out.member, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_recode",
     [](Setting& s, oncourse_error* e) { return oncourse_recode(s.phq9, "none", s.out.recoded, 9, e); },
     ONCOURSE_NOT_AVAILABLE},
    {"oncourse_score_algorithms",
     [](Setting& s, oncourse_error* e) {
       return oncourse_score_algorithms(s.phq9, off_scale, 9, nullptr, s.out.algorithms, 2, &s.out.count, e);
     },
     ONCOURSE_RESPONSE_RANGE},
    {"oncourse_score_sheets",
     [](Setting& s, oncourse_error* e) {
       return oncourse_score_sheets(s.phq9, sheet, 1, 8, nullptr, s.out.totals, nullptr, s.out.statuses, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_score_columns", [](Setting& s, oncourse_error* e) { return score_columns(s, 9, e); }},
    {"oncourse_score_columns", [](Setting& s, oncourse_error* e) { return score_columns(s, 8, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_score_columns_refusal",
     [](Setting& s, oncourse_error* e) {
       return oncourse_score_columns_refusal(s.phq9, sheet_columns.data(), 9, 1, nullptr, 0, e);
     }},
    {"oncourse_goal_attainment",
     [](Setting& s, oncourse_error* e) { return oncourse_goal_attainment(sheet, nullptr, 9, 0.3, &s.out.t, e); },
     ONCOURSE_RESPONSE_RANGE},
    {"oncourse_change",
     [](Setting& s, oncourse_error* e) { return oncourse_change(s.phq9, 16, 9, nullptr, &s.out.change, e); }},
    {"oncourse_change",
     [](Setting& s, oncourse_error* e) { return oncourse_change(s.phq9, 28, 9, nullptr, &s.out.change, e); },
     ONCOURSE_RESPONSE_RANGE},
    {"oncourse_target",
     [](Setting& s, oncourse_error* e) {
       return oncourse_target(s.phq9, ONCOURSE_TARGET_RECOVERY, 0, 16, &s.out.line, e);
     }},
    {"oncourse_self_test", [](Setting& s, oncourse_error* e) { return oncourse_self_test(&s.out.count, e); },
     ONCOURSE_OK, nullptr, true},
};

const Modest modest[] = {
    {"oncourse_version", [](Setting&) { return oncourse_version() == ONCOURSE_VERSION; }},
    {"oncourse_status_name", [](Setting&) { return oncourse_status_name(ONCOURSE_OUT_OF_MEMORY) != nullptr; }},
    {"oncourse_score",
     [](Setting& s) { return oncourse_score(s.phq9, sheet, 9, nullptr, &s.out.score, nullptr) == ONCOURSE_OK; }},
    {"oncourse_score_subscales",
     [](Setting& s) {
       return oncourse_score_subscales(s.phq9, sheet, 9, nullptr, s.out.subscales, 8, &s.out.count, nullptr) ==
              ONCOURSE_OK;
     }},
    {"oncourse_score_risk",
     [](Setting& s) {
       return oncourse_score_risk(s.phq9, sheet, 9, nullptr, s.out.risk, 8, &s.out.count, nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_score_algorithms",
     [](Setting& s) {
       return oncourse_score_algorithms(s.phq9, sheet, 9, nullptr, s.out.algorithms, 2, &s.out.count, nullptr) ==
              ONCOURSE_OK;
     }},
    {"oncourse_score_sheets",
     [](Setting& s) {
       return oncourse_score_sheets(s.phq9, sheet, 1, 9, nullptr, s.out.totals, nullptr, s.out.statuses, nullptr) ==
              ONCOURSE_OK;
     }},
    {"oncourse_instrument_norm",
     [](Setting& s) { return oncourse_instrument_norm(s.phq9, 0, &s.out.norm, nullptr) == ONCOURSE_OK; }},
    {"oncourse_norm_standing",
     [](Setting& s) {
       const oncourse_norm norm = {"x", "x", 10, 5, 100, 1, 0};
       return oncourse_norm_standing(&norm, 9, &s.out.standing, nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_instrument_reliability",
     [](Setting& s) { return oncourse_instrument_reliability(s.phq9, 0, &s.out.reliability, nullptr) == ONCOURSE_OK; }},
    {"oncourse_suggested_measure",
     [](Setting& s) { return oncourse_suggested_measure(0, &s.out.member, nullptr) == ONCOURSE_OK; }},
    {"oncourse_instrument_coding", [](Setting& s) { return oncourse_instrument_coding(s.phq9, 0) == nullptr; }},
    {"oncourse_version_string", [](Setting&) { return oncourse_version_string() != nullptr; }},
    {"oncourse_shipped_instrument", [](Setting&) { return oncourse_shipped_instrument(0) != nullptr; }},
    {"oncourse_instrument_free",
     [](Setting& s) {
       oncourse_instrument_free(s.phq9);
       s.phq9 = nullptr;
       return true;
     }},
    {"oncourse_instrument_describe",
     [](Setting& s) { return oncourse_instrument_describe(s.phq9, &s.out.description, nullptr) == ONCOURSE_OK; }},
    {"oncourse_instrument_answers",
     [](Setting& s) { return oncourse_instrument_answers(s.phq9, 9, &s.out.range, nullptr) == ONCOURSE_OK; }},
    {"oncourse_instrument_band",
     [](Setting& s) { return oncourse_instrument_band(s.phq9, 0, &s.out.band, nullptr) == ONCOURSE_OK; }},
    {"oncourse_instrument_cutoff",
     [](Setting& s) { return oncourse_instrument_cutoff(s.phq9, 0, &s.out.cutoff, nullptr) == ONCOURSE_OK; }},
    {"oncourse_instrument_risk_item",
     [](Setting& s) { return oncourse_instrument_risk_item(s.phq9, 0, &s.out.risk_item, nullptr) == ONCOURSE_OK; }},
    {"oncourse_change_name", [](Setting&) { return oncourse_change_name(ONCOURSE_CHANGE_IMPROVED) != nullptr; }},
};

const Written written[] = {
    {"oncourse_instrument_json", [](Setting& s) { return oncourse_instrument_json(s.phq9); }},
};

}  // namespace

const Calls scores_calls = {fallible, modest, written};

}  // namespace oncourse::abi

// layout.cpp: if a line fails, the ABI broke: do not edit it. A struct that grew gets new lines.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/oncourse.h"

#include <cstddef>

#if defined(__x86_64__) && defined(__LP64__)

static_assert(sizeof(oncourse_status) == 4);

static_assert(offsetof(oncourse_error, status) == 0);
static_assert(offsetof(oncourse_error, detail) == 4);
static_assert(sizeof(oncourse_error) == 260);

static_assert(offsetof(oncourse_score_options, struct_size) == 0);
static_assert(offsetof(oncourse_score_options, prorating) == 8);
static_assert(offsetof(oncourse_score_options, reserved) == 12);
static_assert(sizeof(oncourse_score_options) == 16);

static_assert(offsetof(oncourse_score_result, struct_size) == 0);
static_assert(offsetof(oncourse_score_result, total) == 8);
static_assert(offsetof(oncourse_score_result, band) == 16);
static_assert(offsetof(oncourse_score_result, answered) == 24);
static_assert(offsetof(oncourse_score_result, of_items) == 28);
static_assert(offsetof(oncourse_score_result, prorated) == 32);
static_assert(offsetof(oncourse_score_result, reserved) == 36);
static_assert(sizeof(oncourse_score_result) == 40);

static_assert(offsetof(oncourse_subscale_score, id) == 0);
static_assert(offsetof(oncourse_subscale_score, value) == 8);
static_assert(sizeof(oncourse_subscale_score) == 16);

static_assert(offsetof(oncourse_risk_answer, meaning) == 0);
static_assert(offsetof(oncourse_risk_answer, item) == 8);
static_assert(offsetof(oncourse_risk_answer, answer) == 12);
static_assert(offsetof(oncourse_risk_answer, threshold) == 16);
static_assert(offsetof(oncourse_risk_answer, flagged) == 20);
static_assert(sizeof(oncourse_risk_answer) == 24);

static_assert(offsetof(oncourse_plan, struct_size) == 0);
static_assert(offsetof(oncourse_plan, window_first) == 8);
static_assert(offsetof(oncourse_plan, window_last) == 12);
static_assert(offsetof(oncourse_plan, cadence_days) == 16);
static_assert(offsetof(oncourse_plan, initial_sessions) == 20);
static_assert(offsetof(oncourse_plan, termination_sessions) == 24);
static_assert(offsetof(oncourse_plan, reserved) == 28);
static_assert(sizeof(oncourse_plan) == 32);

static_assert(offsetof(oncourse_assess_options, struct_size) == 0);
static_assert(offsetof(oncourse_assess_options, alpha) == 8);
static_assert(offsetof(oncourse_assess_options, level) == 16);
static_assert(offsetof(oncourse_assess_options, target_value) == 24);
static_assert(offsetof(oncourse_assess_options, target_kind) == 32);
static_assert(offsetof(oncourse_assess_options, reserved) == 36);
static_assert(offsetof(oncourse_assess_options, today) == 40);
static_assert(sizeof(oncourse_assess_options) == 48);

static_assert(offsetof(oncourse_summary, struct_size) == 0);
static_assert(offsetof(oncourse_summary, verdict) == 8);
static_assert(offsetof(oncourse_summary, session) == 12);
static_assert(offsetof(oncourse_summary, alarm_session) == 16);
static_assert(offsetof(oncourse_summary, earliest_likely_session) == 20);
static_assert(offsetof(oncourse_summary, forecast_first) == 24);
static_assert(offsetof(oncourse_summary, forecast_last) == 28);
static_assert(offsetof(oncourse_summary, target_compare) == 32);
static_assert(offsetof(oncourse_summary, reserved) == 36);
static_assert(offsetof(oncourse_summary, target_limit) == 40);
static_assert(offsetof(oncourse_summary, window_probability) == 48);
static_assert(offsetof(oncourse_summary, target_basis) == 56);
static_assert(offsetof(oncourse_summary, undetermined_because) == 64);
static_assert(offsetof(oncourse_summary, n_sessions) == 72);
static_assert(sizeof(oncourse_summary) == 80);

static_assert(offsetof(oncourse_interval, mean) == 0);
static_assert(offsetof(oncourse_interval, low) == 8);
static_assert(offsetof(oncourse_interval, high) == 16);
static_assert(sizeof(oncourse_interval) == 24);

static_assert(offsetof(oncourse_session_verdict, struct_size) == 0);
static_assert(offsetof(oncourse_session_verdict, session) == 8);
static_assert(offsetof(oncourse_session_verdict, verdict) == 12);
static_assert(offsetof(oncourse_session_verdict, day) == 16);
static_assert(offsetof(oncourse_session_verdict, score) == 24);
static_assert(offsetof(oncourse_session_verdict, probability) == 32);
static_assert(offsetof(oncourse_session_verdict, expected) == 40);
static_assert(sizeof(oncourse_session_verdict) == 64);

static_assert(offsetof(oncourse_forecast, struct_size) == 0);
static_assert(offsetof(oncourse_forecast, session) == 8);
static_assert(offsetof(oncourse_forecast, reserved) == 12);
static_assert(offsetof(oncourse_forecast, line) == 16);
static_assert(offsetof(oncourse_forecast, score) == 40);
static_assert(offsetof(oncourse_forecast, expected) == 64);
static_assert(offsetof(oncourse_forecast, probability) == 88);
static_assert(sizeof(oncourse_forecast) == 96);

static_assert(offsetof(oncourse_basis, struct_size) == 0);
static_assert(offsetof(oncourse_basis, verdict) == 8);
static_assert(offsetof(oncourse_basis, session) == 12);
static_assert(offsetof(oncourse_basis, score) == 16);
static_assert(offsetof(oncourse_basis, probability) == 24);
static_assert(offsetof(oncourse_basis, threshold) == 32);
static_assert(offsetof(oncourse_basis, expected) == 40);
static_assert(offsetof(oncourse_basis, expected_level) == 64);
static_assert(offsetof(oncourse_basis, turning_score) == 72);
static_assert(offsetof(oncourse_basis, guarantee_alpha) == 80);
static_assert(offsetof(oncourse_basis, guarantee_kind) == 88);
static_assert(offsetof(oncourse_basis, guarantee_n_reached) == 92);
static_assert(offsetof(oncourse_basis, guarantee_statement) == 96);
static_assert(offsetof(oncourse_basis, rule) == 104);
static_assert(offsetof(oncourse_basis, model) == 112);
static_assert(offsetof(oncourse_basis, n_inputs) == 120);
static_assert(offsetof(oncourse_basis, n_sentences) == 128);
static_assert(offsetof(oncourse_basis, n_assumptions) == 136);
static_assert(offsetof(oncourse_basis, n_quality_notes) == 144);
static_assert(sizeof(oncourse_basis) == 152);

static_assert(offsetof(oncourse_basis_input, struct_size) == 0);
static_assert(offsetof(oncourse_basis_input, session) == 8);
static_assert(offsetof(oncourse_basis_input, prorated) == 12);
static_assert(offsetof(oncourse_basis_input, day) == 16);
static_assert(offsetof(oncourse_basis_input, score) == 24);
static_assert(offsetof(oncourse_basis_input, date) == 32);
static_assert(sizeof(oncourse_basis_input) == 48);

#endif

static_assert(ONCOURSE_OK == 0 && ONCOURSE_BAD_ARGUMENT == 1 && ONCOURSE_UNKNOWN_INSTRUMENT == 2);
static_assert(ONCOURSE_RESPONSE_RANGE == 3 && ONCOURSE_TOO_MANY_MISSING == 4 && ONCOURSE_NOT_ENOUGH_SESSIONS == 5);
static_assert(ONCOURSE_OUT_OF_MEMORY == 6 && ONCOURSE_INTERNAL == 7 && ONCOURSE_MALFORMED == 8);
static_assert(ONCOURSE_WRONG_VERSION == 9 && ONCOURSE_SESSION_ORDER == 10 && ONCOURSE_NOT_AVAILABLE == 11);
static_assert(ONCOURSE_BLANK == -32768);
static_assert(ONCOURSE_PRORATING_PUBLISHED == 0 && ONCOURSE_PRORATING_CONVENTION == 1 && ONCOURSE_PRORATING_NEVER == 2);
static_assert(ONCOURSE_NO_PHASE == -1);
static_assert(ONCOURSE_MEDICATION_STARTED == 1 && ONCOURSE_MEDICATION_STOPPED == 2);
static_assert(ONCOURSE_MEDICATION_DOSE_CHANGED == 3);
static_assert(ONCOURSE_FOCUS_NONE == 0 && ONCOURSE_FOCUS_GRIEF == 1 && ONCOURSE_FOCUS_ROLE_DISPUTE == 2);
static_assert(ONCOURSE_FOCUS_ROLE_TRANSITION == 3 && ONCOURSE_FOCUS_INTERPERSONAL_DEFICIT == 4);
static_assert(ONCOURSE_TARGET_DEFAULT == 0 && ONCOURSE_TARGET_RELIABLE_IMPROVEMENT == 1 && ONCOURSE_TARGET_CUTOFF == 2);
static_assert(ONCOURSE_TARGET_RECOVERY == 3 && ONCOURSE_TARGET_PERCENT == 4 && ONCOURSE_TARGET_SCORE == 5);
static_assert(ONCOURSE_UNDETERMINED == 0 && ONCOURSE_ON_TRACK == 1 && ONCOURSE_OFF_TRACK == 2);
static_assert(ONCOURSE_REACHED_TARGET == 3);
static_assert(ONCOURSE_AT_LEAST == 0 && ONCOURSE_ABOVE == 1 && ONCOURSE_AT_MOST == 2 && ONCOURSE_BELOW == 3);
static_assert(ONCOURSE_GUARANTEE_NONE == 0 && ONCOURSE_GUARANTEE_CONFORMAL == 1 && ONCOURSE_GUARANTEE_VILLE == 2);

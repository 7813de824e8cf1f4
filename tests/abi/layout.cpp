// layout.cpp: if a line fails, the ABI broke: do not edit it. A struct that grew gets new lines.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/oncourse.h"

#include <cstddef>

#if defined(__x86_64__) && defined(__LP64__)

static_assert(sizeof(oncourse_status) == 4);

static_assert(offsetof(oncourse_error, status) == 0);
static_assert(offsetof(oncourse_error, detail) == 4);
static_assert(sizeof(oncourse_error) == 1028);

static_assert(offsetof(oncourse_instrument_description, struct_size) == 0);
static_assert(offsetof(oncourse_instrument_description, id) == 8);
static_assert(offsetof(oncourse_instrument_description, name) == 16);
static_assert(offsetof(oncourse_instrument_description, construct) == 24);
static_assert(offsetof(oncourse_instrument_description, domain) == 32);
static_assert(offsetof(oncourse_instrument_description, recall) == 40);
static_assert(offsetof(oncourse_instrument_description, licence) == 48);
static_assert(offsetof(oncourse_instrument_description, citation) == 56);
static_assert(offsetof(oncourse_instrument_description, scoring_source) == 64);
static_assert(offsetof(oncourse_instrument_description, bands_source) == 72);
static_assert(offsetof(oncourse_instrument_description, note) == 80);
static_assert(offsetof(oncourse_instrument_description, total_min) == 88);
static_assert(offsetof(oncourse_instrument_description, total_max) == 96);
static_assert(offsetof(oncourse_instrument_description, step) == 104);
static_assert(offsetof(oncourse_instrument_description, direction) == 112);
static_assert(offsetof(oncourse_instrument_description, n_items) == 116);
static_assert(offsetof(oncourse_instrument_description, scoring_status) == 120);
static_assert(offsetof(oncourse_instrument_description, bands_status) == 124);
static_assert(offsetof(oncourse_instrument_description, reporter) == 128);
static_assert(offsetof(oncourse_instrument_description, has_total) == 132);
static_assert(offsetof(oncourse_instrument_description, n_subscales) == 136);
static_assert(offsetof(oncourse_instrument_description, n_bands) == 144);
static_assert(offsetof(oncourse_instrument_description, n_cutoffs) == 152);
static_assert(offsetof(oncourse_instrument_description, n_risk_items) == 160);
static_assert(offsetof(oncourse_instrument_description, n_norms) == 168);
static_assert(offsetof(oncourse_instrument_description, n_reliabilities) == 176);
static_assert(offsetof(oncourse_instrument_description, n_algorithms) == 184);
static_assert(offsetof(oncourse_instrument_description, n_codings) == 192);
static_assert(sizeof(oncourse_instrument_description) == 200);

static_assert(offsetof(oncourse_answer_range, min) == 0);
static_assert(offsetof(oncourse_answer_range, max) == 4);
static_assert(offsetof(oncourse_answer_range, step) == 8);
static_assert(offsetof(oncourse_answer_range, reserved) == 12);
static_assert(sizeof(oncourse_answer_range) == 16);

static_assert(offsetof(oncourse_band, from) == 0);
static_assert(offsetof(oncourse_band, label) == 8);
static_assert(sizeof(oncourse_band) == 16);

static_assert(offsetof(oncourse_cutoff, purpose) == 0);
static_assert(offsetof(oncourse_cutoff, population) == 8);
static_assert(offsetof(oncourse_cutoff, source) == 16);
static_assert(offsetof(oncourse_cutoff, note) == 24);
static_assert(offsetof(oncourse_cutoff, value) == 32);
static_assert(offsetof(oncourse_cutoff, compare) == 40);
static_assert(offsetof(oncourse_cutoff, status) == 44);
static_assert(sizeof(oncourse_cutoff) == 48);

static_assert(offsetof(oncourse_norm, population) == 0);
static_assert(offsetof(oncourse_norm, source) == 8);
static_assert(offsetof(oncourse_norm, mean) == 16);
static_assert(offsetof(oncourse_norm, sd) == 24);
static_assert(offsetof(oncourse_norm, n) == 32);
static_assert(offsetof(oncourse_norm, clinical) == 40);
static_assert(offsetof(oncourse_norm, status) == 44);
static_assert(sizeof(oncourse_norm) == 48);

static_assert(offsetof(oncourse_standing, z) == 0);
static_assert(offsetof(oncourse_standing, t) == 8);
static_assert(offsetof(oncourse_standing, percentile) == 16);
static_assert(sizeof(oncourse_standing) == 24);

static_assert(offsetof(oncourse_reliability, kind) == 0);
static_assert(offsetof(oncourse_reliability, population) == 8);
static_assert(offsetof(oncourse_reliability, source) == 16);
static_assert(offsetof(oncourse_reliability, value) == 24);
static_assert(offsetof(oncourse_reliability, status) == 32);
static_assert(offsetof(oncourse_reliability, reserved) == 36);
static_assert(sizeof(oncourse_reliability) == 40);

static_assert(offsetof(oncourse_battery_member, battery) == 0);
static_assert(offsetof(oncourse_battery_member, name) == 8);
static_assert(offsetof(oncourse_battery_member, kind) == 16);
static_assert(offsetof(oncourse_battery_member, instrument) == 24);
static_assert(offsetof(oncourse_battery_member, reason) == 32);
static_assert(offsetof(oncourse_battery_member, source) == 40);
static_assert(offsetof(oncourse_battery_member, status) == 48);
static_assert(offsetof(oncourse_battery_member, reserved) == 52);
static_assert(sizeof(oncourse_battery_member) == 56);

static_assert(offsetof(oncourse_risk_item, meaning) == 0);
static_assert(offsetof(oncourse_risk_item, item) == 8);
static_assert(offsetof(oncourse_risk_item, threshold) == 12);
static_assert(sizeof(oncourse_risk_item) == 16);

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
static_assert(offsetof(oncourse_subscale_score, band) == 16);
static_assert(sizeof(oncourse_subscale_score) == 24);

static_assert(offsetof(oncourse_risk_answer, meaning) == 0);
static_assert(offsetof(oncourse_risk_answer, item) == 8);
static_assert(offsetof(oncourse_risk_answer, answer) == 12);
static_assert(offsetof(oncourse_risk_answer, threshold) == 16);
static_assert(offsetof(oncourse_risk_answer, flagged) == 20);
static_assert(sizeof(oncourse_risk_answer) == 24);

static_assert(offsetof(oncourse_algorithm_result, id) == 0);
static_assert(offsetof(oncourse_algorithm_result, name) == 8);
static_assert(offsetof(oncourse_algorithm_result, source) == 16);
static_assert(offsetof(oncourse_algorithm_result, met) == 24);
static_assert(offsetof(oncourse_algorithm_result, status) == 28);
static_assert(sizeof(oncourse_algorithm_result) == 32);

static_assert(offsetof(oncourse_change_options, struct_size) == 0);
static_assert(offsetof(oncourse_change_options, cutoff_purpose) == 8);
static_assert(offsetof(oncourse_change_options, cutoff_population) == 16);
static_assert(offsetof(oncourse_change_options, sd) == 24);
static_assert(offsetof(oncourse_change_options, reliability) == 32);
static_assert(sizeof(oncourse_change_options) == 40);

static_assert(offsetof(oncourse_difference, points) == 0);
static_assert(offsetof(oncourse_difference, basis) == 8);
static_assert(offsetof(oncourse_difference, source) == 16);
static_assert(offsetof(oncourse_difference, status) == 24);
static_assert(offsetof(oncourse_difference, reached) == 28);
static_assert(sizeof(oncourse_difference) == 32);

static_assert(offsetof(oncourse_change_result, struct_size) == 0);
static_assert(offsetof(oncourse_change_result, points) == 8);
static_assert(offsetof(oncourse_change_result, improvement) == 16);
static_assert(offsetof(oncourse_change_result, percent_improved) == 24);
static_assert(offsetof(oncourse_change_result, index) == 32);
static_assert(offsetof(oncourse_change_result, change_class) == 40);
static_assert(offsetof(oncourse_change_result, inclusive) == 44);
static_assert(offsetof(oncourse_change_result, criterion) == 48);
static_assert(offsetof(oncourse_change_result, important_improvement) == 80);
static_assert(offsetof(oncourse_change_result, important_worsening) == 112);
static_assert(offsetof(oncourse_change_result, cutoff) == 144);
static_assert(sizeof(oncourse_change_result) == 192);

static_assert(offsetof(oncourse_target_line, limit) == 0);
static_assert(offsetof(oncourse_target_line, boundary) == 8);
static_assert(offsetof(oncourse_target_line, compare) == 16);
static_assert(offsetof(oncourse_target_line, reserved) == 20);
static_assert(sizeof(oncourse_target_line) == 24);

static_assert(offsetof(oncourse_plan, struct_size) == 0);
static_assert(offsetof(oncourse_plan, window_first) == 8);
static_assert(offsetof(oncourse_plan, window_last) == 12);
static_assert(offsetof(oncourse_plan, cadence_days) == 16);
static_assert(offsetof(oncourse_plan, initial_sessions) == 20);
static_assert(offsetof(oncourse_plan, termination_sessions) == 24);
static_assert(offsetof(oncourse_plan, reserved) == 28);
static_assert(sizeof(oncourse_plan) == 32);

static_assert(offsetof(oncourse_calendar, struct_size) == 0);
static_assert(offsetof(oncourse_calendar, phase) == 8);
static_assert(offsetof(oncourse_calendar, sessions_held) == 12);
static_assert(offsetof(oncourse_calendar, sessions_used) == 16);
static_assert(offsetof(oncourse_calendar, left_to_window) == 20);
static_assert(offsetof(oncourse_calendar, left_in_window) == 24);
static_assert(offsetof(oncourse_calendar, session_overdue) == 28);
static_assert(offsetof(oncourse_calendar, kept_cadence_days) == 32);
static_assert(offsetof(oncourse_calendar, day_first) == 40);
static_assert(offsetof(oncourse_calendar, day_last) == 48);
static_assert(offsetof(oncourse_calendar, latest_day) == 56);
static_assert(offsetof(oncourse_calendar, days_since_latest) == 64);
static_assert(offsetof(oncourse_calendar, date_first) == 72);
static_assert(offsetof(oncourse_calendar, date_last) == 88);
static_assert(sizeof(oncourse_calendar) == 104);

static_assert(offsetof(oncourse_gap, after_session) == 0);
static_assert(offsetof(oncourse_gap, reserved) == 4);
static_assert(offsetof(oncourse_gap, from_day) == 8);
static_assert(offsetof(oncourse_gap, to_day) == 16);
static_assert(sizeof(oncourse_gap) == 24);

static_assert(offsetof(oncourse_overdue_measure, instrument) == 0);
static_assert(offsetof(oncourse_overdue_measure, last_session) == 8);
static_assert(offsetof(oncourse_overdue_measure, sessions_without) == 12);
static_assert(sizeof(oncourse_overdue_measure) == 16);

static_assert(offsetof(oncourse_rows, struct_size) == 0);
static_assert(offsetof(oncourse_rows, n) == 8);
static_assert(offsetof(oncourse_rows, person) == 16);
static_assert(offsetof(oncourse_rows, time) == 24);
static_assert(offsetof(oncourse_rows, score) == 32);
static_assert(offsetof(oncourse_rows, covariates) == 40);
static_assert(offsetof(oncourse_rows, n_covariates) == 48);
static_assert(sizeof(oncourse_rows) == 56);

static_assert(offsetof(oncourse_covariate, name) == 0);
static_assert(offsetof(oncourse_covariate, interacts) == 8);
static_assert(offsetof(oncourse_covariate, reserved) == 12);
static_assert(sizeof(oncourse_covariate) == 16);

static_assert(offsetof(oncourse_fit_options, struct_size) == 0);
static_assert(offsetof(oncourse_fit_options, covariates) == 8);
static_assert(offsetof(oncourse_fit_options, n_covariates) == 16);
static_assert(offsetof(oncourse_fit_options, time_name) == 24);
static_assert(offsetof(oncourse_fit_options, time_unit) == 32);
static_assert(offsetof(oncourse_fit_options, time_basis) == 36);
static_assert(offsetof(oncourse_fit_options, random_effects) == 40);
static_assert(offsetof(oncourse_fit_options, likelihood) == 44);
static_assert(offsetof(oncourse_fit_options, curve) == 48);
static_assert(offsetof(oncourse_fit_options, residuals) == 52);
static_assert(offsetof(oncourse_fit_options, scale) == 56);
static_assert(offsetof(oncourse_fit_options, threads) == 60);
static_assert(offsetof(oncourse_fit_options, knot) == 64);
static_assert(offsetof(oncourse_fit_options, scale_lowest) == 72);
static_assert(offsetof(oncourse_fit_options, scale_highest) == 80);
static_assert(offsetof(oncourse_fit_options, scale_margin) == 88);
static_assert(sizeof(oncourse_fit_options) == 96);

static_assert(offsetof(oncourse_calibration_options, struct_size) == 0);
static_assert(offsetof(oncourse_calibration_options, plan) == 8);
static_assert(offsetof(oncourse_calibration_options, alpha) == 16);
static_assert(offsetof(oncourse_calibration_options, target_value) == 24);
static_assert(offsetof(oncourse_calibration_options, target_kind) == 32);
static_assert(offsetof(oncourse_calibration_options, method) == 36);
static_assert(offsetof(oncourse_calibration_options, share) == 40);
static_assert(offsetof(oncourse_calibration_options, seed) == 48);
static_assert(offsetof(oncourse_calibration_options, folds) == 56);
static_assert(offsetof(oncourse_calibration_options, spending) == 60);
static_assert(offsetof(oncourse_calibration_options, rules) == 64);
static_assert(offsetof(oncourse_calibration_options, n_rules) == 72);
static_assert(offsetof(oncourse_calibration_options, intake_limits) == 80);
static_assert(offsetof(oncourse_calibration_options, n_intake_limits) == 88);
static_assert(offsetof(oncourse_calibration_options, groups) == 96);
static_assert(offsetof(oncourse_calibration_options, without_deterioration) == 104);
static_assert(offsetof(oncourse_calibration_options, reserved) == 108);
static_assert(offsetof(oncourse_calibration_options, band_level) == 112);
static_assert(sizeof(oncourse_calibration_options) == 120);

static_assert(offsetof(oncourse_cross_products_description, struct_size) == 0);
static_assert(offsetof(oncourse_cross_products_description, instrument) == 8);
static_assert(offsetof(oncourse_cross_products_description, time_name) == 16);
static_assert(offsetof(oncourse_cross_products_description, time_unit) == 24);
static_assert(offsetof(oncourse_cross_products_description, time_basis) == 28);
static_assert(offsetof(oncourse_cross_products_description, random_effects) == 32);
static_assert(offsetof(oncourse_cross_products_description, reserved) == 36);
static_assert(offsetof(oncourse_cross_products_description, n_scores) == 40);
static_assert(offsetof(oncourse_cross_products_description, n_persons) == 48);
static_assert(offsetof(oncourse_cross_products_description, n_designs) == 56);
static_assert(sizeof(oncourse_cross_products_description) == 64);

static_assert(offsetof(oncourse_model_description, struct_size) == 0);
static_assert(offsetof(oncourse_model_description, instrument) == 8);
static_assert(offsetof(oncourse_model_description, checksum) == 16);
static_assert(offsetof(oncourse_model_description, time_name) == 24);
static_assert(offsetof(oncourse_model_description, time_unit) == 32);
static_assert(offsetof(oncourse_model_description, time_basis) == 36);
static_assert(offsetof(oncourse_model_description, random_effects) == 40);
static_assert(offsetof(oncourse_model_description, likelihood) == 44);
static_assert(offsetof(oncourse_model_description, n_scores) == 48);
static_assert(offsetof(oncourse_model_description, n_persons) == 56);
static_assert(offsetof(oncourse_model_description, residual_variance) == 64);
static_assert(offsetof(oncourse_model_description, log_likelihood) == 72);
static_assert(offsetof(oncourse_model_description, search) == 80);
static_assert(offsetof(oncourse_model_description, evaluations) == 84);
static_assert(offsetof(oncourse_model_description, on_boundary) == 88);
static_assert(offsetof(oncourse_model_description, n_calibrations) == 92);
static_assert(offsetof(oncourse_model_description, n_covariates) == 96);
static_assert(offsetof(oncourse_model_description, n_coefficients) == 104);
static_assert(offsetof(oncourse_model_description, n_random) == 112);
static_assert(offsetof(oncourse_model_description, aic) == 120);
static_assert(offsetof(oncourse_model_description, bic) == 128);
static_assert(offsetof(oncourse_model_description, curve) == 136);
static_assert(offsetof(oncourse_model_description, residuals) == 140);
static_assert(offsetof(oncourse_model_description, scale) == 144);
static_assert(offsetof(oncourse_model_description, reserved) == 148);
static_assert(offsetof(oncourse_model_description, knot) == 152);
static_assert(offsetof(oncourse_model_description, residual_range) == 160);
static_assert(offsetof(oncourse_model_description, residual_nugget) == 168);
static_assert(offsetof(oncourse_model_description, scale_lowest) == 176);
static_assert(offsetof(oncourse_model_description, scale_highest) == 184);
static_assert(offsetof(oncourse_model_description, scale_margin) == 192);
static_assert(offsetof(oncourse_model_description, n_theta) == 200);
static_assert(sizeof(oncourse_model_description) == 208);

static_assert(offsetof(oncourse_coefficient, name) == 0);
static_assert(offsetof(oncourse_coefficient, estimate) == 8);
static_assert(offsetof(oncourse_coefficient, standard_error) == 16);
static_assert(sizeof(oncourse_coefficient) == 24);

static_assert(offsetof(oncourse_calibration, struct_size) == 0);
static_assert(offsetof(oncourse_calibration, rule) == 8);
static_assert(offsetof(oncourse_calibration, alpha) == 32);
static_assert(offsetof(oncourse_calibration, horizon) == 40);
static_assert(offsetof(oncourse_calibration, monitored_from) == 48);
static_assert(offsetof(oncourse_calibration, monitored_to) == 56);
static_assert(offsetof(oncourse_calibration, target_value) == 64);
static_assert(offsetof(oncourse_calibration, target_kind) == 72);
static_assert(offsetof(oncourse_calibration, spending) == 76);
static_assert(offsetof(oncourse_calibration, method) == 80);
static_assert(offsetof(oncourse_calibration, n_persons) == 84);
static_assert(offsetof(oncourse_calibration, n_reached) == 88);
static_assert(offsetof(oncourse_calibration, cut_off) == 92);
static_assert(offsetof(oncourse_calibration, flagged_missed) == 96);
static_assert(offsetof(oncourse_calibration, reserved) == 100);
static_assert(offsetof(oncourse_calibration, group) == 104);
static_assert(offsetof(oncourse_calibration, intake_from) == 112);
static_assert(offsetof(oncourse_calibration, intake_below) == 120);
static_assert(offsetof(oncourse_calibration, n_stages) == 128);
static_assert(sizeof(oncourse_calibration) == 136);

static_assert(offsetof(oncourse_band_calibration, struct_size) == 0);
static_assert(offsetof(oncourse_band_calibration, level) == 8);
static_assert(offsetof(oncourse_band_calibration, horizon) == 16);
static_assert(offsetof(oncourse_band_calibration, cadence) == 24);
static_assert(offsetof(oncourse_band_calibration, method) == 32);
static_assert(offsetof(oncourse_band_calibration, reserved) == 36);
static_assert(offsetof(oncourse_band_calibration, n_origins) == 40);
static_assert(sizeof(oncourse_band_calibration) == 48);

static_assert(offsetof(oncourse_band_origin, struct_size) == 0);
static_assert(offsetof(oncourse_band_origin, time) == 8);
static_assert(offsetof(oncourse_band_origin, factor) == 16);
static_assert(offsetof(oncourse_band_origin, last_factor) == 24);
static_assert(offsetof(oncourse_band_origin, n) == 32);
static_assert(offsetof(oncourse_band_origin, n_last) == 36);
static_assert(sizeof(oncourse_band_origin) == 40);

static_assert(offsetof(oncourse_likelihood_ratio, struct_size) == 0);
static_assert(offsetof(oncourse_likelihood_ratio, chi_squared) == 8);
static_assert(offsetof(oncourse_likelihood_ratio, p) == 16);
static_assert(offsetof(oncourse_likelihood_ratio, freedom) == 24);
static_assert(offsetof(oncourse_likelihood_ratio, reserved) == 28);
static_assert(sizeof(oncourse_likelihood_ratio) == 32);

static_assert(offsetof(oncourse_drift_reference, struct_size) == 0);
static_assert(offsetof(oncourse_drift_reference, reached) == 8);
static_assert(offsetof(oncourse_drift_reference, cut_off) == 16);
static_assert(offsetof(oncourse_drift_reference, missed) == 24);
static_assert(offsetof(oncourse_drift_reference, missed_flagged) == 32);
static_assert(sizeof(oncourse_drift_reference) == 40);

static_assert(offsetof(oncourse_drift_options, struct_size) == 0);
static_assert(offsetof(oncourse_drift_options, delta) == 8);
static_assert(offsetof(oncourse_drift_options, level) == 16);
static_assert(offsetof(oncourse_drift_options, count_open) == 24);
static_assert(offsetof(oncourse_drift_options, reserved) == 28);
static_assert(sizeof(oncourse_drift_options) == 32);

static_assert(offsetof(oncourse_drift_group, courses) == 0);
static_assert(offsetof(oncourse_drift_group, flagged) == 8);
static_assert(offsetof(oncourse_drift_group, log_greatest) == 16);
static_assert(offsetof(oncourse_drift_group, found_at) == 32);
static_assert(sizeof(oncourse_drift_group) == 48);

static_assert(offsetof(oncourse_drift_state, struct_size) == 0);
static_assert(offsetof(oncourse_drift_state, courses) == 8);
static_assert(offsetof(oncourse_drift_state, open) == 16);
static_assert(offsetof(oncourse_drift_state, groups) == 24);
static_assert(sizeof(oncourse_drift_state) == 168);

static_assert(offsetof(oncourse_drift_description, struct_size) == 0);
static_assert(offsetof(oncourse_drift_description, courses) == 8);
static_assert(offsetof(oncourse_drift_description, open) == 16);
static_assert(offsetof(oncourse_drift_description, found_at) == 24);
static_assert(offsetof(oncourse_drift_description, threshold) == 32);
static_assert(offsetof(oncourse_drift_description, p) == 40);
static_assert(sizeof(oncourse_drift_description) == 48);

static_assert(offsetof(oncourse_selection_options, struct_size) == 0);
static_assert(offsetof(oncourse_selection_options, folds) == 8);
static_assert(offsetof(oncourse_selection_options, threads) == 12);
static_assert(offsetof(oncourse_selection_options, seed) == 16);
static_assert(offsetof(oncourse_selection_options, vary) == 24);
static_assert(offsetof(oncourse_selection_options, without_prediction) == 28);
static_assert(offsetof(oncourse_selection_options, progress) == 32);
static_assert(offsetof(oncourse_selection_options, context) == 40);
static_assert(sizeof(oncourse_selection_options) == 48);

static_assert(offsetof(oncourse_backtest_rule, kind) == 0);
static_assert(offsetof(oncourse_backtest_rule, limits) == 4);
static_assert(offsetof(oncourse_backtest_rule, spending) == 8);
static_assert(offsetof(oncourse_backtest_rule, plain_model) == 12);
static_assert(offsetof(oncourse_backtest_rule, early_session) == 16);
static_assert(offsetof(oncourse_backtest_rule, reserved) == 20);
static_assert(offsetof(oncourse_backtest_rule, alpha) == 24);
static_assert(offsetof(oncourse_backtest_rule, level) == 32);
static_assert(offsetof(oncourse_backtest_rule, improvement) == 40);
static_assert(sizeof(oncourse_backtest_rule) == 48);

static_assert(offsetof(oncourse_backtest_options, struct_size) == 0);
static_assert(offsetof(oncourse_backtest_options, plan) == 8);
static_assert(offsetof(oncourse_backtest_options, rules) == 16);
static_assert(offsetof(oncourse_backtest_options, n_rules) == 24);
static_assert(offsetof(oncourse_backtest_options, sessions) == 32);
static_assert(offsetof(oncourse_backtest_options, n_sessions) == 40);
static_assert(offsetof(oncourse_backtest_options, groups) == 48);
static_assert(offsetof(oncourse_backtest_options, target_value) == 56);
static_assert(offsetof(oncourse_backtest_options, target_kind) == 64);
static_assert(offsetof(oncourse_backtest_options, folds) == 68);
static_assert(offsetof(oncourse_backtest_options, repetitions) == 72);
static_assert(offsetof(oncourse_backtest_options, least_scores) == 76);
static_assert(offsetof(oncourse_backtest_options, seed) == 80);
static_assert(offsetof(oncourse_backtest_options, share) == 88);
static_assert(offsetof(oncourse_backtest_options, intake) == 96);
static_assert(offsetof(oncourse_backtest_options, confidence) == 104);
static_assert(offsetof(oncourse_backtest_options, has_intake) == 112);
static_assert(offsetof(oncourse_backtest_options, inner_folds) == 116);
static_assert(offsetof(oncourse_backtest_options, progress) == 120);
static_assert(offsetof(oncourse_backtest_options, context) == 128);
static_assert(sizeof(oncourse_backtest_options) == 136);

static_assert(offsetof(oncourse_backtest_description, struct_size) == 0);
static_assert(offsetof(oncourse_backtest_description, n_persons) == 8);
static_assert(offsetof(oncourse_backtest_description, n_reached) == 16);
static_assert(offsetof(oncourse_backtest_description, n_left_out) == 24);
static_assert(sizeof(oncourse_backtest_description) == 32);

static_assert(offsetof(oncourse_prediction, time) == 0);
static_assert(offsetof(oncourse_prediction, mean) == 8);
static_assert(offsetof(oncourse_prediction, sd_person) == 16);
static_assert(offsetof(oncourse_prediction, sd_line) == 24);
static_assert(offsetof(oncourse_prediction, sd_score) == 32);
static_assert(offsetof(oncourse_prediction, probability) == 40);
static_assert(sizeof(oncourse_prediction) == 48);

static_assert(offsetof(oncourse_session_rows, struct_size) == 0);
static_assert(offsetof(oncourse_session_rows, n) == 8);
static_assert(offsetof(oncourse_session_rows, person) == 16);
static_assert(offsetof(oncourse_session_rows, session) == 24);
static_assert(offsetof(oncourse_session_rows, day) == 32);
static_assert(offsetof(oncourse_session_rows, score) == 40);
static_assert(offsetof(oncourse_session_rows, group) == 48);
static_assert(offsetof(oncourse_session_rows, covariates) == 56);
static_assert(offsetof(oncourse_session_rows, n_covariates) == 64);
static_assert(sizeof(oncourse_session_rows) == 72);

static_assert(offsetof(oncourse_follow_options, struct_size) == 0);
static_assert(offsetof(oncourse_follow_options, plan) == 8);
static_assert(offsetof(oncourse_follow_options, rules) == 16);
static_assert(offsetof(oncourse_follow_options, n_rules) == 24);
static_assert(offsetof(oncourse_follow_options, group) == 32);
static_assert(offsetof(oncourse_follow_options, alpha) == 40);
static_assert(offsetof(oncourse_follow_options, target_value) == 48);
static_assert(offsetof(oncourse_follow_options, target_kind) == 56);
static_assert(offsetof(oncourse_follow_options, combination) == 60);
static_assert(offsetof(oncourse_follow_options, per_person) == 64);
static_assert(offsetof(oncourse_follow_options, last_rows) == 68);
static_assert(offsetof(oncourse_follow_options, threads) == 72);
static_assert(offsetof(oncourse_follow_options, reserved) == 76);
static_assert(sizeof(oncourse_follow_options) == 80);

static_assert(offsetof(oncourse_assess_options, struct_size) == 0);
static_assert(offsetof(oncourse_assess_options, alpha) == 8);
static_assert(offsetof(oncourse_assess_options, level) == 16);
static_assert(offsetof(oncourse_assess_options, target_value) == 24);
static_assert(offsetof(oncourse_assess_options, target_kind) == 32);
static_assert(offsetof(oncourse_assess_options, combination) == 36);
static_assert(offsetof(oncourse_assess_options, today) == 40);
static_assert(offsetof(oncourse_assess_options, title) == 48);
static_assert(offsetof(oncourse_assess_options, rules) == 56);
static_assert(offsetof(oncourse_assess_options, n_rules) == 64);
static_assert(offsetof(oncourse_assess_options, group) == 72);
static_assert(offsetof(oncourse_assess_options, window_level) == 80);
static_assert(offsetof(oncourse_assess_options, sessions_beyond) == 88);
static_assert(offsetof(oncourse_assess_options, window_by) == 92);
static_assert(sizeof(oncourse_assess_options) == 96);

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
static_assert(offsetof(oncourse_forecast, band) == 96);
static_assert(sizeof(oncourse_forecast) == 120);

static_assert(offsetof(oncourse_bands, struct_size) == 0);
static_assert(offsetof(oncourse_bands, end) == 8);
static_assert(offsetof(oncourse_bands, level) == 32);
static_assert(offsetof(oncourse_bands, guarantee_kind) == 40);
static_assert(offsetof(oncourse_bands, n) == 44);
static_assert(offsetof(oncourse_bands, n_last) == 48);
static_assert(offsetof(oncourse_bands, reserved) == 52);
static_assert(offsetof(oncourse_bands, statement) == 56);
static_assert(sizeof(oncourse_bands) == 64);

static_assert(offsetof(oncourse_basis, struct_size) == 0);
static_assert(offsetof(oncourse_basis, verdict) == 8);
static_assert(offsetof(oncourse_basis, session) == 12);
static_assert(offsetof(oncourse_basis, score) == 16);
static_assert(offsetof(oncourse_basis, probability) == 24);
static_assert(offsetof(oncourse_basis, value) == 32);
static_assert(offsetof(oncourse_basis, threshold) == 40);
static_assert(offsetof(oncourse_basis, expected) == 48);
static_assert(offsetof(oncourse_basis, expected_level) == 72);
static_assert(offsetof(oncourse_basis, turning_score) == 80);
static_assert(offsetof(oncourse_basis, guarantee_alpha) == 88);
static_assert(offsetof(oncourse_basis, guarantee_kind) == 96);
static_assert(offsetof(oncourse_basis, guarantee_n_reached) == 100);
static_assert(offsetof(oncourse_basis, guarantee_statement) == 104);
static_assert(offsetof(oncourse_basis, rule) == 112);
static_assert(offsetof(oncourse_basis, calibration) == 120);
static_assert(offsetof(oncourse_basis, model) == 128);
static_assert(offsetof(oncourse_basis, n_inputs) == 136);
static_assert(offsetof(oncourse_basis, n_sentences) == 144);
static_assert(offsetof(oncourse_basis, n_assumptions) == 152);
static_assert(offsetof(oncourse_basis, n_quality_notes) == 160);
static_assert(offsetof(oncourse_basis, n_rules) == 168);
static_assert(offsetof(oncourse_basis, decided) == 176);
static_assert(sizeof(oncourse_basis) == 184);

static_assert(offsetof(oncourse_basis_input, struct_size) == 0);
static_assert(offsetof(oncourse_basis_input, session) == 8);
static_assert(offsetof(oncourse_basis_input, prorated) == 12);
static_assert(offsetof(oncourse_basis_input, day) == 16);
static_assert(offsetof(oncourse_basis_input, score) == 24);
static_assert(offsetof(oncourse_basis_input, date) == 32);
static_assert(sizeof(oncourse_basis_input) == 48);

static_assert(offsetof(oncourse_window, struct_size) == 0);
static_assert(offsetof(oncourse_window, decision) == 8);
static_assert(offsetof(oncourse_window, earliest_likely_session) == 12);
static_assert(offsetof(oncourse_window, level) == 16);
static_assert(offsetof(oncourse_window, n_sessions) == 24);
static_assert(offsetof(oncourse_window, n_beyond) == 32);
static_assert(offsetof(oncourse_window, n_reasons) == 40);
static_assert(offsetof(oncourse_window, n_sentences) == 48);
static_assert(sizeof(oncourse_window) == 56);

static_assert(offsetof(oncourse_window_session, struct_size) == 0);
static_assert(offsetof(oncourse_window_session, session) == 8);
static_assert(offsetof(oncourse_window_session, extrapolated) == 12);
static_assert(offsetof(oncourse_window_session, day) == 16);
static_assert(offsetof(oncourse_window_session, at) == 24);
static_assert(offsetof(oncourse_window_session, by) == 32);
static_assert(offsetof(oncourse_window_session, score) == 40);
static_assert(offsetof(oncourse_window_session, date) == 64);
static_assert(sizeof(oncourse_window_session) == 80);

static_assert(offsetof(oncourse_window_reason, struct_size) == 0);
static_assert(offsetof(oncourse_window_reason, kind) == 8);
static_assert(offsetof(oncourse_window_reason, in_model) == 12);
static_assert(offsetof(oncourse_window_reason, session) == 16);
static_assert(offsetof(oncourse_window_reason, has_day) == 20);
static_assert(offsetof(oncourse_window_reason, day) == 24);
static_assert(offsetof(oncourse_window_reason, value) == 32);
static_assert(offsetof(oncourse_window_reason, agreed) == 40);
static_assert(offsetof(oncourse_window_reason, of) == 48);
static_assert(offsetof(oncourse_window_reason, sentence) == 56);
static_assert(offsetof(oncourse_window_reason, date) == 64);
static_assert(sizeof(oncourse_window_reason) == 80);

static_assert(offsetof(oncourse_score_statistics, pre_mean) == 0);
static_assert(offsetof(oncourse_score_statistics, pre_sd) == 8);
static_assert(offsetof(oncourse_score_statistics, post_mean) == 16);
static_assert(offsetof(oncourse_score_statistics, post_sd) == 24);
static_assert(offsetof(oncourse_score_statistics, correlation) == 32);
static_assert(offsetof(oncourse_score_statistics, reliability) == 40);
static_assert(offsetof(oncourse_score_statistics, post_reliability) == 48);
static_assert(sizeof(oncourse_score_statistics) == 56);

static_assert(offsetof(oncourse_population, mean) == 0);
static_assert(offsetof(oncourse_population, sd) == 8);
static_assert(sizeof(oncourse_population) == 16);

static_assert(offsetof(oncourse_clinical_range, value) == 0);
static_assert(offsetof(oncourse_clinical_range, functional_beyond) == 8);
static_assert(offsetof(oncourse_clinical_range, clinical_beyond) == 16);
static_assert(offsetof(oncourse_clinical_range, direction) == 24);
static_assert(offsetof(oncourse_clinical_range, clinical_at_value) == 28);
static_assert(offsetof(oncourse_clinical_range, functional_at_value) == 32);
static_assert(offsetof(oncourse_clinical_range, reserved) == 36);
static_assert(sizeof(oncourse_clinical_range) == 40);

static_assert(offsetof(oncourse_change_rule_options, struct_size) == 0);
static_assert(offsetof(oncourse_change_rule_options, statistics) == 8);
static_assert(offsetof(oncourse_change_rule_options, range) == 16);
static_assert(offsetof(oncourse_change_rule_options, improvement) == 24);
static_assert(offsetof(oncourse_change_rule_options, deterioration) == 32);
static_assert(offsetof(oncourse_change_rule_options, zero) == 40);
static_assert(offsetof(oncourse_change_rule_options, method) == 48);
static_assert(offsetof(oncourse_change_rule_options, direction) == 52);
static_assert(sizeof(oncourse_change_rule_options) == 56);

static_assert(offsetof(oncourse_expected_response_options, struct_size) == 0);
static_assert(offsetof(oncourse_expected_response_options, intake) == 8);
static_assert(offsetof(oncourse_expected_response_options, times) == 16);
static_assert(offsetof(oncourse_expected_response_options, covariates) == 24);
static_assert(offsetof(oncourse_expected_response_options, n_intake) == 32);
static_assert(offsetof(oncourse_expected_response_options, n_times) == 40);
static_assert(offsetof(oncourse_expected_response_options, n_covariates) == 48);
static_assert(offsetof(oncourse_expected_response_options, level) == 56);
static_assert(offsetof(oncourse_expected_response_options, target_value) == 64);
static_assert(offsetof(oncourse_expected_response_options, target_kind) == 72);
static_assert(offsetof(oncourse_expected_response_options, reserved) == 76);
static_assert(sizeof(oncourse_expected_response_options) == 80);

static_assert(offsetof(oncourse_axis, label) == 0);
static_assert(offsetof(oncourse_axis, from) == 8);
static_assert(offsetof(oncourse_axis, to) == 16);
static_assert(sizeof(oncourse_axis) == 24);

static_assert(offsetof(oncourse_hierarchical_options, struct_size) == 0);
static_assert(offsetof(oncourse_hierarchical_options, improvement) == 8);
static_assert(offsetof(oncourse_hierarchical_options, deterioration) == 16);
static_assert(offsetof(oncourse_hierarchical_options, direction) == 24);
static_assert(offsetof(oncourse_hierarchical_options, deviation) == 28);
static_assert(offsetof(oncourse_hierarchical_options, log_time) == 32);
static_assert(offsetof(oncourse_hierarchical_options, least_scores) == 36);
static_assert(offsetof(oncourse_hierarchical_options, range) == 40);
static_assert(sizeof(oncourse_hierarchical_options) == 48);

static_assert(offsetof(oncourse_score_limit, value) == 0);
static_assert(offsetof(oncourse_score_limit, exclusive) == 8);
static_assert(offsetof(oncourse_score_limit, reserved) == 12);
static_assert(sizeof(oncourse_score_limit) == 16);

static_assert(offsetof(oncourse_session_criteria, struct_size) == 0);
static_assert(offsetof(oncourse_session_criteria, response_percent) == 8);
static_assert(offsetof(oncourse_session_criteria, response_points) == 16);
static_assert(offsetof(oncourse_session_criteria, best_score) == 24);
static_assert(offsetof(oncourse_session_criteria, response_sustained_time) == 32);
static_assert(offsetof(oncourse_session_criteria, early_within) == 40);
static_assert(offsetof(oncourse_session_criteria, early_percent) == 48);
static_assert(offsetof(oncourse_session_criteria, early_points) == 56);
static_assert(offsetof(oncourse_session_criteria, remission_time) == 64);
static_assert(offsetof(oncourse_session_criteria, recovery_time) == 72);
static_assert(offsetof(oncourse_session_criteria, relapse_time) == 80);
static_assert(offsetof(oncourse_session_criteria, reliable_improvement) == 88);
static_assert(offsetof(oncourse_session_criteria, reliable_deterioration) == 96);
static_assert(offsetof(oncourse_session_criteria, reliable_sustained_time) == 104);
static_assert(offsetof(oncourse_session_criteria, trend_sd) == 112);
static_assert(offsetof(oncourse_session_criteria, trend_reliability) == 120);
static_assert(offsetof(oncourse_session_criteria, trend_improvement) == 128);
static_assert(offsetof(oncourse_session_criteria, trend_deterioration) == 136);
static_assert(offsetof(oncourse_session_criteria, remission) == 144);
static_assert(offsetof(oncourse_session_criteria, relapse) == 152);
static_assert(offsetof(oncourse_session_criteria, functional) == 160);
static_assert(offsetof(oncourse_session_criteria, direction) == 168);
static_assert(offsetof(oncourse_session_criteria, without_response) == 172);
static_assert(offsetof(oncourse_session_criteria, response_sustained_scores) == 176);
static_assert(offsetof(oncourse_session_criteria, early_by_session) == 180);
static_assert(offsetof(oncourse_session_criteria, early_last_score_decides) == 184);
static_assert(offsetof(oncourse_session_criteria, remission_scores) == 188);
static_assert(offsetof(oncourse_session_criteria, recovery_scores) == 192);
static_assert(offsetof(oncourse_session_criteria, relapse_kind) == 196);
static_assert(offsetof(oncourse_session_criteria, relapse_scores) == 200);
static_assert(offsetof(oncourse_session_criteria, reliable_exclusive) == 204);
static_assert(offsetof(oncourse_session_criteria, reliable_sustained_scores) == 208);
static_assert(offsetof(oncourse_session_criteria, plateau_scores) == 212);
static_assert(sizeof(oncourse_session_criteria) == 216);

static_assert(offsetof(oncourse_sudden_gain_criteria, struct_size) == 0);
static_assert(offsetof(oncourse_sudden_gain_criteria, points) == 8);
static_assert(offsetof(oncourse_sudden_gain_criteria, share) == 16);
static_assert(offsetof(oncourse_sudden_gain_criteria, scale_end) == 24);
static_assert(offsetof(oncourse_sudden_gain_criteria, means_alpha) == 32);
static_assert(offsetof(oncourse_sudden_gain_criteria, means_critical) == 40);
static_assert(offsetof(oncourse_sudden_gain_criteria, reversal_share) == 48);
static_assert(offsetof(oncourse_sudden_gain_criteria, from_session) == 56);
static_assert(offsetof(oncourse_sudden_gain_criteria, to_session) == 64);
static_assert(offsetof(oncourse_sudden_gain_criteria, start_session) == 72);
static_assert(offsetof(oncourse_sudden_gain_criteria, end_session) == 80);
static_assert(offsetof(oncourse_sudden_gain_criteria, direction) == 88);
static_assert(offsetof(oncourse_sudden_gain_criteria, losses) == 92);
static_assert(offsetof(oncourse_sudden_gain_criteria, without_share) == 96);
static_assert(offsetof(oncourse_sudden_gain_criteria, share_of) == 100);
static_assert(offsetof(oncourse_sudden_gain_criteria, without_means) == 104);
static_assert(offsetof(oncourse_sudden_gain_criteria, means_sessions) == 108);
static_assert(offsetof(oncourse_sudden_gain_criteria, means_least) == 112);
static_assert(offsetof(oncourse_sudden_gain_criteria, means_t_test) == 116);
static_assert(offsetof(oncourse_sudden_gain_criteria, means_need_variance) == 120);
static_assert(offsetof(oncourse_sudden_gain_criteria, any) == 124);
static_assert(offsetof(oncourse_sudden_gain_criteria, first_interval) == 128);
static_assert(offsetof(oncourse_sudden_gain_criteria, last_interval) == 132);
static_assert(offsetof(oncourse_sudden_gain_criteria, bridge) == 136);
static_assert(offsetof(oncourse_sudden_gain_criteria, reversal_inclusive) == 140);
static_assert(offsetof(oncourse_sudden_gain_criteria, reversal_from) == 144);
static_assert(offsetof(oncourse_sudden_gain_criteria, which) == 148);
static_assert(sizeof(oncourse_sudden_gain_criteria) == 152);

static_assert(offsetof(oncourse_group_options, struct_size) == 0);
static_assert(offsetof(oncourse_group_options, important) == 8);
static_assert(offsetof(oncourse_group_options, level) == 16);
static_assert(offsetof(oncourse_group_options, direction) == 24);
static_assert(offsetof(oncourse_group_options, standardizer) == 28);
static_assert(offsetof(oncourse_group_options, unequal_variances) == 32);
static_assert(offsetof(oncourse_group_options, uncorrected) == 36);
static_assert(offsetof(oncourse_group_options, reliability) == 40);
static_assert(offsetof(oncourse_group_options, true_cutoff) == 48);
static_assert(sizeof(oncourse_group_options) == 56);

static_assert(offsetof(oncourse_parameter, name) == 0);
static_assert(offsetof(oncourse_parameter, value) == 8);
static_assert(sizeof(oncourse_parameter) == 16);

static_assert(offsetof(oncourse_simulation_options, struct_size) == 0);
static_assert(offsetof(oncourse_simulation_options, population) == 8);
static_assert(offsetof(oncourse_simulation_options, parameters) == 16);
static_assert(offsetof(oncourse_simulation_options, n_parameters) == 24);
static_assert(offsetof(oncourse_simulation_options, seed) == 32);
static_assert(offsetof(oncourse_simulation_options, until) == 40);
static_assert(offsetof(oncourse_simulation_options, totals) == 44);
static_assert(sizeof(oncourse_simulation_options) == 48);

static_assert(offsetof(oncourse_effect, improvement) == 0);
static_assert(offsetof(oncourse_effect, standard_error) == 8);
static_assert(sizeof(oncourse_effect) == 16);

static_assert(offsetof(oncourse_benchmark, struct_size) == 0);
static_assert(offsetof(oncourse_benchmark, difference) == 8);
static_assert(offsetof(oncourse_benchmark, low) == 16);
static_assert(offsetof(oncourse_benchmark, high) == 24);
static_assert(offsetof(oncourse_benchmark, standard_error) == 32);
static_assert(offsetof(oncourse_benchmark, z) == 40);
static_assert(offsetof(oncourse_benchmark, p) == 48);
static_assert(offsetof(oncourse_benchmark, narrow_low) == 56);
static_assert(offsetof(oncourse_benchmark, narrow_high) == 64);
static_assert(offsetof(oncourse_benchmark, verdict) == 72);
static_assert(offsetof(oncourse_benchmark, good_enough) == 76);
static_assert(offsetof(oncourse_benchmark, equivalent) == 80);
static_assert(offsetof(oncourse_benchmark, reserved) == 84);
static_assert(sizeof(oncourse_benchmark) == 88);

static_assert(offsetof(oncourse_measure, first) == 0);
static_assert(offsetof(oncourse_measure, last) == 8);
static_assert(offsetof(oncourse_measure, caseness) == 16);
static_assert(offsetof(oncourse_measure, reliable_change) == 24);
static_assert(offsetof(oncourse_measure, direction) == 32);
static_assert(offsetof(oncourse_measure, case_beyond) == 36);
static_assert(sizeof(oncourse_measure) == 40);

static_assert(offsetof(oncourse_monitoring_rule, kind) == 0);
static_assert(offsetof(oncourse_monitoring_rule, early_session) == 4);
static_assert(offsetof(oncourse_monitoring_rule, level) == 8);
static_assert(offsetof(oncourse_monitoring_rule, improvement) == 16);
static_assert(sizeof(oncourse_monitoring_rule) == 24);

static_assert(offsetof(oncourse_alarm_stage, until) == 0);
static_assert(offsetof(oncourse_alarm_stage, limit) == 8);
static_assert(offsetof(oncourse_alarm_stage, cut_off) == 16);
static_assert(offsetof(oncourse_alarm_stage, reserved) == 20);
static_assert(sizeof(oncourse_alarm_stage) == 24);

static_assert(offsetof(oncourse_rule_verdict, struct_size) == 0);
static_assert(offsetof(oncourse_rule_verdict, rule) == 8);
static_assert(offsetof(oncourse_rule_verdict, verdict) == 32);
static_assert(offsetof(oncourse_rule_verdict, alarm_session) == 36);
static_assert(offsetof(oncourse_rule_verdict, target_kind) == 40);
static_assert(offsetof(oncourse_rule_verdict, guarantee_kind) == 44);
static_assert(offsetof(oncourse_rule_verdict, target_value) == 48);
static_assert(offsetof(oncourse_rule_verdict, value) == 56);
static_assert(offsetof(oncourse_rule_verdict, threshold) == 64);
static_assert(offsetof(oncourse_rule_verdict, guarantee_alpha) == 72);
static_assert(offsetof(oncourse_rule_verdict, monitored_from) == 80);
static_assert(offsetof(oncourse_rule_verdict, monitored_to) == 88);
static_assert(offsetof(oncourse_rule_verdict, target_limit) == 96);
static_assert(offsetof(oncourse_rule_verdict, target_compare) == 104);
static_assert(offsetof(oncourse_rule_verdict, inclusive) == 108);
static_assert(offsetof(oncourse_rule_verdict, guarantee_n_reached) == 112);
static_assert(offsetof(oncourse_rule_verdict, reserved) == 116);
static_assert(offsetof(oncourse_rule_verdict, guarantee_statement) == 120);
static_assert(offsetof(oncourse_rule_verdict, calibration) == 128);
static_assert(sizeof(oncourse_rule_verdict) == 136);

#endif

static_assert(ONCOURSE_OK == 0 && ONCOURSE_BAD_ARGUMENT == 1 && ONCOURSE_UNKNOWN_INSTRUMENT == 2);
static_assert(ONCOURSE_RESPONSE_RANGE == 3 && ONCOURSE_TOO_MANY_MISSING == 4 && ONCOURSE_NOT_ENOUGH_SESSIONS == 5);
static_assert(ONCOURSE_OUT_OF_MEMORY == 6 && ONCOURSE_INTERNAL == 7 && ONCOURSE_MALFORMED == 8);
static_assert(ONCOURSE_WRONG_VERSION == 9 && ONCOURSE_SESSION_ORDER == 10 && ONCOURSE_NOT_AVAILABLE == 11);
static_assert(ONCOURSE_LOWER_IS_BETTER == 0 && ONCOURSE_HIGHER_IS_BETTER == 1);
static_assert(ONCOURSE_PUBLISHED == 0 && ONCOURSE_SECONDARY == 1 && ONCOURSE_CONVENTION == 2);
static_assert(ONCOURSE_AT_LEAST == 0 && ONCOURSE_ABOVE == 1 && ONCOURSE_AT_MOST == 2 && ONCOURSE_BELOW == 3);
static_assert(ONCOURSE_PRORATING_PUBLISHED == 0 && ONCOURSE_PRORATING_CONVENTION == 1 && ONCOURSE_PRORATING_NEVER == 2);
static_assert(ONCOURSE_CHANGE_NOT_KNOWN == 0 && ONCOURSE_CHANGE_RECOVERED == 1 && ONCOURSE_CHANGE_IMPROVED == 2);
static_assert(ONCOURSE_CHANGE_UNCHANGED == 3 && ONCOURSE_CHANGE_DETERIORATED == 4 && ONCOURSE_CHANGE_HARMED == 5);
static_assert(ONCOURSE_TARGET_DEFAULT == 0 && ONCOURSE_TARGET_RELIABLE_IMPROVEMENT == 1 && ONCOURSE_TARGET_CUTOFF == 2);
static_assert(ONCOURSE_TARGET_RECOVERY == 3 && ONCOURSE_TARGET_PERCENT == 4 && ONCOURSE_TARGET_SCORE == 5);
static_assert(ONCOURSE_TARGET_NO_DETERIORATION == 6);
static_assert(ONCOURSE_MEDICATION_STARTED == 1 && ONCOURSE_MEDICATION_STOPPED == 2);
static_assert(ONCOURSE_MEDICATION_DOSE_CHANGED == 3);
static_assert(ONCOURSE_FOCUS_NONE == 0 && ONCOURSE_FOCUS_GRIEF == 1 && ONCOURSE_FOCUS_ROLE_DISPUTE == 2);
static_assert(ONCOURSE_FOCUS_ROLE_TRANSITION == 3 && ONCOURSE_FOCUS_INTERPERSONAL_DEFICIT == 4);
static_assert(ONCOURSE_PHASE_INTAKE == 0 && ONCOURSE_PHASE_INITIAL == 1 && ONCOURSE_PHASE_MIDDLE == 2);
static_assert(ONCOURSE_PHASE_TERMINATION == 3 && ONCOURSE_PHASE_BEYOND_WINDOW == 4);
static_assert(ONCOURSE_TIME_LOG1P == 0 && ONCOURSE_TIME_LINEAR == 1);
static_assert(ONCOURSE_RANDOM_SLOPE == 0 && ONCOURSE_RANDOM_INTERCEPT == 1 && ONCOURSE_RANDOM_INDEPENDENT_SLOPE == 2);
static_assert(ONCOURSE_REML == 0 && ONCOURSE_ML == 1);
static_assert(ONCOURSE_UNIT_SESSION == 0 && ONCOURSE_UNIT_DAY == 1 && ONCOURSE_UNIT_WEEK == 2);
static_assert(ONCOURSE_UNIT_MONTH == 3);
static_assert(ONCOURSE_SEARCH_NOT_RUN == 0 && ONCOURSE_SEARCH_CONVERGED == 1 && ONCOURSE_SEARCH_NO_DESCENT == 2);
static_assert(ONCOURSE_SEARCH_EVALUATION_LIMIT == 3 && ONCOURSE_SEARCH_NOT_FINITE == 4);
static_assert(ONCOURSE_UNDETERMINED == 0 && ONCOURSE_ON_TRACK == 1 && ONCOURSE_OFF_TRACK == 2);
static_assert(ONCOURSE_REACHED_TARGET == 3);
static_assert(ONCOURSE_COMBINE_ANY == 0 && ONCOURSE_COMBINE_ALL == 1);
static_assert(ONCOURSE_GUARANTEE_NONE == 0 && ONCOURSE_GUARANTEE_CONFORMAL == 1 && ONCOURSE_GUARANTEE_VILLE == 2);
static_assert(ONCOURSE_GUARANTEE_CROSS_CONFORMAL == 3);
static_assert(ONCOURSE_LIMITS_CALIBRATED == 0 && ONCOURSE_LIMITS_PUBLISHED == 1);
static_assert(ONCOURSE_LIMITS_CROSS_CALIBRATED == 2);
static_assert(ONCOURSE_CALIBRATION_SPLIT == 0 && ONCOURSE_CALIBRATION_CROSS == 1);
static_assert(ONCOURSE_BLANK == -32768 && ONCOURSE_NO_PHASE == -1);
static_assert(ONCOURSE_CRITERION_A == 0 && ONCOURSE_CRITERION_B == 1 && ONCOURSE_CRITERION_C == 2);
static_assert(ONCOURSE_METHOD_RELIABLE_CHANGE == 0 && ONCOURSE_METHOD_JACOBSON_TRUAX == 1);
static_assert(ONCOURSE_METHOD_GULLIKSEN_LORD_NOVICK == 2 && ONCOURSE_METHOD_HSU_LINN_LORD == 3);
static_assert(ONCOURSE_METHOD_EDWARDS_NUNNALLY == 4 && ONCOURSE_METHOD_NUNNALLY_KOTSCH == 5);
static_assert(ONCOURSE_METHOD_HAGEMAN_ARRINDELL == 6 && ONCOURSE_METHOD_POINTS == 7 && ONCOURSE_METHOD_PERCENT == 8);
static_assert(ONCOURSE_METHOD_CUTOFF == 9);
static_assert(ONCOURSE_RELAPSE_LOSS_OF_REMISSION == 0 && ONCOURSE_RELAPSE_BEYOND_LIMIT == 1);
static_assert(ONCOURSE_RELAPSE_LOSS_OF_RESPONSE == 2);
static_assert(ONCOURSE_SHARE_OF_SCORE_BEFORE == 0 && ONCOURSE_SHARE_OF_FIRST_SCORE == 1);
static_assert(ONCOURSE_SHARE_OF_DISTANCE_TO_END == 2);
static_assert(ONCOURSE_GAIN_FIRST == 0 && ONCOURSE_GAIN_LAST == 1 && ONCOURSE_GAIN_LARGEST == 2);
static_assert(ONCOURSE_GAIN_SMALLEST == 3);
static_assert(ONCOURSE_BY_PRE_SD == 0 && ONCOURSE_BY_POOLED_SD == 1 && ONCOURSE_BY_CHANGE_SD == 2);
static_assert(ONCOURSE_NOT_DISTINGUISHABLE == 0 && ONCOURSE_ABOVE_BENCHMARK == 1 && ONCOURSE_BELOW_BENCHMARK == 2);
static_assert(ONCOURSE_POLICY_ADULTS == 0 && ONCOURSE_POLICY_CHILDREN == 1);

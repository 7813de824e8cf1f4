// memory_model.cpp: calls to try while memory runs out: models.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "memory_calls.hpp"

namespace oncourse::abi {
namespace {

constexpr double intake[] = {12, 20}, off_the_scale[] = {12, 28}, times[] = {1, 16};

oncourse_expected_response_options asked(const double* scores) {
  oncourse_expected_response_options options = ONCOURSE_EXPECTED_RESPONSE_OPTIONS_INIT;
  options.intake = scores;
  options.times = times;
  options.n_intake = options.n_times = 2;
  options.target_kind = ONCOURSE_TARGET_RECOVERY;
  return options;
}

const Fallible fallible[] = {
    {"oncourse_cross_products_new",
     [](Setting& s, oncourse_error* e) {
       return oncourse_cross_products_new(&s.rows, &s.fitting, s.phq9, &s.out.cross_products, e);
     }},
    {"oncourse_cross_products_read",
     [](Setting& s, oncourse_error* e) {
       return oncourse_cross_products_read(s.bytes.data(), s.bytes.size(), &s.out.cross_products, e);
     },
     ONCOURSE_OK, Setting::with_cross_products},
    {"oncourse_cross_products_read",
     [](Setting& s, oncourse_error* e) {
       return oncourse_cross_products_read(s.bytes.data(), s.bytes.size() - 1, &s.out.cross_products, e);
     },
     ONCOURSE_MALFORMED, Setting::with_cross_products},
    {"oncourse_cross_products_add",
     [](Setting& s, oncourse_error* e) { return oncourse_cross_products_add(s.cross_products, s.others, e); },
     ONCOURSE_OK, Setting::with_cross_products},
    {"oncourse_cross_products_add",
     [](Setting& s, oncourse_error* e) { return oncourse_cross_products_add(s.others, s.others, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_cross_products},
    {"oncourse_cross_products_add_bytes",
     [](Setting& s, oncourse_error* e) {
       return oncourse_cross_products_add_bytes(s.cross_products, s.bytes.data(), s.bytes.size(), e);
     },
     ONCOURSE_OK, Setting::with_cross_products},
    {"oncourse_cross_products_bytes",
     [](Setting& s, oncourse_error* e) {
       return oncourse_cross_products_bytes(s.others, s.out.bytes, sizeof s.out.bytes, &s.out.count, e);
     },
     ONCOURSE_OK, Setting::with_cross_products},
    {"oncourse_cross_products_fit",
     [](Setting& s, oncourse_error* e) {
       return oncourse_cross_products_fit(s.cross_products, ONCOURSE_REML, &s.out.model, e);
     },
     ONCOURSE_OK, Setting::with_cross_products, true},
    {"oncourse_model_new",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_new(model_document.data(), model_document.size(), &s.out.model, e);
     }},
    {"oncourse_model_new",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_new(model_document.data(), model_document.size() / 2, &s.out.model, e);
     },
     ONCOURSE_MALFORMED},
    {"oncourse_model_new",
     [](Setting& s, oncourse_error* e) { return oncourse_model_new("{\"schema\": 1}", 13, &s.out.model, e); },
     ONCOURSE_MALFORMED},
    {"oncourse_model_fit",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_fit(&s.rows, &s.fitting, s.phq9, &s.calibrating, &s.out.model, e);
     },
     ONCOURSE_OK, nullptr},
    {"oncourse_model_fit",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_fit(&s.rows, nullptr, nullptr, &s.calibrating, &s.out.model, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_model_fit",
     [](Setting& s, oncourse_error* e) {
       oncourse_fit_options form = s.fitting;
       form.curve = ONCOURSE_CURVE_QUADRATIC;
       form.residuals = ONCOURSE_RESIDUALS_AUTOREGRESSIVE_WITH_NOISE;
       form.scale = ONCOURSE_SCALE_SQUARE_ROOT;
       return oncourse_model_fit(&s.rows, &form, s.phq9, nullptr, &s.out.model, e);
     },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_model_calibration_stages",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_calibration_stages(s.model, 0, s.out.stages, 16, &s.out.count, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_calibrate",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_calibrate(s.model, s.phq9, &s.rows, &s.calibrating, &s.out.model, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_calibrate",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_calibrate(s.model, s.gad7, &s.rows, nullptr, &s.out.model, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
    {"oncourse_model_covariate",
     [](Setting& s, oncourse_error* e) { return oncourse_model_covariate(s.model, 0, &s.out.covariate, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
    {"oncourse_model_coefficient",
     [](Setting& s, oncourse_error* e) { return oncourse_model_coefficient(s.model, 0, &s.out.coefficient, e); },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_band_origin",
     [](Setting& s, oncourse_error* e) { return oncourse_model_band_origin(s.model, 99, &s.out.band_origin, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
    {"oncourse_model_coefficient",
     [](Setting& s, oncourse_error* e) { return oncourse_model_coefficient(s.model, 9, &s.out.coefficient, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
    {"oncourse_model_coefficient_covariance",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_coefficient_covariance(s.model, s.out.matrix, 4, &s.out.count, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_coefficient_covariance",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_coefficient_covariance(s.model, s.out.matrix, 3, &s.out.count, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
    {"oncourse_model_random_covariance",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_random_covariance(s.model, s.out.matrix, 4, &s.out.count, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_random_covariance",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_random_covariance(s.model, s.out.matrix, 3, &s.out.count, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
    {"oncourse_model_predict",
     [](Setting& s, oncourse_error* e) {
       const oncourse_target_line line = {9, 9.5, ONCOURSE_AT_MOST, 0};
       return oncourse_model_predict(s.model, &s.seen, &s.ahead, &line, s.out.predictions, 4, &s.out.count, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_predict",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_predict(s.model, &s.seen, &s.ahead, nullptr, s.out.predictions, 4, &s.out.count, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_expected_response",
     [](Setting& s, oncourse_error* e) {
       const oncourse_expected_response_options options = asked(intake);
       return oncourse_expected_response(s.model, s.phq9, &options, &s.out.tables[0], e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_expected_response",
     [](Setting& s, oncourse_error* e) {
       const oncourse_expected_response_options options = asked(off_the_scale);
       return oncourse_expected_response(s.model, nullptr, &options, &s.out.tables[0], e);
     },
     ONCOURSE_RESPONSE_RANGE, Setting::with_model},
    {"oncourse_expected_response_draw",
     [](Setting& s, oncourse_error* e) {
       const oncourse_expected_response_options options = asked(intake);
       const oncourse_axis axis = {label, 0, 27};
       return oncourse_expected_response_draw(s.model, s.phq9, &options, &axis, &s.out.drawing, e);
     },
     ONCOURSE_OK, Setting::with_model, true},
    {"oncourse_intake_levels",
     [](Setting& s, oncourse_error* e) {
       return oncourse_intake_levels(s.phq9, 10, 17, s.out.numbers, 8, &s.out.count, e);
     }},
    {"oncourse_intake_levels",
     [](Setting& s, oncourse_error* e) {
       return oncourse_intake_levels(s.phq9, 10, 28, s.out.numbers, 8, &s.out.count, e);
     },
     ONCOURSE_RESPONSE_RANGE},
    {"oncourse_model_predict_jointly",
     [](Setting& s, oncourse_error* e) {
       const double later_times[] = {4.0, 5.0, 6.0, 7.0};
       oncourse_rows later = s.ahead;
       later.time = later_times;
       double means[4], matrix[16];
       return oncourse_model_predict_jointly(s.model, &s.seen, &later, 0, means, matrix, 4, &s.out.count, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_predict_jointly",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_predict_jointly(s.model, &s.seen, &s.ahead, 2, nullptr, nullptr, 0, &s.out.count, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
    {"oncourse_model_theta",
     [](Setting& s, oncourse_error* e) { return oncourse_model_theta(s.model, s.out.matrix, 4, &s.out.count, e); },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_theta",
     [](Setting& s, oncourse_error* e) { return oncourse_model_theta(s.model, s.out.matrix, 1, &s.out.count, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
    {"oncourse_model_theta_covariance",  // the example was made up: nobody knows how sure its theta is
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_theta_covariance(s.model, s.out.matrix, 4, &s.out.count, e);
     },
     ONCOURSE_NOT_AVAILABLE, Setting::with_model},
    {"oncourse_model_intervals",
     [](Setting& s, oncourse_error* e) { return oncourse_model_intervals(s.model, 0.9, &s.out.tables[0], e); },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_intervals",
     [](Setting& s, oncourse_error* e) { return oncourse_model_intervals(s.model, 2, &s.out.tables[0], e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
    {"oncourse_model_profile_intervals",
     [](Setting& s, oncourse_error* e) {
       return oncourse_model_profile_intervals(s.model, &s.rows, 0, 0, &s.out.tables[0], e);
     },
     ONCOURSE_OK, Setting::with_nested_models, true},
    {"oncourse_model_profile_intervals",
     [](Setting& s, oncourse_error* e) {
       s.rows.n -= 1;
       return oncourse_model_profile_intervals(s.model, &s.rows, 0, 0, &s.out.tables[0], e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_nested_models},
    {"oncourse_likelihood_ratio_test",
     [](Setting& s, oncourse_error* e) {
       return oncourse_likelihood_ratio_test(s.model, s.larger, &s.out.likelihood_ratio, e);
     },
     ONCOURSE_OK, Setting::with_nested_models},
    {"oncourse_likelihood_ratio_test",
     [](Setting& s, oncourse_error* e) {
       return oncourse_likelihood_ratio_test(s.larger, s.model, &s.out.likelihood_ratio, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_nested_models},
    {"oncourse_model_select",
     [](Setting& s, oncourse_error* e) {
       const oncourse_fit_options* const forms[] = {&s.fitting};
       oncourse_selection_options options = ONCOURSE_SELECTION_OPTIONS_INIT;
       options.folds = 2;
       options.progress = [](void*, size_t, size_t) { return std::int32_t{0}; };
       return oncourse_model_select(&s.rows, forms, 1, s.phq9, &options, &s.out.tables[0], e);
     },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_model_select",
     [](Setting& s, oncourse_error* e) {
       const oncourse_fit_options* const forms[] = {&s.fitting};
       oncourse_selection_options options = ONCOURSE_SELECTION_OPTIONS_INIT;
       options.folds = 99;
       return oncourse_model_select(&s.rows, forms, 1, s.phq9, &options, &s.out.tables[0], e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_usual_rules",
     [](Setting& s, oncourse_error* e) {
       return oncourse_usual_rules(s.phq9, &s.fitting, nullptr, 0, s.out.rules, 24, &s.out.count, e);
     }},
    {"oncourse_usual_rules",
     [](Setting& s, oncourse_error* e) {
       return oncourse_usual_rules(s.phq9, nullptr, nullptr, 0, s.out.rules, 2, &s.out.count, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_backtest_new",
     [](Setting& s, oncourse_error* e) {
       s.testing.progress = [](void*, size_t, size_t) { return std::int32_t{0}; };
       return oncourse_backtest_new(&s.rows, &s.fitting, s.phq9, &s.testing, &s.out.backtest, e);
     },
     ONCOURSE_OK, nullptr, true},
    {"oncourse_backtest_new",
     [](Setting& s, oncourse_error* e) {
       s.testing.folds = 99;
       return oncourse_backtest_new(&s.rows, &s.fitting, s.phq9, &s.testing, &s.out.backtest, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_backtest_table",
     [](Setting& s, oncourse_error* e) {
       return oncourse_backtest_table(s.backtest, ONCOURSE_BACKTEST_STRATA, &s.out.tables[0], e);
     },
     ONCOURSE_OK, Setting::with_backtest},
    {"oncourse_backtest_table",
     [](Setting& s, oncourse_error* e) { return oncourse_backtest_table(s.backtest, 6, &s.out.tables[0], e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_backtest},
    {"oncourse_model_points",
     [](Setting& s, oncourse_error* e) { return oncourse_model_points(s.model, NAN, &s.out.t, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
};

const Modest modest[] = {
    {"oncourse_cross_products_free",
     [](Setting& s) {
       oncourse_cross_products_free(s.cross_products);
       s.cross_products = nullptr;
       return true;
     },
     Setting::with_cross_products},
    {"oncourse_cross_products_describe",
     [](Setting& s) {
       return oncourse_cross_products_describe(s.others, &s.out.cross_products_description, nullptr) == ONCOURSE_OK;
     },
     Setting::with_cross_products},
    {"oncourse_rule_name", [](Setting&) { return oncourse_rule_name(ONCOURSE_RULE_NO_EARLY_RESPONSE) != nullptr; }},
    {"oncourse_backtest_describe",
     [](Setting& s) {
       return oncourse_backtest_describe(s.backtest, &s.out.backtest_description, nullptr) == ONCOURSE_OK;
     },
     Setting::with_backtest},
    {"oncourse_backtest_free",
     [](Setting& s) {
       oncourse_backtest_free(s.backtest);
       s.backtest = nullptr;
       return true;
     },
     Setting::with_backtest},
    {"oncourse_model_free",
     [](Setting& s) {
       oncourse_model_free(s.model);
       s.model = nullptr;
       return true;
     },
     Setting::with_model},
    {"oncourse_search_name", [](Setting&) { return oncourse_search_name(ONCOURSE_SEARCH_CONVERGED) != nullptr; }},
    {"oncourse_model_describe",
     [](Setting& s) { return oncourse_model_describe(s.model, &s.out.model_description, nullptr) == ONCOURSE_OK; },
     Setting::with_model},
    {"oncourse_model_points",
     [](Setting& s) { return oncourse_model_points(s.model, 3.0, &s.out.t, nullptr) == ONCOURSE_OK; },
     Setting::with_model},
    {"oncourse_model_band_calibration",
     [](Setting& s) {
       return oncourse_model_band_calibration(s.model, &s.out.band_calibration, nullptr) == ONCOURSE_OK;
     },
     Setting::with_model},
    {"oncourse_model_band_origin",
     [](Setting& s) { return oncourse_model_band_origin(s.model, 0, &s.out.band_origin, nullptr) == ONCOURSE_OK; },
     Setting::with_model},
    {"oncourse_model_calibration",
     [](Setting& s) { return oncourse_model_calibration(s.model, 0, &s.out.calibration, nullptr) == ONCOURSE_OK; },
     Setting::with_model},
};

const Written written[] = {
    {"oncourse_backtest_text", [](Setting& s) { return oncourse_backtest_text(s.backtest); }, Setting::with_backtest},
    {"oncourse_backtest_html", [](Setting& s) { return oncourse_backtest_html(s.backtest); }, Setting::with_backtest},
    {"oncourse_model_json", [](Setting& s) { return oncourse_model_json(s.model); }, Setting::with_model},
    {"oncourse_model_text", [](Setting& s) { return oncourse_model_text(s.model); }, Setting::with_model},
    {"oncourse_model_html", [](Setting& s) { return oncourse_model_html(s.model); }, Setting::with_model},
};

}  // namespace

const Calls model_calls = {fallible, modest, written};

}  // namespace oncourse::abi

// memory_model.cpp: calls to try while memory runs out: models.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "memory_calls.hpp"

namespace oncourse::abi {
namespace {

const Fallible fallible[] = {
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
    {"oncourse_model_predict_jointly",
     [](Setting& s, oncourse_error* e) {
       double means[4], matrix[16];
       return oncourse_model_predict_jointly(s.model, nullptr, &s.ahead, 0, means, matrix, 4, &s.out.count, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_model_predict_jointly",  // its times begin before the last of those seen
     [](Setting& s, oncourse_error* e) {
       double means[4], matrix[16];
       return oncourse_model_predict_jointly(s.model, &s.seen, &s.ahead, 0, means, matrix, 4, &s.out.count, e);
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
    {"oncourse_model_points",
     [](Setting& s, oncourse_error* e) { return oncourse_model_points(s.model, NAN, &s.out.t, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_model},
};

const Modest modest[] = {
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
    {"oncourse_model_calibration",
     [](Setting& s) { return oncourse_model_calibration(s.model, &s.out.calibration, nullptr) == ONCOURSE_OK; },
     Setting::with_model},
};

const Written written[] = {
    {"oncourse_model_json", [](Setting& s) { return oncourse_model_json(s.model); }, Setting::with_model},
    {"oncourse_model_text", [](Setting& s) { return oncourse_model_text(s.model); }, Setting::with_model},
    {"oncourse_model_html", [](Setting& s) { return oncourse_model_html(s.model); }, Setting::with_model},
};

}  // namespace

const Calls model_calls = {fallible, modest, written};

}  // namespace oncourse::abi

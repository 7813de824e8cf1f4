// memory_calls.cpp: what a call reads and fills while memory runs out.
// SPDX-License-Identifier: Apache-2.0
#include "memory_calls.hpp"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

namespace oncourse::abi {
namespace {

std::string content_of(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr int persons = 12, sessions = 6, n_rows = persons * sessions;

/// Most of them get better. As few as a fit with half of them held out takes, since every request of it is to fail.
struct Cohort {
  std::int64_t person[n_rows];
  std::int64_t group[n_rows];
  double time[n_rows], score[n_rows];

  Cohort() {
    for (int i = 0; i < n_rows; ++i) {
      person[i] = i / sessions;
      group[i] = person[i] % 2;
      time[i] = i % sessions;
      score[i] = 14.0 + i / sessions % 5 + i * 7 % 3 - (i / sessions % 4 != 0 ? 2.0 : 0.2) * time[i];
    }
  }
};
const Cohort everybody;

}  // namespace

const std::string model_document = content_of(ONCOURSE_MODEL_DOCUMENT);
const std::string definition =
    R"({"id": "clinic-10", "name": "Clinic Ten", "construct": "distress", "direction": "lower_is_better",
        "total": [0, 40], "source": "the vendor's own manual", "bands": [{"from": 0, "label": "any"}]})";
const std::string course_file =
    R"({"intake": "2026-01-05", "instrument": "clinic-10", "target": {"kind": "percent", "value": 50},
        "goals": [{"label": "sleeping better than before", "instrument": "clinic-10", "compare": "below", "value": 9}],
        "medication": [{"date": "2026-01-12", "event": "started", "label": "something with a long name"}]})";

/// Without what is needed nothing can be tried.
void expect_ok(oncourse_status status) {
  if (status == ONCOURSE_OK) return;
  std::cerr << "the setting cannot be made: " << oncourse_status_name(status) << "\n";
  std::abort();
}

Setting::Setting() {
  expect_ok(oncourse_instrument_find("phq-9", &phq9, nullptr));
  expect_ok(oncourse_instrument_find("gad-7", &gad7, nullptr));
  expect_ok(oncourse_instrument_new(definition.data(), definition.size(), &own, nullptr));
  own_again = own;
  expect_ok(oncourse_course_new(nullptr, "2026-01-05", &course, nullptr));
  for (std::int32_t session = 0; session < 3; ++session) {
    expect_ok(oncourse_course_add_session(course, session, 7 * session, nullptr));
    if (session < 2) expect_ok(oncourse_course_add_total(course, session, phq9, 18.0 - session, nullptr));
  }
  expect_ok(oncourse_course_add_medication(course, 3, ONCOURSE_MEDICATION_STARTED, label, nullptr));
  rows.n = n_rows;
  reference.reached = reference.missed = 20;
  reference.cut_off = 2;
  fitting.random_effects = ONCOURSE_RANDOM_INTERCEPT;  // one theta to search
  calibrating.alpha = 0.5;
  trying.alpha = 0.5;
  testing.rules = &trying;
  testing.n_rules = 1;
  testing.groups = everybody.group;
  testing.folds = 2;
  rows.person = everybody.person;
  rows.time = everybody.time;
  rows.score = everybody.score;
  grouping = {label, everybody.group, nullptr, 0};
  service_rows.n = n_rows;
  service_rows.person = everybody.person;
  service_rows.session = everybody.time;
  service_rows.score = everybody.score;
  service_rows.groupings = &grouping;
  service_rows.n_groupings = 1;
  reporting.least_group = 1;
  seen.n = ahead.n = 4;
  seen.time = ahead.time = everybody.time;
  seen.score = everybody.score;
  sessions.n = 4;
  sessions.person = everybody.person;
  sessions.session = everybody.time;
  sessions.score = everybody.score;

  std::memset(&out, 0x5A, sizeof out);
  out.instrument = nullptr;
  out.course = nullptr;
  out.model = nullptr;
  out.cross_products = nullptr;
  out.backtest = nullptr;
  out.drift = nullptr;
  out.service = nullptr;
  out.assessment = nullptr;
  out.followed = nullptr;
  for (oncourse_table*& one : out.tables) one = nullptr;
  out.rule = nullptr;
  out.drawing = nullptr;
  out.benchmark = ONCOURSE_BENCHMARK_INIT;
  out.description = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
  out.score = ONCOURSE_SCORE_RESULT_INIT;
  out.change = ONCOURSE_CHANGE_RESULT_INIT;
  out.calendar = ONCOURSE_CALENDAR_INIT;
  out.model_description = ONCOURSE_MODEL_DESCRIPTION_INIT;
  out.cross_products_description = ONCOURSE_CROSS_PRODUCTS_DESCRIPTION_INIT;
  out.calibration = ONCOURSE_CALIBRATION_INIT;
  out.band_calibration = ONCOURSE_BAND_CALIBRATION_INIT;
  out.band_origin = ONCOURSE_BAND_ORIGIN_INIT;
  out.likelihood_ratio = ONCOURSE_LIKELIHOOD_RATIO_INIT;
  out.backtest_description = ONCOURSE_BACKTEST_DESCRIPTION_INIT;
  out.drift_state = ONCOURSE_DRIFT_STATE_INIT;
  out.drift_description = ONCOURSE_DRIFT_DESCRIPTION_INIT;
  out.summary = ONCOURSE_SUMMARY_INIT;
  out.session = ONCOURSE_SESSION_VERDICT_INIT;
  out.forecast = ONCOURSE_FORECAST_INIT;
  out.bands = ONCOURSE_BANDS_INIT;
  out.basis = ONCOURSE_BASIS_INIT;
  out.rule_verdict = ONCOURSE_RULE_VERDICT_INIT;
  out.input = ONCOURSE_BASIS_INPUT_INIT;
  out.window = ONCOURSE_WINDOW_INIT;
  out.window_session = ONCOURSE_WINDOW_SESSION_INIT;
  out.window_reason = ONCOURSE_WINDOW_REASON_INIT;
}

Setting::~Setting() {
  for (oncourse_instrument* const one : {phq9, gad7, own, out.instrument}) oncourse_instrument_free(one);
  for (oncourse_course* const one : {course, out.course}) oncourse_course_free(one);
  for (oncourse_model* const one : {model, larger, out.model}) oncourse_model_free(one);
  for (oncourse_cross_products* const one : {cross_products, others, out.cross_products})
    oncourse_cross_products_free(one);
  for (oncourse_backtest* const one : {backtest, out.backtest}) oncourse_backtest_free(one);
  for (oncourse_drift* const one : {drift, out.drift}) oncourse_drift_free(one);
  for (oncourse_service_report* const one : {service, out.service}) oncourse_service_report_free(one);
  for (oncourse_assessment* const one : {assessment, out.assessment}) oncourse_assessment_free(one);
  for (oncourse_followed* const one : {followed, out.followed}) oncourse_followed_free(one);
  for (oncourse_table* const one : {table, out.tables[0], out.tables[1], out.tables[2]}) oncourse_table_free(one);
  for (oncourse_change_rule* const one : {rule, out.rule}) oncourse_change_rule_free(one);
  for (oncourse_drawing* const one : {drawing, out.drawing}) oncourse_drawing_free(one);
}

void Setting::with_model(Setting& s) {
  expect_ok(oncourse_model_new(model_document.data(), model_document.size(), &s.model, nullptr));
}

void Setting::with_nested_models(Setting& s) {
  expect_ok(oncourse_model_fit(&s.rows, &s.fitting, s.phq9, nullptr, &s.model, nullptr));
  expect_ok(oncourse_model_fit(&s.rows, nullptr, s.phq9, nullptr, &s.larger, nullptr));
}

void Setting::with_backtest(Setting& s) {
  expect_ok(oncourse_backtest_new(&s.rows, &s.fitting, s.phq9, &s.testing, &s.backtest, nullptr));
}

void Setting::with_cross_products(Setting& s) {
  for (oncourse_cross_products** const one : {&s.cross_products, &s.others})
    expect_ok(oncourse_cross_products_new(&s.rows, &s.fitting, s.phq9, one, nullptr));
  std::size_t size = 0;
  expect_ok(oncourse_cross_products_bytes(s.others, nullptr, 0, &size, nullptr));
  s.bytes.resize(size);
  expect_ok(
      oncourse_cross_products_bytes(s.others, reinterpret_cast<unsigned char*>(s.bytes.data()), size, &size, nullptr));
}

void Setting::with_assessment(Setting& s) {
  with_model(s);
  expect_ok(oncourse_assess(s.course, s.phq9, s.model, nullptr, &s.assessment, nullptr));
}

void Setting::with_change(Setting& s) {
  const std::int32_t improved = ONCOURSE_CHANGE_IMPROVED;
  const double pre = 18, post = 9;
  const oncourse_axis axis = {label, 0, 27};
  expect_ok(oncourse_change_rule_new(s.phq9, nullptr, &s.rule, nullptr));
  expect_ok(oncourse_class_summary(&improved, nullptr, 1, 0, &s.table, nullptr));
  expect_ok(oncourse_change_draw(s.rule, &pre, &post, 1, &axis, &s.drawing, nullptr));
}

}  // namespace oncourse::abi

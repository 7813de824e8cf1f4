/* skew.c: programs older and newer than the library. Every struct is a block of its own size, so that the address
 * sanitizer sees a byte read or written beyond it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <oncourse/oncourse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAIL = 16, CANARY = 0x5A };

static int failures = 0;

static void expect(int holds, const char* what, const char* of) {
  if (holds) return;
  fprintf(stderr, "skew: %s: %s\n", of, what);
  ++failures;
}

/* A block of `size` bytes that begins with `known` and struct_size, and goes on with `fill`. */
static void* block(const void* known, size_t known_size, size_t size, size_t struct_size, int fill) {
  unsigned char* bytes = malloc(size);
  if (!bytes) exit(EXIT_FAILURE);
  memset(bytes, fill, size);
  memcpy(bytes, known, known_size < size ? known_size : size);
  memcpy(bytes, &struct_size, sizeof struct_size);
  return bytes;
}

static const int16_t sheet[9] = {2, 2, 2, 2, 2, 2, 2, 2, 0};
static oncourse_instrument* phq9 = NULL;
static oncourse_course* course = NULL;
static oncourse_assessment *assessment = NULL, *judged = NULL;
static oncourse_model *model = NULL, *level_only = NULL, *level_and_rate = NULL; /* the last two are nested */
static oncourse_backtest* tested = NULL;

/* One call with the options, one with the result; each frees what it makes. */
static oncourse_status score_with(const void* options) {
  oncourse_score_result result = ONCOURSE_SCORE_RESULT_INIT;
  return oncourse_score(phq9, sheet, 9, options, &result, NULL);
}
static oncourse_status plan_with(const void* options) {
  oncourse_course* made = NULL;
  const oncourse_status status = oncourse_course_new(options, NULL, &made, NULL);
  oncourse_course_free(made);
  return status;
}
static oncourse_status assess_with(const void* options) {
  oncourse_assessment* made = NULL;
  const oncourse_status status = oncourse_assess(course, phq9, NULL, options, &made, NULL);
  oncourse_assessment_free(made);
  return status;
}
static oncourse_status change_with(const void* options) {
  oncourse_change_result result = ONCOURSE_CHANGE_RESULT_INIT;
  return oncourse_change(phq9, 16, 9, options, &result, NULL);
}
/* Forty persons, half of whom get better: enough to calibrate on. */
static void everybody(oncourse_rows* rows) {
  static int64_t person[240];
  static double time[240], score[240];
  size_t i;
  for (i = 0; i < 240; ++i) {
    person[i] = (int64_t)(i / 6);
    time[i] = (double)(i % 6);
    score[i] = 14 + (double)(i / 6 % 5) + (double)(i * 7 % 3) - (i / 6 % 4 != 0 ? 2.0 : 0.2) * time[i];
  }
  rows->n = 240;
  rows->person = person;
  rows->time = time;
  rows->score = score;
}
static oncourse_status fit(const oncourse_rows* rows, const void* options, const void* calibration) {
  oncourse_model* made = NULL;
  const oncourse_status status = oncourse_model_fit(rows, options, phq9, calibration, &made, NULL);
  oncourse_model_free(made);
  return status;
}
static oncourse_status fit_with(const void* options) {
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  everybody(&rows);
  return fit(&rows, options, NULL);
}
static oncourse_status calibrate_with(const void* options) {
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  everybody(&rows);
  return fit(&rows, NULL, options);
}
static oncourse_status select_with(const void* options) {
  const oncourse_fit_options form = ONCOURSE_FIT_OPTIONS_INIT, *forms[1];
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  oncourse_table* made = NULL;
  oncourse_status status;
  forms[0] = &form;
  everybody(&rows);
  status = oncourse_model_select(&rows, forms, 1, phq9, options, &made, NULL);
  oncourse_table_free(made);
  return status;
}
static oncourse_status backtest_with(const void* options) {
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  oncourse_backtest* made = NULL;
  oncourse_status status;
  everybody(&rows);
  status = oncourse_backtest_new(&rows, NULL, phq9, options, &made, NULL);
  oncourse_backtest_free(made);
  return status;
}
/* A model is only read from: whose rows it saw does not matter here. */
static oncourse_status predict_with(const void* seen) {
  oncourse_rows ahead = ONCOURSE_ROWS_INIT;
  const double time = 3;
  oncourse_prediction prediction;
  size_t count;
  ahead.n = 1;
  ahead.time = &time;
  return oncourse_model_predict(model, seen, &ahead, NULL, &prediction, 1, &count, NULL);
}
static oncourse_status hierarchical_with(const void* options) {
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  oncourse_table* made = NULL;
  oncourse_status status;
  everybody(&rows);
  status = oncourse_hierarchical_change(&rows, options, &made, NULL);
  oncourse_table_free(made);
  return status;
}
static oncourse_status sessions_with(const void* criteria) {
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  oncourse_table *persons = NULL, *events = NULL;
  oncourse_status status;
  everybody(&rows);
  status = oncourse_change_over_sessions(&rows, criteria, &persons, &events, NULL);
  oncourse_table_free(persons);
  oncourse_table_free(events);
  return status;
}
static oncourse_status gains_with(const void* criteria) {
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  oncourse_table *gains = NULL, *persons = NULL;
  oncourse_status status;
  everybody(&rows);
  status = oncourse_sudden_gains(&rows, criteria, &gains, &persons, NULL, NULL);
  oncourse_table_free(gains);
  oncourse_table_free(persons);
  return status;
}
static oncourse_status rule_with(const void* options) {
  oncourse_change_rule* made = NULL;
  const oncourse_status status = oncourse_change_rule_new(phq9, options, &made, NULL);
  oncourse_change_rule_free(made);
  return status;
}
static oncourse_status groups_with(const void* options) {
  static const double pre[4] = {20, 18, 16, 15}, post[4] = {9, 12, 14, 8};
  oncourse_table* made = NULL;
  const oncourse_status status = oncourse_group_change(pre, post, NULL, 4, options, &made, NULL);
  oncourse_table_free(made);
  return status;
}
static oncourse_status benchmark_into(void* result) {
  return oncourse_benchmark_rate(60, 100, 0.5, 0, 0, result, NULL);
}
static oncourse_status describe_instrument_into(void* result) {
  return oncourse_instrument_describe(phq9, result, NULL);
}
static oncourse_status change_into(void* result) { return oncourse_change(phq9, 16, 9, NULL, result, NULL); }
static oncourse_status calendar_into(void* result) { return oncourse_course_calendar(course, 0, result, NULL); }
/* What a drift check reads: each is of the age that is tested, the others of today's. */
static oncourse_status drift_of(const void* reference, const void* options, const void* state, oncourse_drift** drift) {
  oncourse_drift_reference known = ONCOURSE_DRIFT_REFERENCE_INIT;
  known.reached = 20;
  known.cut_off = 2;
  if (!reference) reference = &known;
  if (state) return oncourse_drift_resume(reference, options, state, drift, NULL);
  return oncourse_drift_new(reference, options, drift, NULL);
}
static oncourse_status drift_with(const void* options) {
  oncourse_drift* drift = NULL;
  const oncourse_status status = drift_of(NULL, options, NULL, &drift);
  oncourse_drift_free(drift);
  return status;
}
static oncourse_status drift_from(const void* state) {
  oncourse_drift* drift = NULL;
  const oncourse_status status = drift_of(NULL, NULL, state, &drift);
  oncourse_drift_free(drift);
  return status;
}
static oncourse_status drift_state_into(void* result) {
  oncourse_drift* drift = NULL;
  oncourse_status status = drift_of(NULL, NULL, NULL, &drift);
  if (!status) status = oncourse_drift_keep(drift, result, NULL);
  oncourse_drift_free(drift);
  return status;
}
static oncourse_status describe_drift_into(void* result) {
  oncourse_drift* drift = NULL;
  oncourse_status status = drift_of(NULL, NULL, NULL, &drift);
  if (!status) status = oncourse_drift_describe(drift, result, NULL);
  oncourse_drift_free(drift);
  return status;
}
static oncourse_status likelihood_ratio_into(void* result) {
  return oncourse_likelihood_ratio_test(level_only, level_and_rate, result, NULL);
}
static oncourse_status describe_backtest_into(void* result) { return oncourse_backtest_describe(tested, result, NULL); }
static oncourse_status describe_model_into(void* result) { return oncourse_model_describe(model, result, NULL); }
static oncourse_status rule_verdict_into(void* result) { return oncourse_assessment_rule(judged, 0, result, NULL); }
static oncourse_status calibration_into(void* result) { return oncourse_model_calibration(model, 0, result, NULL); }
static oncourse_status band_calibration_into(void* result) {
  return oncourse_model_band_calibration(model, result, NULL);
}
static oncourse_status band_origin_into(void* result) { return oncourse_model_band_origin(model, 3, result, NULL); }
static oncourse_status score_into(void* result) { return oncourse_score(phq9, sheet, 9, NULL, result, NULL); }
static oncourse_status summary_into(void* result) { return oncourse_assessment_summary(assessment, result, NULL); }
static oncourse_status basis_into(void* result) { return oncourse_assessment_basis(assessment, result, NULL); }
static oncourse_status window_into(void* result) { return oncourse_assessment_window(assessment, result, NULL); }
static oncourse_status session_into(void* result) { return oncourse_assessment_session(assessment, 0, result, NULL); }
static oncourse_status input_into(void* result) { return oncourse_assessment_input(assessment, 0, result, NULL); }

static void options_of_every_age(const char* name, oncourse_status (*use)(const void*), const void* known,
                                 size_t known_size) {
  size_t size;
  void* options;
  for (size = sizeof(size_t); size <= known_size; size += 8) {
    options = block(known, known_size, size, size, 0);
    expect(use(options) == ONCOURSE_OK, "older options are accepted", name);
    free(options);
  }
  options = block(known, known_size, known_size, 0, 0);
  expect(use(options) == ONCOURSE_BAD_ARGUMENT, "options without struct_size are refused", name);
  free(options);
  options = block(known, known_size, known_size, 9, 0);
  expect(use(options) == ONCOURSE_BAD_ARGUMENT, "a struct_size that no struct has is refused", name);
  free(options);
  options = block(known, known_size, known_size, (size_t)-8, 0);
  expect(use(options) == ONCOURSE_BAD_ARGUMENT, "a struct_size as large as memory is refused", name);
  free(options);
  options = block(known, known_size, known_size + TAIL, known_size + TAIL, 0);
  expect(use(options) == ONCOURSE_OK, "newer options at their default are accepted", name);
  ((unsigned char*)options)[known_size + TAIL - 1] = 1;
  expect(use(options) == ONCOURSE_BAD_ARGUMENT, "a newer option that is set is refused", name);
  free(options);
  expect(use(NULL) == ONCOURSE_OK, "absent options are the default", name);
}

static int all(const unsigned char* bytes, size_t from, size_t to, int value) {
  for (; from < to; ++from)
    if (bytes[from] != value) return 0;
  return 1;
}

static void results_of_every_age(const char* name, oncourse_status (*fill)(void*), size_t known_size) {
  unsigned char* full = block(&known_size, sizeof known_size, known_size, known_size, CANARY);
  unsigned char* result;
  size_t size, filled;
  expect(fill(full) == ONCOURSE_OK, "a result of today is filled", name);
  for (size = sizeof(size_t); size <= known_size; size += 8) {
    result = block(&size, sizeof size, size + TAIL, size, CANARY);
    expect(fill(result) == ONCOURSE_OK, "an older result is accepted", name);
    memcpy(&filled, result, sizeof filled);
    expect(filled == size, "an older result is filled to its end", name);
    expect(memcmp(result + sizeof filled, full + sizeof filled, size - sizeof filled) == 0, "with the same values",
           name);
    expect(all(result, size, size + TAIL, CANARY), "and not beyond", name);
    free(result);
  }
  result = block(&size, sizeof size, known_size + TAIL, known_size + TAIL, CANARY);
  expect(fill(result) == ONCOURSE_OK, "a newer result is accepted", name);
  memcpy(&filled, result, sizeof filled);
  expect(filled == known_size, "and told how far it was filled", name);
  expect(all(result, known_size, known_size + TAIL, CANARY), "its newer part is untouched", name);
  free(result);
  result = block(&size, sizeof size, known_size, 0, CANARY);
  expect(fill(result) == ONCOURSE_BAD_ARGUMENT, "a result without struct_size is refused", name);
  expect(all(result, sizeof(size_t), known_size, CANARY), "and untouched", name);
  free(result);
  free(full);
}

int main(void) {
  oncourse_score_options scoring = ONCOURSE_SCORE_OPTIONS_INIT;
  oncourse_plan plan = ONCOURSE_PLAN_INIT;
  oncourse_assess_options assessing = ONCOURSE_ASSESS_OPTIONS_INIT;
  oncourse_change_options changing = ONCOURSE_CHANGE_OPTIONS_INIT;
  oncourse_fit_options fitting = ONCOURSE_FIT_OPTIONS_INIT;
  oncourse_calibration_options calibrating = ONCOURSE_CALIBRATION_OPTIONS_INIT;
  oncourse_change_rule_options ruling = ONCOURSE_CHANGE_RULE_OPTIONS_INIT;
  oncourse_hierarchical_options judging = ONCOURSE_HIERARCHICAL_OPTIONS_INIT;
  oncourse_session_criteria seeing = ONCOURSE_SESSION_CRITERIA_INIT;
  oncourse_sudden_gain_criteria losing = ONCOURSE_SUDDEN_GAIN_CRITERIA_INIT;
  oncourse_group_options comparing = ONCOURSE_GROUP_OPTIONS_INIT;
  oncourse_selection_options selecting = ONCOURSE_SELECTION_OPTIONS_INIT;
  oncourse_backtest_options testing = ONCOURSE_BACKTEST_OPTIONS_INIT;
  oncourse_drift_options drifting = ONCOURSE_DRIFT_OPTIONS_INIT;
  oncourse_drift_state kept = ONCOURSE_DRIFT_STATE_INIT;
  oncourse_rows rows = ONCOURSE_ROWS_INIT, nobody = ONCOURSE_ROWS_INIT;
  oncourse_status status = oncourse_instrument_find("phq-9", &phq9, NULL);
  if (!status) status = oncourse_course_new(NULL, "2026-01-05", &course, NULL);
  if (!status) status = oncourse_course_add_session(course, 0, 0, NULL);
  if (!status) status = oncourse_course_add_answers(course, 0, phq9, sheet, 9, NULL, NULL);
  if (!status) status = oncourse_assess(course, phq9, NULL, NULL, &assessment, NULL);
  everybody(&rows);
  if (!status) status = oncourse_model_fit(&rows, NULL, phq9, &calibrating, &model, NULL);
  if (!status) status = oncourse_model_fit(&rows, NULL, phq9, NULL, &level_and_rate, NULL);
  if (!status) status = oncourse_backtest_new(&rows, NULL, phq9, NULL, &tested, NULL);
  if (!status) status = oncourse_assess(course, phq9, model, NULL, &judged, NULL);
  fitting.random_effects = ONCOURSE_RANDOM_INTERCEPT;
  if (!status) status = oncourse_model_fit(&rows, &fitting, phq9, NULL, &level_only, NULL);
  if (status) return EXIT_FAILURE;

  scoring.prorating = ONCOURSE_PRORATING_NEVER;
  plan.window_last = 20;
  assessing.level = 0.8;
  options_of_every_age("oncourse_score_options", score_with, &scoring, sizeof scoring);
  options_of_every_age("oncourse_plan", plan_with, &plan, sizeof plan);
  fitting.likelihood = ONCOURSE_ML;
  calibrating.seed = 2;
  changing.cutoff_purpose = "caseness";
  options_of_every_age("oncourse_assess_options", assess_with, &assessing, sizeof assessing);
  options_of_every_age("oncourse_change_options", change_with, &changing, sizeof changing);
  options_of_every_age("oncourse_fit_options", fit_with, &fitting, sizeof fitting);
  options_of_every_age("oncourse_calibration_options", calibrate_with, &calibrating, sizeof calibrating);
  selecting.folds = 3;
  options_of_every_age("oncourse_selection_options", select_with, &selecting, sizeof selecting);
  testing.least_scores = 4;
  options_of_every_age("oncourse_backtest_options", backtest_with, &testing, sizeof testing);
  drifting.delta = 0.1;
  options_of_every_age("oncourse_drift_options", drift_with, &drifting, sizeof drifting);
  options_of_every_age("oncourse_drift_state", drift_from, &kept, sizeof kept);
  options_of_every_age("oncourse_rows", predict_with, &nobody, sizeof nobody);
  ruling.improvement = 6;
  judging.log_time = 1;
  seeing.response_percent = 40;
  losing.losses = 1;
  comparing.uncorrected = 1;
  options_of_every_age("oncourse_change_rule_options", rule_with, &ruling, sizeof ruling);
  options_of_every_age("oncourse_hierarchical_options", hierarchical_with, &judging, sizeof judging);
  options_of_every_age("oncourse_session_criteria", sessions_with, &seeing, sizeof seeing);
  options_of_every_age("oncourse_sudden_gain_criteria", gains_with, &losing, sizeof losing);
  options_of_every_age("oncourse_group_options", groups_with, &comparing, sizeof comparing);

  results_of_every_age("oncourse_score_result", score_into, sizeof(oncourse_score_result));
  results_of_every_age("oncourse_summary", summary_into, sizeof(oncourse_summary));
  results_of_every_age("oncourse_basis", basis_into, sizeof(oncourse_basis));
  results_of_every_age("oncourse_session_verdict", session_into, sizeof(oncourse_session_verdict));
  results_of_every_age("oncourse_window", window_into, sizeof(oncourse_window));
  results_of_every_age("oncourse_basis_input", input_into, sizeof(oncourse_basis_input));

  results_of_every_age("oncourse_instrument_description", describe_instrument_into,
                       sizeof(oncourse_instrument_description));
  results_of_every_age("oncourse_change_result", change_into, sizeof(oncourse_change_result));
  results_of_every_age("oncourse_calendar", calendar_into, sizeof(oncourse_calendar));
  results_of_every_age("oncourse_model_description", describe_model_into, sizeof(oncourse_model_description));
  results_of_every_age("oncourse_likelihood_ratio", likelihood_ratio_into, sizeof(oncourse_likelihood_ratio));
  results_of_every_age("oncourse_drift_state", drift_state_into, sizeof(oncourse_drift_state));
  results_of_every_age("oncourse_drift_description", describe_drift_into, sizeof(oncourse_drift_description));
  results_of_every_age("oncourse_backtest_description", describe_backtest_into, sizeof(oncourse_backtest_description));
  results_of_every_age("oncourse_calibration", calibration_into, sizeof(oncourse_calibration));
  results_of_every_age("oncourse_rule_verdict", rule_verdict_into, sizeof(oncourse_rule_verdict));
  results_of_every_age("oncourse_band_calibration", band_calibration_into, sizeof(oncourse_band_calibration));
  results_of_every_age("oncourse_band_origin", band_origin_into, sizeof(oncourse_band_origin));
  results_of_every_age("oncourse_benchmark", benchmark_into, sizeof(oncourse_benchmark));

  oncourse_model_free(model);
  oncourse_backtest_free(tested);
  oncourse_model_free(level_only);
  oncourse_model_free(level_and_rate);
  oncourse_assessment_free(assessment);
  oncourse_assessment_free(judged);
  oncourse_course_free(course);
  oncourse_instrument_free(phq9);
  return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* client.c: a vendor's program. Reads a PHQ-9 model, follows one person for six sessions, prints verdict and basis. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <oncourse/oncourse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the program where something is not as a vendor may expect it. */
static void expect(int holds, const char* what) {
  if (holds) return;
  fprintf(stderr, "client: unexpected: %s\n", what);
  exit(EXIT_FAILURE);
}

static void expect_ok(oncourse_status status, const oncourse_error* error) {
  if (status == ONCOURSE_OK) return;
  fprintf(stderr, "client: %s: %s\n", oncourse_status_name(status), error->detail);
  exit(EXIT_FAILURE);
}

static oncourse_instrument* phq9 = NULL;

static oncourse_model* load(const char* path) {
  static char document[1 << 16];
  oncourse_model* model = NULL;
  oncourse_error error;
  size_t length;
  FILE* file = fopen(path, "rb");
  expect(file != NULL, "the model file cannot be opened");
  length = fread(document, 1, sizeof document, file);
  fclose(file);
  expect(length < sizeof document, "the model file is too long");
  expect_ok(oncourse_model_new(document, length, &model, &error), &error);
  expect(oncourse_model_new(document, length / 2, &model, &error) == ONCOURSE_MALFORMED, "half a document is a model");
  return model;
}

static void score_one_sheet(void) {
  const int16_t answers[9] = {0, 1, 2, 3, 0, 1, 2, 3, 0};
  const int16_t impossible[9] = {0, 1, 2, 7, 0, 1, 2, 3, 0};
  oncourse_score_result result = ONCOURSE_SCORE_RESULT_INIT;
  oncourse_risk_answer risk[4];
  oncourse_error error;
  size_t count = 0;
  expect_ok(oncourse_score(phq9, answers, 9, NULL, &result, &error), &error);
  printf("PHQ-9 total %g, %s, %d of %d items answered\n", result.total, result.band, (int)result.answered,
         (int)result.of_items);
  expect(result.total == 12 && strcmp(result.band, "moderate") == 0 && !result.prorated, "the score of the sheet");
  expect_ok(oncourse_score_risk(phq9, answers, 9, NULL, risk, 4, &count, &error), &error);
  expect(count == 1 && risk[0].item == 9 && risk[0].answer == 0 && !risk[0].flagged, "the risk item of the sheet");
  expect(oncourse_score(phq9, impossible, 9, NULL, &result, &error) == ONCOURSE_RESPONSE_RANGE, "7 is an answer");
  expect(strcmp(error.detail, "item 4 is 7, scale is 0..3") == 0, "the detail of the error");
  expect(result.total == 12, "a failure leaves the result alone");
}

static void read_a_change(void) {
  oncourse_instrument_description description = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
  oncourse_change_options options = ONCOURSE_CHANGE_OPTIONS_INIT;
  oncourse_change_result change = ONCOURSE_CHANGE_RESULT_INIT;
  oncourse_error error;
  expect_ok(oncourse_instrument_describe(phq9, &description, &error), &error);
  options.cutoff_purpose = "caseness";
  expect_ok(oncourse_change(phq9, 16, 9, &options, &change, &error), &error);
  printf("%s (%s): %g points, %s by %g points (%s), cut-off %g\n", description.name, description.citation,
         change.points, oncourse_change_name(change.change_class), change.criterion.points, change.criterion.basis,
         change.cutoff.value);
  expect(change.change_class == ONCOURSE_CHANGE_RECOVERED && change.improvement == 7, "a PHQ-9 from 16 to 9");
}

static oncourse_course* follow(void) {
  static const int16_t sheets[6][9] = {{3, 3, 2, 2, 2, 2, 2, 2, 0}, {3, 2, 2, 2, 2, 2, 2, 2, 0},
                                       {2, 2, 2, 2, 2, 2, 2, 1, 0}, {2, 2, 2, 2, 2, 1, 1, 1, 0},
                                       {2, 2, 1, 1, 1, 1, 1, 1, 0}, {1, 1, 1, 1, 1, 1, 1, 1, 0}};
  oncourse_plan plan = ONCOURSE_PLAN_INIT;
  oncourse_course* course = NULL;
  oncourse_error error;
  int64_t day = 0;
  int32_t session;
  oncourse_calendar calendar = ONCOURSE_CALENDAR_INIT;
  plan.cadence_days = 7;
  expect_ok(oncourse_course_new(&plan, "2026-01-05", &course, &error), &error);
  expect_ok(oncourse_course_set_focus(course, ONCOURSE_FOCUS_ROLE_TRANSITION, ONCOURSE_FOCUS_NONE, &error), &error);
  expect_ok(oncourse_course_day(course, "2026-01-12", &day, &error), &error);
  expect(day == 7, "a week has seven days");
  expect_ok(oncourse_course_add_medication(course, day, ONCOURSE_MEDICATION_STARTED, NULL, &error), &error);
  for (session = 0; session < 6; ++session) {
    expect_ok(oncourse_course_add_session(course, session, 7 * session, &error), &error);
    expect_ok(oncourse_course_add_answers(course, session, phq9, sheets[session], 9, NULL, &error), &error);
  }
  expect(oncourse_course_add_session(course, 3, 70, &error) == ONCOURSE_SESSION_ORDER, "sessions run backwards");
  expect_ok(oncourse_course_add_goal(course, "back at work", phq9, ONCOURSE_AT_MOST, 9, &error), &error);
  expect_ok(oncourse_course_calendar(course, 40, &calendar, &error), &error);
  printf("%s phase, %d sessions until %s\n", oncourse_phase_name(calendar.phase), (int)calendar.left_in_window,
         calendar.date_last);
  expect(calendar.left_in_window == 11 && strcmp(calendar.date_last, "2026-04-27") == 0, "the end of the window");
  return course;
}

static void print_grounds(const oncourse_assessment* assessment) {
  oncourse_basis basis = ONCOURSE_BASIS_INIT;
  oncourse_basis_input input = ONCOURSE_BASIS_INPUT_INIT;
  oncourse_error error;
  size_t i;
  expect_ok(oncourse_assessment_basis(assessment, &basis, &error), &error);
  printf("by %s\non %s\n", basis.rule, basis.model);
  printf("probability %.3f, threshold %.3f, expected %.1f to %.1f (%g of people), turns at %g\n", basis.probability,
         basis.threshold, basis.expected.low, basis.expected.high, basis.expected_level, basis.turning_score);
  expect(basis.probability >= 0 && basis.probability <= 1, "a probability outside 0..1");
  expect(basis.expected.low <= basis.expected.mean && basis.expected.mean <= basis.expected.high, "the expected range");
  expect(basis.guarantee_kind != ONCOURSE_GUARANTEE_NONE && basis.guarantee_statement != NULL, "no guarantee");
  expect(basis.n_inputs == 6 && basis.n_sentences > 0 && basis.n_quality_notes > 0, "the counts of the basis");
  for (i = 0; i < basis.n_inputs; ++i) {
    expect_ok(oncourse_assessment_input(assessment, i, &input, &error), &error);
    printf("  %s  session %d  %g\n", input.date, (int)input.session, input.score);
  }
  expect(strcmp(input.date, "2026-02-09") == 0 && input.score == 8, "the last input");
  for (i = 0; i < basis.n_sentences; ++i) printf("- %s\n", oncourse_assessment_sentence(assessment, i));
  expect(oncourse_assessment_sentence(assessment, basis.n_sentences) == NULL, "a sentence past the end");
}

static void print_outlook(const oncourse_assessment* assessment, const oncourse_summary* summary) {
  oncourse_forecast forecast = ONCOURSE_FORECAST_INIT;
  oncourse_error error;
  int32_t session;
  expect(summary->forecast_first == 0 && summary->forecast_last == 16, "the curve does not end with the window");
  for (session = 12; session <= summary->forecast_last; ++session) {
    expect_ok(oncourse_assessment_forecast(assessment, session, &forecast, &error), &error);
    printf("session %d: %.1f (%.1f to %.1f), target %.2f\n", (int)session, forecast.score.mean, forecast.score.low,
           forecast.score.high, forecast.probability);
  }
  expect(oncourse_assessment_forecast(assessment, 17, &forecast, &error) == ONCOURSE_NOT_AVAILABLE, "session 17");
}

int main(int argc, char** argv) {
  oncourse_model* model;
  oncourse_course* course;
  oncourse_assessment* assessment = NULL;
  oncourse_summary summary = ONCOURSE_SUMMARY_INIT;
  oncourse_session_verdict at = ONCOURSE_SESSION_VERDICT_INIT;
  oncourse_error error;
  size_t i, checked = 0;
  expect(argc == 2, "usage: client model.json");
  expect(oncourse_version() >= ONCOURSE_VERSION, "the library is older than the header");
  expect(strcmp(oncourse_shipped_instrument(0), "phq-9") == 0, "the first instrument that ships");
  expect_ok(oncourse_instrument_find("PHQ9", &phq9, &error), &error);
  expect_ok(oncourse_self_test(&checked, &error), &error);
  printf("oncourse %s, %d figures as expected\n", oncourse_version_string(), (int)checked);
  score_one_sheet();
  read_a_change();
  model = load(argv[1]);
  course = follow();
  expect_ok(oncourse_assess(course, phq9, model, NULL, &assessment, &error), &error);
  oncourse_course_free(course); /* an assessment stands on its own */
  oncourse_model_free(model);

  expect_ok(oncourse_assessment_summary(assessment, &summary, &error), &error);
  expect(summary.n_sessions == 6 && summary.session == 5, "the sessions of the summary");
  for (i = 0; i < summary.n_sessions; ++i) {
    expect_ok(oncourse_assessment_session(assessment, i, &at, &error), &error);
    printf("session %d, day %ld: %g, %s\n", (int)at.session, (long)at.day, at.score, oncourse_verdict_name(at.verdict));
  }
  expect(at.verdict == summary.verdict && at.probability == summary.window_probability, "the latest session");
  printf("target: %g, %s\n", summary.target_limit, summary.target_basis);
  print_grounds(assessment);
  print_outlook(assessment, &summary);
  expect(oncourse_assessment_json(assessment)[0] == '{', "the report is no JSON object");
  expect(strstr(oncourse_assessment_html(assessment), "back at work") != NULL, "the page is without the goal");
  oncourse_assessment_free(assessment);
  oncourse_assessment_free(NULL);
  oncourse_instrument_free(phq9);
  return EXIT_SUCCESS;
}

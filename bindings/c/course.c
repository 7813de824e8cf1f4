/* course.c: follows one person's course with oncourse, from C99. Its twins print the same bytes. */
/* SPDX-License-Identifier: Apache-2.0 */
/*   course model.json course.csv */
#include <math.h>
#include <oncourse/oncourse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 9 };

static void fail(const char* what, const char* detail) {
  fprintf(stderr, "%s: %s\n", what, detail);
  exit(EXIT_FAILURE);
}

static void check(oncourse_status status, const oncourse_error* error) {
  if (status != ONCOURSE_OK) fail(oncourse_status_name(status), error->detail);
}

/* Three decimals; what is not known is NAN and must not be printed as a number. */
static void figure(const char* before, double value) {
  if (isnan(value))
    printf("%sunknown", before);
  else
    printf("%s%.3f", before, value);
}

static void score_a_sheet(const oncourse_instrument* phq9) {
  const int16_t answers[ITEMS] = {3, 2, 2, 3, 2, 2, 2, 1, 1}, impossible[ITEMS] = {0, 1, 2, 7, 0, 1, 2, 3, 0};
  oncourse_score_result score = ONCOURSE_SCORE_RESULT_INIT;
  oncourse_risk_answer risk[1];
  oncourse_error error;
  size_t count = 0, i;
  check(oncourse_score(phq9, answers, ITEMS, NULL, &score, &error), &error);
  figure("total ", score.total);
  printf(", %s, %d of %d items answered\n", score.band, (int)score.answered, (int)score.of_items);
  check(oncourse_score_risk(phq9, answers, ITEMS, NULL, risk, 1, &count, &error), &error);
  for (i = 0; i < count; ++i)
    printf("risk item %d, %s: %s\n", (int)risk[i].item, risk[i].meaning, risk[i].flagged ? "flagged" : "not flagged");

  /* A sheet that cannot be right is refused; a total is never guessed. */
  if (oncourse_score(phq9, impossible, ITEMS, NULL, &score, &error) != ONCOURSE_OK)
    printf("refused, %s: %s\n", oncourse_status_name(error.status), error.detail);
}

static oncourse_model* read_model(const char* path) {
  static char document[1 << 16];
  oncourse_model* model = NULL;
  oncourse_error error;
  size_t length;
  FILE* file = fopen(path, "rb");
  if (!file) fail(path, "cannot be opened");
  length = fread(document, 1, sizeof document, file);
  fclose(file);
  check(oncourse_model_new(document, length, &model, &error), &error);
  return model;
}

/* "session,date,q1,...,q9" below one line of names; an empty cell is an item left blank, which is not a zero. */
/* Moves past one cell. Whatever is not a whole number is no answer, and no blank either. */
static int16_t next_answer(char** cell, int is_last) {
  const size_t length = strcspn(*cell, ",\r\n");
  char* const end = *cell + length;
  char* parsed = *cell;
  const long answer = length == 0 ? ONCOURSE_BLANK : strtol(*cell, &parsed, 10);
  if (parsed != end || answer < INT16_MIN || answer > INT16_MAX) fail("course.csv", "an answer is no whole number");
  if ((*end == ',') == is_last) fail("course.csv", "a row has not nine answers");
  *cell = end + !is_last;
  return (int16_t)answer;
}

static void add_row(oncourse_course* course, const oncourse_instrument* phq9, char* row) {
  const char* session = strtok(row, ",");
  const char* date = strtok(NULL, ",");
  char* cell = strtok(NULL, "\r\n");
  oncourse_score_options options = ONCOURSE_SCORE_OPTIONS_INIT;
  int16_t answers[ITEMS];
  oncourse_error error;
  int64_t day = 0;
  int i;
  options.prorating = ONCOURSE_PRORATING_CONVENTION; /* the PHQ-9's rule for blanks is one, and must be asked for */
  if (!cell) fail("course.csv", "a row is too short");
  for (i = 0; i < ITEMS; ++i) answers[i] = next_answer(&cell, i == ITEMS - 1);
  check(oncourse_course_day(course, date, &day, &error), &error);
  check(oncourse_course_add_session(course, (int32_t)atoi(session), day, &error), &error);
  check(oncourse_course_add_answers(course, (int32_t)atoi(session), phq9, answers, ITEMS, &options, &error), &error);
}

static oncourse_course* read_course(const char* path, const oncourse_instrument* phq9) {
  char row[256];
  oncourse_course* course = NULL;
  oncourse_error error;
  FILE* file = fopen(path, "r");
  if (!file || !fgets(row, sizeof row, file)) fail(path, "cannot be read");
  check(oncourse_course_new(NULL, "2026-01-05", &course, &error), &error);
  check(oncourse_course_set_focus(course, ONCOURSE_FOCUS_ROLE_TRANSITION, ONCOURSE_FOCUS_NONE, &error), &error);
  check(oncourse_course_add_medication(course, 14, ONCOURSE_MEDICATION_STARTED, NULL, &error), &error);
  while (fgets(row, sizeof row, file)) add_row(course, phq9, row);
  fclose(file);
  return course;
}

static void print_verdicts(const oncourse_assessment* assessment) {
  oncourse_summary summary = ONCOURSE_SUMMARY_INIT;
  oncourse_session_verdict at = ONCOURSE_SESSION_VERDICT_INIT;
  oncourse_error error;
  size_t i;
  check(oncourse_assessment_summary(assessment, &summary, &error), &error);
  for (i = 0; i < summary.n_sessions; ++i) {
    check(oncourse_assessment_session(assessment, i, &at, &error), &error);
    printf("session %d, day %ld", (int)at.session, (long)at.day);
    figure(": ", at.score);
    printf(", %s", oncourse_verdict_name(at.verdict));
    figure(", probability ", at.probability);
    printf("\n");
  }
}

static void print_basis(const oncourse_assessment* assessment) {
  oncourse_basis basis = ONCOURSE_BASIS_INIT;
  oncourse_error error;
  size_t i;
  check(oncourse_assessment_basis(assessment, &basis, &error), &error);
  printf("rule %s", basis.rule);
  figure(", probability ", basis.probability);
  figure(", threshold ", basis.threshold);
  printf("\nguarantee: %s\n", basis.guarantee_statement ? basis.guarantee_statement : "none");
  for (i = 0; i < basis.n_sentences; ++i) printf("- %s\n", oncourse_assessment_sentence(assessment, i));
}

static void print_forecast(const oncourse_assessment* assessment, int32_t session) {
  oncourse_forecast forecast = ONCOURSE_FORECAST_INIT;
  oncourse_error error;
  check(oncourse_assessment_forecast(assessment, session, &forecast, &error), &error);
  printf("forecast %d", (int)session);
  figure(": ", forecast.score.mean);
  figure(" (", forecast.score.low);
  figure(" to ", forecast.score.high);
  figure("), probability ", forecast.probability);
  printf("\n");
}

int main(int argc, char** argv) {
  oncourse_instrument* phq9 = NULL;
  oncourse_assessment* assessment = NULL;
  oncourse_model* model;
  oncourse_course* course;
  oncourse_error error;
  if (argc != 3) fail("usage", "course model.json course.csv");
  printf("oncourse %s\n", oncourse_version_string());
  check(oncourse_instrument_find("phq-9", &phq9, &error), &error);
  score_a_sheet(phq9);
  model = read_model(argv[1]);
  course = read_course(argv[2], phq9);
  check(oncourse_assess(course, phq9, model, NULL, &assessment, &error), &error);
  print_verdicts(assessment);
  print_basis(assessment);
  print_forecast(assessment, 12);
  print_forecast(assessment, 16);
  oncourse_assessment_free(assessment);
  oncourse_course_free(course);
  oncourse_model_free(model);
  oncourse_instrument_free(phq9);
  return EXIT_SUCCESS;
}

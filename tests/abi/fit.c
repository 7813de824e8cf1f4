/* fit.c: fits and calibrates a PHQ-9 model on the rows "person week score medication" of standard input and prints its
 * document. A test compares it with the one that the program writes. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <oncourse/oncourse.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 10000 };

int main(void) {
  static int64_t person[MOST];
  static double time[MOST], score[MOST], medication[MOST];
  const double* columns[1] = {medication};
  const oncourse_covariate covariate = {"medication", 1, 0};
  oncourse_rows rows = ONCOURSE_ROWS_INIT;
  oncourse_fit_options options = ONCOURSE_FIT_OPTIONS_INIT;
  oncourse_calibration_options calibration = ONCOURSE_CALIBRATION_OPTIONS_INIT;
  oncourse_plan plan = ONCOURSE_PLAN_INIT;
  oncourse_instrument* phq9 = NULL;
  oncourse_model* model = NULL;
  oncourse_error error;
  long id;
  while (rows.n < MOST && scanf("%ld %lf %lf %lf", &id, &time[rows.n], &score[rows.n], &medication[rows.n]) == 4)
    person[rows.n++] = id;
  rows.person = person;
  rows.time = time;
  rows.score = score;
  rows.covariates = columns;
  rows.n_covariates = options.n_covariates = 1;
  options.covariates = &covariate;
  options.time_name = "week";
  options.time_unit = ONCOURSE_UNIT_WEEK;
  options.likelihood = ONCOURSE_ML;
  plan.window_last = 14;
  calibration.plan = &plan;
  calibration.alpha = 0.2;
  calibration.share = 0.4;
  calibration.seed = 7;
  if (oncourse_instrument_find("phq-9", &phq9, &error) != ONCOURSE_OK ||
      oncourse_model_fit(&rows, &options, phq9, &calibration, &model, &error) != ONCOURSE_OK) {
    fprintf(stderr, "fit: %s: %s\n", oncourse_status_name(error.status), error.detail);
    return EXIT_FAILURE;
  }
  fputs(oncourse_model_json(model), stdout);
  oncourse_model_free(model);
  oncourse_instrument_free(phq9);
  return EXIT_SUCCESS;
}

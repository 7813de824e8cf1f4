#include <oncourse/oncourse.h>
#include <stdio.h>

int judge(const oncourse_course* course, const oncourse_instrument* phq9, const oncourse_model* model) {
  oncourse_assessment* assessment = NULL;
  oncourse_summary summary = ONCOURSE_SUMMARY_INIT;
  oncourse_error error;
  size_t i;
  if (oncourse_assess(course, phq9, model, NULL, &assessment, &error) != ONCOURSE_OK)
    return fprintf(stderr, "%s: %s\n", oncourse_status_name(error.status), error.detail), 1;
  oncourse_assessment_summary(assessment, &summary, NULL);
  printf("session %d: %s\n", (int)summary.session, oncourse_verdict_name(summary.verdict));
  for (i = 0; oncourse_assessment_sentence(assessment, i) != NULL; ++i)
    puts(oncourse_assessment_sentence(assessment, i));
  oncourse_assessment_free(assessment);
  return 0;
}

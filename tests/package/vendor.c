/* vendor.c: a program of somebody else's, in C. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <oncourse/oncourse.h>
#include <stdio.h>

int main(void) {
  size_t checked = 0;
  oncourse_error error;
  if (oncourse_self_test(&checked, &error) != ONCOURSE_OK) return fprintf(stderr, "%s\n", error.detail), 1;
  printf("oncourse %s, %d figures\n", oncourse_version_string(), (int)checked);
  return oncourse_version() == ONCOURSE_VERSION ? 0 : 1;
}

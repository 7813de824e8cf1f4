/* vendor.c: a program of somebody else's, in C. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <oncourse/oncourse.h>
#include <stdio.h>

int main(void) {
  printf("oncourse %d\n", (int)oncourse_version());
  return oncourse_version() == ONCOURSE_VERSION ? 0 : 1;
}

/* header_alone.c: oncourse.h needs nothing before it. Compiled as C99, C17 and C++20. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "oncourse/oncourse.h"

int32_t built_against(void);
int32_t built_against(void) { return ONCOURSE_VERSION; }

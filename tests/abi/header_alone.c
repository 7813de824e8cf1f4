/* header_alone.c: oncourse.h needs nothing before it, in C99 and in C17; layout.cpp is its C++20. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "oncourse/oncourse.h"

int32_t built_against(void);
int32_t built_against(void) { return ONCOURSE_VERSION; }

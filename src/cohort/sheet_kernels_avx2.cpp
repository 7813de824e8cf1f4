// sheet_kernels_avx2.cpp: for processors with AVX2.
// SPDX-License-Identifier: Apache-2.0
#if defined(__x86_64__)
#define ONCOURSE_VECTOR_BYTES 32
#include "cohort/sheet_kernels_of_width.hpp"

const oncourse::kernels::Kernels oncourse::kernels::avx2 = of_this_width;
#endif

// sheet_kernels_avx512.cpp: for processors with AVX-512 of bytes and words.
// SPDX-License-Identifier: Apache-2.0
#if defined(__x86_64__)
#define ONCOURSE_VECTOR_BYTES 64
#include "cohort/sheet_kernels_of_width.hpp"

const oncourse::kernels::Kernels oncourse::kernels::avx512 = of_this_width;
#endif

// sheet_kernels_baseline.cpp: for every processor.
// SPDX-License-Identifier: Apache-2.0
#define ONCOURSE_VECTOR_BYTES 16
#include "cohort/sheet_kernels_of_width.hpp"

const oncourse::kernels::Kernels oncourse::kernels::baseline = of_this_width;

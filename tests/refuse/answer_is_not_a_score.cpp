// answer_is_not_a_score.cpp: totals and answers are not taken for each other.
// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/score.hpp"

#ifdef FIXED
using Sheet = std::vector<oncourse::Answer>;
#else
using Sheet = std::vector<double>;
#endif

bool is_readable(const Sheet& sheet) { return oncourse::score(oncourse::phq9, sheet).ok(); }

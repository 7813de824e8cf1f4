// unread_result.cpp: a score that may have been refused cannot be passed over.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/score.hpp"

void read_a_sheet(std::span<const oncourse::Answer> answers) {
#ifdef FIXED
  const auto unused [[maybe_unused]] = oncourse::score(oncourse::phq9, answers);
#else
  oncourse::score(oncourse::phq9, answers);
#endif
}

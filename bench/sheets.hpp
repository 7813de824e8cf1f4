// sheets.hpp: the answers that the benchmarks of scoring share: PHQ-9 sheets uniform on 0..3, seed 1, no blanks.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <vector>

#include "oncourse/instrument/instrument.hpp"

namespace oncourse::bench {

inline constexpr std::size_t sheets = 1000;

inline std::vector<Answer> any_sheets() {
  std::mt19937_64 random(1);
  std::vector<Answer> answers(9 * sheets);
  for (Answer& answer : answers) answer = static_cast<Answer>(random() % 4);
  return answers;
}

}  // namespace oncourse::bench

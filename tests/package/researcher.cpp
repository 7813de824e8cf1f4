// researcher.cpp: a program of somebody else's, in C++.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <oncourse/growth/fit.hpp>
#include <oncourse/instrument/catalogue.hpp>
#include <oncourse/instrument/score.hpp>

int main() {
  const oncourse::Answer answers[] = {0, 1, 2, 3, 0, 1, 2, 3, 0};
  const auto phq9 = oncourse::find_instrument("phq-9");
  const auto sheet = oncourse::score(**phq9, answers);
  const std::size_t offsets[] = {0, 3, 6, 9};
  const double time[] = {0, 1, 2, 0, 1, 2, 0, 1, 2}, score[] = {15, 13, 12, 18, 14, 13, 11, 11, 9};
  const auto model = oncourse::growth::fit({offsets, time, score}, {});
  if (!sheet || !model) return 1;
  std::printf("total %g, %s\n", sheet->total, name(model->search.stop));
  return sheet->total == 12 ? 0 : 1;
}

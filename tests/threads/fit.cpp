// fit.cpp: a model is fitted by eight threads, and is the one that one fits, to the last bit.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "oncourse/growth/fit.hpp"

using namespace oncourse::growth;

namespace {

/// Made up: a number in 0..1 that looks like chance.
double scattered(std::uint64_t k) {
  k = (k + 1) * 0x9E3779B97F4A7C15U;
  k = (k ^ (k >> 31)) * 0xBF58476D1CE4E5B9U;
  return static_cast<double>((k ^ (k >> 29)) >> 11) * 0x1p-53;
}

}  // namespace

int main() {
  constexpr std::size_t persons = 17'000, sessions = 3;  // three parts of rows, five of designs
  std::vector<std::size_t> offsets = {0};
  std::vector<double> time, score;
  for (std::size_t i = 0; i < persons; ++i) {
    const double level = 10.0 + 8.0 * scattered(2 * i), rate = -2.0 + 2.0 * scattered(2 * i + 1);
    for (std::size_t k = 0; k < sessions; ++k) {  // each on days of their own
      time.push_back(3.0 * static_cast<double>(k) + scattered(1'000'000 + sessions * i + k));
      score.push_back(level + rate * time.back() + 4.0 * scattered(2'000'000 + sessions * i + k));
    }
    offsets.push_back(time.size());
  }
  const Panel panel = {offsets, time, score};
  Design design;
  design.time_basis = TimeBasis::linear;
  design.residuals = ResidualCorrelation::autoregressive;
  FitOptions options;
  options.minimize.max_evaluations = 3;  // what is compared is the way
  const auto one = fit(panel, design, options);
  options.threads = 8;
  const auto eight = fit(panel, design, options);
  if (!one || !eight) {
    std::fprintf(stderr, "fit: %s\n", (one ? eight : one).error().detail.c_str());
    return EXIT_FAILURE;
  }
  const bool same = one->search.deviance_end == eight->search.deviance_end && one->beta == eight->beta &&
                    one->theta == eight->theta && one->residual == eight->residual;
  std::printf("deviance %.17g by one thread, %.17g by eight\n", one->search.deviance_end, eight->search.deviance_end);
  return same ? EXIT_SUCCESS : EXIT_FAILURE;
}

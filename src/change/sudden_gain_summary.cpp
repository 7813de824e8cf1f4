// sudden_gain_summary.cpp: gains counted, and their magnitudes.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/sudden_gain_summary.hpp"

#include <algorithm>
#include <cmath>

namespace oncourse {

const SuddenGain* choose(std::span<const SuddenGain> gains, WhichGain which) {
  if (gains.empty()) return nullptr;
  const auto smaller = [](const SuddenGain& a, const SuddenGain& b) { return a.magnitude < b.magnitude; };
  switch (which) {
    case WhichGain::first: return &gains.front();
    case WhichGain::last: return &gains.back();
    case WhichGain::largest: return &*std::max_element(gains.begin(), gains.end(), smaller);
    case WhichGain::smallest: return &*std::min_element(gains.begin(), gains.end(), smaller);
  }
  return nullptr;
}

SuddenGainSummary describe(std::span<const std::vector<SuddenGain>> persons, std::optional<WhichGain> which) {
  SuddenGainSummary out;
  double sum = 0.0, squares = 0.0;
  const auto of_each = [&](const auto& use) {
    for (const std::vector<SuddenGain>& gains : persons) {
      if (!which)
        for (const SuddenGain& gain : gains) use(gain);
      else if (const SuddenGain* const chosen = choose(gains, *which))
        use(*chosen);
    }
  };
  for (const std::vector<SuddenGain>& gains : persons) {
    ++out.persons;
    if (!gains.empty()) ++out.with_gain;
    if (gains.size() > 1) ++out.with_several;
  }
  of_each([&](const SuddenGain& gain) {
    ++out.gains;
    if (gain.reversed) ++out.reversal_known;
    if (gain.reversed == true) ++out.reversed;
    sum += gain.magnitude;
  });
  if (out.gains == 0) return out;
  const double n = static_cast<double>(out.gains), mean = sum / n;
  of_each([&](const SuddenGain& gain) { squares += (gain.magnitude - mean) * (gain.magnitude - mean); });
  out.magnitude_mean = mean;
  if (out.gains > 1) out.magnitude_sd = std::sqrt(squares / (n - 1.0));
  return out;
}

}  // namespace oncourse

// roc_area.cpp: the area under a receiver operating characteristic.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/roc_area.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace oncourse {
namespace {

/// Of each number how many of the sorted others lie below it, those that equal it counting half, as a share.
std::vector<double> shares_below(std::span<const double> numbers, std::span<const double> sorted_others) {
  std::vector<double> out;
  out.reserve(numbers.size());
  for (const double number : numbers) {
    const auto [first, last] = std::equal_range(sorted_others.begin(), sorted_others.end(), number);
    const auto below = static_cast<double>(first - sorted_others.begin());
    out.push_back((below + 0.5 * static_cast<double>(last - first)) / static_cast<double>(sorted_others.size()));
  }
  return out;
}

double mean(const std::vector<double>& numbers) {
  double sum = 0.0;
  for (const double number : numbers) sum += number;
  return sum / static_cast<double>(numbers.size());
}

double variance_of_mean(const std::vector<double>& numbers) {
  const double middle = mean(numbers), n = static_cast<double>(numbers.size());
  double squares = 0.0;
  for (const double number : numbers) squares += (number - middle) * (number - middle);
  return squares / (n - 1.0) / n;
}

std::vector<double> sorted(std::span<const double> numbers) {
  std::vector<double> out(numbers.begin(), numbers.end());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::optional<RocArea> roc_area(std::span<const double> with_event, std::span<const double> without) {
  if (with_event.size() < 2 || without.size() < 2) return std::nullopt;
  const std::vector<double> of_events = shares_below(with_event, sorted(without));
  const std::vector<double> of_others = shares_below(without, sorted(with_event));
  return RocArea{mean(of_events), std::sqrt(variance_of_mean(of_events) + variance_of_mean(of_others))};
}

}  // namespace oncourse

// interval_text.cpp: confidence intervals, line by line.
// SPDX-License-Identifier: Apache-2.0
#include "interval_text.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/base/number.hpp"

namespace oncourse::cli {

std::string interval_text(std::span<const growth::ParameterInterval> intervals, double level, const char* by) {
  std::string heading = stated(100.0 * level) + " % intervals by " + by;
  std::size_t width = heading.size();
  for (const growth::ParameterInterval& one : intervals) width = std::max(width, one.name.size());
  const auto line = [&](const std::string& name, const std::string& estimate, const std::string& low,
                        const std::string& high) {
    std::string out = name + std::string(width - name.size(), ' ');
    for (const std::string* const cell : {&estimate, &low, &high})
      out += std::string(cell->size() < 11 ? 12 - cell->size() : 1, ' ') + *cell;
    return out + "\n";
  };
  const auto figure = [](double value) { return std::isfinite(value) ? text(value, 4) : text(value); };
  std::string out = line(heading, "estimate", "low", "high");
  for (const growth::ParameterInterval& one : intervals)
    out += line(one.name, figure(one.estimate), figure(one.low), figure(one.high));
  return out;
}

}  // namespace oncourse::cli

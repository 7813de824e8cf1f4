// alarm_stages.cpp: what a rule may spend, and where that puts its limits.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/alarm_stages.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace oncourse {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

SpendingPlan spending_plan(AlphaSpending spending, const Monitoring& monitoring, std::span<const double> sessions) {
  SpendingPlan out;
  if (spending != AlphaSpending::anywhere) {
    const auto n = static_cast<double>(sessions.size());
    for (std::size_t k = 0; k < sessions.size(); ++k) {
      const double number = static_cast<double>(k + 1);
      out.until.push_back(sessions[k]);
      out.spent.push_back(spending == AlphaSpending::evenly ? number / n : 1.0 - std::exp2(-number));
    }
  }
  if (out.until.empty() || out.until.back() < monitoring.to) {
    out.until.push_back(monitoring.to);
    out.spent.push_back(1.0);
  }
  out.spent.back() = 1.0;
  return out;
}

std::size_t stage_of(std::span<const double> until, double time) {
  return static_cast<std::size_t>(std::lower_bound(until.begin(), until.end(), time) - until.begin());
}

AlarmLimit limit_at(std::span<const AlarmStage> stages, double time) {
  const auto at = std::find_if(stages.begin(), stages.end() - 1, [&](const AlarmStage& s) { return time <= s.until; });
  return {at->limit};
}

std::vector<double> greatest_signals(const MonitoringRule& rule, const MonitoringFrame& frame,
                                     const MonitoredCourse& course, std::span<const double> signals,
                                     std::span<const double> until) {
  std::vector<double> out(until.size(), -infinity);
  for (std::size_t i = 0; i < signals.size(); ++i)
    if (counts(rule, frame, course, signals, i)) {
      double& greatest = out[stage_of(until, course.times[i])];
      greatest = std::max(greatest, signals[i]);
    }
  return out;
}

std::vector<AlarmStage> conformal_stages(std::span<const std::vector<double>> greatest, const SpendingPlan& plan,
                                         double alpha) {
  std::vector<const std::vector<double>*> left;  // not yet cut off
  for (const std::vector<double>& course : greatest) left.push_back(&course);
  const auto blocks = static_cast<double>(greatest.size() + 1);
  std::vector<AlarmStage> out;
  std::size_t cut = 0;
  for (std::size_t stage = 0; stage < plan.until.size(); ++stage) {
    const auto allowed = static_cast<std::size_t>(std::floor(alpha * plan.spent[stage] * blocks));
    const auto from = static_cast<std::ptrdiff_t>(stage);
    std::sort(left.begin(), left.end(), [from](const auto* a, const auto* b) {
      return std::lexicographical_compare(b->begin() + from, b->end(), a->begin() + from, a->end());
    });
    const auto silent = std::partition_point(left.begin(), left.end(),
                                             [stage](const auto* course) { return (*course)[stage] > -infinity; });
    const std::size_t now = std::min(allowed - std::min(cut, allowed), static_cast<std::size_t>(silent - left.begin()));
    AlarmStage& found = out.emplace_back();
    found.until = plan.until[stage];
    found.limit = infinity;
    if (now > 0) found.limit = (*left[now - 1])[stage];
    found.cut_off = static_cast<int>(now);
    left.erase(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(now));
    cut += now;
  }
  return out;
}

}  // namespace oncourse

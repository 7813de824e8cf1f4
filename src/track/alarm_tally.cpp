// alarm_tally.cpp: shares, areas and errors of what alarms did.
// SPDX-License-Identifier: Apache-2.0
#include "track/alarm_tally.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "oncourse/change/proportion.hpp"

namespace oncourse {
namespace {

constexpr double of_nobody = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t bins = 10, roc_points = 20;

/// Its interval counts every person once, however often they were judged.
EstimatedShare share_of(double count, double of, double repetitions, double confidence) {
  EstimatedShare out{of_nobody, of / repetitions, of_nobody, of_nobody};
  if (!(of > 0.0)) return out;
  out.share = count / of;
  if (const auto interval = wilson_interval({count / repetitions, of / repetitions}, confidence)) {
    out.low = interval->low;
    out.high = interval->high;
  }
  return out;
}

/// Straight between the points of the curve, whose corners are the signals.
std::vector<double> roc(std::vector<double> missed, std::vector<double> reached) {
  std::sort(missed.begin(), missed.end(), std::greater<>());
  std::sort(reached.begin(), reached.end(), std::greater<>());
  std::vector<std::pair<double, double>> corners = {{0.0, 0.0}};  // shares above a cut, of the reached and the missed
  for (std::size_t i = 0, k = 0; i < missed.size() || k < reached.size();) {
    const double cut =
        std::max(i < missed.size() ? missed[i] : reached[k], k < reached.size() ? reached[k] : missed[i]);
    while (i < missed.size() && missed[i] == cut) ++i;
    while (k < reached.size() && reached[k] == cut) ++k;
    corners.emplace_back(static_cast<double>(k) / static_cast<double>(reached.size()),
                         static_cast<double>(i) / static_cast<double>(missed.size()));
  }
  std::vector<double> out;
  for (std::size_t point = 0, at = 0; point <= roc_points; ++point) {
    const double across = static_cast<double>(point) / static_cast<double>(roc_points);
    while (at + 1 < corners.size() && corners[at + 1].first <= across) ++at;
    const auto [x, y] = corners[at];
    if (at + 1 == corners.size() || x == across) {
      out.push_back(y);
      continue;
    }
    const auto [next_x, next_y] = corners[at + 1];
    out.push_back(y + (next_y - y) * (across - x) / (next_x - x));
  }
  return out;
}

std::optional<double> median(std::vector<double> numbers) {
  if (numbers.empty()) return std::nullopt;
  std::sort(numbers.begin(), numbers.end());
  const std::size_t middle = numbers.size() / 2;
  return numbers.size() % 2 == 1 ? numbers[middle] : 0.5 * (numbers[middle - 1] + numbers[middle]);
}

}  // namespace

AlarmTally::AlarmTally(std::vector<double> looked_at, std::size_t strata)
    : looked_at_(std::move(looked_at)), counts_(strata + 1), signals_(looked_at_.size()), tenths_(bins) {
  for (Counts& counts : counts_) counts.found_by.assign(looked_at_.size(), 0.0);
}

void AlarmTally::count(Counts& counts, const JudgedCourse& course) const {
  (course.reached ? counts.reached : counts.missed) += 1.0;
  if (std::isnan(course.alarm)) return;
  if (course.reached) {
    counts.flagged_reached += 1.0;
    return;
  }
  counts.flagged_missed += 1.0;
  counts.leads.push_back(course.end - course.alarm);
  for (std::size_t k = 0; k < looked_at_.size(); ++k) counts.found_by[k] += course.alarm <= looked_at_[k] ? 1.0 : 0.0;
}

void AlarmTally::add(const JudgedCourse& course, std::optional<std::size_t> stratum) {
  count(counts_[0], course);
  if (stratum) count(counts_[*stratum + 1], course);
  if (!std::isnan(course.alarm)) alarms_.push_back(course.alarm);
  for (std::size_t k = 0; k < signals_.size(); ++k) {
    const double signal = course.at[k];
    if (std::isnan(signal)) continue;
    Signals& at = signals_[k];
    (course.reached ? at.of_reached : at.of_missed).push_back(signal);
    (course.reached ? at.reached : at.missed) += 1.0;
    if (!std::isnan(course.cuts[k])) {
      at.cut += 1.0;
      if (signal > course.cuts[k] && !course.reached) at.found += 1.0;
      if (signal <= course.cuts[k] && course.reached) at.cleared += 1.0;
    }
    const double forecast = -signal, met = course.reached ? 1.0 : 0.0;
    at.squares += (forecast - met) * (forecast - met);
    if (!(forecast >= 0.0 && forecast <= 1.0)) continue;
    ReliabilityBin& bin = tenths_[std::min(static_cast<std::size_t>(forecast * bins), bins - 1)];
    bin.forecast += forecast;
    bin.met += met;
    bin.persons += 1.0;
  }
}

void AlarmTally::end_repetition() {
  repetitions_ += 1.0;
  for (Signals& at : signals_) {
    if (const auto found = roc_area(at.of_missed, at.of_reached)) {
      at.area += found->area;
      at.error += found->standard_error;
      at.repetitions += 1.0;
    }
    at.all_missed.insert(at.all_missed.end(), at.of_missed.begin(), at.of_missed.end());
    at.all_reached.insert(at.all_reached.end(), at.of_reached.begin(), at.of_reached.end());
    at.of_missed.clear();
    at.of_reached.clear();
  }
}

AlarmPerformance AlarmTally::performance(double confidence, std::optional<std::size_t> stratum) const {
  const Counts& c = counts_[stratum ? *stratum + 1 : 0];
  const auto share = [&](double count, double of) { return share_of(count, of, repetitions_, confidence); };
  const double flagged = c.flagged_missed + c.flagged_reached, all = c.missed + c.reached;
  AlarmPerformance out;
  out.false_alarms = share(c.flagged_reached, c.reached);
  out.found = share(c.flagged_missed, c.missed);
  for (const double by : c.found_by) out.found_by.push_back(share(by, c.missed));
  out.flagged = share(flagged, all);
  out.positive_predictive = share(c.flagged_missed, flagged);
  out.negative_predictive = share(c.reached - c.flagged_reached, all - flagged);
  out.lead_time = median(c.leads);
  return out;
}

std::vector<SignalsAtSession> AlarmTally::at_sessions(std::span<const int> sessions) const {
  std::vector<SignalsAtSession> out;
  for (std::size_t k = 0; k < signals_.size(); ++k) {
    const Signals& at = signals_[k];
    const double all = at.missed + at.reached;
    SignalsAtSession of;
    of.session = sessions[k];
    of.persons = all / repetitions_;
    of.missed = at.missed / repetitions_;
    if (at.repetitions > 0.0) {
      of.roc_area = RocArea{at.area / at.repetitions, at.error / at.repetitions};
      of.roc = roc(at.all_missed, at.all_reached);
    }
    of.balanced_accuracy = at.cut > 0.0 && at.cut == all && at.missed > 0.0 && at.reached > 0.0
                               ? 0.5 * (at.found / at.missed + at.cleared / at.reached)
                               : of_nobody;
    if (all > 0.0) of.brier_score = at.squares / all;
    out.push_back(of);
  }
  return out;
}

std::vector<ReliabilityBin> AlarmTally::reliability() const {
  std::vector<ReliabilityBin> out;
  for (const ReliabilityBin& bin : tenths_)
    if (bin.persons > 0.0)
      out.push_back({bin.forecast / bin.persons, bin.met / bin.persons, bin.persons / repetitions_});
  return out;
}

std::vector<double> AlarmTally::flags_by(std::span<const double> times) const {
  std::vector<double> out(times.size(), 0.0);
  if (times.empty()) return out;
  for (const double alarm : alarms_) {
    const auto after = std::lower_bound(times.begin(), times.end() - 1, alarm);
    out[static_cast<std::size_t>(after - times.begin())] += 1.0 / static_cast<double>(alarms_.size());
  }
  return out;
}

}  // namespace oncourse

// talking_therapies.cpp: caseness, recovery and reliable change over several measures.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/talking_therapies.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "oncourse/base/rounding.hpp"

namespace oncourse {
namespace {

bool complete(const MeasureScores& scores) { return !std::isnan(scores.first) && !std::isnan(scores.last); }

std::optional<Error> trouble_in(const MeasureScores& scores) {
  if (std::isinf(scores.first) || std::isinf(scores.last))
    return Error{Errc::bad_argument, "a score is not a finite number"};
  if (!(scores.by.reliable_change > 0.0) || !std::isfinite(scores.by.reliable_change))
    return Error{Errc::bad_argument, "reliable change " + text(scores.by.reliable_change) + ", it must be above 0"};
  if (scores.by.caseness && !std::isfinite(*scores.by.caseness))
    return Error{Errc::bad_argument, "caseness " + text(*scores.by.caseness) + ", it must be finite"};
  return std::nullopt;
}

/// True by at least one measure; absent where no measure knows.
std::optional<bool> any(std::optional<bool> so_far, std::optional<bool> one) {
  return one ? std::optional(so_far.value_or(false) || *one) : so_far;
}

ReferralChange change_of(bool better, bool worse, MixedPattern mixed) {
  if (better && worse)
    return mixed == MixedPattern::reliable_deterioration ? ReferralChange::reliable_deterioration
                                                         : ReferralChange::no_reliable_change;
  if (better) return ReferralChange::reliable_improvement;
  return worse ? ReferralChange::reliable_deterioration : ReferralChange::no_reliable_change;
}

/// Of measures that are all complete.
ReferralOutcome judged(std::span<const MeasureScores> measures, MixedPattern mixed) {
  ReferralOutcome out;
  bool reliably_better = false, reliably_worse = false;
  for (const MeasureScores& measure : measures) {
    ++out.measures;
    const double improvement = better(measure.by.direction) * (measure.last - measure.first);
    const double scale = std::max(std::fabs(measure.first), std::fabs(measure.last));
    reliably_better = reliably_better || at_least(improvement, measure.by.reliable_change, scale);
    reliably_worse = reliably_worse || at_least(-improvement, measure.by.reliable_change, scale);
    out.case_at_start = any(out.case_at_start, is_case(measure.by, measure.first));
    out.case_at_end = any(out.case_at_end, is_case(measure.by, measure.last));
  }
  out.change = change_of(reliably_better, reliably_worse, mixed);
  if (out.case_at_start) {
    out.recovered = *out.case_at_start && !*out.case_at_end;
    out.reliably_recovered = *out.recovered && out.change == ReferralChange::reliable_improvement;
  }
  return out;
}

Result<Rate> rate(std::int64_t count, std::int64_t of, double level) {
  Rate out{count, of};
  if (of == 0) return out;
  const Proportion proportion{static_cast<double>(count), static_cast<double>(of)};
  const auto interval = wilson_interval(proportion, level);
  if (!interval) return interval.error();
  out.share = proportion.share();
  out.interval = *interval;
  return out;
}

}  // namespace

std::optional<bool> is_case(const MeasureThresholds& by, double score) {
  if (!by.caseness) return std::nullopt;
  if (score == *by.caseness) return by.case_at_threshold;
  return better(by.direction) * (score - *by.caseness) < 0.0;
}

Result<ReferralOutcome> referral_outcome(std::span<const MeasureScores> measures, const TherapyPolicy& policy) {
  std::vector<MeasureScores> used;
  for (const MeasureScores& measure : measures) {
    if (const auto trouble = trouble_in(measure)) return *trouble;
    if (complete(measure)) used.push_back(measure);
  }
  if (used.empty() || (used.size() < measures.size() && !policy.one_measure_suffices))
    return Error{Errc::not_enough_sessions,
                 text(used.size()) + " of " + text(measures.size()) + " measures have a first and a last score"};
  return judged(used, policy.mixed);
}

Result<ReferralOutcome> referral_outcome(const MeasurePair& pair, const TherapyPolicy& policy) {
  std::vector<MeasureScores> measures = {pair.first};
  const bool falls_back = pair.fallback && !(pair.second && complete(*pair.second)) && complete(*pair.fallback);
  for (const auto* one : {&pair.second, &pair.fallback})
    if (*one)
      if (const auto trouble = trouble_in(**one)) return *trouble;
  if (falls_back)
    measures.push_back(*pair.fallback);
  else if (pair.second)
    measures.push_back(*pair.second);
  auto out = referral_outcome(measures, policy);
  if (out) out->fell_back = falls_back;
  return out;
}

void ReferralCounts::add(const ReferralOutcome& outcome) {
  ++completed;
  without_caseness += !outcome.case_at_start;
  case_at_start += outcome.case_at_start.value_or(false);
  recovered += outcome.recovered.value_or(false);
  reliably_recovered += outcome.reliably_recovered.value_or(false);
  reliably_improved += outcome.change == ReferralChange::reliable_improvement;
  reliably_deteriorated += outcome.change == ReferralChange::reliable_deterioration;
  no_reliable_change += outcome.change == ReferralChange::no_reliable_change;
}

ReferralCounts& ReferralCounts::operator+=(const ReferralCounts& other) {
  completed += other.completed;
  not_completed += other.not_completed;
  without_caseness += other.without_caseness;
  case_at_start += other.case_at_start;
  recovered += other.recovered;
  reliably_recovered += other.reliably_recovered;
  reliably_improved += other.reliably_improved;
  reliably_deteriorated += other.reliably_deteriorated;
  no_reliable_change += other.no_reliable_change;
  return *this;
}

Result<ReferralRates> referral_rates(const ReferralCounts& counts, double level) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  ReferralRates out;
  struct Asked {
    Rate* rate;
    std::int64_t count, of;
  };
  for (const Asked& asked : {Asked{&out.caseness, counts.case_at_start, counts.completed - counts.without_caseness},
                             Asked{&out.recovery, counts.recovered, counts.case_at_start},
                             Asked{&out.reliable_recovery, counts.reliably_recovered, counts.case_at_start},
                             Asked{&out.reliable_improvement, counts.reliably_improved, counts.completed},
                             Asked{&out.reliable_deterioration, counts.reliably_deteriorated, counts.completed},
                             Asked{&out.no_reliable_change, counts.no_reliable_change, counts.completed}}) {
    const auto found = rate(asked.count, asked.of, level);
    if (!found) return found.error();
    *asked.rate = *found;
  }
  return out;
}

}  // namespace oncourse

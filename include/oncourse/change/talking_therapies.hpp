// talking_therapies.hpp: the outcome indicators of NHS Talking Therapies, per referral and as rates.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "oncourse/base/direction.hpp"
#include "oncourse/change/confidence_interval.hpp"
#include "oncourse/change/proportion.hpp"

namespace oncourse {

/// What a service holds of one measure.
struct MeasureThresholds {
  Direction direction = Direction::lower_is_better;
  std::optional<double> caseness = {};  ///< without one the measure takes no part in recovery
  bool case_at_threshold = true;        ///< a score of exactly `caseness` is a case
  double reliable_change = 0.0;         ///< points, above 0; a change of exactly so many counts
};

/// A case by this measure: at the threshold or beyond it on the worse side. None without a threshold.
///
///   score  not NaN
std::optional<bool> is_case(const MeasureThresholds& by, double score);

/// The first and the last score of one referral on one measure; NaN where there is none.
struct MeasureScores {
  MeasureThresholds by;
  double first = 0.0, last = 0.0;
};

/// What one measure reliably better and another reliably worse amount to.
enum class MixedPattern {
  no_reliable_change,     ///< adults
  reliable_deterioration  ///< children and young people: any deterioration wins
};

/// How a referral's measures become one outcome.
struct TherapyPolicy {
  MixedPattern mixed = MixedPattern::no_reliable_change;
  bool one_measure_suffices = false;  ///< else a referral without both measures of the pair has no outcome
};

/// Recovery and reliable improvement as in BMC Psychiatry 2019, 12888-018-1987-1, table 1; the mixed pattern and the
/// need of both measures are the service's practice, for which no publication was read: convention.
inline constexpr TherapyPolicy adult_policy = {MixedPattern::no_reliable_change, false};

/// NHS Digital, reliable change of the Mental Health Services Data Set, children and young people (public code).
inline constexpr TherapyPolicy children_policy = {MixedPattern::reliable_deterioration, true};

enum class ReferralChange { reliable_improvement, no_reliable_change, reliable_deterioration };

constexpr std::string_view name(ReferralChange change) {
  switch (change) {
    case ReferralChange::reliable_improvement: return "reliable_improvement";
    case ReferralChange::no_reliable_change: return "no_reliable_change";
    case ReferralChange::reliable_deterioration: return "reliable_deterioration";
  }
  return "unknown";
}

/// One completed referral.
struct ReferralOutcome {
  int measures = 0;                             ///< with a first and a last score: all else is theirs
  bool fell_back = false;                       ///< the fallback measure stands in for the second
  std::optional<bool> case_at_start = {};       ///< by at least one measure; absent where none has a threshold
  std::optional<bool> case_at_end = {};         ///< by at least one measure
  std::optional<bool> recovered = {};           ///< a case at the start and none at the end
  std::optional<bool> reliably_recovered = {};  ///< and reliably improved
  ReferralChange change = ReferralChange::no_reliable_change;
};

/// A measure pair, such as the PHQ-9 and the measure of the disorder; where the second lacks its first or its last
/// score, the fallback (GAD-7) takes its place. First and last score always come from the same measure.
struct MeasurePair {
  MeasureScores first;
  std::optional<MeasureScores> second = {}, fallback = {};
};

///   errors  not_enough_sessions: no outcome, since a measure lacks its first or last score (count it as not
///           completed); bad_argument: an infinite score, a reliable change that is not above 0
Result<ReferralOutcome> referral_outcome(const MeasurePair& pair, const TherapyPolicy& policy = adult_policy);

/// The same for any number of measures.
Result<ReferralOutcome> referral_outcome(std::span<const MeasureScores> measures,
                                         const TherapyPolicy& policy = children_policy);

/// Counts, which add up over services.
struct ReferralCounts {
  std::int64_t completed = 0, not_completed = 0;
  std::int64_t without_caseness = 0;  ///< completed, but no measure has a threshold
  std::int64_t case_at_start = 0, recovered = 0, reliably_recovered = 0;
  std::int64_t reliably_improved = 0, reliably_deteriorated = 0, no_reliable_change = 0;

  void add(const ReferralOutcome& outcome);
  ReferralCounts& operator+=(const ReferralCounts& other);
};

/// A share with its exact denominator; share and interval are absent where that is 0.
struct Rate {
  std::int64_t count = 0, of = 0;
  std::optional<double> share = {};
  std::optional<ConfidenceInterval> interval = {};  ///< Wilson's
};

struct ReferralRates {
  Rate caseness;                     ///< of the completed whose caseness is known
  Rate recovery, reliable_recovery;  ///< of the completed who were a case at the start
  Rate reliable_improvement, reliable_deterioration, no_reliable_change;  ///< of the completed
};

///   errors  bad_argument: the level
///   source  denominators: nhsengland/Talking-Therapies, Key Metrics Dashboard (public code)
Result<ReferralRates> referral_rates(const ReferralCounts& counts, double level = usual_confidence);

}  // namespace oncourse

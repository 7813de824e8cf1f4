// change_rule.hpp: from two scores to what they say, by one rule for a person or a million.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

#include "oncourse/base/direction.hpp"
#include "oncourse/base/rounding.hpp"
#include "oncourse/change/change_class.hpp"
#include "oncourse/change/clinical_range.hpp"
#include "oncourse/change/no_change_line.hpp"

namespace oncourse {

/// What a change is measured in.
enum class ChangeMeasure {
  index,    ///< standard errors from the score expected without change
  points,   ///< anchor-based: points, against a minimal important difference
  percent,  ///< of the first score
  cutoff,   ///< not at all: only the clinical range before and after counts
};

constexpr std::string_view name(ChangeMeasure measure) {
  switch (measure) {
    case ChangeMeasure::index: return "index";
    case ChangeMeasure::points: return "points";
    case ChangeMeasure::percent: return "percent";
    case ChangeMeasure::cutoff: return "cutoff";
  }
  return "unknown";
}

/// When somebody has improved, deteriorated or neither. Made by the functions below, which check it.
struct ChangeRule {
  ChangeMeasure measure = ChangeMeasure::index;
  Direction direction = Direction::lower_is_better;
  NoChangeLine line = {};                   ///< of `index`; of `points` the identity
  double improvement = 0.0;                 ///< in the measure's unit, towards better; 0 or more
  double deterioration = 0.0;               ///< as much, towards worse
  bool inclusive = false;                   ///< exactly as much counts
  double zero = 0.0;                        ///< of `percent`: the score that counts as nothing
  std::optional<ClinicalRange> range = {};  ///< present: recovered and harmed are told from improved and deteriorated

  /// Without a value where the percentage of a first score that is `zero` is asked for.
  [[nodiscard]] std::optional<double> statistic(double pre, double post) const {
    switch (measure) {
      case ChangeMeasure::index:
      case ChangeMeasure::points: return line.index(pre, post);
      case ChangeMeasure::percent:
        if (pre == zero) return std::nullopt;
        return 100.0 * (post - pre) / std::fabs(pre - zero);
      case ChangeMeasure::cutoff: return std::nullopt;
    }
    return std::nullopt;
  }

  /// The second score at which the statistic has this value; of `cutoff` there is none.
  [[nodiscard]] std::optional<double> post_at(double pre, double value) const {
    switch (measure) {
      case ChangeMeasure::index:
      case ChangeMeasure::points: return line.expected(pre) + value * line.standard_error;
      case ChangeMeasure::percent: return pre + value / 100.0 * std::fabs(pre - zero);
      case ChangeMeasure::cutoff: return std::nullopt;
    }
    return std::nullopt;
  }

  /// Without a value where the rule cannot tell: a score or the change is not a finite number, or there is no
  /// percentage.
  [[nodiscard]] std::optional<ChangeClass> classify(double pre, double post) const {
    if (!std::isfinite(pre) || !std::isfinite(post)) return std::nullopt;
    const double sign = better(direction), scale = std::max(std::fabs(pre), std::fabs(post));
    switch (measure) {
      case ChangeMeasure::index:
      case ChangeMeasure::points:
        return class_of(sign * (post - line.expected(pre)), line.standard_error, scale, pre, post);
      case ChangeMeasure::percent:
        if (pre == zero) return std::nullopt;
        return class_of(100.0 * sign * (post - pre), std::fabs(pre - zero), 100.0 * scale, pre, post);
      case ChangeMeasure::cutoff:
        if (!range) return std::nullopt;
        if (sign * (post - pre) > 0.0 && crossed_to_functional(pre, post)) return ChangeClass::improved;
        if (sign * (post - pre) < 0.0 && crossed_to_clinical(pre, post)) return ChangeClass::deteriorated;
        return ChangeClass::unchanged;
    }
    return std::nullopt;
  }

  /// By a statistic that is known already, as a person's rate of change over its error; the scores are for the clinical
  /// range alone.
  [[nodiscard]] std::optional<ChangeClass> classify_statistic(double value, double pre, double post) const {
    if (!std::isfinite(value) || !std::isfinite(pre) || !std::isfinite(post)) return std::nullopt;
    return class_of(better(direction) * value, 1.0, std::fabs(value), pre, post);
  }

 private:
  [[nodiscard]] bool crossed_to_functional(double pre, double post) const {
    return range && range->clinical_before(pre) && range->functional_after(post);
  }
  [[nodiscard]] bool crossed_to_clinical(double pre, double post) const {
    return range && !range->clinical_before(pre) && range->clinical_after(post);
  }

  ///   gain   in the better direction
  ///   unit   what one of `improvement` is in the unit of `gain`: thresholds are not divided, which would round
  ///   scale  see at_least()
  [[nodiscard]] std::optional<ChangeClass> class_of(double gain, double unit, double scale, double pre,
                                                    double post) const {
    if (!std::isfinite(gain)) return std::nullopt;
    const auto counts = [&](double amount, double asked) {
      if (!(amount > 0.0)) return false;  // where scores are so large that rounding hides what is asked
      return inclusive ? at_least(amount, asked * unit, scale) : above(amount, asked * unit, scale);
    };
    if (counts(gain, improvement))
      return crossed_to_functional(pre, post) ? ChangeClass::recovered : ChangeClass::improved;
    if (counts(-gain, deterioration))
      return crossed_to_clinical(pre, post) ? ChangeClass::harmed : ChangeClass::deteriorated;
    return ChangeClass::unchanged;
  }
};

/// How much is asked in each direction, in the unit of the measure. Absent: the index's usual_critical_value(), and for
/// deterioration as much as for improvement.
struct ChangeThresholds {
  std::optional<double> improvement = {}, deterioration = {};
};

/// By an index: strictly beyond the critical value.
///
///   errors  those of no_change_line(); bad_argument: a threshold that is negative or not finite
Result<ChangeRule> index_rule(ChangeIndex index, const ScoreStatistics& statistics, Direction direction,
                              const ChangeThresholds& critical_values = {});

/// By a standard normal deviate that is known already, as that of a trend: classify(0, deviate). 1.96 where none is
/// set.
///
///   errors  bad_argument: a threshold that is negative or not finite
Result<ChangeRule> deviate_rule(Direction direction, const ChangeThresholds& critical_values = {});

/// Anchor-based: at least so many points.
///
///   errors  bad_argument: no points given, or not above 0
Result<ChangeRule> points_rule(Direction direction, const ChangeThresholds& points);

/// At least so many percent of the first score. A first score of `zero` has no percentage.
///
///   percents  50, not 0.5
///   zero      of the scale; 0 is its own only where the best score is 0
///   errors    bad_argument: no percentage given, not above 0, `zero` not finite
Result<ChangeRule> percent_rule(Direction direction, const ChangeThresholds& percents, double zero = 0.0);

/// By the clinical range alone: improved is from clinical to functional, deteriorated the reverse.
ChangeRule cutoff_rule(const ClinicalRange& range);

/// The rule with a clinical range: now somebody can have recovered.
///
///   errors  bad_argument: the range is of the other direction, or one of its limits is not finite
Result<ChangeRule> combined_rule(ChangeRule rule, const ClinicalRange& range);

inline constexpr std::int8_t no_class = -1;

/// The class of every pair as its number, no_class where the rule cannot tell.
///
///   pre, post, classes  of the same length
///   cost                some 10 to 20 nanoseconds per pair, most of it branches that nobody can predict; no allocation
void classify(const ChangeRule& rule, std::span<const double> pre, std::span<const double> post,
              std::span<std::int8_t> classes);

}  // namespace oncourse

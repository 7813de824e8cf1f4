// score_limit.hpp: lines on a score's scale: a cut-off, and an improvement since baseline.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "oncourse/base/direction.hpp"
#include "oncourse/base/error.hpp"
#include "oncourse/base/rounding.hpp"

namespace oncourse {

/// A cut-off and whether a score that equals it lies on the side that is asked for.
struct ScoreLimit {
  double value = 0.0;  ///< raw points
  bool inclusive = true;

  friend bool operator==(const ScoreLimit&, const ScoreLimit&) = default;
};

/// At the limit (where inclusive) or better.
constexpr bool on_better_side(const ScoreLimit& limit, Direction direction, double score) {
  const double beyond = better(direction) * (score - limit.value);
  return limit.inclusive ? beyond >= 0.0 : beyond > 0.0;
}

/// At the limit (where inclusive) or worse.
constexpr bool on_worse_side(const ScoreLimit& limit, Direction direction, double score) {
  const double beyond = better(direction) * (score - limit.value);
  return limit.inclusive ? beyond <= 0.0 : beyond < 0.0;
}

/// What is wrong with it: bad_argument, a value that is not finite.
std::optional<Error> trouble_in(const ScoreLimit& limit);

/// An improvement since baseline that is large enough, in points or in percent of what there was to lose.
struct Improvement {
  double percent = 50.0;
  /// The best score of the scale: percent then refer to the distance between it and baseline. Absent: to the baseline
  /// score itself, which is the usual reading on a scale that runs down to 0, and on no other is it what it seems.
  std::optional<double> best_score = {};
  std::optional<double> points = {};  ///< in place of percent
  bool inclusive = true;              ///< exactly that much is enough
};

/// What is wrong with it: bad_argument, percent or points not above 0, or a number that is not finite.
std::optional<Error> trouble_in(const Improvement& improvement);

/// An improvement from one baseline on.
class ImprovementLine {
 public:
  /// Nothing where the baseline leaves nothing to gain: 0, or already as good as the best score.
  static std::optional<ImprovementLine> from(double baseline, Direction direction, const Improvement& improvement) {
    if (improvement.points) return ImprovementLine(baseline, direction, improvement, *improvement.points, 1.0);
    const double whole =
        improvement.best_score ? better(direction) * (*improvement.best_score - baseline) : std::fabs(baseline);
    if (!(whole > 0.0)) return std::nullopt;
    return ImprovementLine(baseline, direction, improvement, improvement.percent * whole, 100.0);
  }
  [[nodiscard]] bool met(double score) const {
    const double gained = scale_ * sign_ * (score - baseline_);
    const double scale = scale_ * std::max(std::fabs(score), std::fabs(baseline_));
    return inclusive_ ? at_least(gained, needed_, scale) : above(gained, needed_, scale);
  }
  /// The score at which it is met.
  [[nodiscard]] double limit() const { return baseline_ + sign_ * needed_ / scale_; }

 private:
  ImprovementLine(double baseline, Direction direction, const Improvement& improvement, double needed, double scale)
      : baseline_(baseline),
        sign_(better(direction)),
        needed_(needed),
        scale_(scale),
        inclusive_(improvement.inclusive) {}
  double baseline_, sign_, needed_, scale_;
  bool inclusive_;
};

}  // namespace oncourse

// proportion.hpp: a share of persons and how surely it is known.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "oncourse/base/normal.hpp"
#include "oncourse/change/confidence_interval.hpp"

namespace oncourse {

/// So many of so many. Published shares need not come from whole counts: 0.507 of 1234 are 625.638.
struct Proportion {
  double count = 0.0, of = 0.0;

  [[nodiscard]] double share() const { return count / of; }
};

/// bad_argument unless 0 <= count <= of, finite; not_enough_sessions where `of` is 0: a share of nobody.
inline std::optional<Error> trouble_in(const Proportion& p) {
  if (!std::isfinite(p.of) || !(p.count >= 0.0 && p.count <= p.of))
    return Error{Errc::bad_argument, text(p.count) + " of " + text(p.of) + ", the count must lie in 0..of"};
  if (!(p.of > 0.0)) return Error{Errc::not_enough_sessions, "a share of nobody"};
  return std::nullopt;
}

/// The score interval, which stays inside 0..1 and is not of width 0 where nobody or everybody counts.
///
///   errors  those of trouble_in() and trouble_in_level()
///   source  Wilson 1927, J Am Stat Assoc 22:209-212
inline Result<ConfidenceInterval> wilson_interval(const Proportion& p, double level = usual_confidence) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  if (const auto trouble = trouble_in(p)) return *trouble;
  const double z = normal_half_width(level), z2 = z * z, missed = p.of - p.count;
  const double half = z * std::sqrt(p.count * missed / p.of + z2 / 4.0);
  const double low = (p.count + z2 / 2.0 - half) / (p.of + z2);
  const double high = (p.count + z2 / 2.0 + half) / (p.of + z2);
  // exactly 0 and 1 at the ends, where rounding would leave a trace
  return ConfidenceInterval{p.count > 0.0 ? std::max(low, 0.0) : 0.0, missed > 0.0 ? std::min(high, 1.0) : 1.0};
}

struct DifferenceOfProportions {
  double difference = 0.0;  ///< first - second
  ConfidenceInterval interval = {};
};

/// Two groups of different persons; the interval is made of their two score intervals.
///
///   errors  as wilson_interval()
///   source  Newcombe 1998, Stat Med 17:873-890, method 10
inline Result<DifferenceOfProportions> difference_of_proportions(const Proportion& first, const Proportion& second,
                                                                 double level = usual_confidence) {
  const auto a = wilson_interval(first, level), b = wilson_interval(second, level);
  if (!a) return a.error();
  if (!b) return b.error();
  const double p = first.share(), q = second.share();
  return DifferenceOfProportions{
      p - q, {p - q - std::hypot(p - a->low, b->high - q), p - q + std::hypot(a->high - p, q - b->low)}};
}

}  // namespace oncourse

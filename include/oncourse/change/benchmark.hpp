// benchmark.hpp: does a service do as well as what was published?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <optional>
#include <string_view>

#include "oncourse/change/effect_size.hpp"
#include "oncourse/change/proportion.hpp"

namespace oncourse {

enum class AgainstBenchmark { above, below, not_distinguishable };

constexpr std::string_view name(AgainstBenchmark verdict) {
  switch (verdict) {
    case AgainstBenchmark::above: return "above";
    case AgainstBenchmark::below: return "below";
    case AgainstBenchmark::not_distinguishable: return "not_distinguishable";
  }
  return "unknown";
}

/// The whole interval of service - benchmark on one side of 0, or neither.
constexpr AgainstBenchmark against_benchmark(const ConfidenceInterval& difference) {
  if (difference.low > 0.0) return AgainstBenchmark::above;
  if (difference.high < 0.0) return AgainstBenchmark::below;
  return AgainstBenchmark::not_distinguishable;
}

/// An effect in the better direction: more is better. A standard error of 0 is a benchmark taken as exact.
struct KnownEffect {
  double improvement = 0.0, standard_error = 0.0;
};

inline KnownEffect known(const StandardizedChange& change) { return {change.improvement, change.standard_error}; }

struct EffectBenchmark {
  double difference = 0.0;  ///< service - benchmark
  double standard_error = 0.0;
  ConfidenceInterval interval = {};  ///< normal, at `level`
  double z = 0.0, p = 1.0;           ///< two-sided test of no difference
  AgainstBenchmark verdict = AgainstBenchmark::not_distinguishable;
  ConfidenceInterval narrow_interval = {};  ///< at 2 level - 1: that of two one-sided tests at 1 - level
  std::optional<bool> good_enough = {};     ///< surely not worse by the margin; absent without one
  std::optional<bool> equivalent = {};      ///< surely neither worse nor better by the margin
};

/// Both effects must be standardised alike, by the pre sd for instance, and independent of each other.
///
///   margin  the largest difference that does not matter, in sds, above 0: the caller's to justify
///   level   above 0.5
///   errors  bad_argument: not finite, a standard error below 0 or both 0, the margin, the level
///   source  benchmarking with a margin ("good enough"): Minami, Serlin, Wampold, Kircher & Brown 2008, Qual Quant
///           42:513-525, who test against an exact benchmark; two one-sided tests: Schuirmann 1987, J Pharmacokinet
///           Biopharm 15:657-680
inline Result<EffectBenchmark> benchmark_effect(const KnownEffect& service, const KnownEffect& published,
                                                std::optional<double> margin = {}, double level = usual_confidence) {
  if (!(level > 0.5 && level < 1.0))
    return Error{Errc::bad_argument, "confidence level " + text(level) + ", it must lie between 0.5 and 1"};
  for (const KnownEffect& effect : {service, published}) {
    if (!std::isfinite(effect.improvement)) return Error{Errc::bad_argument, "an effect is not a finite number"};
    if (!(effect.standard_error >= 0.0) || !std::isfinite(effect.standard_error))
      return Error{Errc::bad_argument, "standard error " + text(effect.standard_error) + ", it must not be below 0"};
  }
  if (margin && (!(*margin > 0.0) || !std::isfinite(*margin)))
    return Error{Errc::bad_argument, "margin " + text(*margin) + ", it must be above 0"};
  EffectBenchmark out;
  out.difference = service.improvement - published.improvement;
  out.standard_error = std::hypot(service.standard_error, published.standard_error);
  if (!(out.standard_error > 0.0)) return Error{Errc::bad_argument, "both standard errors are 0"};
  out.interval = around(out.difference, normal_half_width(level) * out.standard_error);
  out.z = out.difference / out.standard_error;
  out.p = 2.0 * normal_cdf(-std::fabs(out.z));
  out.verdict = against_benchmark(out.interval);
  out.narrow_interval = around(out.difference, normal_half_width(2.0 * level - 1.0) * out.standard_error);
  if (margin) {
    out.good_enough = out.narrow_interval.low > -*margin;
    out.equivalent = *out.good_enough && out.narrow_interval.high < *margin;
  }
  return out;
}

struct ProportionBenchmark {
  double difference = 0.0;  ///< service - benchmark
  ConfidenceInterval interval = {};
  AgainstBenchmark verdict = AgainstBenchmark::not_distinguishable;
};

/// A service's rate, such as recovery, against a published one. More is better: of deterioration, compare its absence.
///
///   published  with as many persons as it came from
///   errors     those of wilson_interval()
///   source     Newcombe 1998, Stat Med 17:873-890, method 10
inline Result<ProportionBenchmark> benchmark_proportion(const Proportion& service, const Proportion& published,
                                                        double level = usual_confidence) {
  const auto found = difference_of_proportions(service, published, level);
  if (!found) return found.error();
  return ProportionBenchmark{found->difference, found->interval, against_benchmark(found->interval)};
}

/// Against a standard that is exact, such as a target of 0.5.
///
///   standard  in 0..1
///   errors    those of wilson_interval(); bad_argument: the standard
inline Result<ProportionBenchmark> benchmark_against_standard(const Proportion& service, double standard,
                                                              double level = usual_confidence) {
  if (!(standard >= 0.0 && standard <= 1.0))
    return Error{Errc::bad_argument, "standard " + text(standard) + ", it must lie in 0..1"};
  const auto own = wilson_interval(service, level);
  if (!own) return own.error();
  const ConfidenceInterval difference{own->low - standard, own->high - standard};
  return ProportionBenchmark{service.share() - standard, difference, against_benchmark(difference)};
}

}  // namespace oncourse

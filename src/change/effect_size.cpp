// effect_size.cpp: mean changes, raw and standardised.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/effect_size.hpp"

#include <array>
#include <cmath>

#include "oncourse/base/normal.hpp"
#include "oncourse/base/student_t.hpp"
#include "oncourse/change/complete_rows.hpp"
#include "oncourse/change/moments.hpp"

namespace oncourse {
namespace {

Error too_few(std::size_t n, std::size_t least) {
  return {Errc::not_enough_sessions, text(n) + " complete pairs, at least " + text(least) + " are needed"};
}

struct Standardized {
  double sd = 0.0, correction_df = 0.0;
};

Standardized standardizer(const PairSummary& pairs, Standardizer by, double r) {
  const double df = static_cast<double>(pairs.n) - 1.0;
  switch (by) {
    case Standardizer::pre_sd: return {pairs.pre_sd, df};
    case Standardizer::pooled_sd:
      return {std::sqrt((pairs.pre_sd * pairs.pre_sd + pairs.post_sd * pairs.post_sd) / 2.0), 2.0 * df / (1.0 + r * r)};
    case Standardizer::change_sd: return {pairs.change_sd, df};
  }
  return {};
}

/// Sampling variance of the effect `g`, the variances before and after being equal.
double variance(Standardizer by, double g, double r, double n) {
  switch (by) {
    case Standardizer::pre_sd: return 2.0 * (1.0 - r) / n + g * g / (2.0 * n);
    case Standardizer::pooled_sd: return 2.0 * (1.0 - r) / n + g * g * (1.0 + r * r) / (4.0 * n);
    case Standardizer::change_sd: return 1.0 / n + g * g / (2.0 * n);
  }
  return 0.0;
}

/// Bonett 2008, of the uncorrected effect `d`.
double variance_of_unequal(const PairSummary& pairs, Standardizer by, double d, double r, double sd) {
  const double df = static_cast<double>(pairs.n) - 1.0;
  const double changes = pairs.change_sd * pairs.change_sd / (df * sd * sd);
  if (by == Standardizer::pre_sd) return d * d / (2.0 * df) + changes;
  const double before = pairs.pre_sd * pairs.pre_sd, after = pairs.post_sd * pairs.post_sd;
  const double of_the_sd = (before * before + after * after + 2.0 * r * r * before * after) / (sd * sd * sd * sd);
  return d * d * of_the_sd / (8.0 * df) + changes;
}

}  // namespace

Result<PairSummary> describe_pairs(std::span<const double> pre, std::span<const double> post) {
  const auto complete = complete_rows(std::array{pre, post});
  if (!complete) return complete.error();
  const std::vector<double>&before = complete->columns[0], &after = complete->columns[1];
  PairSummary out;
  out.n = before.size();
  out.missing = complete->left_out;
  if (out.n < 2) return too_few(out.n, 2);
  std::vector<double> change(out.n);
  double largest = 0.0;
  for (std::size_t i = 0; i < out.n; ++i) {
    change[i] = after[i] - before[i];
    largest = std::max({largest, std::fabs(after[i]), std::fabs(before[i])});
  }
  const Moments of_pre = moments(before), of_post = moments(after), of_change = moments(change);
  out.pre_mean = of_pre.mean;
  out.pre_sd = of_pre.sd;
  out.post_mean = of_post.mean;
  out.post_sd = of_post.sd;
  out.change_mean = of_change.mean;
  out.change_sd = is_rounding(of_change.sd, largest) ? 0.0 : of_change.sd;
  out.correlation = correlation(before, of_pre, after, of_post);
  return out;
}

Result<PairSummary> pairs_from_figures(std::size_t n, double pre_mean, double pre_sd, double post_mean, double post_sd,
                                       double correlation) {
  if (n < 2) return too_few(n, 2);
  for (const double mean : {pre_mean, post_mean})
    if (!std::isfinite(mean)) return Error{Errc::bad_argument, "mean " + text(mean) + ", it must be finite"};
  for (const double sd : {pre_sd, post_sd})
    if (!(sd >= 0.0) || !std::isfinite(sd))
      return Error{Errc::bad_argument, "standard deviation " + text(sd) + ", it must not be below 0"};
  if (!(correlation >= -1.0 && correlation <= 1.0))
    return Error{Errc::bad_argument, "correlation " + text(correlation) + ", it must lie in -1..1"};
  const double of_change = pre_sd * pre_sd + post_sd * post_sd - 2.0 * correlation * pre_sd * post_sd;
  PairSummary out{n, 0, pre_mean, pre_sd, post_mean, post_sd, post_mean - pre_mean, 0.0, std::nullopt};
  out.change_sd = std::sqrt(std::max(of_change, 0.0));
  if (is_rounding(out.change_sd, std::max(pre_sd, post_sd))) out.change_sd = 0.0;
  if (pre_sd > 0.0 && post_sd > 0.0) out.correlation = correlation;
  return out;
}

Result<MeanChange> mean_change(const PairSummary& pairs, Direction direction, double level) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  if (pairs.n < 2) return too_few(pairs.n, 2);
  if (!(pairs.change_sd > 0.0))
    return Error{Errc::bad_argument, "all changes are the same, their standard deviation is 0"};
  MeanChange out;
  out.points = pairs.change_mean;
  out.improvement = better(direction) * out.points;
  out.standard_error = pairs.change_sd / std::sqrt(static_cast<double>(pairs.n));
  out.df = static_cast<double>(pairs.n) - 1.0;
  out.t = out.points / out.standard_error;
  out.p = student_t_two_sided(out.t, out.df);
  out.points_interval = around(out.points, student_t_half_width(level, out.df) * out.standard_error);
  out.improvement_interval = out.points_interval.times(better(direction));
  return out;
}

double small_sample_correction(double df) {
  return std::exp(std::lgamma(df / 2.0) - std::lgamma((df - 1.0) / 2.0)) / std::sqrt(df / 2.0);
}

Result<StandardizedChange> standardized_change(const PairSummary& pairs, Direction direction,
                                               const EffectOptions& options) {
  if (const auto trouble = trouble_in_level(options.level)) return *trouble;
  if (pairs.n < 3) return too_few(pairs.n, 3);
  const bool unequal = options.variances == Variances::unequal;
  if (unequal && options.by == Standardizer::change_sd)
    return Error{Errc::bad_argument, "the sd of the changes assumes nothing of the two variances: leave `variances`"};
  if (options.by != Standardizer::change_sd && !pairs.correlation)
    return Error{Errc::bad_argument, "the scores before or after do not vary: there is no correlation"};
  const double r = pairs.correlation.value_or(0.0);
  const auto [sd, correction_df] = standardizer(pairs, options.by, r);
  if (!(sd > 0.0)) return Error{Errc::bad_argument, std::string(name(options.by)) + " is 0: nothing to standardise by"};
  StandardizedChange out;
  out.uncorrected = pairs.change_mean / sd;
  out.correction = options.small_sample_correction ? small_sample_correction(correction_df) : 1.0;
  out.effect = out.correction * out.uncorrected;
  out.improvement = better(direction) * out.effect;
  const double squared = unequal ? variance_of_unequal(pairs, options.by, out.uncorrected, r, sd)
                                 : variance(options.by, out.effect, r, static_cast<double>(pairs.n));
  out.standard_error = std::sqrt(squared);
  out.effect_interval =
      around(unequal ? out.uncorrected : out.effect, normal_half_width(options.level) * out.standard_error);
  out.improvement_interval = out.effect_interval.times(better(direction));
  return out;
}

}  // namespace oncourse

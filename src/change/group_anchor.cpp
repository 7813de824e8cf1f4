// group_anchor.cpp: confidence intervals against the minimal important difference.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/group_anchor.hpp"

#include <array>
#include <cmath>

#include "oncourse/base/student_t.hpp"
#include "oncourse/change/complete_rows.hpp"
#include "oncourse/change/moments.hpp"

namespace oncourse {
namespace {

std::optional<Error> trouble_in_important(double important) {
  if (important > 0.0 && std::isfinite(important)) return std::nullopt;
  return Error{Errc::bad_argument, "minimal important difference " + text(important) + ", it must be above 0"};
}

}  // namespace

Result<AnchoredChange> anchor_within(const PairSummary& pairs, Direction direction, double important, double level) {
  if (const auto trouble = trouble_in_important(important)) return *trouble;
  const auto change = mean_change(pairs, direction, level);
  if (!change) return change.error();
  return AnchoredChange{*change, anchor_effect(change->improvement, change->improvement_interval, important)};
}

Result<GroupDifference> anchor_between(std::span<const double> reference, std::span<const double> comparison,
                                       Direction direction, double important, double level) {
  if (const auto trouble = trouble_in_important(important)) return *trouble;
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  const auto of_reference = complete_rows(std::array{reference}), of_comparison = complete_rows(std::array{comparison});
  if (!of_reference) return of_reference.error();
  if (!of_comparison) return of_comparison.error();
  const Moments a = moments(of_reference->columns[0]), b = moments(of_comparison->columns[0]);
  for (const std::size_t n : {a.n, b.n})
    if (n < 2) return Error{Errc::not_enough_sessions, text(n) + " scores in a group, at least 2 are needed"};
  const double of_a = a.sd * a.sd / static_cast<double>(a.n), of_b = b.sd * b.sd / static_cast<double>(b.n);
  const double squared = of_a + of_b;
  if (!(squared > 0.0))
    return Error{Errc::bad_argument, "nobody differs from anybody in either group, both standard deviations are 0"};
  GroupDifference out;
  out.n_reference = a.n;
  out.n_comparison = b.n;
  out.missing_reference = of_reference->left_out;
  out.missing_comparison = of_comparison->left_out;
  out.points = b.mean - a.mean;
  out.improvement = better(direction) * out.points;
  out.df = squared * squared /
           (of_a * of_a / (static_cast<double>(a.n) - 1.0) + of_b * of_b / (static_cast<double>(b.n) - 1.0));
  const double standard_error = std::sqrt(squared);
  out.t = out.points / standard_error;
  out.p = student_t_two_sided(out.t, out.df);
  out.points_interval = around(out.points, student_t_half_width(level, out.df) * standard_error);
  out.improvement_interval = out.points_interval.times(better(direction));
  out.effect = anchor_effect(out.improvement, out.improvement_interval, important);
  return out;
}

}  // namespace oncourse

// group_shares.cpp: areas under the normal distribution of true scores.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/group_shares.hpp"

#include <cmath>

#include "oncourse/base/normal.hpp"

namespace oncourse {

Result<GroupShares> group_shares(const PairSummary& pairs, const ReliabilityOfDifferences& reliability,
                                 Direction direction, std::optional<double> value) {
  for (const double one : {reliability.of_differences, reliability.of_post})
    if (!(one > 0.0 && one <= 1.0))
      return Error{Errc::bad_argument, "reliability " + text(one) + ", it must be above 0 and at most 1"};
  if (auto trouble = trouble_in_sd(pairs.change_sd, "standard deviation of the changes")) return *trouble;
  const double sign = better(direction);
  GroupShares out;
  out.improved = normal_cdf(sign * pairs.change_mean / (pairs.change_sd * std::sqrt(reliability.of_differences)));
  if (!value) return out;
  if (!std::isfinite(*value)) return Error{Errc::bad_argument, "the cut-off is not a finite number"};
  if (auto trouble = trouble_in_sd(pairs.post_sd, "post sd")) return *trouble;
  out.functional = normal_cdf(sign * (pairs.post_mean - *value) / (pairs.post_sd * std::sqrt(reliability.of_post)));
  return out;
}

}  // namespace oncourse

// score_statistics.cpp: how much of the differences between two scores is not error.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/score_statistics.hpp"

namespace oncourse {

Result<ReliabilityOfDifferences> reliability_of_differences(const ScoreStatistics& s) {
  constexpr std::string_view whom = "hageman_arrindell";
  if (auto trouble = trouble_in_sd(s.pre_sd, "standard deviation")) return *trouble;
  if (auto trouble = trouble_in_reliability(s.reliability, "reliability")) return *trouble;
  const auto S2 = finite(s.post_sd, "post sd", whom), r12 = finite(s.correlation, "correlation of pre and post", whom);
  if (!S2) return S2.error();
  if (!r12) return r12.error();
  if (auto trouble = trouble_in_sd(*S2, "post sd")) return *trouble;
  if (!(*r12 >= -1.0 && *r12 <= 1.0))
    return Error{Errc::bad_argument, "correlation " + text(*r12) + ", it must lie in -1..1"};
  const double S1 = s.pre_sd, SEM = s.standard_error_of_measurement();
  const double r22 = (*S2 * *S2 - SEM * SEM) / (*S2 * *S2);
  if (!(r22 > 0.0))
    return Error{Errc::bad_argument, "post sd " + text(*S2) + " is not above the standard error of measurement " +
                                         text(SEM) + ": the second scores have no reliability left"};
  const double common = 2.0 * S1 * *S2 * *r12;
  const double of_differences = S1 * S1 + *S2 * *S2 - common;
  const double rDD = (S1 * S1 * s.reliability + *S2 * *S2 * r22 - common) / of_differences;
  if (!(rDD > 0.0))
    return Error{Errc::bad_argument,
                 "the reliability of differences is " + text(rDD) + ", it must be above 0: they are all error"};
  return ReliabilityOfDifferences{rDD, r22};
}

}  // namespace oncourse

// no_change_line.cpp: the published indices of change as one line each.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/no_change_line.hpp"

#include "oncourse/base/normal.hpp"

namespace oncourse {

Result<NoChangeLine> no_change_line(ChangeIndex index, const ScoreStatistics& s) {
  if (auto trouble = trouble_in_sd(s.pre_sd, "standard deviation")) return *trouble;
  if (auto trouble = trouble_in_reliability(s.reliability, "reliability")) return *trouble;
  const double S1 = s.pre_sd, r = s.reliability, SEM = s.standard_error_of_measurement();
  NoChangeLine line;
  if (index == ChangeIndex::jacobson_truax) {
    line.standard_error = std::sqrt(2.0) * SEM;
    return line;
  }
  const auto M1 = finite(s.pre_mean, "pre mean", name(index));
  if (!M1) return M1.error();
  line.slope = r;
  line.pre_center = line.post_center = *M1;
  switch (index) {
    case ChangeIndex::jacobson_truax: break;
    case ChangeIndex::gulliksen_lord_novick: line.standard_error = S1 * std::sqrt(1.0 - r * r); break;
    case ChangeIndex::edwards_nunnally: line.standard_error = SEM; break;
    case ChangeIndex::hsu_linn_lord: {
      const auto M2 = finite(s.post_mean, "post mean", name(index));
      if (!M2) return M2.error();
      line.post_center = *M2;
      line.standard_error = S1 * std::sqrt(1.0 - r * r);
      break;
    }
    case ChangeIndex::nunnally_kotsch: {
      const double r2 = s.post_reliability.value_or(r);
      if (auto trouble = trouble_in_reliability(r2, "post reliability")) return *trouble;
      line.standard_error = std::sqrt(r * r * S1 * S1 * (1.0 - r) + S1 * S1 * (1.0 - r2));
      break;
    }
    case ChangeIndex::hageman_arrindell: {
      const auto differences = reliability_of_differences(s);
      if (!differences) return differences.error();
      const auto M2 = finite(s.post_mean, "post mean", name(index));
      if (!M2) return M2.error();
      // [(y - x) rDD + (M2 - M1)(1 - rDD)] / (sqrt(rDD) sqrt 2 SEM), both sides divided by rDD
      const double rDD = differences->of_differences;
      line.slope = 1.0;
      line.pre_center = 0.0;
      line.post_center = -(*M2 - *M1) * (1.0 - rDD) / rDD;
      line.standard_error = std::sqrt(2.0) * SEM / std::sqrt(rDD);
      break;
    }
  }
  return line;
}

double usual_critical_value(ChangeIndex index) {
  return index == ChangeIndex::hageman_arrindell ? normal_half_width(0.90) : normal_half_width(0.95);
}

}  // namespace oncourse

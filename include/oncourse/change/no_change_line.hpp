// no_change_line.hpp: which second score is expected of somebody who did not change, and how far from it is too far.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/change/score_statistics.hpp"

namespace oncourse {

/// The published indices of change between two measurements. All are the same thing: the distance of the second score
/// from the one expected without change, in standard errors. They differ in what they expect.
enum class ChangeIndex {
  jacobson_truax,         ///< the first score; Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19
  gulliksen_lord_novick,  ///< the first score drawn to the pre mean; Hsu 1989, Behav Assess 11:459-467
  hsu_linn_lord,          ///< that, moved by the mean change; Hsu 1989: as many deteriorate as improve
  edwards_nunnally,       ///< as Gulliksen-Lord-Novick, by the SEM; Speer 1992, J Consult Clin Psychol 60:402-408
  nunnally_kotsch,    ///< as that, with a reliability of each time; Nunnally & Kotsch 1983, Br J Clin Psychol 22:83-93
  hageman_arrindell,  ///< by the reliability of differences; Hageman & Arrindell 1999, Behav Res Ther 37:1169-1193
};

inline constexpr std::array change_indices = {ChangeIndex::jacobson_truax,  ChangeIndex::gulliksen_lord_novick,
                                              ChangeIndex::hsu_linn_lord,   ChangeIndex::edwards_nunnally,
                                              ChangeIndex::nunnally_kotsch, ChangeIndex::hageman_arrindell};

constexpr std::string_view name(ChangeIndex index) {
  switch (index) {
    case ChangeIndex::jacobson_truax: return "jacobson_truax";
    case ChangeIndex::gulliksen_lord_novick: return "gulliksen_lord_novick";
    case ChangeIndex::hsu_linn_lord: return "hsu_linn_lord";
    case ChangeIndex::edwards_nunnally: return "edwards_nunnally";
    case ChangeIndex::nunnally_kotsch: return "nunnally_kotsch";
    case ChangeIndex::hageman_arrindell: return "hageman_arrindell";
  }
  return "unknown";
}

/// expected second score = post_center + slope (first score - pre_center)
struct NoChangeLine {
  double slope = 1.0, pre_center = 0.0, post_center = 0.0;
  double standard_error = 1.0;  ///< in points

  [[nodiscard]] double expected(double pre) const { return post_center + slope * (pre - pre_center); }
  [[nodiscard]] double index(double pre, double post) const {
    return ((post - post_center) - slope * (pre - pre_center)) / standard_error;
  }
};

/// The line of an index, from the statistics that it asks for.
///
///   errors  bad_argument: a statistic that the index asks for is missing, not finite or outside its range (named with
///           the value); an sd that is not above 0; a reliability or a reliability of differences outside (0, 1), as
///           that of second scores which spread less than their error of measurement
///   source  as at each ChangeIndex; formulas in the .cpp, letters as in the publications
Result<NoChangeLine> no_change_line(ChangeIndex index, const ScoreStatistics& statistics);

/// The critical value where none is chosen: 1.96, of both tails, and 1.645 for Hageman-Arrindell, who test one side.
double usual_critical_value(ChangeIndex index);

}  // namespace oncourse

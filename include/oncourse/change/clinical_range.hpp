// clinical_range.hpp: the line between the scores of patients and those of everybody else.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "oncourse/base/direction.hpp"
#include "oncourse/base/normal.hpp"
#include "oncourse/change/score_statistics.hpp"

namespace oncourse {

/// Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19.
enum class CutoffCriterion {
  a,  ///< two sds outside the clinical population, towards the better end
  b,  ///< within two sds of the functional population's mean
  c,  ///< nearer to the functional mean than to the clinical one, in sds
};

inline constexpr std::array cutoff_criteria = {CutoffCriterion::a, CutoffCriterion::b, CutoffCriterion::c};

constexpr std::string_view name(CutoffCriterion criterion) {
  return criterion == CutoffCriterion::a ? "a" : criterion == CutoffCriterion::b ? "b" : "c";
}

/// Mean and spread of a population's scores, in points.
struct PopulationScores {
  double mean = 0.0, sd = 0.0;
};

/// a = M_clin + 2 S_clin, b = M_fun - 2 S_fun, c = (S_fun M_clin + S_clin M_fun) / (S_fun + S_clin), "+" being towards
/// better scores.
///
///   functional  not asked for by `a`, whose norms need not be known
///   errors      bad_argument: a mean that is not finite, an sd that is not above 0, functional scores that are not
///               better than clinical ones
Result<double> cutoff_between(CutoffCriterion criterion, const PopulationScores& clinical,
                              const std::optional<PopulationScores>& functional, Direction direction);

/// Where a person counts as clinical before, and as functional or clinical after. One line, but where the error of the
/// second score is allowed for.
struct ClinicalRange {
  Direction direction = Direction::lower_is_better;
  double value = 0.0;                ///< in points
  double functional_beyond = 0.0;    ///< after: better than this is functional
  double clinical_beyond = 0.0;      ///< after: worse than this is clinical
  bool clinical_at_value = false;    ///< before: exactly `value` is clinical
  bool functional_at_value = false;  ///< after: exactly `functional_beyond` is functional

  [[nodiscard]] bool clinical_before(double pre) const {
    return clinical_at_value && pre == value ? true : better(direction) * (pre - value) < 0.0;
  }
  [[nodiscard]] bool functional_after(double post) const {
    return functional_at_value && post == functional_beyond ? true
                                                            : better(direction) * (post - functional_beyond) > 0.0;
  }
  [[nodiscard]] bool clinical_after(double post) const {
    return !functional_after(post) && better(direction) * (post - clinical_beyond) <= 0.0;
  }
};

/// One line for both times. A score on it counts as neither clinical before nor functional after, if not said
/// otherwise: as recovered counts who was strictly inside and is strictly outside.
constexpr ClinicalRange clinical_range(double value, Direction direction) {
  return {direction, value, value, value, false, false};
}

/// Hageman & Arrindell 1999: after therapy a person is functional where the regressed score [M2 + (y - M2) r22] lies
/// beyond the line by `critical_value` standard errors sqrt(r22) SEM, and clinical where it lies as far on the other
/// side. Before, the line itself decides.
///
///   value    of the cut-off between the populations' true scores, see true_scores()
///   errors   those of reliability_of_differences(); bad_argument: the post mean is missing, the value is not finite
///   source   Hageman & Arrindell 1999, Behav Res Ther 37:1169-1193
Result<ClinicalRange> clinical_range_of_true_scores(double value, const ScoreStatistics& statistics,
                                                    Direction direction,
                                                    double critical_value = normal_half_width(0.90));

/// Their index of clinical significance, [M2 + (y - M2) r22 - value] / (sqrt(r22) SEM): how many standard errors the
/// regressed score lies above the line, beyond which and `critical_value` the range above begins.
///
///   errors  as clinical_range_of_true_scores(); bad_argument: the score is not finite
Result<double> clinical_significance_index(double value, const ScoreStatistics& statistics, double post);

/// A population's scores without their error: sd sqrt(reliability), around the same mean.
inline PopulationScores true_scores(const PopulationScores& observed, double reliability) {
  return {observed.mean, observed.sd * std::sqrt(reliability)};
}

/// The cut-off between the true scores of two populations, in which scores are in error by the same amount.
///
///   standard_error_of_measurement  in points; each population's reliability is (sd^2 - SEM^2) / sd^2
///   errors                         those of cutoff_between(); bad_argument: it is not above 0, or not below an sd that
///                                  the criterion needs
///   source                         Hageman & Arrindell 1999, Behav Res Ther 37:1169-1193
Result<double> cutoff_between_true_scores(CutoffCriterion criterion, const PopulationScores& clinical,
                                          const std::optional<PopulationScores>& functional,
                                          double standard_error_of_measurement, Direction direction);

}  // namespace oncourse

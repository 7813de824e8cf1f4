// clinical_range.cpp: cut-offs between populations.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/clinical_range.hpp"

namespace oncourse {
namespace {

std::optional<Error> trouble_in(const PopulationScores& scores, const std::string& population) {
  if (!std::isfinite(scores.mean)) return Error{Errc::bad_argument, population + " mean is not a finite number"};
  return trouble_in_sd(scores.sd, population + " sd");
}

}  // namespace

Result<double> cutoff_between(CutoffCriterion criterion, const PopulationScores& clinical,
                              const std::optional<PopulationScores>& functional, Direction direction) {
  constexpr double sds = 2.0;
  if (auto trouble = trouble_in(clinical, "clinical")) return *trouble;
  if (functional) {
    if (auto trouble = trouble_in(*functional, "functional")) return *trouble;
    if (!(better(direction) * (functional->mean - clinical.mean) > 0.0))
      return Error{Errc::bad_argument, "functional mean " + text(functional->mean) + " and clinical mean " +
                                           text(clinical.mean) + " where " +
                                           (direction == Direction::lower_is_better ? "lower" : "higher") +
                                           " is better: the functional one must be the better"};
  }
  if (criterion == CutoffCriterion::a) return clinical.mean + better(direction) * sds * clinical.sd;
  if (!functional)
    return Error{Errc::bad_argument, "cut-off " + std::string(name(criterion)) +
                                         " needs mean and sd of a functional population, a does not"};
  if (criterion == CutoffCriterion::b) return functional->mean - better(direction) * sds * functional->sd;
  return (functional->sd * clinical.mean + clinical.sd * functional->mean) / (functional->sd + clinical.sd);
}

Result<ClinicalRange> clinical_range_of_true_scores(double value, const ScoreStatistics& statistics,
                                                    Direction direction, double critical_value) {
  const auto reliability = reliability_of_differences(statistics);
  if (!reliability) return reliability.error();
  const auto M2 = finite(statistics.post_mean, "post mean", "hageman_arrindell");
  if (!M2) return M2.error();
  if (!std::isfinite(value)) return Error{Errc::bad_argument, "the cut-off is not a finite number"};
  if (!(critical_value >= 0.0) || !std::isfinite(critical_value))
    return Error{Errc::bad_argument, "critical value " + text(critical_value) + ", it must not be below 0"};
  // better * clinical_significance_index(value, statistics, y) > critical_value, solved for y
  const double r22 = reliability->of_post;
  const double error = critical_value * std::sqrt(r22) * statistics.standard_error_of_measurement();
  const auto post_where = [&](double regressed) { return *M2 + (regressed - *M2) / r22; };
  ClinicalRange out = clinical_range(value, direction);
  out.functional_beyond = post_where(value + better(direction) * error);
  out.clinical_beyond = post_where(value - better(direction) * error);
  return out;
}

Result<double> clinical_significance_index(double value, const ScoreStatistics& statistics, double post) {
  const auto reliability = reliability_of_differences(statistics);
  if (!reliability) return reliability.error();
  const auto M2 = finite(statistics.post_mean, "post mean", "hageman_arrindell");
  if (!M2) return M2.error();
  if (!std::isfinite(value)) return Error{Errc::bad_argument, "the cut-off is not a finite number"};
  if (!std::isfinite(post)) return Error{Errc::bad_argument, "the second score is not a finite number"};
  const double r22 = reliability->of_post;
  return (*M2 + (post - *M2) * r22 - value) / (std::sqrt(r22) * statistics.standard_error_of_measurement());
}

Result<double> cutoff_between_true_scores(CutoffCriterion criterion, const PopulationScores& clinical,
                                          const std::optional<PopulationScores>& functional,
                                          double standard_error_of_measurement, Direction direction) {
  const double SEM = standard_error_of_measurement;
  if (auto trouble = trouble_in_sd(SEM, "standard error of measurement")) return *trouble;
  if (auto trouble = cutoff_between(criterion, clinical, functional, direction); !trouble) return trouble.error();
  const auto without_error = [&](const PopulationScores& scores) {
    return true_scores(scores, (scores.sd * scores.sd - SEM * SEM) / (scores.sd * scores.sd));
  };
  const PopulationScores* const needed[] = {criterion == CutoffCriterion::b ? nullptr : &clinical,
                                            criterion == CutoffCriterion::a ? nullptr : &*functional};
  for (const PopulationScores* scores : needed)
    if (scores && !(scores->sd > SEM))
      return Error{Errc::bad_argument, std::string(scores == &clinical ? "clinical" : "functional") + " sd " +
                                           text(scores->sd) + " is not above the standard error of measurement " +
                                           text(SEM) + ": these scores have no reliability left"};
  switch (criterion) {
    case CutoffCriterion::a: return cutoff_between(criterion, without_error(clinical), {}, direction);
    // b reads no spread of the clinical scores
    case CutoffCriterion::b: return cutoff_between(criterion, clinical, without_error(*functional), direction);
    case CutoffCriterion::c: break;
  }
  return cutoff_between(criterion, without_error(clinical), without_error(*functional), direction);
}

}  // namespace oncourse

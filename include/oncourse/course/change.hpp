// change.hpp: has this person changed, reliably and in a way that matters?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/base/normal.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// The Jacobson-Truax index (post - pre) / (sqrt 2 SEM), SEM = sd sqrt(1 - reliability).
///
///   sd, reliability  of the instrument in a population like this person's
///   errors           bad_argument: not finite, sd not above 0, reliability not inside (0, 1)
///   source           Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19
inline Result<double> jacobson_truax(double pre, double post, double sd, double reliability) {
  if (!std::isfinite(pre) || !std::isfinite(post)) return Error{Errc::bad_argument, "a score is not a finite number"};
  if (!(sd > 0.0) || !std::isfinite(sd))
    return Error{Errc::bad_argument, "standard deviation " + text(sd) + ", it must be above 0"};
  if (!(reliability > 0.0 && reliability < 1.0))
    return Error{Errc::bad_argument, "reliability " + text(reliability) + ", it must lie between 0 and 1"};
  return (post - pre) / (std::sqrt(2.0) * sd * std::sqrt(1.0 - reliability));
}

inline constexpr std::string_view own_criterion = "Jacobson-Truax, sd and reliability as given";

/// How many points of change are more than measurement error.
struct ReliableChange {
  double points = 0.0;
  bool inclusive = true;  ///< a change of exactly `points` counts
  std::string basis;
  Provenance from;
};

/// 1.96 sqrt 2 SEM, from figures that the caller knows better than the instrument does.
///
///   sd, reliability  as in jacobson_truax(), as are the errors
inline Result<ReliableChange> jacobson_truax_criterion(double sd, double reliability) {
  const auto index_of_a_point = jacobson_truax(0.0, 1.0, sd, reliability);
  if (!index_of_a_point) return index_of_a_point.error();
  return ReliableChange{normal_half_width(0.95) / *index_of_a_point,
                        false,
                        std::string(own_criterion),
                        {Status::convention, own_criterion}};
}

/// The first of the differences that is stated for this direction, or for both; nullptr where there is none.
constexpr const Difference* difference_of(std::span<const Difference> all, Difference::Of direction) {
  for (const Difference& one : all)
    if (one.of == direction || one.of == Difference::Of::change) return &one;
  return nullptr;
}

/// The instrument's published criterion; where there is none, 1.96 sqrt 2 SEM from its norm and reliability.
///
///   errors  not_available: the definition has neither
inline Result<ReliableChange> reliable_change(const Instrument& q) {
  if (!q.reliable_change.empty()) {
    const Difference& published = q.reliable_change.front();
    return ReliableChange{published.points, true, std::string(published.basis), published.from};
  }
  if (q.norms.empty() || q.reliabilities.empty())
    return Error{Errc::not_available, std::string(q.id) +
                                          " has no reliable change criterion, and no norm and "
                                          "reliability to compute one from"};
  const Norm* norm = &q.norms.front();
  for (const Norm& candidate : q.norms)
    if (candidate.clinical && !norm->clinical) norm = &candidate;
  const Reliability& reliability = q.reliabilities.front();
  const double points = normal_half_width(0.95) * std::sqrt(2.0) * norm->sd * std::sqrt(1.0 - reliability.value);
  return ReliableChange{points, false,
                        "Jacobson-Truax: sd " + text(norm->sd) + " (" + std::string(norm->population) + "), " +
                            std::string(reliability.kind) + " " + text(reliability.value),
                        norm->from};
}

/// On the dysfunctional side of a cut-off. A remission cut-off marks the functional side, all others the clinical one.
constexpr bool in_clinical_range(const Cutoff& cutoff, double score) {
  return meets(score, cutoff.compare, cutoff.value) != (cutoff.purpose == "remission");
}

/// The instrument's first cut-off for this purpose in this population; an empty text is any.
///
///   errors  not_available: there is none, the detail lists those there are
inline Result<const Cutoff*> find_cutoff(const Instrument& q, std::string_view purpose, std::string_view population) {
  for (const Cutoff& cutoff : q.cutoffs)
    if ((purpose.empty() || purpose == cutoff.purpose) && (population.empty() || population == cutoff.population))
      return &cutoff;
  std::string detail = std::string(q.id) + " has no such cut-off, known are";
  const char* separator = " ";
  for (const Cutoff& cutoff : q.cutoffs) {
    detail.append(separator).append(cutoff.purpose).append(" (").append(cutoff.population).append(")");
    separator = ", ";
  }
  return Error{Errc::not_available, q.cutoffs.empty() ? std::string(q.id) + " has no cut-off" : detail};
}

/// Jacobson & Truax 1991; `harmed` as in Hageman & Arrindell 1999: reliably worse and now in the clinical range.
enum class ChangeClass { recovered, improved, unchanged, deteriorated, harmed };

constexpr std::string_view name(ChangeClass change) {
  switch (change) {
    case ChangeClass::recovered: return "recovered";
    case ChangeClass::improved: return "improved";
    case ChangeClass::unchanged: return "unchanged";
    case ChangeClass::deteriorated: return "deteriorated";
    case ChangeClass::harmed: return "harmed";
  }
  return "unknown";
}

/// The difference between two totals of one instrument, read in every way the instrument allows.
struct Change {
  double pre = 0.0, post = 0.0;
  double points = 0.0;                              ///< post - pre
  double improvement = 0.0;                         ///< points in the better direction
  std::optional<double> percent_improved;           ///< of the pre score; absent when pre is 0
  std::optional<ReliableChange> criterion;          ///< absent where none is known
  std::optional<double> index;                      ///< Jacobson-Truax, as implied by the criterion: 1.96 at `points`
  std::optional<ChangeClass> change_class;          ///< absent without criterion
  const Cutoff* cutoff = nullptr;                   ///< the one used for recovered and harmed
  const Difference* important = nullptr;            ///< the minimal important improvement, where known
  const Difference* important_worsening = nullptr;  ///< which may be another number of points
  std::optional<bool> importantly_improved, importantly_worsened;
};

/// Pure; never fails on finite totals inside the instrument's range.
///
///   cutoff  one of q.cutoffs; nullptr: the first
///   own     a criterion in place of reliable_change(q)
inline Change change_between(const Instrument& q, double pre, double post, const Cutoff* cutoff = nullptr,
                             const std::optional<ReliableChange>& own = {}) {
  Change out;
  out.pre = pre;
  out.post = post;
  out.points = post - pre;
  out.improvement = q.better() * out.points;
  if (pre != 0.0) out.percent_improved = 100.0 * out.improvement / std::fabs(pre);
  out.cutoff = cutoff ? cutoff : q.cutoffs.empty() ? nullptr : &q.cutoffs.front();
  out.important = difference_of(q.important_change, Difference::Of::improvement);
  out.important_worsening = difference_of(q.important_change, Difference::Of::worsening);
  if (out.important) out.importantly_improved = out.improvement >= out.important->points;
  if (out.important_worsening) out.importantly_worsened = -out.improvement >= out.important_worsening->points;
  const auto criterion = own ? Result(*own) : reliable_change(q);
  if (!criterion || !std::isfinite(out.points)) return out;
  out.criterion = *criterion;
  out.index = normal_half_width(0.95) * out.points / criterion->points;
  const auto reliably = [&](double gain) {
    return criterion->inclusive ? gain >= criterion->points : gain > criterion->points;
  };
  const bool clinical_before = out.cutoff && in_clinical_range(*out.cutoff, pre);
  const bool clinical_after = out.cutoff && in_clinical_range(*out.cutoff, post);
  if (reliably(out.improvement))
    out.change_class = clinical_before && !clinical_after ? ChangeClass::recovered : ChangeClass::improved;
  else if (reliably(-out.improvement))
    out.change_class =
        out.cutoff && !clinical_before && clinical_after ? ChangeClass::harmed : ChangeClass::deteriorated;
  else
    out.change_class = ChangeClass::unchanged;
  return out;
}

}  // namespace oncourse

// change.hpp: has this person changed, reliably and in a way that matters?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/base/normal.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/base/rounding.hpp"
#include "oncourse/change/change_rule.hpp"
#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

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
///   sd, reliability  of the instrument in a population like this person's
///   errors           bad_argument: sd not above 0, reliability not inside (0, 1)
///   source           Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19
inline Result<ReliableChange> jacobson_truax_criterion(double sd, double reliability) {
  const auto line = no_change_line(ChangeIndex::jacobson_truax, {sd, reliability});
  if (!line) return line.error();
  return ReliableChange{usual_critical_value(ChangeIndex::jacobson_truax) * line->standard_error,
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

/// The instrument's published criterion; where there is none, 1.96 sqrt 2 SEM from its one clinical norm and its one
/// reliability (alpha or retest): a convention, whose source is then the norm's.
///
///   errors  not_available: the definition has neither, or several that differ, of which nobody chose one
inline Result<ReliableChange> reliable_change(const Instrument& q) {
  if (!q.figures.reliable_change.empty()) {
    const Difference& published = q.figures.reliable_change.front();
    for (const Difference& other : q.figures.reliable_change)
      if (other.points != published.points)
        return Error{Errc::not_available, std::string(q.id) + " has several criteria of reliable change that differ (" +
                                              std::string(published.basis) + "; " + std::string(other.basis) +
                                              "): give sd and reliability"};
    return ReliableChange{published.points, true, std::string(published.basis), published.from};
  }
  if (q.figures.norms.empty() || q.figures.reliabilities.empty())
    return Error{Errc::not_available, std::string(q.id) +
                                          " has no reliable change criterion, and no norm and "
                                          "reliability to compute one from"};
  const Norm* norm = nullptr;
  int clinical = 0;
  for (const Norm& candidate : q.figures.norms) {
    if (!candidate.clinical) continue;
    norm = &candidate;
    ++clinical;
  }
  const Reliability* reliability = nullptr;
  int consistent = 0;  // agreement of raters is no reliability of change
  for (const Reliability& candidate : q.figures.reliabilities) {
    if (candidate.kind != "alpha" && candidate.kind != "retest") continue;
    reliability = &candidate;
    ++consistent;
  }
  if (clinical != 1 || consistent != 1)
    return Error{Errc::not_available, std::string(q.id) +
                                          " has no reliable change criterion, and not one clinical norm and one "
                                          "reliability but several or none: give sd and reliability"};
  const auto computed = jacobson_truax_criterion(norm->sd, reliability->value);
  if (!computed) return computed.error();
  return ReliableChange{computed->points,
                        false,
                        "Jacobson-Truax: sd " + text(norm->sd) + " (" + std::string(norm->population) + "), " +
                            std::string(reliability->kind) + " " + text(reliability->value),
                        {Status::convention, norm->from.source}};
}

/// reliable_change() as a rule for any number of pairs.
///
///   points  in place of the criterion's, for improvement and for deterioration
///   errors  those of reliable_change() and points_rule()
inline Result<ChangeRule> reliable_change_rule(const Instrument& q, const ChangeThresholds& points = {}) {
  const auto own = reliable_change(q);
  if (!own) return own.error();
  auto rule = points_rule(q.direction, {points.improvement.value_or(own->points), points.deterioration});
  if (rule && !points.improvement) rule->inclusive = own->inclusive;
  return rule;
}

/// Why a pair has no class, in a word; nothing where it has one. No allocation.
///
///   scale   whose totals are accepted only; nullptr: every finite number is
///   result  not_enough_sessions: a score is missing (NaN); bad_argument: infinite; response_range: outside the scale;
///           not_available: no percentage of a first score that is the rule's zero; bad_argument also: scores so large
///           that their difference is not finite
inline std::optional<Errc> trouble_in_pair(const ChangeRule& rule, double pre, double post,
                                           const Instrument* scale = nullptr) {
  if (std::isnan(pre) || std::isnan(post)) return Errc::not_enough_sessions;
  if (!std::isfinite(pre) || !std::isfinite(post)) return Errc::bad_argument;
  if (scale && !(is_on_scale(*scale, pre) && is_on_scale(*scale, post))) return Errc::response_range;
  if (!rule.classify(pre, post))
    return rule.measure == ChangeMeasure::percent && pre == rule.zero ? Errc::not_available : Errc::bad_argument;
  return std::nullopt;
}

/// The class of one pair by any rule.
///
///   errors  those of trouble_in_pair()
inline Result<ChangeClass> class_of_pair(const ChangeRule& rule, double pre, double post,
                                         const Instrument* scale = nullptr) {
  const auto trouble = trouble_in_pair(rule, pre, post, scale);
  if (!trouble) return *rule.classify(pre, post);
  switch (*trouble) {
    case Errc::not_enough_sessions:
      return Error{*trouble, std::string("the ") + (std::isnan(pre) ? "first" : "second") + " score is missing"};
    case Errc::response_range: return accept_total(*scale, is_on_scale(*scale, pre) ? post : pre).error();
    case Errc::not_available:
      return Error{*trouble, "the first score is " + text(rule.zero) + ", of which there is no percentage"};
    default:
      return Error{*trouble, std::isfinite(pre) && std::isfinite(post) ? "the change is not a finite number"
                                                                       : "a score is not a finite number"};
  }
}

/// Both sides of a published cut-off: whoever is not in its clinical range is in the functional one.
constexpr ClinicalRange clinical_range(const Cutoff& cutoff, Direction direction) {
  ClinicalRange range = clinical_range(cutoff.value, direction);
  range.clinical_at_value = in_clinical_range(cutoff, cutoff.value);
  range.functional_at_value = !range.clinical_at_value;
  return range;
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
///   cutoff  one of q.figures.cutoffs; nullptr: usual_cutoff(), and without one nobody is recovered or harmed
///   own     a criterion in place of reliable_change(q)
inline Change change_between(const Instrument& q, double pre, double post, const Cutoff* cutoff = nullptr,
                             const std::optional<ReliableChange>& own = {}) {
  Change out;
  out.pre = pre;
  out.post = post;
  out.points = post - pre;
  out.improvement = q.better() * out.points;
  if (pre != 0.0) out.percent_improved = 100.0 * out.improvement / std::fabs(pre);
  out.cutoff = cutoff ? cutoff : usual_cutoff(q.figures);
  out.important = difference_of(q.figures.important_change, Difference::Of::improvement);
  out.important_worsening = difference_of(q.figures.important_change, Difference::Of::worsening);
  const double scale = std::max(std::fabs(pre), std::fabs(post));
  if (out.important) out.importantly_improved = at_least(out.improvement, out.important->points, scale);
  if (out.important_worsening)
    out.importantly_worsened = at_least(-out.improvement, out.important_worsening->points, scale);
  const auto criterion = own ? Result(*own) : reliable_change(q);
  if (!criterion || !std::isfinite(out.points)) return out;
  out.criterion = *criterion;
  out.index = normal_half_width(0.95) * out.points / criterion->points;
  ChangeRule rule = {.measure = ChangeMeasure::points,
                     .direction = q.direction,
                     .improvement = criterion->points,
                     .deterioration = criterion->points,
                     .inclusive = criterion->inclusive};
  if (out.cutoff) rule.range = clinical_range(*out.cutoff, q.direction);
  out.change_class = rule.classify(pre, post);
  return out;
}

}  // namespace oncourse

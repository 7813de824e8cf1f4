// target.hpp: the outcome that a course aims at, as a line on the instrument's scale.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "oncourse/course/change.hpp"
#include "oncourse/instrument/names.hpp"

namespace oncourse {

/// What is to be true of the score at the end of the therapy.
struct Target {
  enum class Kind {
    reliable_improvement,  ///< at least the reliable change better than at baseline
    cutoff,                ///< on the functional side of the instrument's cut-off
    recovery,              ///< both
    percent,               ///< better by `value` percent of the baseline
    score,                 ///< `value` or better
    no_deterioration,      ///< not reliably worse than at baseline
  };
  Kind kind = Kind::reliable_improvement;
  double value = 0.0;  ///< of the kinds that need one

  friend bool operator==(const Target&, const Target&) = default;
};

constexpr std::string_view name(Target::Kind kind) {
  switch (kind) {
    case Target::Kind::reliable_improvement: return "reliable_improvement";
    case Target::Kind::cutoff: return "cutoff";
    case Target::Kind::recovery: return "recovery";
    case Target::Kind::percent: return "percent";
    case Target::Kind::score: return "score";
    case Target::Kind::no_deterioration: return "no_deterioration";
  }
  return "unknown";
}

inline constexpr std::array target_kinds = {Target::Kind::reliable_improvement,
                                            Target::Kind::cutoff,
                                            Target::Kind::recovery,
                                            Target::Kind::percent,
                                            Target::Kind::score,
                                            Target::Kind::no_deterioration};

constexpr bool needs_value(Target::Kind kind) { return kind == Target::Kind::percent || kind == Target::Kind::score; }

/// What is wrong with a target on any instrument.
inline std::optional<Error> trouble_in(const Target& target) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, std::move(detail)}; };
  if (target.kind == Target::Kind::percent && !(target.value > 0.0 && target.value <= 100.0))
    return bad("target of " + text(target.value) + " percent, it must lie in (0, 100]");
  if (target.kind == Target::Kind::score && !std::isfinite(target.value))
    return bad("target of a score that is not a finite number");
  return std::nullopt;
}

/// What is wrong with it on this one.
inline std::optional<Error> trouble_in(const Target& target, const Instrument& q) {
  if (auto trouble = trouble_in(target)) return trouble;
  if (target.kind == Target::Kind::score && !(target.value >= q.total_min && target.value <= q.total_max))
    return Error{Errc::bad_argument, "target of a score of " + text(target.value) + ", scale is " + text(q.total_min) +
                                         ".." + text(q.total_max)};
  return std::nullopt;
}

/// A target for one person: their score is to be `compare` `limit`.
struct TargetLine {
  Compare compare = Compare::at_most;
  double limit = 0.0;
  double boundary = 0.0;  ///< where a continuous forecast is cut: half a scoring step beyond the limit
  std::string basis;      ///< "reliable improvement from a baseline of 16 (6 points, NHS Talking Therapies)"
  bool settles = true;    ///< a score that meets it is an achievement: not so where the baseline does already

  [[nodiscard]] bool met(double score) const { return meets(score, compare, limit); }
};

/// "9 or less", "50 or more", "below 10"
inline std::string text_of(Compare compare, double value) {
  std::string limit = stated(value);
  switch (compare) {
    case Compare::at_most: return limit + " or less";
    case Compare::below: return "below " + limit;
    case Compare::at_least: return limit + " or more";
    case Compare::above: return "above " + limit;
  }
  return limit;
}
inline std::string text_of(const TargetLine& line) { return text_of(line.compare, line.limit); }

/// The boundary lies half a step beyond the last score on the instrument's grid that meets the limit: 9 or less, in
/// whole points, is everything below 9.5, and so is 9.8 or less.
inline TargetLine target_line(const Instrument& q, double limit, bool inclusive, std::string basis) {
  const bool lower = q.direction == Direction::lower_is_better;
  TargetLine line;
  line.compare =
      lower ? (inclusive ? Compare::at_most : Compare::below) : (inclusive ? Compare::at_least : Compare::above);
  line.limit = limit;
  line.boundary = limit;
  if (q.step() > 0.0) {
    const double at = (limit - q.total_min) / q.step();
    const double last_met =
        lower ? (inclusive ? std::floor(at) : std::ceil(at) - 1.0) : (inclusive ? std::ceil(at) : std::floor(at) + 1.0);
    line.boundary = q.total_min + (last_met - 0.5 * q.better()) * q.step();
  }
  line.basis = std::move(basis);
  return line;
}

/// "6", "5.2"
inline std::string text_of_points(double points) { return text(points, points == std::round(points) ? 0 : 1); }

/// The line for a person with this baseline.
///
///   errors  not_available: the instrument has no reliable change or no cut-off;
///           bad_argument: the line lies outside the scale, so that nobody could reach it
inline Result<TargetLine> line_for(const Target& target, const Instrument& q, double baseline) {
  if (auto trouble = trouble_in(target)) return *std::move(trouble);
  const std::string from = " from a baseline of " + text(baseline);
  const auto reliable = [&]() -> Result<TargetLine> {
    auto criterion = reliable_change(q);
    if (!criterion) return criterion.error();
    return target_line(q, baseline + q.better() * criterion->points, criterion->inclusive,
                       "reliable improvement" + from + " (" + text_of_points(criterion->points) +
                           " points: " + criterion->basis + ")");
  };
  const auto functional = [&]() -> Result<TargetLine> {
    const auto found = find_cutoff(q.figures);
    if (!found)
      return Error{Errc::not_available, std::string(q.id) + ": " + found.error().detail +
                                            (q.figures.cutoffs.empty() ? "" : "; or aim at a score")};
    const Cutoff& cutoff = **found;
    const bool inclusive_clinical = cutoff.compare == Compare::at_least || cutoff.compare == Compare::at_most;
    return target_line(q, cutoff.value, cutoff.purpose == Purpose::remission ? inclusive_clinical : !inclusive_clinical,
                       "the functional side of the " + std::string(name(cutoff.purpose)) + " cut-off " +
                           text(cutoff.value) + " (" + std::string(cutoff.population) + ")");
  };
  const auto no_worse = [&]() -> Result<TargetLine> {
    auto criterion = reliable_change(q);
    if (!criterion) return criterion.error();
    return target_line(q, baseline - q.better() * criterion->points, !criterion->inclusive,
                       "no reliable deterioration" + from + " (" + text_of_points(criterion->points) +
                           " points: " + criterion->basis + ")");
  };
  Result<TargetLine> line = Error{};
  switch (target.kind) {
    case Target::Kind::reliable_improvement: line = reliable(); break;
    case Target::Kind::cutoff: line = functional(); break;
    case Target::Kind::recovery: {
      line = reliable();
      auto other = functional();
      if (!line || !other) return line ? other : line;
      const std::string basis = line->basis + " and " + other->basis;
      if (q.better() * (other->boundary - line->boundary) > 0.0) line = other;
      line->basis = basis;
      break;
    }
    case Target::Kind::percent:
      line = target_line(q, baseline + q.better() * std::fabs(baseline) * target.value / 100.0, true,
                         text(target.value) + " % better" + from);
      break;
    case Target::Kind::score:
      line = target_line(q, target.value, true, "an agreed score of " + text(target.value));
      break;
    case Target::Kind::no_deterioration: line = no_worse(); break;
  }
  if (!line) return line;
  const double best = q.better() > 0.0 ? q.total_max : q.total_min;
  if (!(line->limit >= q.total_min && line->limit <= q.total_max) || !line->met(best))
    return Error{Errc::bad_argument, "target: a score of " + text(line->limit) + " lies outside the scale " +
                                         text(q.total_min) + ".." + text(q.total_max) + " (" + line->basis + ")"};
  line->settles = !line->met(baseline);
  return line;
}

/// Whether from this baseline something is to be reached, or to be kept as the target means it.
inline bool aims_at_something(const Target& target, const TargetLine& line) {
  return line.settles || target.kind == Target::Kind::no_deterioration;
}

/// Reliable improvement where the instrument has a criterion for it, else half the baseline, the usual "response".
inline Target default_target(const Instrument& q) {
  if (reliable_change(q)) return {Target::Kind::reliable_improvement, 0.0};
  return {Target::Kind::percent, 50.0};
}

}  // namespace oncourse

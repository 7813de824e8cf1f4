// reliable_events.cpp: every score against baseline.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/reliable_events.hpp"

#include <algorithm>
#include <cmath>

#include "oncourse/base/number.hpp"
#include "oncourse/base/rounding.hpp"

namespace oncourse {
namespace {

/// Since baseline, in the direction of `sign`.
bool reliably(double sign, double baseline, double score, double points, bool inclusive) {
  const double gain = sign * (score - baseline), scale = std::max(std::fabs(score), std::fabs(baseline));
  return inclusive ? at_least(gain, points, scale) : above(gain, points, scale);
}

}  // namespace

std::optional<Error> trouble_in(const ReliablePoints& points) {
  for (const double size : {points.improvement, points.deterioration})
    if (!(size > 0.0) || !std::isfinite(size))
      return Error{Errc::bad_argument, "reliable change of " + text(size) + " points, it must be above 0"};
  return trouble_in(points.sustained);
}

Result<ReliableEvents> reliable_events(const ScoredSessions& sessions, const ReliablePoints& points) {
  if (auto trouble = trouble_in(points)) return *trouble;
  const double sign = better(sessions.direction), baseline = sessions.baseline().score;
  const auto improved = [&](double score) {
    return reliably(sign, baseline, score, points.improvement, points.inclusive);
  };
  const auto worse = [&](double score) {
    return reliably(-sign, baseline, score, points.deterioration, points.inclusive);
  };
  const double low = baseline + sign * points.improvement, high = baseline - sign * points.deterioration;
  ReliableEvents out;
  out.improvement = first_event(EventKind::reliable_improvement, sessions.later(), low, {}, improved);
  out.sustained_improvement =
      first_event(EventKind::sustained_improvement, sessions.later(), low, points.sustained, improved);
  out.deterioration = first_event(EventKind::reliable_deterioration, sessions.later(), high, {}, worse);
  out.sustained_deterioration =
      first_event(EventKind::sustained_deterioration, sessions.later(), high, points.sustained, worse);
  return out;
}

Result<GoodEnoughLevel> good_enough_level(const ScoredSessions& sessions, const ReliablePoints& points,
                                          const ScoreLimit& functional) {
  if (auto trouble = trouble_in(points)) return *trouble;
  if (auto trouble = trouble_in(functional)) return *trouble;
  GoodEnoughLevel out;
  const double sign = better(sessions.direction), baseline = sessions.baseline().score;
  if (on_better_side(functional, sessions.direction, baseline)) {
    out.first.at_risk = false;
    return out;
  }
  const auto met = [&](double score) {
    return reliably(sign, baseline, score, points.improvement, points.inclusive) &&
           on_better_side(functional, sessions.direction, score);
  };
  const double reliable = baseline + sign * points.improvement;
  const double limit = sign * (reliable - functional.value) > 0.0 ? reliable : functional.value;
  out.first = time_to(sessions, first_event(EventKind::good_enough_level, sessions.later(), limit, {}, met));
  out.kept = out.first.event.has_value();
  if (out.first.event)
    for (const SessionScore& at : sessions.later())
      if (at.session > out.first.event->session && !met(at.score)) out.kept = false;
  return out;
}

}  // namespace oncourse

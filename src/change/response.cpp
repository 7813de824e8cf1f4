// response.cpp: runs of scores beyond a line that the baseline draws.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/response.hpp"

#include <cmath>

#include "oncourse/base/number.hpp"

namespace oncourse {

std::optional<Error> trouble_in(const ResponseCriterion& criterion) {
  if (auto trouble = trouble_in(criterion.improvement)) return trouble;
  return trouble_in(criterion.sustained);
}

Result<Response> response(const ScoredSessions& sessions, const ResponseCriterion& criterion) {
  if (auto trouble = trouble_in(criterion)) return *trouble;
  const auto line = ImprovementLine::from(sessions.baseline().score, sessions.direction, criterion.improvement);
  Response out;
  if (!line) {
    out.first.at_risk = false;
    return out;
  }
  const auto met = [&](double score) { return line->met(score); };
  out.first = time_to(sessions, first_event(EventKind::response, sessions.later(), line->limit(), {}, met));
  out.sustained = first_event(EventKind::sustained_response, sessions.later(), line->limit(), criterion.sustained, met);
  if (!out.first.event) return out;
  for (const SessionScore& at : sessions.later())
    if (at.session > out.first.event->session && !line->met(at.score)) {
      out.lost =
          ChangeEvent{EventKind::loss_of_response, at.session, at.time, at.score, line->limit(), at.session, at.time};
      break;
    }
  return out;
}

std::optional<Error> trouble_in(const EarlyResponseCriterion& criterion) {
  if (auto trouble = trouble_in(criterion.improvement)) return trouble;
  if (!criterion.within && !criterion.by_session)
    return Error{Errc::bad_argument, "early response without a time or a session by which it is early"};
  if (criterion.within && (!(*criterion.within > 0.0) || !std::isfinite(*criterion.within)))
    return Error{Errc::bad_argument, "early response within " + text(*criterion.within) + ", it must be above 0"};
  if (criterion.by_session == std::size_t{0})
    return Error{Errc::bad_argument, "early response by session index 0, it must be 1 or more"};
  return std::nullopt;
}

Result<EarlyResponse> early_response(const ScoredSessions& sessions, const EarlyResponseCriterion& criterion) {
  if (auto trouble = trouble_in(criterion)) return *trouble;
  const auto line = ImprovementLine::from(sessions.baseline().score, sessions.direction, criterion.improvement);
  EarlyResponse out;
  if (!line) {
    out.at_risk = false;
    return out;
  }
  const double start = sessions.baseline().time;
  // nothing that comes later can be in time
  const bool over = (criterion.within && sessions.end.time - start >= *criterion.within) ||
                    (criterion.by_session && sessions.end.session >= *criterion.by_session);
  for (const SessionScore& at : sessions.later()) {
    if (criterion.within && at.time - start > *criterion.within) break;
    if (criterion.by_session && at.session > *criterion.by_session) break;
    ++out.scores;
    if (criterion.last_score_decides) out.event.reset();
    if (!out.event && line->met(at.score))
      out.event =
          ChangeEvent{EventKind::early_response, at.session, at.time, at.score, line->limit(), at.session, at.time};
  }
  if (criterion.last_score_decides && !over) out.event.reset();
  if (out.scores > 0 && (over || out.event)) out.reached = out.event.has_value();
  return out;
}

}  // namespace oncourse

// sessions.cpp: change over sessions, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "columns.hpp"
#include "oncourse/cohort/response_columns.hpp"

using namespace oncourse;

namespace {

static_assert(static_cast<int>(RelapseCriterion::Kind::loss_of_remission) == ONCOURSE_RELAPSE_LOSS_OF_REMISSION);
static_assert(static_cast<int>(RelapseCriterion::Kind::beyond_limit) == ONCOURSE_RELAPSE_BEYOND_LIMIT);
static_assert(static_cast<int>(RelapseCriterion::Kind::loss_of_response) == ONCOURSE_RELAPSE_LOSS_OF_RESPONSE);

Result<ScoreLimit> limit_from(const oncourse_score_limit& limit, const char* name) {
  const auto exclusive = c::yes_or_no(limit.exclusive, name);
  if (!exclusive) return exclusive.error();
  if (auto trouble = c::trouble_in_reserved(limit.reserved)) return *std::move(trouble);
  return ScoreLimit{limit.value, !*exclusive};
}

Result<Persistence> persistence_from(std::int32_t scores, double duration, std::size_t usual, const char* name) {
  const auto count = c::count_from(scores, usual, name);
  if (!count) return count.error();
  return Persistence{*count, duration};
}

Improvement improvement_from(double percent, double usual_percent, double points, double best_score) {
  Improvement out;
  out.percent = c::or_default(percent, usual_percent);
  out.points = c::or_none(points);
  out.best_score = c::or_none(best_score);
  return out;
}

Result<EarlyResponseCriterion> early_from(const oncourse_session_criteria& known) {
  EarlyResponseCriterion out;
  out.improvement =
      improvement_from(known.early_percent, out.improvement.percent, known.early_points, known.best_score);
  out.within = c::or_none(known.early_within);
  const auto session = c::count_from(known.early_by_session, 0, "early_by_session");
  const auto last = c::yes_or_no(known.early_last_score_decides, "early_last_score_decides");
  if (!session) return session.error();
  if (!last) return last.error();
  if (*session > 0) out.by_session = *session;
  out.last_score_decides = *last;
  return out;
}

Result<RemissionCriterion> remission_from(const oncourse_session_criteria& known, const Improvement& response) {
  RemissionCriterion out;
  const auto limit = limit_from(*known.remission, "remission.exclusive");
  const auto ascribed = persistence_from(known.remission_scores, known.remission_time, 1, "remission_scores");
  const auto recovery = c::count_from(known.recovery_scores, 0, "recovery_scores");
  const auto kind = c::enumerator<RelapseCriterion::Kind>(known.relapse_kind, ONCOURSE_RELAPSE_LOSS_OF_REMISSION,
                                                          ONCOURSE_RELAPSE_LOSS_OF_RESPONSE, "relapse_kind");
  const auto relapsed = persistence_from(known.relapse_scores, known.relapse_time, 1, "relapse_scores");
  if (!limit) return limit.error();
  if (!ascribed) return ascribed.error();
  if (!recovery) return recovery.error();
  if (!kind) return kind.error();
  if (!relapsed) return relapsed.error();
  out.limit = *limit;
  out.ascribed = *ascribed;
  out.recovery_duration = c::or_none(known.recovery_time);
  if (*recovery > 0) out.recovery_scores = *recovery;
  out.relapse.kind = *kind;
  out.relapse.response = response;
  out.relapse.persistence = *relapsed;
  const bool needs_limit = *kind == RelapseCriterion::Kind::beyond_limit;
  if (needs_limit != (known.relapse != nullptr))
    return Error{Errc::bad_argument, "relapse and ONCOURSE_RELAPSE_BEYOND_LIMIT belong together, one is missing"};
  if (!needs_limit) return out;
  const auto beyond = limit_from(*known.relapse, "relapse.exclusive");
  if (!beyond) return beyond.error();
  out.relapse.limit = *beyond;
  return out;
}

Result<ReliablePoints> reliable_from(const oncourse_session_criteria& known) {
  ReliablePoints out;
  out.improvement = known.reliable_improvement;
  out.deterioration = c::or_default(known.reliable_deterioration, known.reliable_improvement);
  const auto exclusive = c::yes_or_no(known.reliable_exclusive, "reliable_exclusive");
  const auto sustained = persistence_from(known.reliable_sustained_scores, known.reliable_sustained_time,
                                          out.sustained.scores, "reliable_sustained_scores");
  if (!exclusive) return exclusive.error();
  if (!sustained) return sustained.error();
  out.inclusive = !*exclusive;
  out.sustained = *sustained;
  return out;
}

ReliableTrendCriterion trend_from(double sd, double reliability, double improvement, double deterioration) {
  ReliableTrendCriterion out{sd, reliability};
  out.critical_improvement = c::or_default(improvement, out.critical_improvement);
  out.critical_deterioration = c::or_default(deterioration, out.critical_improvement);
  return out;
}

Result<SessionCriteria> criteria_from(const oncourse_session_criteria& known) {
  SessionCriteria out;
  ResponseCriterion response;
  response.improvement =
      improvement_from(known.response_percent, response.improvement.percent, known.response_points, known.best_score);
  const auto without = c::yes_or_no(known.without_response, "without_response");
  const auto sustained = persistence_from(known.response_sustained_scores, known.response_sustained_time,
                                          response.sustained.scores, "response_sustained_scores");
  if (!without) return without.error();
  if (!sustained) return sustained.error();
  response.sustained = *sustained;
  out.response = *without ? std::nullopt : std::optional(response);
  if (known.early_within != 0.0 || known.early_by_session != 0) {
    const auto early = early_from(known);
    if (!early) return early.error();
    out.early_response = *early;
  }
  if (known.remission) {
    const auto remission = remission_from(known, response.improvement);
    if (!remission) return remission.error();
    out.remission = *remission;
  }
  if (known.reliable_improvement != 0.0 || known.reliable_deterioration != 0.0) {
    const auto reliable = reliable_from(known);
    if (!reliable) return reliable.error();
    out.reliable = *reliable;
  }
  if (known.functional) {
    const auto functional = limit_from(*known.functional, "functional.exclusive");
    if (!functional) return functional.error();
    out.functional = *functional;
  }
  if (known.trend_sd != 0.0 || known.trend_reliability != 0.0)
    out.trend = trend_from(known.trend_sd, known.trend_reliability, known.trend_improvement, known.trend_deterioration);
  const auto plateau = c::count_from(known.plateau_scores, 0, "plateau_scores");
  if (!plateau) return plateau.error();
  if (*plateau > 0) out.plateau_scores = *plateau;
  return out;
}

}  // namespace

oncourse_status oncourse_change_over_sessions(const oncourse_rows* rows, const oncourse_session_criteria* criteria,
                                              oncourse_table** persons, oncourse_table** events,
                                              oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"persons", persons}, {"events", events}})) return trouble;
    const auto columns = c::LongRows::read(rows);
    if (!columns) return columns.error();
    const auto known = c::read(criteria);
    if (!known) return known.error();
    const auto direction = c::direction_from(known->direction);
    if (!direction) return direction.error();
    const auto asked = criteria_from(*known);
    if (!asked) return asked.error();
    auto found = response_columns({&columns->person, &columns->time, &columns->score}, *direction, *asked);
    if (!found) return found.error();
    auto of_persons = c::table_handle(found->person_rows, std::move(found->persons));
    auto of_events = c::table_handle(found->event_rows, std::move(found->events));
    *persons = of_persons.release();
    *events = of_events.release();
    return std::nullopt;
  });
}

oncourse_status oncourse_reliable_trend(const oncourse_rows* rows, int32_t direction, double sd, double reliability,
                                        double improvement, double deterioration, oncourse_table** table,
                                        oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    const auto columns = c::LongRows::read(rows);
    if (!columns) return columns.error();
    const auto towards = c::direction_from(direction);
    if (!towards) return towards.error();
    auto found = reliable_trend_columns({&columns->person, &columns->time, &columns->score}, *towards,
                                        trend_from(sd, reliability, improvement, deterioration));
    if (!found) return found.error();
    return c::table_handle(found->person_rows, std::move(found->persons));
  });
}

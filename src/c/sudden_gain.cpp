// sudden_gain.cpp: sudden gains and losses over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "columns.hpp"
#include "drawing.hpp"
#include "oncourse/cohort/session_window_columns.hpp"
#include "oncourse/cohort/sudden_gain_columns.hpp"

using namespace oncourse;

namespace {

static_assert(static_cast<int>(ShareOf::score_before) == ONCOURSE_SHARE_OF_SCORE_BEFORE);
static_assert(static_cast<int>(ShareOf::first_score) == ONCOURSE_SHARE_OF_FIRST_SCORE);
static_assert(static_cast<int>(ShareOf::distance_to_end) == ONCOURSE_SHARE_OF_DISTANCE_TO_END);
static_assert(static_cast<int>(WhichGain::first) == ONCOURSE_GAIN_FIRST);
static_assert(static_cast<int>(WhichGain::last) == ONCOURSE_GAIN_LAST);
static_assert(static_cast<int>(WhichGain::largest) == ONCOURSE_GAIN_LARGEST);
static_assert(static_cast<int>(WhichGain::smallest) == ONCOURSE_GAIN_SMALLEST);

struct Asked {
  Direction direction = Direction::lower_is_better;
  SuddenGainCriteria criteria;
  WhichGain which = WhichGain::first;
};

std::optional<int> session_at(const std::int32_t* session) {
  return session ? std::optional<int>(*session) : std::nullopt;
}

Result<std::optional<ShareCriterion>> share_from(const oncourse_sudden_gain_criteria& known) {
  const auto without = c::yes_or_no(known.without_share, "without_share");
  const auto of = c::enumerator<ShareOf>(known.share_of, ONCOURSE_SHARE_OF_SCORE_BEFORE,
                                         ONCOURSE_SHARE_OF_DISTANCE_TO_END, "share_of");
  if (!without) return without.error();
  if (!of) return of.error();
  if (*without) return std::optional<ShareCriterion>{};
  ShareCriterion out;
  out.share = c::or_default(known.share, out.share);
  out.of = *of;
  if (*of == ShareOf::distance_to_end) out.scale_end = known.scale_end;
  return std::optional(out);
}

Result<std::optional<MeanCriterion>> means_from(const oncourse_sudden_gain_criteria& known) {
  const auto without = c::yes_or_no(known.without_means, "without_means");
  const auto t_test = c::yes_or_no(known.means_t_test, "means_t_test");
  const auto needs_variance = c::yes_or_no(known.means_need_variance, "means_need_variance");
  if (!without) return without.error();
  if (!t_test) return t_test.error();
  if (!needs_variance) return needs_variance.error();
  if (*without) return std::optional<MeanCriterion>{};
  MeanCriterion out;
  if (known.means_sessions != 0) out.sessions = known.means_sessions;
  if (known.means_least != 0) out.least = known.means_least;
  out.alpha = c::or_default(known.means_alpha, out.alpha);
  out.critical = c::or_none(known.means_critical);
  out.t_test = *t_test;
  out.needs_variance = *needs_variance;
  return std::optional(out);
}

Result<Asked> asked_from(const oncourse_sudden_gain_criteria* given) {
  const auto known = c::read(given);
  if (!known) return known.error();
  Asked out;
  SuddenGainCriteria& criteria = out.criteria;
  const auto direction = c::direction_from(known->direction);
  if (!direction) return direction.error();
  out.direction = *direction;
  const auto which = c::enumerator<WhichGain>(known->which, ONCOURSE_GAIN_FIRST, ONCOURSE_GAIN_SMALLEST, "which");
  if (!which) return which.error();
  out.which = *which;
  const auto share = share_from(*known);
  if (!share) return share.error();
  criteria.share = *share;
  const auto means = means_from(*known);
  if (!means) return means.error();
  criteria.means = *means;
  bool losses = false, any = false;
  struct Flag {
    std::int32_t value;
    const char* name;
    bool* to;
  };
  for (const Flag& flag : {Flag{known->losses, "losses", &losses}, Flag{known->any, "any", &any},
                           Flag{known->first_interval, "first_interval", &criteria.first_interval},
                           Flag{known->last_interval, "last_interval", &criteria.last_interval},
                           Flag{known->reversal_inclusive, "reversal_inclusive", &criteria.reversal_inclusive}}) {
    const auto read = c::yes_or_no(flag.value, flag.name);
    if (!read) return read.error();
    *flag.to = *read;
  }
  if (losses) criteria.kind = SuddenChange::loss;
  if (any) criteria.combine = CombineCriteria::any;
  criteria.points = c::or_none(known->points);
  criteria.bridge = known->bridge;
  criteria.from_session = session_at(known->from_session);
  criteria.to_session = session_at(known->to_session);
  criteria.start_session = session_at(known->start_session);
  criteria.end_session = session_at(known->end_session);
  criteria.reversal_share = c::or_default(known->reversal_share, criteria.reversal_share);
  if (known->reversal_from != 0) criteria.reversal_from = known->reversal_from;
  return out;
}

}  // namespace

oncourse_status oncourse_sudden_gains(const oncourse_rows* rows, const oncourse_sudden_gain_criteria* criteria,
                                      oncourse_table** gains, oncourse_table** persons, oncourse_table** intervals,
                                      oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"gains", gains}, {"persons", persons}})) return trouble;
    const auto columns = c::LongRows::read(rows);
    if (!columns) return columns.error();
    const auto asked = asked_from(criteria);
    if (!asked) return asked.error();
    auto found = sudden_gain_columns({&columns->person, &columns->time, &columns->score}, asked->direction,
                                     asked->criteria, {asked->which, intervals != nullptr});
    if (!found) return found.error();
    auto of_gains = c::table_handle(found->gain_rows, std::move(found->gains));
    auto of_persons = c::table_handle(found->person_rows, std::move(found->persons));
    if (intervals) *intervals = c::table_handle(found->interval_rows, std::move(found->intervals)).release();
    *gains = of_gains.release();
    *persons = of_persons.release();
    return std::nullopt;
  });
}

oncourse_status oncourse_points_beyond_error(double sd, double reliability, double critical, double* points,
                                             oncourse_error* error) {
  return c::call(points, error, [&]() -> Result<double> {
    return points_beyond_error(sd, reliability, c::or_default(critical, 1.96));
  });
}

oncourse_status oncourse_session_windows(const oncourse_rows* rows, const double* at, int32_t before, int32_t after,
                                         oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    const auto columns = c::LongRows::read(rows);
    if (!columns) return columns.error();
    const std::size_t n = columns->person.size;
    if (auto trouble = c::missing_arrays(n, {{"at", at}})) return *std::move(trouble);
    auto found = session_window_columns({&columns->person, &columns->time, &columns->score}, c::column("at", at, n),
                                        before, after);
    if (!found) return found.error();
    return c::table_handle(found->person_rows, std::move(found->windows));
  });
}

oncourse_status oncourse_sudden_gains_draw(const double* scores, size_t n, int32_t first_session,
                                           const oncourse_sudden_gain_criteria* criteria, const oncourse_axis* axis,
                                           oncourse_drawing** drawing, oncourse_error* error) {
  return c::call(drawing, error, [&]() -> Result<std::unique_ptr<oncourse_drawing>> {
    if (auto trouble = c::missing({{"axis", axis}})) return *std::move(trouble);
    if (auto trouble = c::missing_arrays(n, {{"scores", scores}})) return *std::move(trouble);
    const auto scale = c::axis_from(*axis);
    if (!scale) return scale.error();
    const auto asked = asked_from(criteria);
    if (!asked) return asked.error();
    const auto found = sudden_gains({scores, n}, asked->direction, asked->criteria, first_session);
    if (!found) return found.error();
    return c::drawing_handle(sudden_gain_svg({scores, n}, first_session, found->gains, *scale));
  });
}

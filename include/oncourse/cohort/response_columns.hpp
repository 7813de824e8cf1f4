// response_columns.hpp: change over sessions and reliable trends of many people, from a long table.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "oncourse/change/change_over_sessions.hpp"
#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"

namespace oncourse {

/// A table with a row per person and session; rows of different persons may lie mixed.
struct TimedColumns {
  const Column* person = nullptr;  ///< text or whole numbers
  const Column* time = nullptr;    ///< numbers, or dates (then in days), also as YYYY-MM-DD; ascending in a person
  const Column* score = nullptr;   ///< missing: the session has no score
};

/// Where a session is counted, 0 is the person's first row.
struct ResponseTables {
  /// A row per person, in order of appearance: scores, missed, baseline, last_score, last_time, early_response;
  /// response, response_session, response_time, response_follow_up, sustained_response_session, ..._time,
  /// loss_of_response_session, ..._time; remission, remission_session, remission_time, remission_follow_up,
  /// remission_episodes, remission_state, and session and time of the first recovery, relapse and recurrence; session
  /// and time of reliable_improvement, sustained_improvement, reliable_deterioration, sustained_deterioration;
  /// good_enough, good_enough_session, good_enough_time, good_enough_follow_up, good_enough_kept; plateau_session,
  /// plateau_time, plateau_scores, plateau_mean; trend_slope, trend_z, trend_class; status, detail.
  ///
  /// What was not asked is null, as are response, remission and good_enough of persons who are not at risk of them; a
  /// follow_up ends with the event where its column says true, and is censored where it says false.
  Table persons;
  /// A row per event: kind, session, time, score, limit, from_session, from_time.
  Table events;
  std::vector<std::size_t> person_rows;  ///< of every person, the first row in the caller's table
  std::vector<std::size_t> event_rows;   ///< of every event, the row in the caller's table at whose session it happened
};

/// Asks every person's series what change_over_sessions() asks of one.
///
/// What makes a series unusable (times out of order, fewer than 2 scores, ...) is the status of its person, and spoils
/// no other; such a person has no events.
///
///   errors  bad_argument: columns of different lengths or types that cannot be read, a row without person; what
///           trouble_in() finds wrong with the criteria
///   cost    one change_over_sessions() per person
Result<ResponseTables> response_columns(const TimedColumns& columns, Direction direction,
                                        const SessionCriteria& criteria = {});

struct TrendTable {
  /// A row per person, in order of appearance: slope, standard_error, z, change, class, scores, missed, status, detail.
  Table persons;
  std::vector<std::size_t> person_rows;  ///< of every person, the first row in the caller's table
};

/// reliable_trend() of every person; errors and status as in response_columns().
Result<TrendTable> reliable_trend_columns(const TimedColumns& columns, Direction direction,
                                          const ReliableTrendCriterion& criterion);

}  // namespace oncourse

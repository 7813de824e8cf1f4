// track_columns.hpp: many courses in one long table, judged one by one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "oncourse/cohort/column.hpp"
#include "oncourse/cohort/table.hpp"
#include "oncourse/course/course.hpp"
#include "oncourse/track/assessment.hpp"
#include "oncourse/track/response_model.hpp"

namespace oncourse {

/// The columns of a table with a row per session. A row without a score is a session without a measurement.
struct TrackColumns {
  const Column* person = nullptr;
  const Column* session = nullptr;             ///< whole numbers, intake is 0; nullptr: rows are counted from 0
  const Column* date = nullptr;                ///< optional; the person's first one is intake
  const Column* day = nullptr;                 ///< optional, days since intake; without date and day the plan's cadence
  const Column* score = nullptr;               ///< totals; nullptr: scored from `items`
  std::vector<const Column*> items = {};       ///< one per item, in the published order
  std::vector<const Column*> covariates = {};  ///< under the names that the model gives them
  const Column* group = nullptr;               ///< optional, for whose calibrations to look: that of the first row
};

struct TrackOptions {
  Plan plan = {};
  AssessOptions assess = {};  ///< its group where there is no column of groups
  Prorating prorating = Prorating::published_rule;
};

/// What was found, for the rows and for the persons.
struct Tracked {
  /// As many rows as the input, in its order: session, where rows are counted, score, verdict, probability,
  /// expected_low, expected_mean, expected_high, alarm (true at a person's first off_track), status, detail.
  Table sessions;
  /// A row per person, in order of appearance: session, score, verdict, undetermined_because, alarm_session,
  /// window_probability, earliest_likely_session, window_decision, target_limit, target, value, threshold, rule,
  /// false_alarms (the rate that is promised; null where none is), deterioration (its verdict),
  /// deterioration_alarm_session, status, detail.
  Table persons;
  std::vector<std::size_t> first_rows;  ///< of every person, to take the person column along
};

/// Judges every person's course by one instrument, as assess() does.
///
/// A score that is refused, off its scale or of a sheet that cannot be scored, has its status in its row, and its
/// session counts as not measured. Where no score is before it, the course is unusable: its baseline is not known. What
/// makes a course unusable (that, sessions out of order, ...) is the status of all its rows, and spoils no other
/// course.
///
///   errors  bad_argument: columns of different lengths or without numbers, neither sessions nor dates nor days, a row
///           without person or session
///   cost    one assess() per person
Result<Tracked> track_columns(const TrackColumns& columns, const Instrument& q, const ResponseModel& model,
                              const TrackOptions& options = {});

}  // namespace oncourse

// follow_columns.hpp: millions of courses judged score by score, all at once or day by day.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/cohort/table.hpp"
#include "oncourse/cohort/track_columns.hpp"

namespace oncourse {

/// What is asked of every course. What is kept of courses answers this question and no other.
struct FollowOptions {
  Plan plan = {};
  std::optional<Target> target = {};       ///< absent: the first calibration's, else default_target()
  double alpha = 0.10;                     ///< for the model-based guarantee; a calibration brings its own
  std::vector<MonitoringRule> rules = {};  ///< as AssessOptions has them
  RuleCombination combination = RuleCombination::any;
  std::string group = {};     ///< for whose calibrations to look; empty: those for everybody
  bool every_session = true;  ///< or only what is to be said of each person at the end
  bool keep = true;           ///< what the next rows need
  int threads = 1;            ///< at most so many; the same results for any number
};

/// What was found. Verdicts, rules and states stand in a byte each, as categories.
struct Followed {
  /// At every session as many rows as the input, in its order: session, where rows are counted, verdict, probability
  /// (that the target is met at the planned end), alarm (true at the first that is raised), value (what the rule read
  /// that decided), threshold (where its alarm begins), rule, status. Null where there is no score.
  ///
  /// Or a row for every person of the input, in order of appearance, as of the latest score: session, verdict,
  /// probability, alarm_session, value, threshold, rule, status. Who was not scored today has the verdict that stands,
  /// without its numbers.
  Table verdicts;
  /// Of rows that were refused, in their order, each once: row (from 0), status, detail. Not of those that follow in a
  /// course that has ended.
  Table refusals;
  /// A row for every course, those without rows today included: person, version, model and question (checksums), then
  /// numbers to go on from. Empty where nothing was to be kept.
  Table kept;
  std::vector<std::size_t> first_rows;  ///< of every person of the input, to take the person column along
};

/// Judges courses by totals, in one pass. What is said of a row is what track_columns() says of it where no later row
/// is known: verdicts, probabilities and alarms are the same to the last bit. A row that makes its course unusable has
/// its status, and so have all that follow, today and later; what was said before stands. Numbers too large to go on
/// from make it so, too. A score that is off the scale, as infinity always is, has its status, too, and counts as not
/// measured; where no score is before it, it ends the course, whose baseline is not known. Give infinity for sheets
/// that could not be scored: null says that there was none. Where such a row ends its course otherwise, that comes
/// first.
///
/// Rows may come day by day, in any number of calls: with what the last call has kept, each answers as if all rows had
/// come at once. A row that came cannot be taken back: where old scores were corrected, follow the course again from
/// its first row. The kept courses may have been written and read in between, their rows in any order.
///
///   columns  as track_columns() takes them, with totals. A person's group is that of their first row. Covariates that
///            the model does not have are not read
///   kept     the columns of Followed::kept; none: nobody is known yet
///   errors   bad_argument: columns of different lengths or kinds, a row without person; options as of assess(), rules
///            that cannot be; kept courses with a column missing or out of range, with numbers that contradict each
///            other, of a person twice, or of another model or question (all named); wrong_version: kept by another
///            version; not_available: a covariate of the model is not there
///   cost     O(1) for each row: a microsecond or less by the posterior probability; memory for the results alone where
///            the rows of a person stand together and days are no text
Result<Followed> follow_columns(const TrackColumns& columns, const Instrument& q, const ResponseModel& model,
                                const FollowOptions& options = {}, std::span<const Column> kept = {});

}  // namespace oncourse

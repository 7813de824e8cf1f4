// course_file.hpp: what was agreed at the start of a therapy, as a JSON document.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/date.hpp"
#include "oncourse/course/course.hpp"
#include "oncourse/course/target.hpp"

namespace oncourse {

/// The instrument is still a name: it may be shipped or a vendor's.
struct NamedGoal {
  std::string label;
  std::string instrument;
  Compare compare = Compare::at_most;
  double value = 0.0;
};

/// Placed by its date or by its day since intake.
struct DatedMedication {
  std::optional<Date> date = {};
  long day = 0;
  MedicationEvent::Kind kind = MedicationEvent::Kind::started;
  std::string label = {};
};

/// Everything about a course that is not a measurement. All members are optional in the document.
struct CourseFile {
  std::optional<Date> intake = {};
  Plan plan = {};
  std::string instrument = {};  ///< by which the course is judged; empty: not stated
  std::optional<Target> target = {};
  std::optional<Focus> focus = {};
  std::vector<NamedGoal> goals = {};
  std::vector<DatedMedication> medication = {};
};

/// Reads
///   {"intake": "2026-01-05", "instrument": "phq-9", "target": {"kind": "percent", "value": 50},
///    "plan": {"window": [12, 16], "cadence_days": 7, "initial_sessions": 3, "termination_sessions": 3},
///    "focus": {"primary": "grief", "secondary": "role_transition"},
///    "goals": [{"label": "...", "instrument": "phq-9", "compare": "at_most", "value": 9}],
///    "medication": [{"date": "2026-02-02", "event": "started", "label": "..."}, {"day": 40, "event": "stopped"}]}
///
///   errors  malformed: not JSON, or a member that is unknown, of the wrong kind or out of range (its path is named)
Result<CourseFile> course_file_from_json(std::string_view document);

std::string to_json(const CourseFile& file);

/// Puts plan, focus, intake, goals and medication into a record. An intake that the record has already stands where the
/// file names none.
///
///   others  instruments that goals may be on, beside those that ship; they must outlive the record
///   errors  unknown_instrument; bad_argument: medication by date where no intake is known. The record is then half
///           changed
std::optional<Error> adopt_agreement(CourseRecord& record, const CourseFile& agreed,
                                     std::span<const Instrument* const> others = {});

/// The same of a record, medication by day; instrument and target are not part of one.
CourseFile agreement_of(const CourseRecord& record);

/// What parse_target() reads.
inline constexpr std::string_view target_names =
    "reliable_improvement, cutoff, recovery, percent:N, score:N or no_deterioration";

/// "reliable_improvement", "percent:50", "score:9", ..., as targets are written on a command line.
Result<Target> parse_target(std::string_view words);

}  // namespace oncourse

// agreement.cpp: what was agreed at the start of a therapy, in the record of its course.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "oncourse/course/course_file.hpp"
#include "oncourse/instrument/catalogue.hpp"

namespace oncourse {

std::optional<Error> adopt_agreement(CourseRecord& record, const CourseFile& agreed,
                                     std::span<const Instrument* const> others) {
  record.plan = agreed.plan;
  record.focus = agreed.focus;
  if (agreed.intake) record.intake = agreed.intake;
  for (const NamedGoal& goal : agreed.goals) {
    const auto own = std::find_if(others.begin(), others.end(),
                                  [&](const Instrument* q) { return same_id(goal.instrument, q->id); });
    const auto found = own != others.end() ? Result<const Instrument*>(*own) : find_instrument(goal.instrument);
    if (!found) return Error{found.error().code, "course file: goals: " + found.error().detail};
    record.goals.push_back({goal.label, *found, goal.compare, goal.value});
  }
  for (const DatedMedication& m : agreed.medication) {
    if (m.date && !record.intake)
      return Error{Errc::bad_argument, "course file: medication has dates, the course has only days since intake"};
    record.medication.push_back({m.date ? Date::days_between(*record.intake, *m.date) : m.day, m.kind, m.label});
  }
  return std::nullopt;
}

CourseFile agreement_of(const CourseRecord& record) {
  CourseFile out;
  out.intake = record.intake;
  out.plan = record.plan;
  out.focus = record.focus;
  for (const Goal& goal : record.goals)
    out.goals.push_back({goal.label, std::string(goal.instrument->id), goal.compare, goal.value});
  for (const MedicationEvent& event : record.medication)
    out.medication.push_back({std::nullopt, event.day, event.kind, event.label});
  return out;
}

}  // namespace oncourse

// course_report.hpp: everything that is said of one course, ready to be shown.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oncourse/course/calendar.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/course/course.hpp"
#include "oncourse/track/assessment.hpp"

namespace oncourse {

/// One instrument's administrations, each with its change since the first.
struct InstrumentReport {
  const Instrument* instrument = nullptr;
  std::vector<Observation> observations;  ///< borrowed from the course
  std::vector<Change> since_baseline;     ///< one per observation; the first is no change
};

/// Borrows from the course, which must outlive it.
struct CourseReport {
  const Course* course = nullptr;
  Assessment assessment;
  CalendarStatus calendar;
  std::vector<InstrumentReport> instruments;
  std::string title = "Course report";  ///< shown as given; the caller decides whether it names anybody
};

/// today  day since intake, if the caller wants to know whether a session is overdue
CourseReport course_report(const Course& course, Assessment assessment, std::optional<long> today = {});

}  // namespace oncourse

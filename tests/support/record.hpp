// record.hpp: courses to try the rules on.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "oncourse/course/course.hpp"
#include "oncourse/instrument/catalogue.hpp"

namespace oncourse::support {

inline Administration total_of(const Instrument& q, double total) {
  Administration a;
  a.instrument = &q;
  a.score.total = total;
  a.from_items = false;
  return a;
}

/// Intake and the given number of sessions a week apart, each with a PHQ-9 that falls by a point.
inline CourseRecord weekly(int sessions) {
  CourseRecord record;
  for (int number = 0; number <= sessions; ++number)
    record.sessions.push_back({number, 7L * number, {total_of(phq9, 24.0 - number)}, {}});
  return record;
}

/// "session_order: session 3 is there twice", or "" where the record is accepted.
inline std::string refusal(CourseRecord record) {
  const auto course = Course::make(std::move(record));
  return course ? "" : std::string(name(course.error().code)) + ": " + course.error().detail;
}

}  // namespace oncourse::support

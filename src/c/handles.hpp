// handles.hpp: what stands behind the opaque types.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "oncourse/course/course.hpp"
#include "oncourse/oncourse.h"
#include "oncourse/report/course_report.hpp"
#include "oncourse/track/response_model.hpp"

/// A record that Course::make accepts, or one without sessions.
struct oncourse_course {
  oncourse::CourseRecord record;
};

struct oncourse_model {
  oncourse::ResponseModel model;
};

/// Never moved: the report points into the course.
struct oncourse_assessment {
  oncourse::Course course;
  oncourse::CourseReport report;
  std::string json;
};

namespace oncourse::c {

/// The numbers and days that the C interface accepts, so that no later sum can overflow and no curve is endless.
inline constexpr std::int32_t last_session = static_cast<std::int32_t>(Course::max_sessions);
inline constexpr std::int64_t last_day = 366L * last_session;

inline std::optional<Error> trouble_in_day(std::int64_t day) {
  if (day >= -last_day && day <= last_day) return std::nullopt;
  return Error{Errc::bad_argument, "day " + text(day) + ", it must lie in " + text(-last_day) + ".." + text(last_day)};
}

}  // namespace oncourse::c

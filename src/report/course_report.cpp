// course_report.cpp: everything that is said of one course.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/course_report.hpp"

#include <utility>

namespace oncourse {

CourseReport course_report(const Course& course, Assessment assessment, std::optional<long> today) {
  CourseReport report;
  report.course = &course;
  report.assessment = std::move(assessment);
  report.calendar = calendar_status(course, today);
  for (const Instrument* q : course.instruments()) {
    InstrumentReport one{q, course.observations(*q), {}};
    const double baseline = one.observations.front().administration->score.total;
    for (const Observation& o : one.observations)
      one.since_baseline.push_back(change_between(*q, baseline, o.administration->score.total));
    report.instruments.push_back(std::move(one));
  }
  return report;
}

}  // namespace oncourse

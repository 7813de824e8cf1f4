// calendar.cpp: where a course stands, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/calendar.hpp"

#include <vector>

#include "handles.hpp"

using namespace oncourse;

static_assert(static_cast<int>(Phase::intake) == ONCOURSE_PHASE_INTAKE);
static_assert(static_cast<int>(Phase::initial) == ONCOURSE_PHASE_INITIAL);
static_assert(static_cast<int>(Phase::middle) == ONCOURSE_PHASE_MIDDLE);
static_assert(static_cast<int>(Phase::termination) == ONCOURSE_PHASE_TERMINATION);
static_assert(static_cast<int>(Phase::beyond_window) == ONCOURSE_PHASE_BEYOND_WINDOW);

const char* oncourse_phase_name(int32_t phase) { return c::literal(name(static_cast<Phase>(phase))); }

oncourse_status oncourse_course_calendar(const oncourse_course* course, int64_t today, oncourse_calendar* calendar,
                                         oncourse_error* error) {
  return c::call(calendar, error, [&]() -> Result<oncourse_calendar> {
    const auto so_far = c::held(course);
    if (!so_far) return so_far.error();
    const auto said = c::today_from(today, *so_far);
    if (!said) return said.error();
    const CalendarStatus at = calendar_status(*so_far, *said);
    oncourse_calendar out = ONCOURSE_CALENDAR_INIT;
    out.phase = static_cast<std::int32_t>(at.phase);
    out.sessions_held = static_cast<std::int32_t>(so_far->sessions().size());
    out.sessions_used = at.sessions_used;
    out.left_to_window = at.left_to_window;
    out.left_in_window = at.left_in_window;
    out.session_overdue = at.days_since_latest ? std::int32_t{at.session_overdue} : c::no_number;
    out.kept_cadence_days = at.kept_cadence_days;
    out.day_first = at.day_first;
    out.day_last = at.day_last;
    out.latest_day = so_far->latest().day;
    out.days_since_latest = at.days_since_latest.value_or(-1);
    if (at.date_first) at.date_first->iso().copy(out.date_first, sizeof out.date_first - 1);
    if (at.date_last) at.date_last->iso().copy(out.date_last, sizeof out.date_last - 1);
    return out;
  });
}

oncourse_status oncourse_course_gaps(const oncourse_course* course, oncourse_gap* gaps, size_t capacity, size_t* count,
                                     oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    const auto so_far = c::held(course);
    if (!so_far) return so_far.error();
    std::vector<oncourse_gap> out;
    for (const Gap& gap : calendar_status(*so_far).gaps)
      out.push_back({gap.after_session, 0, gap.from_day, gap.to_day});
    return c::write(gaps, capacity, out.data(), out.size());
  });
}

oncourse_status oncourse_course_overdue(const oncourse_course* course, int32_t measure_every,
                                        oncourse_overdue_measure* measures, size_t capacity, size_t* count,
                                        oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (measure_every < 0)
      return Error{Errc::bad_argument, "measure_every is " + text(measure_every) + ", it must not be negative"};
    const auto so_far = c::held(course);
    if (!so_far) return so_far.error();
    std::vector<oncourse_overdue_measure> out;
    for (const OverdueMeasure& late : calendar_status(*so_far, {}, measure_every).overdue)
      out.push_back({c::literal(late.instrument->id), late.last_session, late.sessions_without});
    return c::write(measures, capacity, out.data(), out.size());
  });
}

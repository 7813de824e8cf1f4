// course.cpp: courses over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "handles.hpp"
#include "oncourse/base/utf8.hpp"
#include "oncourse/course/plan.hpp"
#include "sheet.hpp"

using namespace oncourse;

static_assert(static_cast<int>(ProblemArea::grief) + ONCOURSE_FOCUS_GRIEF == ONCOURSE_FOCUS_GRIEF);
static_assert(static_cast<int>(ProblemArea::role_dispute) + ONCOURSE_FOCUS_GRIEF == ONCOURSE_FOCUS_ROLE_DISPUTE);
static_assert(static_cast<int>(ProblemArea::role_transition) + ONCOURSE_FOCUS_GRIEF == ONCOURSE_FOCUS_ROLE_TRANSITION);
static_assert(static_cast<int>(ProblemArea::interpersonal_deficit) + ONCOURSE_FOCUS_GRIEF ==
              ONCOURSE_FOCUS_INTERPERSONAL_DEFICIT);
static_assert(static_cast<int>(MedicationEvent::Kind::started) + 1 == ONCOURSE_MEDICATION_STARTED);
static_assert(static_cast<int>(MedicationEvent::Kind::stopped) + 1 == ONCOURSE_MEDICATION_STOPPED);
static_assert(static_cast<int>(MedicationEvent::Kind::dose_changed) + 1 == ONCOURSE_MEDICATION_DOSE_CHANGED);

namespace {

Result<Plan> plan_from(const oncourse_plan* options) {
  const auto known = c::read(options);
  if (!known) return known.error();
  if (auto trouble = c::trouble_in_reserved(known->reserved)) return *std::move(trouble);
  Plan plan;
  const auto set = [](int& field, std::int32_t value) {
    if (value != 0) field = value;
  };
  const auto set_phase = [&](int& field, std::int32_t value) {
    set(field, value);
    if (value == ONCOURSE_NO_PHASE) field = 0;
  };
  set(plan.window_first, known->window_first);
  set(plan.window_last, known->window_last);
  set(plan.cadence_days, known->cadence_days);
  set_phase(plan.initial_sessions, known->initial_sessions);
  set_phase(plan.termination_sessions, known->termination_sessions);
  if (auto trouble = trouble_in(plan)) return *std::move(trouble);
  return plan;
}

/// Takes the place of the course's record if it makes a course.
std::optional<Error> adopt(oncourse_course& course, CourseRecord candidate) {
  if (auto checked = Course::make(candidate); !checked) return checked.error();
  course.record = std::move(candidate);
  return std::nullopt;
}

std::optional<Error> add(oncourse_course& course, std::int32_t number, const Administration& administration) {
  CourseRecord candidate = course.record;
  const auto session = std::find_if(candidate.sessions.begin(), candidate.sessions.end(),
                                    [&](const Session& s) { return s.number == number; });
  if (session == candidate.sessions.end())
    return Error{Errc::bad_argument, "the course has no session " + text(number)};
  session->administrations.push_back(administration);
  return adopt(course, std::move(candidate));
}

}  // namespace

oncourse_status oncourse_course_new(const oncourse_plan* plan, const char* intake_date, oncourse_course** course,
                                    oncourse_error* error) {
  return c::call(course, error, [&]() -> Result<std::unique_ptr<oncourse_course>> {
    const auto agreed = plan_from(plan);
    if (!agreed) return agreed.error();
    auto made = std::make_unique<oncourse_course>();
    made->record.plan = *agreed;
    if (!intake_date) return made;
    const auto intake = Date::parse(intake_date);
    if (!intake) return intake.error();
    made->record.intake = *intake;
    return made;
  });
}

void oncourse_course_free(oncourse_course* course) { delete course; }

oncourse_status oncourse_course_day(const oncourse_course* course, const char* date, int64_t* day,
                                    oncourse_error* error) {
  return c::call(day, error, [&]() -> Result<std::int64_t> {
    if (auto trouble = c::missing({{"course", course}, {"date", date}})) return *std::move(trouble);
    if (!course->record.intake) return Error{Errc::not_available, "the course has no intake date"};
    const auto parsed = Date::parse(date);
    if (!parsed) return parsed.error();
    return std::int64_t{Date::days_between(*course->record.intake, *parsed)};
  });
}

oncourse_status oncourse_course_add_session(oncourse_course* course, int32_t number, int64_t day,
                                            oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}})) return trouble;
    if (auto trouble = c::trouble_in_day(day)) return trouble;
    if (number > c::last_session)
      return Error{Errc::bad_argument, "session " + text(number) + ", at most " + text(c::last_session)};
    CourseRecord candidate = course->record;
    candidate.sessions.push_back({number, static_cast<long>(day)});
    return adopt(*course, std::move(candidate));
  });
}

oncourse_status oncourse_course_add_answers(oncourse_course* course, int32_t session, const char* instrument,
                                            const int16_t* answers, size_t n, const oncourse_score_options* options,
                                            oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}})) return trouble;
    auto sheet = c::scored(instrument, answers, n, options);
    return sheet ? add(*course, session, *std::move(sheet)) : sheet.error();
  });
}

oncourse_status oncourse_course_add_total(oncourse_course* course, int32_t session, const char* instrument,
                                          double total, oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}, {"instrument", instrument}})) return trouble;
    const auto q = find_instrument(instrument);
    if (!q) return q.error();
    const auto accepted = accept_total(**q, total);
    if (!accepted) return accepted.error();
    Score score;
    score.total = *accepted;
    score.band = band_of(**q, *accepted);
    return add(*course, session, {*q, score, false});
  });
}

oncourse_status oncourse_course_add_medication(oncourse_course* course, int64_t day, int32_t kind, const char* label,
                                               oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}})) return trouble;
    if (auto trouble = c::trouble_in_day(day)) return trouble;
    const auto what = c::enumerator<MedicationEvent::Kind>(kind, ONCOURSE_MEDICATION_STARTED,
                                                           ONCOURSE_MEDICATION_DOSE_CHANGED, "the medication's kind");
    if (!what) return what.error();
    const std::string_view given = label ? label : "";
    if (!is_utf8(given)) return Error{Errc::malformed, "the label is not UTF-8"};
    course->record.medication.push_back({static_cast<long>(day), *what, std::string(given)});
    return std::nullopt;
  });
}

oncourse_status oncourse_course_set_focus(oncourse_course* course, int32_t primary, int32_t secondary,
                                          oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}})) return trouble;
    const auto area = [](std::int32_t value, const char* what) {
      return c::enumerator<ProblemArea>(value, ONCOURSE_FOCUS_GRIEF, ONCOURSE_FOCUS_INTERPERSONAL_DEFICIT, what);
    };
    const auto first = area(primary, "the primary focus");
    if (!first) return first.error();
    Focus focus{*first};
    if (secondary != ONCOURSE_FOCUS_NONE) {
      const auto second = area(secondary, "the secondary focus");
      if (!second) return second.error();
      if (*second == *first) return Error{Errc::bad_argument, "the secondary focus repeats the primary"};
      focus.secondary = *second;
    }
    course->record.focus = focus;
    return std::nullopt;
  });
}

// course.cpp: courses over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "columns.hpp"
#include "handles.hpp"
#include "oncourse/base/utf8.hpp"
#include "oncourse/cohort/course_scores.hpp"
#include "oncourse/course/plan.hpp"
#include "sheet.hpp"

using namespace oncourse;

static_assert(static_cast<int>(MedicationEvent::Kind::started) + 1 == ONCOURSE_MEDICATION_STARTED);
static_assert(static_cast<int>(MedicationEvent::Kind::stopped) + 1 == ONCOURSE_MEDICATION_STOPPED);
static_assert(static_cast<int>(MedicationEvent::Kind::dose_changed) + 1 == ONCOURSE_MEDICATION_DOSE_CHANGED);

Result<Plan> c::plan_from(const oncourse_plan* options) {
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

namespace {

/// Takes the place of the course's record if it makes a course.
std::optional<Error> adopt(oncourse_course& course, CourseRecord candidate) {
  if (auto trouble = Course::trouble_in(candidate)) return trouble;
  course.record = std::move(candidate);
  course.json.forget();
  return std::nullopt;
}

Result<Session*> session_of(CourseRecord& record, std::int32_t number) {
  for (Session& session : record.sessions)
    if (session.number == number) return &session;
  return Error{Errc::bad_argument, "the course has no session " + text(number)};
}

std::optional<Error> add(oncourse_course& course, std::int32_t number, const oncourse_instrument& instrument,
                         const Administration& administration) {
  CourseRecord candidate = course.record;
  const auto session = session_of(candidate, number);
  if (!session) return session.error();
  (*session)->administrations.push_back(administration);
  auto loaded = c::with(course.loaded, instrument);
  if (auto trouble = adopt(course, std::move(candidate))) return trouble;
  course.loaded = std::move(loaded);
  return std::nullopt;
}

}  // namespace

oncourse_status oncourse_course_new(const oncourse_plan* plan, const char* intake_date, oncourse_course** course,
                                    oncourse_error* error) {
  return c::call(course, error, [&]() -> Result<std::unique_ptr<oncourse_course>> {
    const auto agreed = c::plan_from(plan);
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
    if (number > Course::max_session_number)
      return Error{Errc::bad_argument, "session " + text(number) + ", at most " + text(Course::max_session_number)};
    CourseRecord candidate = course->record;
    candidate.sessions.push_back({number, static_cast<long>(day)});
    return adopt(*course, std::move(candidate));
  });
}

oncourse_status oncourse_course_add_answers(oncourse_course* course, int32_t session,
                                            const oncourse_instrument* instrument, const int16_t* answers, size_t n,
                                            const oncourse_score_options* options, oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}})) return trouble;
    const auto sheet = c::scored(instrument, answers, n, options);
    return sheet ? add(*course, session, *instrument, {instrument->definition, *sheet, true}) : sheet.error();
  });
}

oncourse_status oncourse_course_add_total(oncourse_course* course, int32_t session,
                                          const oncourse_instrument* instrument, double total, oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}, {"instrument", instrument}})) return trouble;
    const auto accepted = accept_total(*instrument->definition, total);
    if (!accepted) return accepted.error();
    Score score;
    score.total = *accepted;
    score.band = band_of(*instrument->definition, *accepted);
    return add(*course, session, *instrument, {instrument->definition, score, false});
  });
}

oncourse_status oncourse_course_set_covariate(oncourse_course* course, int32_t session, const char* name, double value,
                                              oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}, {"name", name}})) return trouble;
    if (auto trouble = c::trouble_in_name(name, "the covariate's name")) return trouble;
    if (!std::isfinite(value)) return Error{Errc::bad_argument, "the covariate's value is not a finite number"};
    if (const auto held = session_of(course->record, session); !held) return held.error();
    for (oncourse_course::Covariate& known : course->covariates)
      if (known.session == session && known.name == name) {
        known.value = value;
        return std::nullopt;
      }
    course->covariates.push_back({name, session, value});
    return std::nullopt;
  });
}

oncourse_status oncourse_course_scores(const oncourse_course* course, const oncourse_instrument* instrument,
                                       oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const auto so_far = c::held(course);
    if (!so_far) return so_far.error();
    auto found = course_scores(*so_far, *instrument->definition);
    if (!found) return found.error();
    return c::table_handle(*std::move(found));
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
    course->json.forget();
    return std::nullopt;
  });
}

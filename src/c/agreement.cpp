// agreement.cpp: what was agreed at the start of a therapy, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "handles.hpp"
#include "oncourse/course/course_file.hpp"

using namespace oncourse;

static_assert(static_cast<int>(ProblemArea::grief) + 1 == ONCOURSE_FOCUS_GRIEF);
static_assert(static_cast<int>(ProblemArea::role_dispute) + ONCOURSE_FOCUS_GRIEF == ONCOURSE_FOCUS_ROLE_DISPUTE);
static_assert(static_cast<int>(ProblemArea::role_transition) + ONCOURSE_FOCUS_GRIEF == ONCOURSE_FOCUS_ROLE_TRANSITION);
static_assert(static_cast<int>(ProblemArea::interpersonal_deficit) + ONCOURSE_FOCUS_GRIEF ==
              ONCOURSE_FOCUS_INTERPERSONAL_DEFICIT);

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
    course->json.forget();
    return std::nullopt;
  });
}

oncourse_status oncourse_course_add_goal(oncourse_course* course, const char* label,
                                         const oncourse_instrument* instrument, int32_t compare, double value,
                                         oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}, {"label", label}, {"instrument", instrument}})) return trouble;
    const auto how = c::enumerator<Compare>(compare, ONCOURSE_AT_LEAST, ONCOURSE_BELOW, "compare");
    if (!how) return how.error();
    const Instrument& q = *instrument->definition;
    if (!is_utf8(label)) return Error{Errc::malformed, "the label is not UTF-8"};
    CourseRecord candidate = course->record;
    candidate.goals.push_back({label, &q, *how, value});
    if (auto trouble = Course::trouble_in(candidate)) return trouble;
    auto loaded = c::with(course->loaded, *instrument);
    course->record = std::move(candidate);
    course->loaded = std::move(loaded);
    course->json.forget();
    return std::nullopt;
  });
}

oncourse_status oncourse_course_set_target(oncourse_course* course, int32_t target_kind, double target_value,
                                           oncourse_error* error) {
  return c::call(error, [&]() -> std::optional<Error> {
    if (auto trouble = c::missing({{"course", course}})) return trouble;
    const auto target = c::target_from(target_kind, target_value);
    if (!target) return target.error();
    course->target = *target;
    course->json.forget();
    return std::nullopt;
  });
}

oncourse_status oncourse_course_read(const char* json, size_t length, const oncourse_instrument* const* instruments,
                                     size_t n, oncourse_course** course, oncourse_error* error) {
  return c::call(course, error, [&]() -> Result<std::unique_ptr<oncourse_course>> {
    if (auto trouble = c::missing({{"json", json}})) return *std::move(trouble);
    if (n > 0 && !instruments) return Error{Errc::bad_argument, "instruments is NULL and n is not 0"};
    auto made = std::make_unique<oncourse_course>();
    std::vector<const Instrument*> others;
    for (std::size_t i = 0; i < n; ++i) {
      if (!instruments[i]) return Error{Errc::bad_argument, "instrument " + text(i) + " is NULL"};
      others.push_back(instruments[i]->definition);
      made->loaded = c::with(std::move(made->loaded), *instruments[i]);
    }
    const auto agreed = course_file_from_json({json, length});
    if (!agreed) return agreed.error();
    if (auto trouble = adopt_agreement(made->record, *agreed, others)) return *std::move(trouble);
    if (auto trouble = Course::trouble_in(made->record)) return *std::move(trouble);
    made->target = agreed->target;
    made->agreed_instrument = agreed->instrument;
    return made;
  });
}

const char* oncourse_course_json(const oncourse_course* course) {
  if (!course) return nullptr;
  return course->json.read([&] {
    CourseFile agreed = agreement_of(course->record);
    agreed.target = course->target;
    agreed.instrument = course->agreed_instrument;
    return to_json(agreed);
  });
}

const char* oncourse_course_agreed_instrument(const oncourse_course* course) {
  return course ? c::literal(course->agreed_instrument) : nullptr;
}

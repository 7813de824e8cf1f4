// memory_course.cpp: calls to try while memory runs out: courses.
// SPDX-License-Identifier: Apache-2.0
#include "memory_calls.hpp"

namespace oncourse::abi {
namespace {

const Fallible fallible[] = {
    {"oncourse_course_new",
     [](Setting& s, oncourse_error* e) { return oncourse_course_new(nullptr, "2026-01-05", &s.out.course, e); }},
    {"oncourse_course_new",
     [](Setting& s, oncourse_error* e) { return oncourse_course_new(nullptr, "5 January", &s.out.course, e); },
     ONCOURSE_MALFORMED},
    {"oncourse_course_day",
     [](Setting& s, oncourse_error* e) { return oncourse_course_day(s.course, "2026-02-30", &s.out.day, e); },
     ONCOURSE_MALFORMED},
    {"oncourse_course_add_session",
     [](Setting& s, oncourse_error* e) { return oncourse_course_add_session(s.course, 3, 21, e); }},
    {"oncourse_course_add_session",
     [](Setting& s, oncourse_error* e) { return oncourse_course_add_session(s.course, 1, 21, e); },
     ONCOURSE_SESSION_ORDER},
    {"oncourse_course_add_answers",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_add_answers(s.course, 2, s.phq9, sheet, 9, nullptr, e);
     }},
    {"oncourse_course_add_answers",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_add_answers(s.course, 1, s.phq9, sheet, 9, nullptr, e);
     },
     ONCOURSE_SESSION_ORDER},
    {"oncourse_course_add_total",
     [](Setting& s, oncourse_error* e) { return oncourse_course_add_total(s.course, 2, s.phq9, 12, e); }},
    {"oncourse_course_add_medication",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_add_medication(s.course, 9, ONCOURSE_MEDICATION_STOPPED, label, e);
     }},
    {"oncourse_course_set_focus",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_set_focus(s.course, ONCOURSE_FOCUS_GRIEF, ONCOURSE_FOCUS_GRIEF, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_course_add_total",
     [](Setting& s, oncourse_error* e) { return oncourse_course_add_total(s.course, 2, s.own, 12, e); }},
    {"oncourse_course_set_covariate",
     [](Setting& s, oncourse_error* e) { return oncourse_course_set_covariate(s.course, 0, label, 1, e); }},
    {"oncourse_course_add_goal",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_add_goal(s.course, label, s.own, ONCOURSE_AT_MOST, 9, e);
     }},
    {"oncourse_course_add_goal",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_add_goal(s.course, label, s.phq9, ONCOURSE_AT_MOST, 99, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_course_set_target",
     [](Setting& s, oncourse_error* e) { return oncourse_course_set_target(s.course, 9, 0, e); },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_course_read",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_read(course_file.data(), course_file.size(), &s.own_again, 1, &s.out.course, e);
     }},
    {"oncourse_course_read",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_read(course_file.data(), course_file.size(), nullptr, 0, &s.out.course, e);
     },
     ONCOURSE_UNKNOWN_INSTRUMENT},
    {"oncourse_course_calendar",
     [](Setting& s, oncourse_error* e) { return oncourse_course_calendar(s.course, 60, &s.out.calendar, e); }},
    {"oncourse_course_calendar",
     [](Setting& s, oncourse_error* e) { return oncourse_course_calendar(s.course, 6, &s.out.calendar, e); },
     ONCOURSE_SESSION_ORDER},
    {"oncourse_course_gaps",
     [](Setting& s, oncourse_error* e) { return oncourse_course_gaps(s.course, s.out.gaps, 4, &s.out.count, e); }},
    {"oncourse_course_overdue",
     [](Setting& s, oncourse_error* e) {
       return oncourse_course_overdue(s.course, 1, s.out.overdue, 4, &s.out.count, e);
     }},
};

const Modest modest[] = {
    {"oncourse_course_free",
     [](Setting& s) {
       oncourse_course_free(s.course);
       s.course = nullptr;
       return true;
     }},
    {"oncourse_course_day",
     [](Setting& s) { return oncourse_course_day(s.course, "2026-02-03", &s.out.day, nullptr) == ONCOURSE_OK; }},
    {"oncourse_course_set_focus",
     [](Setting& s) {
       return oncourse_course_set_focus(s.course, ONCOURSE_FOCUS_GRIEF, ONCOURSE_FOCUS_NONE, nullptr) == ONCOURSE_OK;
     }},
    {"oncourse_course_set_target",
     [](Setting& s) { return oncourse_course_set_target(s.course, ONCOURSE_TARGET_SCORE, 9, nullptr) == ONCOURSE_OK; }},
    {"oncourse_course_agreed_instrument",
     [](Setting& s) { return oncourse_course_agreed_instrument(s.course) == nullptr; }},
    {"oncourse_phase_name", [](Setting&) { return oncourse_phase_name(ONCOURSE_PHASE_MIDDLE) != nullptr; }},
};

const Written written[] = {
    {"oncourse_course_json", [](Setting& s) { return oncourse_course_json(s.course); }},
};

}  // namespace

const Calls course_calls = {fallible, modest, written};

}  // namespace oncourse::abi

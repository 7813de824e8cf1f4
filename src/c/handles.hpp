// handles.hpp: what stands behind the opaque types.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "boundary.hpp"
#include "oncourse/base/utf8.hpp"
#include "oncourse/course/calendar.hpp"
#include "oncourse/course/change.hpp"
#include "oncourse/course/course.hpp"
#include "oncourse/course/target.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/instrument/names.hpp"
#include "oncourse/oncourse.h"
#include "oncourse/report/course_report.hpp"
#include "oncourse/track/response_model.hpp"

struct oncourse_instrument {
  const oncourse::Instrument* definition;
  std::optional<oncourse::LoadedInstrument> loaded;   ///< keeps the definition alive where it does not ship
  std::optional<oncourse::ReliableChange> criterion;  ///< reliable_change(), whose texts are borrowed from here
  oncourse::c::Document json;
};

/// A record that Course::make accepts but for the covariates, or one without sessions.
struct oncourse_course {
  struct Covariate {
    std::string name;
    int session;  ///< from which on the value holds
    double value;
  };
  oncourse::CourseRecord record;
  std::vector<Covariate> covariates;
  std::vector<oncourse::LoadedInstrument> loaded;  ///< those that the record refers to
  std::optional<oncourse::Target> target;
  std::string agreed_instrument;
  oncourse::c::Document json;
};

struct oncourse_model {
  oncourse::ResponseModel model;
  std::vector<std::string> coefficients;  ///< their names
  oncourse::c::Document json, text, html;
};

/// Never moved: the report points into the course.
struct oncourse_assessment {
  oncourse::Course course;
  std::vector<oncourse::LoadedInstrument> loaded;
  oncourse::CourseReport report;
  oncourse::c::Document json, text, html, svg;
};

namespace oncourse::c {

inline std::optional<Error> trouble_in_day(std::int64_t day) {
  if (day >= -Course::max_day && day <= Course::max_day) return std::nullopt;
  return Error{Errc::bad_argument,
               "day " + text(day) + ", it must lie in " + text(-Course::max_day) + ".." + text(Course::max_day)};
}

/// The sessions so far, for what needs no covariate.
inline Result<Course> held(const oncourse_course* course) {
  if (!course) return Error{Errc::bad_argument, "course is NULL"};
  return Course::make(course->record);
}

/// The caller's day, 0 being none.
inline Result<std::optional<long>> today_from(std::int64_t day, const Course& course) {
  if (day == 0) return std::optional<long>{};
  if (auto trouble = trouble_in_day(day)) return *std::move(trouble);
  if (auto trouble = trouble_in_today(course, static_cast<long>(day))) return *std::move(trouble);
  return std::optional(static_cast<long>(day));
}

/// These and what the instrument's definition lives in.
inline std::vector<LoadedInstrument> with(std::vector<LoadedInstrument> kept, const oncourse_instrument& instrument) {
  const bool there = std::any_of(kept.begin(), kept.end(), [&](const LoadedInstrument& one) {
    return &one.definition() == instrument.definition;
  });
  if (instrument.loaded && !there) kept.push_back(*instrument.loaded);
  return kept;
}

inline oncourse_cutoff cutoff(const Cutoff& from) {
  return {literal(name(from.purpose)),
          literal(from.population),
          literal(from.from.source),
          from.note.empty() ? nullptr : literal(from.note),
          from.value,
          static_cast<std::int32_t>(from.compare),
          static_cast<std::int32_t>(from.from.status)};
}

inline Result<std::optional<Target>> target_from(std::int32_t kind, double value) {
  const bool needs_value = kind == ONCOURSE_TARGET_PERCENT || kind == ONCOURSE_TARGET_SCORE;
  if (!std::isfinite(value)) return Error{Errc::bad_argument, "target_value is not a finite number"};
  if (!needs_value && value != 0.0)
    return Error{Errc::bad_argument, "target_value is " + oncourse::text(value) + ", this target_kind needs none"};
  if (kind == ONCOURSE_TARGET_DEFAULT) return std::optional<Target>{};
  const auto known = enumerator<Target::Kind>(kind, ONCOURSE_TARGET_RELIABLE_IMPROVEMENT,
                                              ONCOURSE_TARGET_NO_DETERIORATION, "target_kind");
  if (!known) return known.error();
  const Target target{*known, value};
  if (auto trouble = trouble_in(target)) return *std::move(trouble);
  return std::optional(target);
}

inline std::optional<Error> trouble_in_name(std::string_view name, const std::string& what) {
  if (name.empty()) return Error{Errc::bad_argument, what + " is empty"};
  if (!is_utf8(name)) return Error{Errc::malformed, what + " is not UTF-8"};
  if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    return Error{Errc::bad_argument, what + " holds a control character"};
  return std::nullopt;
}

/// NULL: any.
inline Result<std::optional<Purpose>> purpose_from(const char* named) {
  if (!named) return std::optional<Purpose>{};
  return purpose_named(named);
}

/// As the caller's plan says, zero being the default.
Result<Plan> plan_from(const oncourse_plan* options);

}  // namespace oncourse::c

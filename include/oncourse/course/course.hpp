// course.hpp: one person's therapy: plan, sessions, what was measured, focus, goals, medication.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oncourse/base/date.hpp"
#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/course/plan.hpp"
#include "oncourse/course/session_place.hpp"
#include "oncourse/instrument/names.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

/// The four problem areas of interpersonal psychotherapy.
enum class ProblemArea { grief, role_dispute, role_transition, interpersonal_deficit };

inline constexpr std::array problem_areas = {ProblemArea::grief, ProblemArea::role_dispute,
                                             ProblemArea::role_transition, ProblemArea::interpersonal_deficit};

constexpr std::string_view name(ProblemArea area) {
  switch (area) {
    case ProblemArea::grief: return "grief";
    case ProblemArea::role_dispute: return "role_dispute";
    case ProblemArea::role_transition: return "role_transition";
    case ProblemArea::interpersonal_deficit: return "interpersonal_deficit";
  }
  return "unknown";
}

struct Focus {
  ProblemArea primary;
  std::optional<ProblemArea> secondary = {};
};

/// One id must mean one scale: the scores of two definitions would be read as one series.
inline std::optional<Error> trouble_between(const Instrument& a, const Instrument& b) {
  if (!same_instrument(a, b) || same_scale(a, b)) return std::nullopt;
  const auto scale = [](const Instrument& q) {
    return text(q.total_min) + ".." + text(q.total_max) + ", " + std::string(name(q.direction));
  };
  return Error{Errc::bad_argument, "two definitions of " + std::string(a.id) + ": " + scale(a) + " and " + scale(b)};
}

/// One completed instrument.
struct Administration {
  const Instrument* instrument = nullptr;  ///< must outlive the course
  Score score;
  bool from_items = true;  ///< false: only the total was given, and checked against the instrument's range
};

/// One meeting. Intake is session 0.
struct Session {
  int number = 0;
  long day = 0;  ///< since intake
  std::vector<Administration> administrations = {};
  std::vector<double> covariates = {};  ///< one per name in CourseRecord::covariate_names
};

struct MedicationEvent {
  enum class Kind { started, stopped, dose_changed };
  long day = 0;  ///< since intake
  Kind kind = Kind::started;
  std::string label = {};
};

constexpr std::string_view name(MedicationEvent::Kind kind) {
  switch (kind) {
    case MedicationEvent::Kind::started: return "started";
    case MedicationEvent::Kind::stopped: return "stopped";
    case MedicationEvent::Kind::dose_changed: return "dose_changed";
  }
  return "unknown";
}

/// A measurable goal: a total that the person and the therapist agreed on.
struct Goal {
  std::string label;
  const Instrument* instrument = nullptr;
  Compare compare = Compare::at_most;
  double value = 0.0;
};

/// What is known of a course before it is checked.
struct CourseRecord {
  Plan plan = {};
  std::optional<Date> intake = {};  ///< the date of day 0; without it there are no calendar dates
  std::vector<Session> sessions = {};
  std::vector<std::string> covariate_names = {};
  std::optional<Focus> focus = {};
  std::vector<Goal> goals = {};
  std::vector<MedicationEvent> medication = {};
};

/// One administration in its place.
struct Observation {
  int session;
  long day;
  const Administration* administration;
};

/// A checked record: sessions ascend, days do not run backwards, nothing is measured twice in one session.
class Course {
 public:
  static constexpr int max_session_number = oncourse::max_session_number;
  static constexpr long max_day = oncourse::max_day;

  /// Sessions are neither sorted, dropped nor mended on the way; medication events are put in the order of their days.
  ///
  ///   errors  those of trouble_in(); not_enough_sessions: no session at all
  static Result<Course> make(CourseRecord record) {
    if (record.sessions.empty()) return Error{Errc::not_enough_sessions, "the course has no session"};
    if (auto trouble = trouble_in(record)) return *trouble;
    return Course(std::move(record));
  }

  /// What is wrong with a record, which may still be without sessions.
  ///
  ///   errors  session_order: a session number or date that repeats or runs backwards, a date before intake;
  ///           bad_argument: too many sessions, a number or day out of range, a value that is not finite, a missing
  ///           instrument, two definitions under one id, the plan, the focus, a goal outside its scale
  static std::optional<Error> trouble_in(const CourseRecord& record) {
    if (auto trouble = oncourse::trouble_in(record.plan)) return trouble;
    if (auto trouble = trouble_in_number_of_sessions(record.sessions.size())) return trouble;
    std::optional<SessionPlace> before;
    for (const Session& session : record.sessions) {
      const std::string place = "session " + text(session.number);
      const SessionPlace at{session.number, session.day};
      if (auto trouble = trouble_in_place(at, before ? &*before : nullptr)) return trouble;
      if (session.covariates.size() != record.covariate_names.size())
        return Error{Errc::bad_argument, place + " has " + text(session.covariates.size()) + " covariate values, " +
                                             text(record.covariate_names.size()) + " expected"};
      for (const double value : session.covariates)
        if (!std::isfinite(value)) return covariate_not_finite(session.number);
      for (const Administration& a : session.administrations) {
        if (a.instrument && !a.instrument->has_total())
          return Error{Errc::bad_argument, place + ": " + std::string(a.instrument->id) +
                                               " has no total to follow, follow one of its subscales"};
        if (!a.instrument || !std::isfinite(a.score.total))
          return Error{Errc::bad_argument, place + " has an administration without instrument or finite total"};
      }
      for (std::size_t i = 0; i < session.administrations.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          if (same_instrument(*session.administrations[i].instrument, *session.administrations[j].instrument))
            return Error{Errc::session_order,
                         place + " has " + std::string(session.administrations[i].instrument->id) + " twice"};
      before = at;
    }
    if (record.focus && record.focus->secondary == record.focus->primary)
      return Error{Errc::bad_argument, "the secondary problem area is the primary one"};
    for (const MedicationEvent& event : record.medication)
      if (event.day > max_day || event.day < -max_day)
        return Error{Errc::bad_argument, "a medication event lies more than " + text(max_day) + " days from intake"};
    for (std::size_t i = 0; i < record.goals.size(); ++i) {
      const Goal& goal = record.goals[i];
      if (!goal.instrument) return Error{Errc::bad_argument, "goal " + text(i + 1) + " has no instrument"};
      const Instrument& q = *goal.instrument;
      if (!(goal.value >= q.total_min && goal.value <= q.total_max))
        return Error{Errc::bad_argument, "goal " + text(i + 1) + " is " + text(goal.value) + ", scale is " +
                                             text(q.total_min) + ".." + text(q.total_max)};
    }
    return trouble_in_definitions(record);
  }

  [[nodiscard]] const Plan& plan() const { return record_.plan; }
  [[nodiscard]] std::span<const Session> sessions() const { return record_.sessions; }
  [[nodiscard]] const Session& latest() const { return record_.sessions.back(); }
  [[nodiscard]] const std::optional<Focus>& focus() const { return record_.focus; }
  [[nodiscard]] std::span<const Goal> goals() const { return record_.goals; }
  [[nodiscard]] std::span<const MedicationEvent> medication() const { return record_.medication; }
  [[nodiscard]] const std::optional<Date>& intake() const { return record_.intake; }

  /// The calendar day of a day since intake, where intake is known and the calendar has the day.
  [[nodiscard]] std::optional<Date> date(long day) const {
    if (!record_.intake) return std::nullopt;
    auto found = record_.intake->plus_days(day);
    return found ? std::optional(*found) : std::nullopt;
  }

  /// The instruments measured, in the order they first appear.
  [[nodiscard]] std::vector<const Instrument*> instruments() const {
    std::vector<const Instrument*> found;
    for (const Session& session : sessions())
      for (const Administration& a : session.administrations)
        if (std::none_of(found.begin(), found.end(),
                         [&](const Instrument* q) { return same_instrument(*q, *a.instrument); }))
          found.push_back(a.instrument);
    return found;
  }

  /// Every administration of one instrument, in order; the first is the baseline. Borrowed from the course.
  [[nodiscard]] std::vector<Observation> observations(const Instrument& q) const {
    std::vector<Observation> found;
    for (const Session& session : sessions())
      for (const Administration& a : session.administrations)
        if (same_instrument(*a.instrument, q)) found.push_back({session.number, session.day, &a});
    return found;
  }

  /// True where a column of this name was recorded with the sessions.
  [[nodiscard]] bool records(std::string_view name) const {
    return std::find(record_.covariate_names.begin(), record_.covariate_names.end(), name) !=
           record_.covariate_names.end();
  }

  /// A covariate at a session: a recorded column, or `medication`: 1 while one is on, from the events, 0 without
  /// events. For a day after the last session the last recorded value stands. A label tells medications apart: stopping
  /// one leaves the others on, stopping without a label ends all.
  ///
  ///   errors  not_available: neither recorded nor known from medication events; bad_argument: an event stops or
  ///           changes a medication that is not on
  [[nodiscard]] Result<double> covariate(const std::string& name, long day) const {
    for (std::size_t column = 0; column < record_.covariate_names.size(); ++column) {
      if (record_.covariate_names[column] != name) continue;
      double value = record_.sessions.front().covariates[column];
      for (const Session& session : sessions())
        if (session.day <= day) value = session.covariates[column];
      return value;
    }
    if (name != "medication")
      return Error{Errc::not_available, "the model needs the covariate " + name + ", the course does not record it"};
    std::set<std::string_view> on;
    for (const MedicationEvent& event : medication()) {
      if (event.day > day) continue;
      if (event.kind == MedicationEvent::Kind::started) {
        on.insert(event.label);
        continue;
      }
      if (event.label.empty() ? on.empty() : !on.contains(event.label))
        return Error{Errc::bad_argument, "on day " + text(event.day) + " a medication is " +
                                             (event.kind == MedicationEvent::Kind::stopped ? "stopped" : "changed") +
                                             " that is not on: was it started under this label?"};
      if (event.kind == MedicationEvent::Kind::dose_changed) continue;
      if (event.label.empty())
        on.clear();
      else
        on.erase(event.label);
    }
    return on.empty() ? 0.0 : 1.0;
  }

 private:
  explicit Course(CourseRecord record) : record_(std::move(record)) {
    std::stable_sort(record_.medication.begin(), record_.medication.end(),
                     [](const MedicationEvent& a, const MedicationEvent& b) { return a.day < b.day; });
  }

  static std::optional<Error> trouble_in_definitions(const CourseRecord& record) {
    std::vector<const Instrument*> known;
    const auto meet = [&](const Instrument& q) -> std::optional<Error> {
      for (const Instrument* other : known)
        if (same_instrument(*other, q)) return trouble_between(*other, q);
      known.push_back(&q);
      return std::nullopt;
    };
    for (const Session& session : record.sessions)
      for (const Administration& a : session.administrations)
        if (auto trouble = meet(*a.instrument)) return trouble;
    for (const Goal& goal : record.goals)
      if (auto trouble = meet(*goal.instrument)) return trouble;
    return std::nullopt;
  }

  CourseRecord record_;
};

/// "session 5 (2026-02-09)"
inline std::string place(const Course& course, int session, long day) {
  const auto date = course.date(day);
  return "session " + text(session) + (date ? " (" + date->iso() + ")" : "");
}

}  // namespace oncourse

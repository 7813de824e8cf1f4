// session_place.hpp: where sessions stand in a course: numbered, and on days since intake.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

inline constexpr std::size_t max_sessions = 1000;  ///< of one course
inline constexpr int max_session_number = 1000;
inline constexpr long max_day = 366'000;  ///< a thousand years either side of intake

struct SessionPlace {
  int number = 0;  ///< intake is 0
  long day = 0;    ///< since intake
};

/// A course with more sessions than one may have.
inline std::optional<Error> trouble_in_number_of_sessions(std::size_t sessions) {
  if (sessions <= max_sessions) return std::nullopt;
  return Error{Errc::bad_argument, text(sessions) + " sessions, at most " + text(max_sessions) + " in one course"};
}

/// What keeps a session from standing there, or from following the one before it.
///
///   before  of the same course; nullptr: none
///   errors  session_order: a number or day that repeats or runs backwards, or lies before intake; bad_argument: a
///           number or day out of range
inline std::optional<Error> trouble_in_place(const SessionPlace& at, const SessionPlace* before) {
  const auto refused = [&](Errc code, const std::string& why) {
    return Error{code, "session " + text(at.number) + why};
  };
  if (at.number < 0) return refused(Errc::session_order, ": intake is session 0, the least");
  if (at.number > max_session_number)  // which may be an identifier in the wrong column
    return Error{Errc::bad_argument, "a session after session " + text(max_session_number) + ", the greatest"};
  if (at.day > max_day) return refused(Errc::bad_argument, ": the greatest day is " + text(max_day));
  if (at.day < 0)
    return refused(Errc::session_order,
                   " lies " + text(0UL - static_cast<unsigned long>(at.day)) + " days before intake");
  if (!before) return std::nullopt;
  if (at.number == before->number) return refused(Errc::session_order, " is there twice");
  if (at.number < before->number) return refused(Errc::session_order, " follows session " + text(before->number));
  if (at.day < before->day)
    return refused(Errc::session_order,
                   " lies " + text(before->day - at.day) + " days before session " + text(before->number));
  if (at.day == before->day)
    return refused(Errc::session_order, " is on the same day as session " + text(before->number));
  return std::nullopt;
}

/// A value beside a session that cannot be read.
inline Error covariate_not_finite(int session) {
  return {Errc::bad_argument, "session " + text(session) + " has a covariate that is not a finite number"};
}

}  // namespace oncourse

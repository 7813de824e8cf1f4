// date.hpp: a civil day, without time or time zone.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"

namespace oncourse {

/// A day of the Gregorian calendar, 1400-01-01 to 9999-12-31.
class Date {
 public:
  /// Reads "2026-02-28" and no other form.
  ///
  ///   errors  malformed: another form, or a day the calendar does not have (2026-02-29)
  static Result<Date> parse(std::string_view iso);

  /// "2026-02-28"
  [[nodiscard]] std::string iso() const;

  /// The day that lies `days` later (earlier when negative).
  ///
  ///   errors  bad_argument: outside 1400..9999
  [[nodiscard]] Result<Date> plus_days(long days) const;

  /// Whole days from `from` to `to`; negative when `to` is earlier.
  static long days_between(const Date& from, const Date& to) { return long{to.day_} - from.day_; }

  friend bool operator==(const Date&, const Date&) = default;
  friend std::strong_ordering operator<=>(const Date&, const Date&) = default;

 private:
  explicit Date(std::int32_t day) : day_(day) {}
  std::int32_t day_;  ///< Boost's day number: one more every day
};

}  // namespace oncourse

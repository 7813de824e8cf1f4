// date.hpp: a civil day, without time or time zone.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <boost/date_time/gregorian/formatters_limited.hpp>
#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <charconv>
#include <compare>
#include <stdexcept>
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
  static Result<Date> parse(std::string_view iso) {
    const auto digits = [&](std::size_t at, std::size_t count) {
      int value = -1;
      const std::string_view part = iso.substr(at, count);
      const bool all_digits = std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (all_digits) std::from_chars(part.data(), part.data() + part.size(), value);
      return value;
    };
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-')
      return Error{Errc::malformed, "a date is written YYYY-MM-DD"};
    const int year = digits(0, 4), month = digits(5, 2), day = digits(8, 2);
    if (year < 0 || month < 0 || day < 0) return Error{Errc::malformed, "a date is written YYYY-MM-DD"};
    try {
      using Part = unsigned short;
      return Date(boost::gregorian::date(static_cast<Part>(year), static_cast<Part>(month), static_cast<Part>(day)));
    } catch (const std::out_of_range&) {
      return Error{Errc::malformed, "the calendar has no day " + std::string(iso)};
    }
  }

  /// "2026-02-28"
  [[nodiscard]] std::string iso() const { return boost::gregorian::to_iso_extended_string(day_); }

  /// The day that lies `days` later (earlier when negative).
  ///
  ///   errors  bad_argument: outside 1400..9999
  [[nodiscard]] Result<Date> plus_days(long days) const {
    const boost::gregorian::date first(1400, 1, 1), last(9999, 12, 31);
    if (days < (first - day_).days() || days > (last - day_).days())
      return Error{Errc::bad_argument, "a date outside the years 1400 to 9999"};
    return Date(day_ + boost::gregorian::date_duration(days));
  }

  /// Whole days from `from` to `to`; negative when `to` is earlier.
  static long days_between(const Date& from, const Date& to) { return (to.day_ - from.day_).days(); }

  friend bool operator==(const Date& a, const Date& b) { return a.day_ == b.day_; }
  friend std::strong_ordering operator<=>(const Date& a, const Date& b) { return days_between(b, a) <=> 0L; }

 private:
  explicit Date(boost::gregorian::date day) : day_(day) {}
  boost::gregorian::date day_;
};

}  // namespace oncourse

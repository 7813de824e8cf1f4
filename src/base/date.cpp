// date.cpp: the calendar is Boost's, which no header of ours passes on.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/date.hpp"

#include <algorithm>
#include <boost/date_time/gregorian/formatters_limited.hpp>
#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <charconv>
#include <stdexcept>

namespace oncourse {

namespace {

std::int32_t number_of(const boost::gregorian::date& day) { return static_cast<std::int32_t>(day.day_number()); }

}  // namespace

Result<Date> Date::parse(std::string_view iso) {
  const auto digits = [&](std::size_t at, std::size_t count) {
    int value = -1;
    const std::string_view part = iso.substr(at, count);
    const bool all_digits = std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (all_digits) std::from_chars(part.data(), part.data() + part.size(), value);
    return value;
  };
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return Error{Errc::malformed, "a date is written YYYY-MM-DD"};
  const int year = digits(0, 4), month = digits(5, 2), day = digits(8, 2);
  if (year < 0 || month < 0 || day < 0) return Error{Errc::malformed, "a date is written YYYY-MM-DD"};
  try {
    using Part = unsigned short;
    return Date(number_of({static_cast<Part>(year), static_cast<Part>(month), static_cast<Part>(day)}));
  } catch (const std::out_of_range&) {
    return Error{Errc::malformed, "the calendar has no day " + std::string(iso)};
  }
}

std::string Date::iso() const {
  using Calendar = boost::gregorian::gregorian_calendar;
  const boost::gregorian::date day(Calendar::from_day_number(static_cast<Calendar::date_int_type>(day_)));
  return boost::gregorian::to_iso_extended_string(day);
}

Result<Date> Date::plus_days(long days) const {
  const std::int32_t first = number_of({1400, 1, 1}), last = number_of({9999, 12, 31});
  if (days < first - day_ || days > last - day_)
    return Error{Errc::bad_argument, "a date outside the years 1400 to 9999"};
  return Date(static_cast<std::int32_t>(day_ + days));
}

}  // namespace oncourse

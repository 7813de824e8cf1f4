// number.hpp: numbers to text and back, the same in every locale.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"

namespace oncourse {

/// The shortest text that reads back as the same number: 11.25, 16, 0.1.
inline std::string text(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

template <std::integral I>
std::string text(I value) {
  return std::to_string(value);
}

/// Rounded to a fixed number of decimals, never "-0.0".
///
///   decimals  0..9
inline std::string text(double value, int decimals) {
  std::array<char, 352> buffer{};  // the largest double has 309 digits before the point
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals).ptr;
  const std::string_view written(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const bool minus_zero = written.front() == '-' && written.find_first_not_of("-0.") == std::string_view::npos;
  return std::string(minus_zero ? written.substr(1) : written);
}

/// A figure as it is stated, with no more than the two decimals that it needs: "10", "2.3", "47.31".
inline std::string stated(double value) {
  for (int decimals = 0; decimals < 2; ++decimals) {
    const double scaled = value * (decimals == 0 ? 1.0 : 10.0);
    if (std::fabs(scaled - std::round(scaled)) < 1e-9) return text(value, decimals);
  }
  return text(value, 2);
}

/// A probability as a reader expects it: "62 %", "7.4 %" with a decimal, and at the ends "below 1 %", "above 99 %".
inline std::string percent(double share, int decimals = 0) {
  const double least = std::pow(10.0, -decimals);
  if (100.0 * share < least) return "below " + text(least, decimals) + " %";
  if (100.0 * share > 100.0 - least) return "above " + text(100.0 - least, decimals) + " %";
  return text(100.0 * share, decimals) + " %";
}

/// A finite decimal number and nothing else: no blanks, no unit, no NaN, no infinity.
///
///   errors  malformed; the text itself is not repeated, it may be a patient's
inline Result<double> parse_number(std::string_view digits) {
  double value = 0.0;
  const char* const end = digits.data() + digits.size();
  const char* begin = digits.data();
  if (!digits.empty() && digits.front() == '+' && !digits.substr(1).starts_with('-')) ++begin;
  const auto [stop, problem] = std::from_chars(begin, end, value);
  if (problem != std::errc{} || stop != end) return Error{Errc::malformed, "not a number"};
  if (!std::isfinite(value)) return Error{Errc::malformed, "not a finite number"};
  return value;
}

}  // namespace oncourse

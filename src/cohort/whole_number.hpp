// whole_number.hpp: numbers of sessions and days from a caller's columns.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {

inline constexpr int largest_whole_number = 1'000'000;  // convention: far beyond any session or day

inline bool is_whole_number(double value) {
  return value == std::trunc(value) && std::fabs(value) <= largest_whole_number;
}

/// The refusal of another one, which is not repeated: it may be an identifier in the wrong column.
inline Error whole_number_expected(const std::string& what) {
  return {Errc::bad_argument, what + ": a whole number of at most " + text(largest_whole_number) + " is expected"};
}

}  // namespace oncourse

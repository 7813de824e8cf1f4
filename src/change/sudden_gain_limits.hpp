// sudden_gain_limits.hpp: how far sessions may reach, and how to say that something is outside its limits.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse::sudden_gain {

// Conventions, far beyond any course: they keep a mistyped session number from asking for all memory.
inline constexpr int most_sessions = 10'000, largest_number = 1'000'000;

inline Error outside(const std::string& what, double value, const std::string& limit) {
  return {Errc::bad_argument, what + " " + text(value) + ", " + limit};
}

}  // namespace oncourse::sudden_gain

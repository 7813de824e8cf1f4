// rounding.hpp: differences of scores that are equal on paper and differ in their last bits: 8.2 - 1.2 is not quite 7.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace oncourse {

/// Of the largest score in a difference: thousands of times what rounding leaves there, and far less than any step of a
/// scale.
inline constexpr double rounding = 1e-12;

/// amount >= asked, but for rounding.
///
///   scale  the largest absolute score that `amount` was made of, 0 or more
constexpr bool at_least(double amount, double asked, double scale) { return amount >= asked - rounding * scale; }

/// amount > asked by more than rounding.
constexpr bool above(double amount, double asked, double scale) { return amount > asked + rounding * scale; }

}  // namespace oncourse

// logarithm.hpp: natural logarithms, the same bits on every machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace oncourse {

/// A number above 0 as 2^k (1 + f), 1 + f in sqrt(1/2) .. sqrt(2), and its logarithm. Without a branch, so that
/// compilers make vectors of a loop over many.
///
///   source  FreeBSD's msun, e_log.c and s_log1p.c (Sun Microsystems 1993); error below one unit in the last place
struct BinaryLogarithm {
  double k, f;

  ///   u  normal and above 0
  static constexpr BinaryLogarithm of(double u) {
    constexpr std::uint64_t root_half = 0x3FE6A09E00000000, one = 0x3FF0000000000000, two_52 = 0x4330000000000000;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(u) + (one - root_half);
    return {std::bit_cast<double>((bits >> 52) | two_52) - (0x1p52 + 1023.0),  // k are the last digits of a double
            std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFF) + root_half) - 1.0};
  }

  ///   rest  added to it: below a unit in the last place
  [[nodiscard]] constexpr double natural(double rest) const {
    const double s = f / (2.0 + f), z = s * s, w = z * z, half_square = 0.5 * f * f;
    const double odd =
        z * (0x1.5555555555593p-1 + w * (0x1.2492494229359p-2 + w * (0x1.7466496CB03DEp-3 + w * 0x1.2F112DF3E5244p-3)));
    const double even = w * (0x1.999999997FA04p-2 + w * (0x1.C71C51D8E78AFp-3 + w * 0x1.39A09D078C69Fp-3));
    constexpr double ln2_high = 0x1.62E42FEEp-1, ln2_low = 0x1.A39EF35793C76p-33;
    return k * ln2_high - ((half_square - (s * (half_square + (odd + even)) + (k * ln2_low + rest))) - f);
  }
};

/// ln(u).
///
///   u  normal and above 0
constexpr double log(double u) { return BinaryLogarithm::of(u).natural(0.0); }

/// ln(1 + t), with all digits where t is small. That of libraries differs in the last bit from one processor to the
/// next, and with it would who shares a design.
///
///   t  finite and at least 0, else the result is not a number
constexpr double log1p(double t) {
  const double u = 1.0 + t, lost = t - (u - 1.0);
  const bool small = t < 0x1.A827999FCEF34p-2;  // sqrt(2) - 1: 1 + f is 1 + t
  BinaryLogarithm of_u = BinaryLogarithm::of(u);
  of_u.f = small ? t : of_u.f;
  const double out = of_u.natural((small ? 0.0 : lost) / u);
  return t < 0.0 ? std::numeric_limits<double>::quiet_NaN() : out;
}

}  // namespace oncourse

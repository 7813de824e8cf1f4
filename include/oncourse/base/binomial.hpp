// binomial.hpp: the binomial distribution's tails, each exact where it is small.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace oncourse {

/// P(X <= k) and P(X >= k) of n trials, by the incomplete beta function. Trials need not be whole: between whole
/// numbers of them the tails go over into each other, for counts whose variance is that of so many.
///
///   k  a whole number; below 0 and above n what they say
///   n  above 0
///   p  strictly between 0 and 1
double binomial_at_most(double k, double n, double p);
double binomial_at_least(double k, double n, double p);

}  // namespace oncourse

// binomial.cpp: the binomial distribution's tails.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/binomial.hpp"

#include <cassert>

#include "base/incomplete_beta.hpp"

namespace oncourse {

double binomial_at_most(double k, double n, double p) {
  assert(n > 0.0 && p > 0.0 && p < 1.0);
  if (k < 0.0) return 0.0;
  return k >= n ? 1.0 : incomplete_beta_above(k + 1.0, n - k, p);
}

double binomial_at_least(double k, double n, double p) {
  assert(n > 0.0 && p > 0.0 && p < 1.0);
  if (k <= 0.0) return 1.0;
  return k >= n + 1.0 ? 0.0 : incomplete_beta(k, n - k + 1.0, p);
}

}  // namespace oncourse

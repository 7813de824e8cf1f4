// fisher_f.cpp: the F distribution by way of the incomplete beta function.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/fisher_f.hpp"

#include <cassert>

#include "base/incomplete_beta.hpp"

namespace oncourse {

// above F / (below + above F) is beta distributed with (above / 2, below / 2).

double fisher_f_cdf(double f, double above, double below) {
  assert(f >= 0.0 && above > 0.0 && below > 0.0);
  const double scaled = above * f;
  return scaled > below ? incomplete_beta_above(below / 2.0, above / 2.0, below / (below + scaled))
                        : incomplete_beta(above / 2.0, below / 2.0, scaled / (below + scaled));
}

double fisher_f_quantile(double p, double above, double below) {
  assert(p > 0.0 && p < 1.0 && above > 0.0 && below > 0.0);
  const BetaQuantile at = beta_quantile(above / 2.0, below / 2.0, p);
  return below * at.x / (above * at.rest);
}

}  // namespace oncourse

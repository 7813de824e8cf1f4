// fisher_f.hpp: the F distribution of Fisher and Snedecor.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace oncourse {

/// P(F <= f) with `above` degrees of freedom of the numerator and `below` of the denominator.
///
///   f             not below 0
///   above, below  above 0, need not be whole
double fisher_f_cdf(double f, double above, double below);

/// The f with P(F <= f) = p.
///
///   p             strictly between 0 and 1
///   above, below  above 0
double fisher_f_quantile(double p, double above, double below);

}  // namespace oncourse

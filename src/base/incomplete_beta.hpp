// incomplete_beta.hpp: what Student's t and Fisher's F are made of.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace oncourse {

/// I_x(a, b), the share of the beta distribution below x.
///
///   a, b  above 0
///   x     in 0..1
double incomplete_beta(double a, double b, double x);

/// 1 - I_x(a, b), exact where that is small.
double incomplete_beta_above(double a, double b, double x);

/// The x with I_x(a, b) = p and 1 - x, each exact where it is small.
struct BetaQuantile {
  double x, rest;
};

///   p  in 0..1
BetaQuantile beta_quantile(double a, double b, double p);

/// log B(a, b).
///
///   a, b  above 0
double log_beta(double a, double b);

}  // namespace oncourse

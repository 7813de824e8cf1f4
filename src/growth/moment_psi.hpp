// moment_psi.hpp: what differs between persons, without a search.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>

#include "oncourse/growth/cross_products.hpp"

namespace oncourse::growth {

/// Psi = G / sigma^2 from what the line of all leaves of the scores. To it every person's own line is fitted by
/// ordinary least squares (a level alone, with a random intercept alone): the scatter about the lines estimates
/// sigma^2, and the lines, less what sigma^2 makes of them, G. Persons count by the square of the precision of their
/// slope.
///
///   beta    the line of all, by ordinary least squares
///   result  nothing where no person has a line, or no scatter; not always positive definite
///   cost    one pass over the designs
///   source  the method of moments for random coefficients: Swamy 1970, Econometrica 38:311-323
std::optional<RandomMatrix> moment_psi(const CrossProducts& data, const Eigen::VectorXd& beta);

}  // namespace oncourse::growth

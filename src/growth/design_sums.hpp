// design_sums.hpp: the sums over designs that a deviance is made of, in the letters of deviance.hpp.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "oncourse/growth/cross_products.hpp"
#include "oncourse/growth/deviance.hpp"

namespace oncourse::growth {

/// log|M| of all persons, then what [A c; c' d] lacks of [X y]'[X y]: its lower triangle, row by row.
std::vector<double> reduction_sums(const CrossProducts& data, const RandomMatrix& Lambda, int threads);

/// Over all persons, with the directions E of Psi as the lower triangle of its entries, row by row (entry (i, j) with
/// (j, i), where that is another):
///
///   K - P, a number for each direction's entry          u u', likewise
///   tr(E K F (2 u u' / sigma^2 + 2 P - K)), the lower triangle of directions, row by row
///   for each direction e_E, then, where A^-1 is given, the lower triangle of N_E, row by row
///
///   at         its beta and sigma^2
///   A_inverse  of REML; without it P is 0
std::vector<double> derivative_sums(const CrossProducts& data, const RandomMatrix& Lambda, const Deviance& at,
                                    const Eigen::MatrixXd* A_inverse, int threads);

}  // namespace oncourse::growth

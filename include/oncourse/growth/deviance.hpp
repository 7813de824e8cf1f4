// deviance.hpp: how badly a theta explains the cohort, and the way down.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string_view>

#include "oncourse/growth/cross_products.hpp"

namespace oncourse::growth {

enum class Likelihood { restricted, full };  ///< REML or ML

constexpr std::string_view name(Likelihood likelihood) { return likelihood == Likelihood::full ? "ML" : "REML"; }

/// -2 log likelihood profiled over beta and sigma, its gradient, and what beta and sigma then are.
///
///   M_i = I + Lambda' Z_i'Z_i Lambda = L_i L_i'      U_i = L_i^-1 Lambda' Z_i'[X_i y_i]
///   [A c; c' d] = [X y]'[X y] - sum U_i'U_i          beta = A^-1 c      pwrss = d - c'beta
///   nu = n (ML) or n - p (REML)                      sigma^2 = pwrss / nu
///   deviance = 2 sum log|L_i| + [REML: log|A|] + nu (1 + log(2 pi pwrss / nu))
///
///   source  Bates, Maechler, Bolker & Walker 2015, J Stat Softw 67(1), eqs 30-42; gradient: the derivative of the
///           same expression with dH = Z d(Lambda Lambda') Z', H = I + Z Lambda Lambda' Z'
struct Deviance {
  double value = 0.0;
  Eigen::VectorXd gradient;  ///< by theta
  Eigen::VectorXd beta;
  Eigen::MatrixXd A;  ///< Var(beta) = sigma2 A^-1
  double sigma2 = 0.0;
};

/// A pure function of theta.
///
///   theta   finite, theta_size(data.random) entries; the sign of a column of Lambda is of no consequence
///   result  value is +infinity where A is singular: a column of X repeats others
///   cost    O(persons q^2 (q + p)), two passes over the persons
Deviance deviance(const CrossProducts& data, const Eigen::VectorXd& theta, Likelihood likelihood);

}  // namespace oncourse::growth

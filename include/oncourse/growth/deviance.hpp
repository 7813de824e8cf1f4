// deviance.hpp: how badly a theta explains the cohort, and the way down.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string_view>

#include "oncourse/growth/cross_products.hpp"

namespace oncourse::growth {

enum class Likelihood { restricted, full };  ///< REML or ML

constexpr std::string_view name(Likelihood likelihood) { return likelihood == Likelihood::full ? "ML" : "REML"; }

/// -2 log likelihood profiled over beta and sigma, its derivatives by theta, and what beta and sigma then are.
///
///   M_i = I + Lambda' Z_i'Z_i Lambda                 B_i = Lambda M_i^-1 Lambda'
///   [A c; c' d] = [X y]'[X y] - sum (Z_i'[X_i y_i])' B_i (Z_i'[X_i y_i])
///   beta = A^-1 c      pwrss = d - c'beta            nu = n (ML) or n - p (REML)      sigma^2 = pwrss / nu
///   deviance = offset + sum log|M_i| + [REML: log|A|] + nu (1 + log(2 pi sigma^2))
///
/// Derivatives in the directions E and F of Psi = Lambda Lambda', with T_i = I - Z_i'Z_i B_i, K_i = T_i Z_i'Z_i,
/// V_i = T_i Z_i'X_i, u_i = T_i Z_i'y_i - V_i beta, P_i = V_i A^-1 V_i', N_E = sum V_i'E V_i, e_E = sum V_i'E u_i and
/// r_E = sum u_i'E u_i; what stands in [] only with REML:
///
///   first   tr(E (sum K_i - u_i u_i' / sigma^2 - [P_i]))
///   second  sum tr(E K_i F (2 u_i u_i' / sigma^2 + [2 P_i] - K_i)) - 2 e_E' A^-1 e_F / sigma^2
///           - r_E r_F / (sigma^4 nu) - [tr(A^-1 N_E A^-1 N_F)]
///
///   source  Bates, Maechler, Bolker & Walker 2015, J Stat Softw 67(1), eqs 30-42; derivatives: of the same expression,
///           with d(H^-1) = -H^-1 Z dPsi Z' H^-1 for H = I + Z Psi Z'
struct Deviance {
  double value = 0.0;
  Eigen::VectorXd gradient;  ///< by theta
  Eigen::MatrixXd hessian;   ///< by theta
  Eigen::VectorXd beta;
  Eigen::MatrixXd A;  ///< Var(beta) = sigma2 A^-1
  double sigma2 = 0.0;
};

/// A pure function of theta.
///
///   theta   finite, theta_size(data.random) entries; the sign of a column of Lambda is of no consequence
///   result  value is +infinity, and derivatives are 0, where A is singular (a column of X repeats others) or nothing
///           is left to explain
///   cost    O(distinct designs q^2 (q + p)^2), two passes over the designs
///   threads at most so many; the same bits with any number
Deviance deviance(const CrossProducts& data, const Eigen::VectorXd& theta, Likelihood likelihood, int threads = 1);

}  // namespace oncourse::growth

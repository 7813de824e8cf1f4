// minimize.hpp: the smallest value of a smooth function of a few variables. Knows nothing of models.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <functional>

namespace oncourse::growth {

/// Why a search ended. Data, not an error: the caller judges.
enum class Stop {
  not_run,
  converged,         ///< half the Newton decrement, g'H^-1 g / 2, fell below tolerance * (1 + |f|)
  no_descent,        ///< no step down the Newton direction lowers f: the limit of double precision
  evaluation_limit,  ///< max_evaluations was reached
  not_finite,        ///< f or one of its derivatives is not finite
};

constexpr const char* name(Stop stop) {
  switch (stop) {
    case Stop::not_run: return "not_run";
    case Stop::converged: return "converged";
    case Stop::no_descent: return "no_descent";
    case Stop::evaluation_limit: return "evaluation_limit";
    case Stop::not_finite: return "not_finite";
  }
  return "unknown";
}

struct MinimizeOptions {
  double tolerance = 1e-14;
  int max_evaluations = 500;  ///< of f with its derivatives
};

struct Minimum {
  Eigen::VectorXd x;
  double value = 0.0;
  Stop stop = Stop::not_run;
  int evaluations = 0;
  double start_value = 0.0;
};

/// f and its derivatives at x, which have the right sizes already; +infinity marks the outside of its domain.
using SmoothFunction =
    std::function<double(const Eigen::VectorXd& x, Eigen::VectorXd& gradient, Eigen::MatrixXd& hessian)>;

/// Newton's method, the Hessian shifted until it is positive definite, each step halved until f falls.
///
///   start  variables of order one: scale them before, and undo it after
///   cost   mostly one evaluation per iteration, O(n^3) in n variables beside it
Minimum minimize(const SmoothFunction& f, Eigen::VectorXd start, const MinimizeOptions& options = {});

}  // namespace oncourse::growth

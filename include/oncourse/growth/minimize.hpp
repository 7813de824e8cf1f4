// minimize.hpp: the smallest value of a smooth function of a few variables. Knows nothing of models.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>

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

/// Newton's method, the Hessian shifted until it is positive definite, each step halved until f falls.
///
///   f      callable (x, gradient, hessian) -> value; +infinity marks the outside of its domain
///   start  variables of order one: scale them before, and undo it after
///   cost   mostly one evaluation per iteration, O(n^3) in n variables beside it
template <class Function>
Minimum minimize(Function&& f, Eigen::VectorXd start, const MinimizeOptions& options = {}) {
  const Eigen::Index n = start.size();
  Minimum best{std::move(start), 0.0, Stop::evaluation_limit, 1, 0.0};
  Eigen::VectorXd gradient(n), gradient_there(n);
  Eigen::MatrixXd hessian(n, n), hessian_there(n, n);
  best.value = best.start_value = f(best.x, gradient, hessian);
  if (!std::isfinite(best.value)) {
    best.stop = Stop::not_finite;
    return best;
  }
  while (best.evaluations < options.max_evaluations) {
    if (!gradient.allFinite() || !hessian.allFinite()) {
      best.stop = Stop::not_finite;
      return best;
    }
    const double size = hessian.diagonal().cwiseAbs().maxCoeff() + 1e-12;
    Eigen::LLT<Eigen::MatrixXd> factor(hessian);
    for (double shift = 1e-3 * size; factor.info() != Eigen::Success; shift *= 4.0)
      factor.compute(hessian + shift * Eigen::MatrixXd::Identity(n, n));

    const Eigen::VectorXd step = -factor.solve(gradient);
    const double decrement = -0.5 * gradient.dot(step);
    if (decrement <= options.tolerance * (1.0 + std::fabs(best.value))) {
      // The last steps change f by less than f can show, but x by the square root of that: the derivatives judge them,
      // or rounding would decide whether x is exact to 1e-8 or to 1e-13.
      best.stop = Stop::converged;
      double remains = decrement;
      Eigen::VectorXd last = step;
      for (int taken = 0; taken < 2 && remains > 1e-13 * options.tolerance * (1.0 + std::fabs(best.value)); ++taken) {
        const double value = f(best.x + last, gradient, hessian);
        ++best.evaluations;
        factor.compute(hessian);
        if (!std::isfinite(value) || factor.info() != Eigen::Success) break;
        const Eigen::VectorXd next = -factor.solve(gradient);
        const double less = -0.5 * gradient.dot(next);
        if (!(less < remains)) break;
        best.x += last;
        best.value = value;
        last = next;
        remains = less;
      }
      return best;
    }
    bool lower = false;
    for (double length = 1.0; length > 1e-8 && best.evaluations < options.max_evaluations; length *= 0.5) {
      const Eigen::VectorXd x = best.x + length * step;
      const double value = f(x, gradient_there, hessian_there);
      ++best.evaluations;
      if (value < best.value) {
        best.x = x;
        best.value = value;
        gradient.swap(gradient_there);
        hessian.swap(hessian_there);
        lower = true;
        break;
      }
    }
    if (!lower) {
      best.stop = best.evaluations < options.max_evaluations ? Stop::no_descent : Stop::evaluation_limit;
      return best;
    }
  }
  return best;
}

}  // namespace oncourse::growth

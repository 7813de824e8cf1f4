// minimize.cpp: Newton's method.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/minimize.hpp"

#include <cmath>

#include "growth/cholesky.hpp"

namespace oncourse::growth {

Minimum minimize(const SmoothFunction& f, Eigen::VectorXd start, const MinimizeOptions& options) {
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
    Cholesky factor(hessian);
    for (double shift = 1e-3 * size; !factor.positive_definite(); shift *= 4.0)
      factor = Cholesky(hessian + shift * Eigen::MatrixXd::Identity(n, n));

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
        factor = Cholesky(hessian);
        if (!std::isfinite(value) || !factor.positive_definite()) break;
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

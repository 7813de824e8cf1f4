// symmetric.cpp: Jacobi rotations and Cholesky's factor.
// SPDX-License-Identifier: Apache-2.0
#include "change/symmetric.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace oncourse {
namespace {

/// Turns the plane of p and q so that a(p, q) becomes 0.
void rotate(SquareMatrix& a, SquareMatrix& vectors, std::size_t p, std::size_t q) {
  const double theta = (a(q, q) - a(p, p)) / (2.0 * a(p, q));
  const double t = std::copysign(1.0, theta) / (std::fabs(theta) + std::hypot(1.0, theta));
  const double c = 1.0 / std::hypot(1.0, t), s = t * c;
  for (std::size_t k = 0; k < a.size; ++k) {
    const double kp = a(k, p), kq = a(k, q);
    a(k, p) = c * kp - s * kq;
    a(k, q) = s * kp + c * kq;
  }
  for (std::size_t k = 0; k < a.size; ++k) {
    const double pk = a(p, k), qk = a(q, k), vp = vectors(k, p), vq = vectors(k, q);
    a(p, k) = c * pk - s * qk;
    a(q, k) = s * pk + c * qk;
    vectors(k, p) = c * vp - s * vq;
    vectors(k, q) = s * vp + c * vq;
  }
  a(p, q) = a(q, p) = 0.0;
}

}  // namespace

SymmetricEigen symmetric_eigen(SquareMatrix a) {
  const std::size_t n = a.size;
  SquareMatrix turned(n);
  double largest = 0.0;
  for (const double value : a.values) largest = std::max(largest, std::fabs(value));
  for (std::size_t i = 0; i < n; ++i) turned(i, i) = 1.0;
  const double nothing = largest * std::numeric_limits<double>::epsilon() * 1e-3;
  constexpr int most_sweeps = 60;  // convergence is quadratic: six or so are usual
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    bool done = true;
    for (std::size_t p = 0; p < n; ++p)
      for (std::size_t q = p + 1; q < n; ++q) {
        if (std::fabs(a(p, q)) <= nothing) continue;
        rotate(a, turned, p, q);
        done = false;
      }
    if (done) break;
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return a(i, i) > a(j, j); });
  SymmetricEigen out{std::vector<double>(n), SquareMatrix(n)};
  for (std::size_t k = 0; k < n; ++k) {
    out.values[k] = a(order[k], order[k]);
    for (std::size_t i = 0; i < n; ++i) out.vectors(i, k) = turned(i, order[k]);
  }
  return out;
}

std::optional<SquareMatrix> cholesky(const SquareMatrix& a) {
  SquareMatrix lower(a.size);
  for (std::size_t j = 0; j < a.size; ++j) {
    double pivot = a(j, j);
    for (std::size_t k = 0; k < j; ++k) pivot -= lower(j, k) * lower(j, k);
    if (!(pivot > 1e-12 * std::fabs(a(j, j)))) return std::nullopt;  // beyond it, rounding decides
    lower(j, j) = std::sqrt(pivot);
    for (std::size_t i = j + 1; i < a.size; ++i) {
      double sum = a(i, j);
      for (std::size_t k = 0; k < j; ++k) sum -= lower(i, k) * lower(j, k);
      lower(i, j) = sum / lower(j, j);
    }
  }
  return lower;
}

std::vector<double> solve(const SquareMatrix& lower, std::vector<double> b) {
  const std::size_t n = lower.size;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= lower(i, k) * b[k];
    b[i] /= lower(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= lower(k, i) * b[k];
    b[i] /= lower(i, i);
  }
  return b;
}

}  // namespace oncourse

// record.hpp: the cross-products of one distinct design, where they lie.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>

namespace oncourse::growth {

/// Small enough for the compiler to unroll what is done with it.
template <std::size_t Q>
using Square = std::array<std::array<double, Q>, Q>;

template <std::size_t Q>
Square<Q> product(const Square<Q>& a, const Square<Q>& b) {
  Square<Q> out{};
  for (std::size_t i = 0; i < Q; ++i)
    for (std::size_t j = 0; j < Q; ++j)
      for (std::size_t k = 0; k < Q; ++k) out[i][j] += a[i][k] * b[k][j];
  return out;
}

/// A lower triangle, row by row, as the symmetric matrix that it is of.
inline Eigen::MatrixXd symmetric(const double* triangle, Eigen::Index n) {
  Eigen::MatrixXd out(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j <= i; ++j) out(i, j) = out(j, i) = *triangle++;
  return out;
}

/// One of CrossProducts::records, with Q random effects.
template <std::size_t Q>
struct Record {
  Record(const double* numbers, std::size_t p) : persons(*numbers++) {
    numbers = unfold(numbers, ZtZ);
    for (std::size_t i = 0; i < Q; ++i, numbers += p) ZtX[i] = numbers;
    sum_Zty = numbers;
    unfold(numbers + Q, sum_Zty_squared);
  }
  static const double* unfold(const double* numbers, Square<Q>& square) {
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j <= i; ++j) square[i][j] = square[j][i] = *numbers++;
    return numbers;
  }

  double persons;
  Square<Q> ZtZ, sum_Zty_squared;
  std::array<const double*, Q> ZtX;
  const double* sum_Zty;
};

}  // namespace oncourse::growth

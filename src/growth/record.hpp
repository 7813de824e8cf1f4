// record.hpp: the cross-products of distinct designs, where they lie.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>

namespace oncourse::growth {

/// Two numbers that are added, multiplied and divided at once.
using Two [[gnu::vector_size(16)]] = double;

/// Small enough for the compiler to unroll what is done with it.
///
///   Number  double, or Two of them, of two designs
template <std::size_t Q, class Number = double>
using Square = std::array<std::array<Number, Q>, Q>;

template <std::size_t Q, class Number>
Square<Q, Number> product(const Square<Q, Number>& a, const Square<Q, Number>& b) {
  Square<Q, Number> out{};
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

/// Two records side by side, with Q random effects.
template <std::size_t Q>
struct TwoRecords {
  TwoRecords(const double* one, const double* other, std::size_t p) : one_(one), other_(other), p_(p) {}

  [[nodiscard]] Two persons() const { return number(0); }
  [[nodiscard]] Square<Q, Two> ZtZ() const { return square(1); }
  [[nodiscard]] Two ZtX(std::size_t i, std::size_t c) const { return number(1 + triangle + i * p_ + c); }
  [[nodiscard]] Two sum_Zty(std::size_t i) const { return number(1 + triangle + Q * p_ + i); }
  [[nodiscard]] Square<Q, Two> sum_Zty_squared() const { return square(1 + triangle + Q * p_ + Q); }

 private:
  static constexpr std::size_t triangle = Q * (Q + 1) / 2;
  [[nodiscard]] Two number(std::size_t k) const { return Two{one_[k], other_[k]}; }
  [[nodiscard]] Square<Q, Two> square(std::size_t first) const {
    Square<Q, Two> out;
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j <= i; ++j) out[i][j] = out[j][i] = number(first++);
    return out;
  }

  const double *one_, *other_;
  std::size_t p_;
};

}  // namespace oncourse::growth

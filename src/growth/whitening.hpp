// whitening.hpp: what a design's rows say about a person, counted in nanoseconds.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "growth/record.hpp"
#include "oncourse/growth/design.hpp"

namespace oncourse::growth {

template <std::size_t Q>
Square<Q> square(const RandomMatrix& matrix) {
  Square<Q> out;
  for (std::size_t i = 0; i < Q; ++i)
    for (std::size_t j = 0; j < Q; ++j) out[i][j] = matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
  return out;
}

inline double square_root(double number) { return std::sqrt(number); }
inline Two square_root(Two numbers) { return Two{std::sqrt(numbers[0]), std::sqrt(numbers[1])}; }

/// Of one design, or of two: |M| of M = I + Lambda' Z'Z Lambda = L L', and R = L^-1 Lambda', of which B = R'R.
template <std::size_t Q, class Number = double>
struct Whitening {
  Whitening(const Square<Q>& Lambda, const Square<Q, Number>& ZtZ) {
    Square<Q, Number> ZtZ_Lambda{}, L{};
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j)
        for (std::size_t k = 0; k < Q; ++k) ZtZ_Lambda[i][j] += ZtZ[i][k] * Lambda[k][j];
    for (std::size_t j = 0; j < Q; ++j) {
      for (std::size_t i = j; i < Q; ++i) {
        Number entry = Number{} + (i == j ? 1.0 : 0.0);
        for (std::size_t k = 0; k < Q; ++k) entry += Lambda[k][i] * ZtZ_Lambda[k][j];
        for (std::size_t k = 0; k < j; ++k) entry -= L[i][k] * L[j][k];
        L[i][j] = i == j ? square_root(entry) : entry / L[j][j];
      }
      determinant *= L[j][j] * L[j][j];
    }
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) {
        Number entry = Number{} + Lambda[j][i];
        for (std::size_t k = 0; k < i; ++k) entry -= L[i][k] * R[k][j];
        R[i][j] = entry / L[i][i];
      }
  }

  Number determinant = Number{} + 1.0;
  Square<Q, Number> R{};
};

}  // namespace oncourse::growth

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

/// Of one design: |M| of M = I + Lambda' Z'Z Lambda = L L', and R = L^-1 Lambda', of which B = R'R.
template <std::size_t Q>
struct Whitening {
  Whitening(const Square<Q>& Lambda, const Square<Q>& ZtZ) {
    const Square<Q> ZtZ_Lambda = product(ZtZ, Lambda);
    Square<Q> L{};
    for (std::size_t j = 0; j < Q; ++j) {
      for (std::size_t i = j; i < Q; ++i) {
        double entry = i == j ? 1.0 : 0.0;
        for (std::size_t k = 0; k < Q; ++k) entry += Lambda[k][i] * ZtZ_Lambda[k][j];
        for (std::size_t k = 0; k < j; ++k) entry -= L[i][k] * L[j][k];
        L[i][j] = i == j ? std::sqrt(entry) : entry / L[j][j];
      }
      determinant *= L[j][j] * L[j][j];
    }
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) {
        double entry = Lambda[j][i];
        for (std::size_t k = 0; k < i; ++k) entry -= L[i][k] * R[k][j];
        R[i][j] = entry / L[i][i];
      }
  }

  double determinant = 1.0;
  Square<Q> R{};
};

}  // namespace oncourse::growth

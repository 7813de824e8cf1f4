// symmetric.hpp: eigenvalues and solutions of small symmetric systems.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace oncourse {

/// A dense square matrix, row by row.
struct SquareMatrix {
  std::size_t size = 0;
  std::vector<double> values;

  explicit SquareMatrix(std::size_t n) : size(n), values(n * n, 0.0) {}
  double& operator()(std::size_t i, std::size_t j) { return values[i * size + j]; }
  double operator()(std::size_t i, std::size_t j) const { return values[i * size + j]; }
};

/// Eigenvalues in descending order; vector k is column k.
struct SymmetricEigen {
  std::vector<double> values;
  SquareMatrix vectors;
};

/// Jacobi's method, which is slow for large matrices and accurate for all.
///
///   source  Golub & Van Loan 2013, Matrix Computations, 4th ed., section 8.5
SymmetricEigen symmetric_eigen(SquareMatrix a);

/// Lower triangular L with L L' = a; none where `a` is not positive definite beyond rounding.
std::optional<SquareMatrix> cholesky(const SquareMatrix& a);

/// x with L L' x = b.
std::vector<double> solve(const SquareMatrix& lower, std::vector<double> b);

}  // namespace oncourse

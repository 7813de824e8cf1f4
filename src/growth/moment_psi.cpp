// moment_psi.cpp: what differs between persons, without a search.
// SPDX-License-Identifier: Apache-2.0
#include "growth/moment_psi.hpp"

#include <algorithm>
#include <cmath>

#include "growth/record.hpp"

namespace oncourse::growth {

namespace {

/// Of the leading rows and columns that do not repeat those before them, as many as `rank`: where all times are one, of
/// the level alone.
template <std::size_t Q>
Square<Q> inverse(const Square<Q>& a, std::size_t& rank) {
  Square<Q> L{}, L_inverse{}, out{};
  for (rank = 0; rank < Q; ++rank) {
    const std::size_t i = rank;
    for (std::size_t j = 0; j <= i; ++j) {
      double entry = a[i][j];
      for (std::size_t k = 0; k < j; ++k) entry -= L[i][k] * L[j][k];
      L[i][j] = j < i ? entry / L[j][j] : entry;
    }
    if (!(L[i][i] > 1e-8 * a[i][i])) break;
    L[i][i] = std::sqrt(L[i][i]);
    for (std::size_t j = 0; j <= i; ++j) {
      double entry = i == j ? 1.0 : 0.0;
      for (std::size_t k = j; k < i; ++k) entry -= L[i][k] * L_inverse[k][j];
      L_inverse[i][j] = entry / L[i][i];
    }
  }
  for (std::size_t i = 0; i < rank; ++i)
    for (std::size_t j = 0; j < rank; ++j)
      for (std::size_t k = std::max(i, j); k < rank; ++k) out[i][j] += L_inverse[k][i] * L_inverse[k][j];
  return out;
}

template <std::size_t Q>
std::optional<Square<Q>> moments(const CrossProducts& data, const Eigen::VectorXd& beta) {
  const auto p = static_cast<std::size_t>(data.p);
  // of ordinary least squares e = y - X beta: e'e = y'y - beta'X'y
  double rest = data.total(data.p, data.p) - beta.dot(data.total.col(data.p).head(data.p));
  double freedom = static_cast<double>(data.n_obs), weights = 0.0;
  Square<Q> between{}, noise{};
  const double* numbers = data.records.data();
  for (std::size_t k = data.designs(); k > 0; --k, numbers += data.record_size()) {
    const Record<Q> record(numbers, p);
    std::size_t rank = 0;
    const Square<Q> ZtZ_inverse = inverse(record.ZtZ, rank);
    std::array<double, Q> expected{};  // Z'X beta
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t c = 0; c < p; ++c) expected[i] += record.ZtX[i][c] * beta[static_cast<Eigen::Index>(c)];
    Square<Q> around;  // the sum of (Z'e)(Z'e)' over the persons
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j)
        around[i][j] = record.sum_Zty_squared[i][j] - record.sum_Zty[i] * expected[j] -
                       expected[i] * record.sum_Zty[j] + record.persons * expected[i] * expected[j];
    freedom -= record.persons * static_cast<double>(rank);
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) rest -= ZtZ_inverse[i][j] * around[i][j];
    if (rank < Q) continue;
    const Square<Q> lines = product(product(ZtZ_inverse, around), ZtZ_inverse);
    const double precision = 1.0 / (ZtZ_inverse[Q - 1][Q - 1] * ZtZ_inverse[Q - 1][Q - 1]);
    weights += precision * record.persons;
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) {
        between[i][j] += precision * lines[i][j];
        noise[i][j] += precision * record.persons * ZtZ_inverse[i][j];
      }
  }
  const double sigma2 = rest / freedom;
  if (!(freedom > 0.0) || !(sigma2 > 0.0) || !(weights > 0.0)) return std::nullopt;

  for (std::size_t i = 0; i < Q; ++i)
    for (std::size_t j = 0; j < Q; ++j) between[i][j] = (between[i][j] - sigma2 * noise[i][j]) / (weights * sigma2);
  return between;
}

template <std::size_t Q>
std::optional<RandomMatrix> matrix(const std::optional<Square<Q>>& from) {
  if (!from) return std::nullopt;
  RandomMatrix out(Q, Q);
  for (std::size_t i = 0; i < Q; ++i)
    for (std::size_t j = 0; j < Q; ++j) out(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = (*from)[i][j];
  return out;
}

}  // namespace

std::optional<RandomMatrix> moment_psi(const CrossProducts& data, const Eigen::VectorXd& beta) {
  if (data.q == 3) return matrix(moments<3>(data, beta));
  return data.q == 1 ? matrix(moments<1>(data, beta)) : matrix(moments<2>(data, beta));
}

}  // namespace oncourse::growth

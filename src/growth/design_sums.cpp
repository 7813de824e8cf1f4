// design_sums.cpp: the sums over designs that a deviance and its derivatives are made of, counted in nanoseconds.
// SPDX-License-Identifier: Apache-2.0
#include "growth/design_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/parallel.hpp"
#include "growth/compensated_sum.hpp"
#include "growth/record.hpp"
#include "growth/whitening.hpp"

namespace oncourse::growth {

namespace {

/// The directions of Psi: its entry (i, j), with (j, i) where that is another.
template <std::size_t Q>
struct Direction {
  std::size_t i = 0, j = 0;

  static constexpr std::size_t count = Q * (Q + 1) / 2;
  static constexpr std::array<Direction, count> all() {
    std::array<Direction, count> out{};
    for (std::size_t i = 0, at = 0; i < Q; ++i)
      for (std::size_t j = 0; j <= i; ++j) out[at++] = {i, j};
    return out;
  }

  /// tr(E K F X), of symmetric K and X.
  static double trace(Direction e, const Square<Q>& K, Direction f, const Square<Q>& X) {
    double out = K[e.j][f.i] * X[f.j][e.i];
    if (e.i != e.j) out += K[e.i][f.i] * X[f.j][e.j];
    if (f.i != f.j) out += K[e.j][f.j] * X[f.i][e.i];
    if (e.i != e.j && f.i != f.j) out += K[e.i][f.j] * X[f.i][e.j];
    return out;
  }
};

/// Some of a cohort's designs.
struct Designs {
  const double* numbers;
  std::size_t count;
};

/// What some_of(Designs) returns of every few thousand designs, added up in their order, whichever thread had them.
template <class SomeOf>
std::vector<double> over_designs(const CrossProducts& data, int threads, SomeOf&& some_of) {
  constexpr std::size_t at_once = 4096;
  const std::size_t designs = data.designs(), size = data.record_size();
  std::vector<std::vector<double>> parts((designs + at_once - 1) / at_once);
  on_threads(parts.size(), threads, [&](std::size_t k) {
    const std::size_t first = k * at_once;
    parts[k] = some_of(Designs{data.records.data() + first * size, std::min(at_once, designs - first)});
  });
  if (parts.size() == 1) return std::move(parts.front());
  std::vector<double> out;
  for (std::size_t i = 0; i < parts.front().size(); ++i) {
    CompensatedSum sum;
    for (const std::vector<double>& part : parts) sum += part[i];
    out.push_back(sum.value());
  }
  return out;
}

template <std::size_t Q>
std::vector<double> reduction(const CrossProducts& data, const Square<Q>& Lambda, const Designs& designs) {
  const auto p = static_cast<std::size_t>(data.p);
  Sums sums(1 + (p + 1) * (p + 2) / 2);
  std::array<std::vector<double>, Q> RZtX;
  for (std::vector<double>& row : RZtX) row.resize(p);
  const double* numbers = designs.numbers;
  for (std::size_t k = designs.count; k > 0; --k, numbers += data.record_size()) {
    const Record<Q> record(numbers, p);
    const Whitening<Q> whitening(Lambda, record.ZtZ);
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t c = 0; c < p; ++c) {
        double entry = 0.0;
        for (std::size_t j = 0; j < Q; ++j) entry += whitening.R[i][j] * record.ZtX[j][c];
        RZtX[i][c] = entry;
      }
    double* part = sums.next();
    *part++ += record.persons * std::log(whitening.determinant);
    for (std::size_t c = 0; c < p; ++c)
      for (std::size_t d = 0; d <= c; ++d) {
        double entry = 0.0;
        for (std::size_t i = 0; i < Q; ++i) entry += RZtX[i][c] * RZtX[i][d];
        *part++ += record.persons * entry;
      }
    std::array<double, Q> RZty{};
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) RZty[i] += whitening.R[i][j] * record.sum_Zty[j];
    for (std::size_t d = 0; d < p; ++d) {
      double entry = 0.0;
      for (std::size_t i = 0; i < Q; ++i) entry += RZty[i] * RZtX[i][d];
      *part++ += entry;
    }
    const Square<Q> R_yy = product(whitening.R, record.sum_Zty_squared);
    double entry = 0.0;
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) entry += R_yy[i][j] * whitening.R[i][j];
    *part += entry;
  }
  return sums.values();
}

template <std::size_t Q>
std::vector<double> derivatives(const CrossProducts& data, const Square<Q>& Lambda, const Deviance& at,
                                const Eigen::MatrixXd* A_inverse, const Designs& designs) {
  constexpr auto directions = Direction<Q>::all();
  constexpr std::size_t D = directions.size();
  const auto p = static_cast<std::size_t>(data.p);
  const std::size_t triangle = p * (p + 1) / 2;
  Sums sums(2 * D + D * (D + 1) / 2 + D * (p + triangle));
  std::array<std::vector<double>, Q> V, V_A_inverse;
  for (std::size_t i = 0; i < Q; ++i) V[i].resize(p), V_A_inverse[i].assign(p, 0.0);

  const double* numbers = designs.numbers;
  for (std::size_t k = designs.count; k > 0; --k, numbers += data.record_size()) {
    const Record<Q> record(numbers, p);
    const double n = record.persons;
    // With W = Z'Z R':  T = I - W R, K = Z'Z - W W', V = Z'X - W R Z'X.
    const Square<Q> R = Whitening<Q>(Lambda, record.ZtZ).R;
    Square<Q> W{}, T{}, K = record.ZtZ;
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j)
        for (std::size_t m = 0; m < Q; ++m) W[i][j] += record.ZtZ[i][m] * R[j][m];
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) {
        T[i][j] = i == j ? 1.0 : 0.0;
        for (std::size_t m = 0; m < Q; ++m) {
          T[i][j] -= W[i][m] * R[m][j];
          K[i][j] -= W[i][m] * W[j][m];
        }
      }

    std::array<double, Q> V_beta{}, sum_Ty{}, sum_u{};
    for (std::size_t c = 0; c < p; ++c) {
      std::array<double, Q> RZtX{};
      for (std::size_t m = 0; m < Q; ++m)
        for (std::size_t j = 0; j < Q; ++j) RZtX[m] += R[m][j] * record.ZtX[j][c];
      for (std::size_t i = 0; i < Q; ++i) {
        double entry = record.ZtX[i][c];
        for (std::size_t m = 0; m < Q; ++m) entry -= W[i][m] * RZtX[m];
        V[i][c] = entry;
        V_beta[i] += entry * at.beta[static_cast<Eigen::Index>(c)];
      }
    }
    for (std::size_t i = 0; i < Q; ++i) {
      for (std::size_t j = 0; j < Q; ++j) sum_Ty[i] += T[i][j] * record.sum_Zty[j];
      sum_u[i] = sum_Ty[i] - n * V_beta[i];
    }
    Square<Q> sum_uu{}, P{};
    const Square<Q> T_yy = product(T, record.sum_Zty_squared);
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        double entry = n * V_beta[i] * V_beta[j] - sum_Ty[i] * V_beta[j] - V_beta[i] * sum_Ty[j];
        for (std::size_t m = 0; m < Q; ++m) entry += T_yy[i][m] * T[j][m];
        sum_uu[i][j] = sum_uu[j][i] = entry;
      }
    if (A_inverse) {
      for (std::size_t i = 0; i < Q; ++i)
        for (std::size_t c = 0; c < p; ++c) {
          const double* column = A_inverse->data() + c * p;
          double entry = 0.0;
          for (std::size_t d = 0; d < p; ++d) entry += V[i][d] * column[d];
          V_A_inverse[i][c] = entry;
        }
      for (std::size_t i = 0; i < Q; ++i)
        for (std::size_t j = 0; j < Q; ++j)
          for (std::size_t c = 0; c < p; ++c) P[i][j] += V_A_inverse[i][c] * V[j][c];
    }
    Square<Q> X;  // with tr(E K F X) what this design adds to the second derivative
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) X[i][j] = 2.0 * sum_uu[i][j] / at.sigma2 + n * (2.0 * P[i][j] - K[i][j]);

    double* part = sums.next();
    for (const auto& e : directions) *part++ += n * (K[e.i][e.j] - P[e.i][e.j]);
    for (const auto& e : directions) *part++ += sum_uu[e.i][e.j];
    for (std::size_t a = 0; a < D; ++a)
      for (std::size_t b = 0; b <= a; ++b) *part++ += Direction<Q>::trace(directions[a], K, directions[b], X);
    for (const auto& e : directions) {
      const double *Vi = V[e.i].data(), *Vj = V[e.j].data();
      for (std::size_t c = 0; c < p; ++c)
        *part++ += e.i == e.j ? Vi[c] * sum_u[e.i] : Vi[c] * sum_u[e.j] + Vj[c] * sum_u[e.i];
      if (!A_inverse) continue;
      for (std::size_t c = 0; c < p; ++c)
        for (std::size_t d = 0; d <= c; ++d)
          *part++ += n * (e.i == e.j ? Vi[c] * Vi[d] : Vi[c] * Vj[d] + Vj[c] * Vi[d]);
    }
  }
  return sums.values();
}

}  // namespace

std::vector<double> reduction_sums(const CrossProducts& data, const RandomMatrix& Lambda, int threads) {
  const auto of = [&]<std::size_t Q>(const Square<Q>& factor) {
    return over_designs(data, threads, [&](const Designs& some) { return reduction(data, factor, some); });
  };
  return data.q == 1 ? of(square<1>(Lambda)) : data.q == 2 ? of(square<2>(Lambda)) : of(square<3>(Lambda));
}

std::vector<double> derivative_sums(const CrossProducts& data, const RandomMatrix& Lambda, const Deviance& at,
                                    const Eigen::MatrixXd* A_inverse, int threads) {
  const auto of = [&]<std::size_t Q>(const Square<Q>& factor) {
    return over_designs(data, threads,
                        [&](const Designs& some) { return derivatives(data, factor, at, A_inverse, some); });
  };
  return data.q == 1 ? of(square<1>(Lambda)) : data.q == 2 ? of(square<2>(Lambda)) : of(square<3>(Lambda));
}

}  // namespace oncourse::growth

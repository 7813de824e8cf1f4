// design_sums.cpp: the sums over designs that a deviance and its derivatives are made of, counted in nanoseconds.
// SPDX-License-Identifier: Apache-2.0
#include "growth/design_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/full_width.hpp"
#include "base/parallel.hpp"
#include "growth/compensated_sum.hpp"
#include "growth/record.hpp"
#include "growth/whitening.hpp"
#include "oncourse/base/logarithm.hpp"

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
  static Two trace(Direction e, const Square<Q, Two>& K, Direction f, const Square<Q, Two>& X) {
    Two out = K[e.j][f.i] * X[f.j][e.i];
    if (e.i != e.j) out += K[e.i][f.i] * X[f.j][e.j];
    if (f.i != f.j) out += K[e.j][f.j] * X[f.i][e.i];
    if (e.i != e.j && f.i != f.j) out += K[e.i][f.j] * X[f.i][e.j];
    return out;
  }
};

/// Some of a cohort's designs, which are read two by two: beside the last of an odd number stands one of nobody.
class Designs {
 public:
  Designs(const CrossProducts& data, std::size_t first, std::size_t count)
      : size_(data.record_size()),
        p_(static_cast<std::size_t>(data.p)),
        numbers_(data.records.data() + first * size_),
        count_(count),
        nobody_(size_, 0.0) {}

  [[nodiscard]] std::size_t pairs() const { return (count_ + 1) / 2; }
  template <std::size_t Q>
  [[nodiscard]] TwoRecords<Q> pair(std::size_t k) const {
    const double* const one = numbers_ + 2 * k * size_;
    return {one, 2 * k + 1 < count_ ? one + size_ : nobody_.data(), p_};
  }

 private:
  std::size_t size_, p_;
  const double* numbers_;
  std::size_t count_;
  std::vector<double> nobody_;
};

/// What some_of(Designs) returns of every few thousand designs, added up in their order, whichever thread had them.
template <class SomeOf>
std::vector<double> over_designs(const CrossProducts& data, int threads, SomeOf&& some_of) {
  constexpr std::size_t at_once = 4096;
  const std::size_t designs = data.designs();
  std::vector<std::vector<double>> parts((designs + at_once - 1) / at_once);
  on_threads(parts.size(), threads, [&](std::size_t k) {
    parts[k] = some_of(Designs(data, k * at_once, std::min(at_once, designs - k * at_once)));
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

/// sum of persons times log|M|
double log_determinants(const std::vector<double>& persons, const std::vector<double>& determinants) {
  std::vector<double> terms(persons.size());
  at_full_width([n = persons.data(), M = determinants.data(), out = terms.data(), size = terms.size()] {
    for (std::size_t i = 0; i < size; ++i) out[i] = n[i] * log(M[i]);
  });
  Sums sum(1);
  for (const double term : terms) *sum.next() += term;
  return sum.values().front();
}

template <std::size_t Q>
std::vector<double> reduction(const CrossProducts& data, const Square<Q>& Lambda, const Designs& designs) {
  const auto p = static_cast<std::size_t>(data.p);
  PairSums sums((p + 1) * (p + 2) / 2);
  std::array<std::vector<Two>, Q> RZtX;
  for (std::vector<Two>& row : RZtX) row.resize(p);
  std::vector<double> persons, determinants;
  for (std::size_t k = 0; k < designs.pairs(); ++k) {
    const auto records = designs.pair<Q>(k);
    const Two n = records.persons();
    const Whitening<Q, Two> whitening(Lambda, records.ZtZ());
    const Square<Q, Two>& R = whitening.R;
    for (std::size_t lane = 0; lane < 2; ++lane) {
      persons.push_back(n[lane]);
      determinants.push_back(whitening.determinant[lane]);
    }
    for (std::size_t c = 0; c < p; ++c) {
      std::array<Two, Q> ZtX;
      for (std::size_t j = 0; j < Q; ++j) ZtX[j] = records.ZtX(j, c);
      for (std::size_t i = 0; i < Q; ++i) {
        Two entry{};
        for (std::size_t j = 0; j < Q; ++j) entry += R[i][j] * ZtX[j];
        RZtX[i][c] = entry;
      }
    }
    Two* part = sums.next();
    for (std::size_t c = 0; c < p; ++c) {
      std::array<Two, Q> n_RZtX;
      for (std::size_t i = 0; i < Q; ++i) n_RZtX[i] = n * RZtX[i][c];
      for (std::size_t d = 0; d <= c; ++d) {
        Two entry{};
        for (std::size_t i = 0; i < Q; ++i) entry += n_RZtX[i] * RZtX[i][d];
        *part++ += entry;
      }
    }
    std::array<Two, Q> RZty{};
    for (std::size_t j = 0; j < Q; ++j) {
      const Two Zty = records.sum_Zty(j);
      for (std::size_t i = 0; i < Q; ++i) RZty[i] += R[i][j] * Zty;
    }
    for (std::size_t d = 0; d < p; ++d) {
      Two entry{};
      for (std::size_t i = 0; i < Q; ++i) entry += RZty[i] * RZtX[i][d];
      *part++ += entry;
    }
    const Square<Q, Two> R_yy = product(R, records.sum_Zty_squared());
    Two entry{};
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) entry += R_yy[i][j] * R[i][j];
    *part += entry;
  }
  std::vector<double> out = sums.values();
  out.insert(out.begin(), log_determinants(persons, determinants));
  return out;
}

template <std::size_t Q>
std::vector<double> derivatives(const CrossProducts& data, const Square<Q>& Lambda, const Deviance& at,
                                const Eigen::MatrixXd* A_inverse, const Designs& designs) {
  constexpr auto directions = Direction<Q>::all();
  constexpr std::size_t D = directions.size();
  const auto p = static_cast<std::size_t>(data.p);
  PairSums sums(2 * D + D * (D + 1) / 2 + D * (p + (A_inverse ? p * (p + 1) / 2 : 0)));
  std::array<std::vector<Two>, Q> V;
  for (std::vector<Two>& row : V) row.resize(p);

  for (std::size_t k = 0; k < designs.pairs(); ++k) {
    const auto records = designs.pair<Q>(k);
    const Two n = records.persons();
    // With W = Z'Z R':  T = I - W R, K = Z'Z - W W', V = Z'X - W R Z'X.
    const Square<Q, Two> ZtZ = records.ZtZ(), R = Whitening<Q, Two>(Lambda, ZtZ).R;
    Square<Q, Two> W{}, T{}, K = ZtZ;
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j)
        for (std::size_t m = 0; m < Q; ++m) W[i][j] += ZtZ[i][m] * R[j][m];
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j < Q; ++j) {
        T[i][j] += i == j ? 1.0 : 0.0;
        for (std::size_t m = 0; m < Q; ++m) {
          T[i][j] -= W[i][m] * R[m][j];
          K[i][j] -= W[i][m] * W[j][m];
        }
      }

    std::array<Two, Q> V_beta{}, sum_Ty{}, sum_u;
    for (std::size_t c = 0; c < p; ++c) {
      std::array<Two, Q> ZtX, RZtX{};
      for (std::size_t j = 0; j < Q; ++j) ZtX[j] = records.ZtX(j, c);
      for (std::size_t m = 0; m < Q; ++m)
        for (std::size_t j = 0; j < Q; ++j) RZtX[m] += R[m][j] * ZtX[j];
      for (std::size_t i = 0; i < Q; ++i) {
        Two entry = ZtX[i];
        for (std::size_t m = 0; m < Q; ++m) entry -= W[i][m] * RZtX[m];
        V[i][c] = entry;
        V_beta[i] += entry * at.beta[static_cast<Eigen::Index>(c)];
      }
    }
    for (std::size_t j = 0; j < Q; ++j) {
      const Two Zty = records.sum_Zty(j);
      for (std::size_t i = 0; i < Q; ++i) sum_Ty[i] += T[i][j] * Zty;
    }
    for (std::size_t i = 0; i < Q; ++i) sum_u[i] = sum_Ty[i] - n * V_beta[i];
    Square<Q, Two> sum_uu, P{};
    const Square<Q, Two> T_yy = product(T, records.sum_Zty_squared());
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        Two entry = n * V_beta[i] * V_beta[j] - sum_Ty[i] * V_beta[j] - V_beta[i] * sum_Ty[j];
        for (std::size_t m = 0; m < Q; ++m) entry += T_yy[i][m] * T[j][m];
        sum_uu[i][j] = sum_uu[j][i] = entry;
      }
    if (A_inverse)
      for (std::size_t c = 0; c < p; ++c) {
        const double* const column = A_inverse->data() + c * p;
        std::array<Two, Q> V_A_inverse{};
        for (std::size_t d = 0; d < p; ++d)
          for (std::size_t i = 0; i < Q; ++i) V_A_inverse[i] += V[i][d] * column[d];
        for (std::size_t i = 0; i < Q; ++i)
          for (std::size_t j = 0; j <= i; ++j) P[i][j] += V_A_inverse[i] * V[j][c];
      }
    Square<Q, Two> X;  // with tr(E K F X) what these designs add to the second derivative
    for (std::size_t i = 0; i < Q; ++i)
      for (std::size_t j = 0; j <= i; ++j)
        X[i][j] = X[j][i] = 2.0 * sum_uu[i][j] / at.sigma2 + n * (2.0 * P[i][j] - K[i][j]);

    Two* part = sums.next();
    for (const auto& e : directions) *part++ += n * (K[e.i][e.j] - P[e.i][e.j]);
    for (const auto& e : directions) *part++ += sum_uu[e.i][e.j];
    for (std::size_t a = 0; a < D; ++a)
      for (std::size_t b = 0; b <= a; ++b) *part++ += Direction<Q>::trace(directions[a], K, directions[b], X);
    for (const auto& e : directions) {
      const Two *Vi = V[e.i].data(), *Vj = V[e.j].data();
      const bool one = e.i == e.j;
      for (std::size_t c = 0; c < p; ++c) *part++ += one ? Vi[c] * sum_u[e.i] : Vi[c] * sum_u[e.j] + Vj[c] * sum_u[e.i];
      if (!A_inverse) continue;
      for (std::size_t c = 0; c < p; ++c) {
        const Two n_Vi = n * Vi[c], n_Vj = n * Vj[c];
        for (std::size_t d = 0; d <= c; ++d) *part++ += one ? n_Vi * Vi[d] : n_Vi * Vj[d] + n_Vj * Vi[d];
      }
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

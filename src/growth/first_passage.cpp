// first_passage.cpp: a multivariate normal probability by separation of variables.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/first_passage.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

#include "oncourse/base/normal.hpp"

namespace oncourse::growth {
namespace {

/// The generating vector of a lattice of 4001 points, found component by component as the one with the least worst-case
/// error P_2, weights 1/j^2 (the construction: Sloan & Reztsov 2002, Math Comp 71:263-273). A convention: others will
/// do.
constexpr int lattice_points = 4001;
constexpr std::array<int, 112> generating_vector = {
    1,    1478, 1797, 562, 195,  936,  1245, 1176, 1573, 648,  1698, 1612, 765,  334,  1016, 443,  1432, 1517, 263,
    1113, 594,  83,   380, 658,  1447, 1420, 1061, 1750, 1595, 1924, 512,  1665, 103,  1201, 988,  1855, 676,  701,
    1635, 972,  424,  142, 635,  924,  707,  1862, 248,  456,  625,  1356, 1206, 73,   1154, 691,  1852, 1728, 891,
    119,  470,  372,  845, 964,  1955, 878,  1623, 1916, 270,  1898, 1217, 61,   1830, 152,  1548, 1524, 1293, 1340,
    226,  1373, 1983, 962, 1931, 833,  486,  1423, 1723, 345,  795,  1838, 1008, 808,  1230, 1310, 1077, 342,  789,
    1654, 1314, 662,  126, 516,  1948, 1426, 1986, 91,   1322, 1442, 1847, 909,  1979, 534,  1219, 1275};

/// One coordinate of the lattice, shifted and folded so that what is integrated need not be periodic (Genz 1992).
class LatticeCoordinate {
 public:
  explicit LatticeCoordinate(std::size_t dimension)
      : step_(generating_vector[dimension % generating_vector.size()]),
        shift_(std::fmod(static_cast<double>(dimension + 1) / std::numbers::phi, 1.0)) {}

  double next() {
    position_ += step_;
    if (position_ >= lattice_points) position_ -= lattice_points;
    const double at = static_cast<double>(position_) / lattice_points + shift_;
    return std::fabs(2.0 * (at < 1.0 ? at : at - 1.0) - 1.0);
  }

 private:
  int step_, position_ = 0;
  double shift_;
};

double quantile_inside(double p) {
  return normal_quantile(std::clamp(p, std::numeric_limits<double>::min(), 1.0 - 0x1p-53));
}

/// L with L L' = V. Where the scores before it leave a score no freedom, its pivot is 0.
Eigen::MatrixXd cholesky_factor(const Eigen::MatrixXd& V, const Eigen::VectorXd& variances) {
  const Eigen::Index n = V.rows();
  Eigen::MatrixXd L = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index j = 0; j < n; ++j) {
    const double left = V(j, j) - L.row(j).head(j).squaredNorm();
    if (!(left > 1e-12 * variances[j])) continue;
    L(j, j) = std::sqrt(left);
    for (Eigen::Index i = j + 1; i < n; ++i)
      L(i, j) = (V(i, j) - L.row(i).head(j).lazyProduct(L.row(j).head(j).transpose()).value()) / L(j, j);
  }
  return L;
}

/// V = a a' + L L'. What the scores have most in common, a, comes first: less is left to the many variables after it.
///
/// Along v, near the first principal axis, V has room for c v v' up to c = 1 / (v' V^-1 v); as much is left there as
/// the other axes have on average.
struct CommonAndOwn {
  Eigen::VectorXd a;
  Eigen::MatrixXd L;

  explicit CommonAndOwn(const Eigen::MatrixXd& V)
      : a(Eigen::VectorXd::Zero(V.rows())), L(cholesky_factor(V, V.diagonal())) {
    const Eigen::Index n = V.rows();
    Eigen::VectorXd v = Eigen::VectorXd::Ones(n), w(n);
    for (int turn = 0; turn < 30; ++turn) {
      v = V.lazyProduct(v).eval();
      const double length = v.norm();
      if (!(length > 0.0)) return;
      v /= length;
    }
    for (Eigen::Index i = 0; i < n; ++i) {
      if (!(L(i, i) > 0.0)) return;
      double left = v[i];
      for (Eigen::Index j = 0; j < i; ++j) left -= L(i, j) * w[j];
      w[i] = left / L(i, i);
    }
    const double room = 1.0 / w.squaredNorm(), c = room - (V.trace() - room) / static_cast<double>(n - 1);
    if (!(c > 0.0)) return;
    a = std::sqrt(c) * v;
    L = cholesky_factor(V - a.lazyProduct(a.transpose()), V.diagonal());
  }
};

/// P(none of the first k is beyond), k = 1, 2, ..., of deviations from the mean that may not exceed `room`.
std::vector<double> none_beyond(const Eigen::MatrixXd& covariance, const Eigen::VectorXd& room) {
  const auto n = static_cast<std::size_t>(room.size());
  const auto at = [](std::size_t k) { return static_cast<Eigen::Index>(k); };
  const CommonAndOwn V(covariance);
  LatticeCoordinate common(0);
  std::vector<LatticeCoordinate> own;
  for (std::size_t k = 0; k < n; ++k) own.emplace_back(k + 1);
  std::vector<double> sum(n, 0.0);
  Eigen::VectorXd left(room.size());  // of the room, after the scores before
  for (int point = 0; point < lattice_points; ++point) {
    left = room - quantile_inside(common.next()) * V.a;
    double product = 1.0;
    for (std::size_t k = 0; k < n; ++k) {
      const double position = own[k].next();
      if (!(product > 0.0)) continue;
      const double pivot = V.L(at(k), at(k));
      const double stays = pivot > 0.0 ? normal_cdf(left[at(k)] / pivot) : left[at(k)] >= 0.0 ? 1.0 : 0.0;
      product *= stays;
      sum[k] += product;
      const Eigen::Index later = room.size() - at(k) - 1;
      if (pivot > 0.0 && later > 0) left.tail(later) -= quantile_inside(position * stays) * V.L.col(at(k)).tail(later);
    }
  }
  for (double& of : sum) of /= lattice_points;
  return sum;
}

}  // namespace

std::vector<double> first_passage(const JointForecast& scores, double boundary, bool below) {
  assert(scores.covariance.rows() == scores.mean.size() && scores.covariance.cols() == scores.mean.size());
  const auto n = static_cast<std::size_t>(scores.mean.size());
  if (!scores.mean.allFinite() || !scores.covariance.allFinite() || std::isnan(boundary))
    return std::vector<double>(n, std::numeric_limits<double>::quiet_NaN());
  // Turned so that beyond is above.
  const Eigen::VectorXd room = (below ? -1.0 : 1.0) * (boundary - scores.mean.array()).matrix();
  const std::vector<double> none = n > 1 ? none_beyond(scores.covariance, room) : std::vector<double>(n, 1.0);
  std::vector<double> out(n);
  double greatest = 0.0, sum = 0.0;
  for (std::size_t k = 0; k < n; ++k) {
    const auto row = static_cast<Eigen::Index>(k);
    const double sd = std::sqrt(scores.covariance(row, row));
    const double alone = sd > 0.0 ? normal_cdf(-room[row] / sd) : room[row] < 0.0 ? 1.0 : 0.0;
    greatest = std::max(greatest, alone);
    sum += alone;
    out[k] = std::clamp(1.0 - none[k], greatest, std::max(greatest, std::min(sum, 1.0)));
    if (k > 0) out[k] = std::max(out[k], out[k - 1]);
  }
  return out;
}

}  // namespace oncourse::growth

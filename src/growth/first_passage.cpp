// first_passage.cpp: a multivariate normal probability by separation of variables.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/first_passage.hpp"

#include <Eigen/Eigenvalues>
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

/// V = a a' + L L'. What the scores have most in common, a, comes first: less is left to the many variables after it.
/// Where the scores before it leave a score no freedom, its pivot in L is 0.
struct CommonAndOwn {
  Eigen::VectorXd a;
  Eigen::MatrixXd L;

  explicit CommonAndOwn(Eigen::MatrixXd V) : a(V.rows()), L(Eigen::MatrixXd::Zero(V.rows(), V.rows())) {
    const Eigen::Index n = V.rows();
    const Eigen::VectorXd variances = V.diagonal();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> found(V);
    const Eigen::VectorXd& lambda = found.eigenvalues();
    a = std::sqrt(std::max(lambda[n - 1] - lambda[n - 2], 0.0)) * found.eigenvectors().col(n - 1);
    V -= a * a.transpose();
    for (Eigen::Index j = 0; j < n; ++j) {
      const double left = V(j, j) - L.row(j).head(j).squaredNorm();
      if (!(left > 1e-12 * variances[j])) continue;
      L(j, j) = std::sqrt(left);
      for (Eigen::Index i = j + 1; i < n; ++i) L(i, j) = (V(i, j) - L.row(i).head(j).dot(L.row(j).head(j))) / L(j, j);
    }
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
  std::vector<double> sum(n, 0.0), z(n);
  for (int point = 0; point < lattice_points; ++point) {
    const double shared = quantile_inside(common.next());
    double product = 1.0;
    for (std::size_t k = 0; k < n; ++k) {
      const double position = own[k].next();
      if (!(product > 0.0)) continue;
      double left = room[at(k)] - V.a[at(k)] * shared;
      for (std::size_t j = 0; j < k; ++j) left -= V.L(at(k), at(j)) * z[j];
      const double pivot = V.L(at(k), at(k));
      const double stays = pivot > 0.0 ? normal_cdf(left / pivot) : left >= 0.0 ? 1.0 : 0.0;
      product *= stays;
      sum[k] += product;
      z[k] = pivot > 0.0 && k + 1 < n ? quantile_inside(position * stays) : 0.0;
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

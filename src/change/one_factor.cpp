// one_factor.cpp: maximum likelihood of one factor.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/one_factor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "change/symmetric.hpp"

namespace oncourse {
namespace {

/// With x the logs of the unique variances, theta and omega the eigenvalues and vectors of the correlations between the
/// items divided by their unique standard deviations, the discrepancy is the sum over all but the largest of
/// theta - log theta - 1.
struct Discrepancy {
  double value = 0.0;
  std::vector<double> gradient;
  SymmetricEigen eigen;
};

Discrepancy discrepancy(const SquareMatrix& correlations, const std::vector<double>& x) {
  const std::size_t n = correlations.size;
  SquareMatrix scaled(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) scaled(i, j) = correlations(i, j) * std::exp(-(x[i] + x[j]) / 2.0);
  Discrepancy out{0.0, std::vector<double>(n, 0.0), symmetric_eigen(scaled)};
  for (std::size_t m = 1; m < n; ++m) {
    const double theta = out.eigen.values[m];
    if (theta > 0.0)
      out.value += theta - std::log(theta) - 1.0;
    else
      out.value = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < n; ++i)
      out.gradient[i] += (1.0 - theta) * out.eigen.vectors(i, m) * out.eigen.vectors(i, m);
  }
  return out;
}

/// Second derivatives; `exact` or, positive semidefinite everywhere, their expectation under the model.
SquareMatrix curvature(const SymmetricEigen& eigen, bool exact) {
  const std::size_t n = eigen.vectors.size;
  SquareMatrix out(n);
  const double first = eigen.values[0];
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = 0.0, weighted = 0.0, with_first = 0.0;
      for (std::size_t m = 1; m < n; ++m) {
        const double product = eigen.vectors(i, m) * eigen.vectors(j, m), theta = eigen.values[m];
        rest += product;
        weighted += theta * product;
        with_first += (1.0 - theta) * (first + theta) / (first - theta) * product;
      }
      const double of_first = eigen.vectors(i, 0) * eigen.vectors(j, 0);
      out(i, j) = out(j, i) = exact ? rest * weighted + of_first * with_first : rest * rest;
    }
  return out;
}

/// A step that lowers the discrepancy, of the items that are not held at their bound.
std::vector<double> newton_step(const Discrepancy& at, const std::vector<bool>& held) {
  const std::size_t n = held.size();
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < n; ++i)
    if (!held[i]) free.push_back(i);
  std::vector<double> step(n, 0.0), right;
  for (const std::size_t i : free) right.push_back(-at.gradient[i]);
  double ridge = 0.0;
  for (int attempt = 0; attempt < 40; ++attempt) {
    const SquareMatrix full = curvature(at.eigen, attempt == 0);
    SquareMatrix reduced(free.size());
    for (std::size_t i = 0; i < free.size(); ++i)
      for (std::size_t j = 0; j < free.size(); ++j) reduced(i, j) = full(free[i], free[j]) + (i == j ? ridge : 0.0);
    if (const auto lower = cholesky(reduced)) {
      const auto solved = solve(*lower, right);
      for (std::size_t i = 0; i < free.size(); ++i) step[free[i]] = solved[i];
      return step;
    }
    if (attempt > 0) ridge = ridge > 0.0 ? 4.0 * ridge : 1e-6;
  }
  for (std::size_t i = 0; i < free.size(); ++i) step[free[i]] = right[i];
  return step;
}

struct Search {
  std::vector<double> x;
  Discrepancy at;
  FactorStop stop = FactorStop::iterations;
  int iterations = 0;
};

Search search(const SquareMatrix& correlations, std::vector<double> x, const OneFactorOptions& options) {
  const std::size_t n = correlations.size;
  const double least = std::log(options.least_uniqueness), most = 0.0;  // a unique variance is at most the variance
  for (double& value : x) value = std::clamp(value, least, most);
  Search out{x, discrepancy(correlations, x)};
  for (; out.iterations < options.most_iterations; ++out.iterations) {
    std::vector<bool> held(n);
    double steepest = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double gradient = out.at.gradient[i];
      held[i] = (out.x[i] <= least && gradient > 0.0) || (out.x[i] >= most && gradient < 0.0);
      if (!held[i]) steepest = std::max(steepest, std::fabs(gradient));
    }
    if (steepest <= options.tolerance) {
      out.stop = FactorStop::gradient;
      return out;
    }
    const std::vector<double> step = newton_step(out.at, held);
    double scale = 1.0, longest = 0.0;
    for (const double one : step) longest = std::max(longest, std::fabs(one));
    if (longest > 2.0) scale = 2.0 / longest;  // a factor of e squared in one go is far enough
    bool lowered = false;
    for (int halving = 0; halving < 50 && !lowered; ++halving, scale /= 2.0) {
      std::vector<double> next = out.x;
      for (std::size_t i = 0; i < n; ++i) next[i] = std::clamp(next[i] + scale * step[i], least, most);
      Discrepancy there = discrepancy(correlations, next);
      lowered = there.value < out.at.value;
      if (!lowered) continue;
      out.x = std::move(next);
      out.at = std::move(there);
    }
    if (!lowered) {
      // at the optimum the value is flat before the gradient is 0 to the last digit
      out.stop = steepest <= std::sqrt(options.tolerance) * 1e-2 ? FactorStop::gradient : FactorStop::no_progress;
      return out;
    }
  }
  return out;
}

}  // namespace

Result<OneFactor> one_factor(const ItemCovariance& covariance, const OneFactorOptions& options) {
  const std::size_t n = covariance.items;
  if (n < 3) return Error{Errc::bad_argument, text(n) + " items, one factor needs at least 3"};
  SquareMatrix correlations(n);
  std::vector<double> sd(n);
  for (std::size_t i = 0; i < n; ++i) {
    sd[i] = std::sqrt(covariance.at(i, i));
    if (!(sd[i] > 0.0)) return Error{Errc::bad_argument, "item " + text(i + 1) + " does not vary"};
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) correlations(i, j) = i == j ? 1.0 : covariance.at(i, j) / (sd[i] * sd[j]);
  const auto lower = cholesky(correlations);
  if (!lower)
    return Error{Errc::bad_argument, "the items' covariances are singular: " + text(n) + " items, " +
                                         text(covariance.persons) + " persons, or items that repeat each other"};
  // the rest of every item once the others are known, as Joereskog starts
  std::vector<double> start(n);
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> unit(n, 0.0);
    unit[i] = 1.0;
    start[i] = std::log((1.0 - 0.5 / static_cast<double>(n)) / solve(*lower, unit)[i]);
  }
  const Search found = search(correlations, start, options);
  OneFactor out;
  out.stop = found.stop;
  out.iterations = found.iterations;
  out.discrepancy = found.at.value;
  const auto p = static_cast<int>(n);
  out.degrees_of_freedom = p * (p - 3) / 2;
  const double common = std::sqrt(std::max(found.at.eigen.values[0] - 1.0, 0.0));
  double sum = 0.0, unique = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double uniqueness = std::exp(found.x[i]);
    out.loadings.push_back(sd[i] * std::sqrt(uniqueness) * common * found.at.eigen.vectors(i, 0));
    out.unique_variances.push_back(sd[i] * sd[i] * uniqueness);
    if (uniqueness <= options.least_uniqueness * (1.0 + 1e-9)) out.improper.push_back(i);
    sum += out.loadings.back();
    unique += out.unique_variances.back();
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (sum < 0.0) out.loadings[i] = -out.loadings[i];
    if (out.loadings[i] < 0.0) out.wrongly_keyed.push_back(i);
  }
  out.omega = sum * sum / (sum * sum + unique);
  return out;
}

}  // namespace oncourse

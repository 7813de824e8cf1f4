// funnel.cpp: funnel limits, over-dispersion, and where groups lie.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/funnel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "oncourse/base/binomial.hpp"
#include "oncourse/base/chi_squared.hpp"
#include "oncourse/base/normal.hpp"
#include "oncourse/base/number.hpp"

namespace oncourse {
namespace {

double angle(double share) { return std::asin(std::sqrt(std::clamp(share, 0.0, 1.0))); }

/// The quantile of ordered values that lies in proportion between two of them.
double quantile(const std::vector<double>& ordered, double p) {
  const double at = p * static_cast<double>(ordered.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= ordered.size()) return ordered.back();
  return std::lerp(ordered[below], ordered[below + 1], at - static_cast<double>(below));
}

/// The least whole number in 0..most of which `holds` is true, as it is of all above it and of `most`.
template <class Holds>
double least_whole(double most, const Holds& holds) {
  double least = 0.0;
  while (least < most) {
    const double middle = std::floor((least + most) / 2.0);
    if (holds(middle))
      most = middle;
    else
      least = middle + 1.0;
  }
  return least;
}

std::optional<Error> trouble_in(const FunnelOptions& options) {
  const auto bad = [](std::string detail) { return Error{Errc::bad_argument, "funnel: " + std::move(detail)}; };
  if (!(options.warning > 0.0 && options.warning < options.alert && options.alert < 1.0))
    return bad("levels " + text(options.warning) + " and " + text(options.alert) +
               ", they must ascend and lie between 0 and 1");
  if (!(options.winsorised >= 0.0 && options.winsorised < 0.5))
    return bad("a share of " + text(options.winsorised) + " winsorised, it must lie in [0, 0.5)");
  if (!(options.significance > 0.0 && options.significance < 1.0))
    return bad("significance " + text(options.significance) + ", it must lie between 0 and 1");
  return std::nullopt;
}

bool is_comparable(const FunnelGroup& group) {
  return std::isfinite(group.count) && group.count >= 0.0 && std::isfinite(group.expected) && group.variance > 0.0 &&
         group.variance < group.expected;
}

FunnelPlace place_of(const FunnelPoint& point) {
  if (point.group.count < point.alert.low) return FunnelPlace::below_alert;
  if (point.group.count > point.alert.high) return FunnelPlace::above_alert;
  if (point.group.count < point.warning.low) return FunnelPlace::below_warning;
  if (point.group.count > point.warning.high) return FunnelPlace::above_warning;
  return FunnelPlace::inside;
}

}  // namespace

Dispersion dispersion(std::span<const double> z, std::span<const double> s, const FunnelOptions& options) {
  Dispersion out;
  out.groups = z.size();
  if (z.empty()) return out;
  std::vector<double> ordered(z.begin(), z.end());
  std::sort(ordered.begin(), ordered.end());
  const double low = quantile(ordered, options.winsorised), high = quantile(ordered, 1.0 - options.winsorised);
  double winsorised = 0.0;
  for (const double one : ordered) {
    out.sum += one * one;
    winsorised += std::pow(std::clamp(one, low, high), 2.0);
  }
  std::vector<double> weights;
  for (const double one : s) weights.push_back(1.0 / (one * one));
  std::sort(weights.begin(), weights.end());  // the same sums in any order of the groups
  double w = 0.0, w2 = 0.0;
  for (const double one : weights) {
    w += one;
    w2 += one * one;
  }
  const double n = static_cast<double>(z.size());
  out.phi = winsorised / n;
  if (z.size() < 2) return out;
  out.tau2 = std::max(0.0, (winsorised - (n - 1.0)) / (w - w2 / w));
  out.p = chi_squared_above(out.sum, n - 1.0);
  out.widened = z.size() >= options.least_groups && out.tau2 > 0.0 && out.p < options.significance;
  return out;
}

FunnelLimits funnel_limits(double trials, double chance, double level, double tau2) {
  const double tail = (1.0 - level) / 2.0;
  const double most = std::ceil(trials) + 1.0;
  const auto at_most = [&](double k) { return binomial_at_most(k, trials, chance); };
  const auto at_least = [&](double k) { return binomial_at_least(k, trials, chance); };
  const double low = least_whole(most, [&](double k) { return at_most(k) >= tail; });
  const double high = least_whole(most, [&](double k) { return at_least(k) < tail; }) - 1.0;
  const double down = (at_most(low) - tail) / (at_most(low) - at_most(low - 1.0));
  const double up = (at_least(high) - tail) / (at_least(high) - at_least(high + 1.0));
  FunnelLimits out{std::max(low - down, 0.0), high + up};
  if (!(tau2 > 0.0)) return out;
  const double half = -normal_quantile(tail) * std::sqrt(1.0 / (4.0 * trials) + tau2), middle = angle(chance);
  const auto count = [&](double at) { return trials * std::pow(std::sin(at), 2.0); };
  out.low = std::min(out.low, count(std::max(middle - half, 0.0)));
  out.high = std::max(out.high, middle + half < std::numbers::pi / 2.0 ? count(middle + half) : trials + 1.0);
  return out;
}

std::size_t Funnel::beyond_warning() const {
  return static_cast<std::size_t>(std::count_if(
      points.begin(), points.end(), [](const FunnelPoint& point) { return point.place != FunnelPlace::inside; }));
}

std::size_t Funnel::beyond_alert() const {
  return static_cast<std::size_t>(std::count_if(points.begin(), points.end(), [](const FunnelPoint& point) {
    return point.place == FunnelPlace::below_alert || point.place == FunnelPlace::above_alert;
  }));
}

Result<Funnel> funnel(std::span<const FunnelGroup> groups, const FunnelOptions& options) {
  if (auto trouble = trouble_in(options)) return *std::move(trouble);
  Funnel out;
  std::vector<double> z, s;
  for (const FunnelGroup& group : groups) {
    if (!is_comparable(group))
      return Error{Errc::bad_argument, "funnel: group " + text(out.points.size() + 1) + " with a count of " +
                                           text(group.count) + ", " + text(group.expected) +
                                           " expected with a variance of " + text(group.variance) +
                                           ", which must lie between 0 and that"};
    s.push_back(0.5 / std::sqrt(group.trials()));
    z.push_back((angle(group.count / group.trials()) - angle(group.chance())) / s.back());
    out.points.push_back({group, {}, {}});
  }
  out.dispersion = dispersion(z, s, options);
  const double tau2 = out.dispersion.widened ? out.dispersion.tau2 : 0.0;
  for (FunnelPoint& point : out.points) {
    const double trials = point.group.trials(), chance = point.group.chance();
    point.warning = funnel_limits(trials, chance, options.warning, tau2);
    point.alert = funnel_limits(trials, chance, options.alert, tau2);
    point.place = place_of(point);
  }
  return out;
}

double shifted(double chance, double shift) {
  if (chance <= 0.0 || chance >= 1.0) return chance;
  return 1.0 / (1.0 + (1.0 - chance) / chance * std::exp(-shift));
}

Result<double> shift_to(double count, std::span<const double> chances) {
  const auto sum = [&](double shift) {
    return std::accumulate(chances.begin(), chances.end(), 0.0,
                           [&](double so_far, double chance) { return so_far + shifted(chance, shift); });
  };
  double low = -40.0, high = 40.0;  // beyond it a chance that can be told from 0 and 1 is one of them
  if (!(sum(low) < count && count < sum(high)))
    return Error{Errc::not_available, "no shift of the chances makes them sum to " + text(count)};
  while (high - low > 1e-13 * std::max(1.0, std::fabs(low))) {
    const double middle = std::midpoint(low, high);
    if (middle <= low || middle >= high) break;
    (sum(middle) < count ? low : high) = middle;
  }
  return std::midpoint(low, high);
}

}  // namespace oncourse

// retest.cpp: intraclass correlations by two-way analysis of variance.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/retest.hpp"

#include "oncourse/base/fisher_f.hpp"
#include "oncourse/change/complete_rows.hpp"
#include "oncourse/change/moments.hpp"

namespace oncourse {
namespace {

/// Mean squares between persons, between occasions and of what is left, with n persons and k occasions.
struct TwoWay {
  double n = 0.0, k = 0.0, persons = 0.0, occasions = 0.0, error = 0.0;
};

TwoWay two_way(const std::vector<std::vector<double>>& occasions) {
  TwoWay out{static_cast<double>(occasions[0].size()), static_cast<double>(occasions.size())};
  std::vector<double> person_mean(occasions[0].size(), 0.0), occasion_mean;
  double grand = 0.0, largest = 0.0;
  for (const auto& scores : occasions) {
    occasion_mean.push_back(moments(scores).mean);
    grand += occasion_mean.back() / out.k;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      person_mean[i] += scores[i] / out.k;
      largest = std::max(largest, std::fabs(scores[i]));
    }
  }
  const auto square = [largest](double deviation) {
    return is_rounding(std::fabs(deviation), largest) ? 0.0 : deviation * deviation;
  };
  for (const double mean : person_mean) out.persons += out.k * square(mean - grand);
  for (std::size_t j = 0; j < occasions.size(); ++j) {
    out.occasions += out.n * square(occasion_mean[j] - grand);
    for (std::size_t i = 0; i < person_mean.size(); ++i)
      out.error += square(occasions[j][i] - person_mean[i] - occasion_mean[j] + grand);
  }
  out.persons /= out.n - 1.0;
  out.occasions /= out.k - 1.0;
  out.error /= (out.n - 1.0) * (out.k - 1.0);
  return out;
}

ReliabilityEstimate consistency(const TwoWay& ms, double tail) {
  ReliabilityEstimate out{(ms.persons - ms.error) / (ms.persons + (ms.k - 1.0) * ms.error)};
  if (!(ms.error > 0.0)) return out;
  const double f = ms.persons / ms.error, above = ms.n - 1.0, below = above * (ms.k - 1.0);
  const double low = f / fisher_f_quantile(1.0 - tail, above, below);
  const double high = f * fisher_f_quantile(1.0 - tail, below, above);
  out.interval = ConfidenceInterval{(low - 1.0) / (low + ms.k - 1.0), (high - 1.0) / (high + ms.k - 1.0)};
  return out;
}

ReliabilityEstimate agreement(const TwoWay& ms, double tail) {
  const double n = ms.n, k = ms.k;
  ReliabilityEstimate out{(ms.persons - ms.error) /
                          (ms.persons + (k - 1.0) * ms.error + k * (ms.occasions - ms.error) / n)};
  if (!(ms.error > 0.0)) return out;
  const double rho = out.value, f = ms.occasions / ms.error;
  const double a = k * rho * f, b = n * (1.0 + (k - 1.0) * rho) - k * rho;
  const double df = (k - 1.0) * (n - 1.0) * (a + b) * (a + b) / ((n - 1.0) * a * a + b * b);  // Satterthwaite
  if (!(df > 0.0) || !std::isfinite(df)) return out;
  const double above = fisher_f_quantile(1.0 - tail, n - 1.0, df), below = fisher_f_quantile(1.0 - tail, df, n - 1.0);
  const double others = k * ms.occasions + (k * n - k - n) * ms.error;
  const double low = n * (ms.persons - above * ms.error) / (above * others + n * ms.persons);
  const double high = n * (below * ms.persons - ms.error) / (others + n * below * ms.persons);
  if (std::isfinite(low) && std::isfinite(high)) out.interval = ConfidenceInterval{low, high};
  return out;
}

}  // namespace

Result<ConfidenceInterval> correlation_interval(double r, std::size_t persons, double level) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  if (!(r > -1.0 && r < 1.0))
    return Error{Errc::bad_argument, "correlation " + text(r) + ", it must lie between -1 and 1"};
  if (persons < 4) return Error{Errc::bad_argument, text(persons) + " persons, at least 4 are needed"};
  const double half = normal_half_width(level) / std::sqrt(static_cast<double>(persons) - 3.0);
  return ConfidenceInterval{std::tanh(std::atanh(r) - half), std::tanh(std::atanh(r) + half)};
}

Result<Retest> retest(std::span<const std::span<const double>> occasions, double level) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  if (occasions.size() < 2)
    return Error{Errc::bad_argument, text(occasions.size()) + " occasions, at least 2 are needed"};
  const auto complete = complete_rows(occasions);
  if (!complete) return complete.error();
  Retest out;
  out.persons = complete->rows();
  out.left_out = complete->left_out;
  out.occasions = occasions.size();
  if (out.persons < 3)
    return Error{Errc::not_enough_sessions,
                 text(out.persons) + " persons were measured on every occasion, at least 3 are needed"};
  const TwoWay ms = two_way(complete->columns);
  if (!(ms.persons > 0.0) && !(ms.error > 0.0))
    return Error{Errc::bad_argument, "nobody's scores differ from anybody's: there is no reliability"};
  const double tail = (1.0 - level) / 2.0;
  out.agreement = agreement(ms, tail);
  out.consistency = consistency(ms, tail);
  out.persons_mean_square = ms.persons;
  out.occasions_mean_square = ms.occasions;
  out.error_mean_square = ms.error;
  out.sem_consistency = std::sqrt(ms.error);
  // a shift smaller than chance would make it is taken as none
  out.sem_agreement = std::sqrt(ms.error + std::max(ms.occasions - ms.error, 0.0) / ms.n);
  if (out.occasions == 2) {
    const auto &first = complete->columns[0], &second = complete->columns[1];
    if (const auto r = correlation(first, moments(first), second, moments(second))) {
      out.pearson = ReliabilityEstimate{*r};
      if (const auto interval = correlation_interval(*r, out.persons, level)) out.pearson->interval = *interval;
    }
  }
  return out;
}

}  // namespace oncourse

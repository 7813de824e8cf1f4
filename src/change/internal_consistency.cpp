// internal_consistency.cpp: alpha from the covariances of the items.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/internal_consistency.hpp"

#include <cmath>

#include "oncourse/base/fisher_f.hpp"
#include "oncourse/change/complete_rows.hpp"
#include "oncourse/change/moments.hpp"

namespace oncourse {
namespace {

/// Sums over the covariances of one item.
struct ItemSums {
  double variance = 0.0;
  double with_rest = 0.0;  ///< covariance with the sum of the others
};

ItemSums sums_of(const ItemCovariance& covariance, std::size_t item) {
  ItemSums out{covariance.at(item, item), 0.0};
  for (std::size_t other = 0; other < covariance.items; ++other)
    if (other != item) out.with_rest += covariance.at(item, other);
  return out;
}

double alpha_of(double items, double item_variances, double total_variance) {
  return items / (items - 1.0) * (1.0 - item_variances / total_variance);
}

/// A variance that is no more than the rounding of what it was computed from.
bool is_nothing(double variance, double of) { return variance <= 1e-12 * of; }

}  // namespace

double ItemCovariance::total_variance() const {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum;
}

Result<ItemCovariance> item_covariance(AnswersByItem items) {
  if (items.size() < 2) return Error{Errc::bad_argument, text(items.size()) + " items, at least 2 are needed"};
  const auto complete = complete_rows(items);
  if (!complete) return complete.error();
  ItemCovariance out;
  out.items = items.size();
  out.persons = complete->rows();
  out.left_out = complete->left_out;
  if (out.persons < 2)
    return Error{Errc::not_enough_sessions, text(out.persons) + " persons answered every item, at least 2 are needed"};
  std::vector<Moments> of;
  for (const auto& column : complete->columns) {
    of.push_back(moments(column));
    out.total_mean += of.back().mean;
  }
  out.values.resize(out.items * out.items);
  for (std::size_t i = 0; i < out.items; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      const bool varies = of[i].sd > 0.0 && of[j].sd > 0.0;
      const double value = varies ? covariance(complete->columns[i], of[i], complete->columns[j], of[j]) : 0.0;
      out.values[i * out.items + j] = out.values[j * out.items + i] = value;
    }
  return out;
}

Result<ConfidenceInterval> alpha_interval(double alpha, std::size_t persons, std::size_t items, double level) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  if (!(alpha < 1.0) || !std::isfinite(alpha))
    return Error{Errc::bad_argument, "alpha " + text(alpha) + ", it must be below 1"};
  if (persons < 2 || items < 2)
    return Error{Errc::bad_argument,
                 text(persons) + " persons and " + text(items) + " items, at least 2 of each are needed"};
  const double above = static_cast<double>(persons) - 1.0, below = above * (static_cast<double>(items) - 1.0);
  const double tail = (1.0 - level) / 2.0;
  return ConfidenceInterval{1.0 - (1.0 - alpha) * fisher_f_quantile(1.0 - tail, above, below),
                            1.0 - (1.0 - alpha) * fisher_f_quantile(tail, above, below)};
}

Result<InternalConsistency> internal_consistency(const ItemCovariance& covariance, double level) {
  if (const auto trouble = trouble_in_level(level)) return *trouble;
  const double total = covariance.total_variance();
  const auto k = static_cast<double>(covariance.items);
  InternalConsistency out;
  out.items = covariance.items;
  out.persons = covariance.persons;
  out.left_out = covariance.left_out;
  out.total_mean = covariance.total_mean;
  double item_variances = 0.0;
  for (std::size_t i = 0; i < covariance.items; ++i) item_variances += covariance.at(i, i);
  if (!(item_variances > 0.0) || is_nothing(total, item_variances))
    return Error{Errc::bad_argument, "all persons have the same sum of answers: its variance is 0"};
  out.total_sd = std::sqrt(total);
  out.alpha = alpha_of(k, item_variances, total);
  double correlations = 0.0;
  for (std::size_t i = 0; i < covariance.items; ++i) {
    const auto [variance, with_rest] = sums_of(covariance, i);
    const double rest = total - variance - 2.0 * with_rest;  // variance of the sum of the others
    out.item_rest_correlation.emplace_back();
    out.alpha_without.emplace_back();
    for (std::size_t j = 0; j < i; ++j)
      if (const double product = variance * covariance.at(j, j); product > 0.0)
        correlations += covariance.at(i, j) / std::sqrt(product);
    if (!(variance > 0.0)) out.constant.push_back(i);
    if (is_nothing(rest, item_variances)) continue;
    if (covariance.items > 2) out.alpha_without.back() = alpha_of(k - 1.0, item_variances - variance, rest);
    if (!(variance > 0.0)) continue;
    out.item_rest_correlation.back() = with_rest / std::sqrt(variance * rest);
    if (with_rest < 0.0) out.wrongly_keyed.push_back(i);
  }
  if (out.constant.empty()) {
    const double mean = correlations / (k * (k - 1.0) / 2.0);
    out.mean_correlation = mean;
    const double standardized_total = 1.0 + (k - 1.0) * mean;
    if (!is_nothing(standardized_total, 1.0)) out.standardized_alpha = k * mean / standardized_total;
  }
  // items that agree perfectly leave no error: an alpha of 1, whose interval is a point
  const double error = 1.0 - out.alpha;
  if (is_nothing(error, 1.0)) {
    out.alpha = 1.0;
    out.interval = {1.0, 1.0};
    return out;
  }
  out.sem = out.total_sd * std::sqrt(error);
  const auto interval = alpha_interval(out.alpha, out.persons, out.items, level);
  if (!interval) return interval.error();
  out.interval = *interval;
  return out;
}

Result<InternalConsistency> internal_consistency(AnswersByItem items, double level) {
  const auto covariance = item_covariance(items);
  if (!covariance) return covariance.error();
  return internal_consistency(*covariance, level);
}

}  // namespace oncourse

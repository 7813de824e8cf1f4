// internal_consistency.hpp: how far the items of a scale measure one thing: Cronbach's alpha.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "oncourse/base/error.hpp"
#include "oncourse/change/confidence_interval.hpp"

namespace oncourse {

/// Answers, a span per item and in each a number per person; keyed already, so that all items point the same way.
using AnswersByItem = std::span<const std::span<const double>>;

/// Covariances of the items over the persons who answered all of them.
struct ItemCovariance {
  std::size_t items = 0;
  std::size_t persons = 0;   ///< who answered every item
  std::size_t left_out = 0;  ///< who left at least one blank
  std::vector<double> values;
  double total_mean = 0.0;  ///< of the sum of the items

  [[nodiscard]] double at(std::size_t i, std::size_t j) const { return values[i * items + j]; }
  /// Of the sum of the items.
  [[nodiscard]] double total_variance() const;
};

/// With n - 1; the variance of an item that everybody answered alike is exactly 0.
///
///   errors  bad_argument: fewer than two items, columns of different lengths, an infinite answer;
///           not_enough_sessions: fewer than two persons answered every item
///   cost    persons times items squared
Result<ItemCovariance> item_covariance(AnswersByItem items);

struct InternalConsistency {
  std::size_t items = 0, persons = 0, left_out = 0;
  double alpha = 0.0;                                        ///< at most 1, below 0 where items contradict each other
  ConfidenceInterval interval = {};                          ///< Feldt's
  std::optional<double> standardized_alpha;                  ///< of the correlations; none where an item does not vary
  std::optional<double> mean_correlation;                    ///< between the items, none likewise
  double total_mean = 0.0, total_sd = 0.0;                   ///< of the sum of the items
  double sem = 0.0;                                          ///< standard error of measurement of the sum, by alpha
  std::vector<std::optional<double>> item_rest_correlation;  ///< each item with the sum of the others
  std::vector<std::optional<double>> alpha_without;          ///< each item; none where two items are all there are
  std::vector<std::size_t> wrongly_keyed;  ///< items, from 0, that go against the sum of the others: a warning
  std::vector<std::size_t> constant;       ///< items, from 0, that everybody answered alike: a warning
};

/// Cronbach's alpha with a confidence interval by the F distribution with (n - 1) and (n - 1)(items - 1) degrees of
/// freedom; it assumes items with equal variances and covariances.
///
///   errors  bad_argument: the level, nobody's sum differs from anybody's; those of item_covariance()
///   source  Cronbach 1951, Psychometrika 16:297-334; Feldt 1965, Psychometrika 30:357-370;
///           Feldt, Woodruff & Salih 1987, Appl Psychol Meas 11:93-103, formula 6
Result<InternalConsistency> internal_consistency(const ItemCovariance& covariance, double level = usual_confidence);
Result<InternalConsistency> internal_consistency(AnswersByItem items, double level = usual_confidence);

/// Feldt's interval of a published alpha. The limits are those of 1 - (1 - alpha) F.
///
///   alpha   below 1
///   errors  bad_argument: alpha, the level, fewer than two items or persons
Result<ConfidenceInterval> alpha_interval(double alpha, std::size_t persons, std::size_t items,
                                          double level = usual_confidence);

}  // namespace oncourse

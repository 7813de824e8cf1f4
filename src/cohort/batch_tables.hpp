// batch_tables.hpp: an instrument's scoring as tables: what each answer and each sum is worth.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "cohort/sheet_kernels.hpp"
#include "oncourse/cohort/batch_scorer.hpp"

namespace oncourse {

/// How one item's answers become contributions: points above the least that the item can give.
struct ItemCodes {
  std::int64_t first = 0;                ///< the least answer, as it is written down
  std::size_t size = 0;                  ///< answers from there on
  std::vector<std::uint8_t> codes = {};  ///< of each; empty: its place, or from the end where mirrored
  bool mirrored = false;
  std::uint8_t most = 0;          ///< the highest contribution
  std::int64_t least_points = 0;  ///< of a contribution of 0
};

/// What a scale's sums are worth, by blanks and sum of contributions: those of complete sheets first, and last a row
/// for sheets that have no score.
struct WorthOfSums {
  std::vector<double> scores = {};       ///< NaN: the rule gives none
  std::vector<std::uint8_t> bytes = {};  ///< the same, where it is a whole number that a byte holds
  std::vector<std::uint8_t> bands = {};  ///< places of bands
};

/// One scale: the total or a subscale.
struct BatchScale {
  std::vector<std::size_t> items = {};          ///< places on the form, group after group where of groups
  std::vector<std::size_t> closes = {};         ///< of groups: how many items are in it and those before
  std::vector<std::int64_t> of_subscales = {};  ///< instead of items: by what each subscale's sum is multiplied
  std::size_t span = 0;                         ///< the greatest sum
  std::size_t most_blanks = 0;                  ///< of which `worth` knows
  WorthOfSums worth = {};
  std::optional<std::uint8_t> base = {};       ///< a complete sheet's score is its sum and this
  std::vector<std::uint8_t> band_limits = {};  ///< the sums where a complete sheet's bands begin, if they ascend
  bool in_bytes = false;                       ///< complete sheets have whole scores up to 254

  [[nodiscard]] bool narrow() const { return of_subscales.empty() && span <= 255; }
};

/// A criterion's parts as contributions to count.
struct CountedItem {
  std::size_t item;
  std::uint8_t at_least;  ///< a contribution
};
struct BatchCriterion {
  std::vector<CountedItem> items = {};
  int sure = 0;  ///< items that reach their threshold with any answer
  int least = 0, most = 0;
};

/// Scores that a byte can hold.
inline bool is_byte(double score) { return score >= 0.0 && score < no_byte && score == std::trunc(score); }

struct BatchScorer::Tables {
  Instrument instrument;
  BatchOptions options;
  const kernels::Kernels* vectors = nullptr;
  /// Sums of contributions do not tell the score, not even of complete sheets: the engine for one sheet scores all.
  bool one_by_one = false;
  /// They do of sheets with blanks as well.
  bool blanks_by_count = false;
  std::vector<ItemCodes> items = {};
  std::vector<bool> asked = {};  ///< whose blanks keep a sheet from being complete
  BatchScale total = {};
  BatchScale others = {};  ///< the items that the total does not look at, which are checked all the same
  std::vector<BatchScale> subscales = {};
  std::vector<std::vector<BatchCriterion>> algorithms = {};
  int scored_items = 0;

  /// Scores the rows from `from` to `to`, which is not included; `into` begins with the first of them.
  ///
  ///   items        checked
  ///   past_caches  the results of all rows are more than caches hold
  BatchCounts score(std::span<const Column* const> items, const BatchColumns& into, std::size_t from, std::size_t to,
                    bool past_caches = false) const;
  /// What keeps the results from having a place.
  [[nodiscard]] std::optional<Error> trouble_in(const BatchColumns& into, std::size_t rows) const;
};

}  // namespace oncourse

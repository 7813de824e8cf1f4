// scale.hpp: a subscale as an instrument of its own, to be followed over a course like any other.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/scale_score.hpp"

namespace oncourse {

/// The inclusive range of a score on these items.
struct ScoreRange {
  double min, max;
};
constexpr ScoreRange score_range(const Instrument& q, ItemSet items, Combine combine, double multiplier,
                                 std::span<const double> table) {
  if (!table.empty()) return {table.front(), table.back()};
  const SumRange sum = sum_range(q, items);
  const double share = combine == Combine::mean ? multiplier / items.size() : multiplier;
  return {share * static_cast<double>(sum.min), share * static_cast<double>(sum.max)};
}

/// The same form, read for one of its subscales only: its score is the total. Risk items stay.
///
///   subscale  one of q.subscales
///   id, name  must outlive the result; by convention "dass-21:anxiety"
constexpr Instrument scale_of(const Instrument& q, const Subscale& subscale, std::string_view id,
                              std::string_view name) {
  Instrument out = q;
  out.id = id;
  out.name = name;
  out.construct = subscale.name;
  out.direction = subscale.direction.value_or(q.direction);
  out.unscored = ItemSet::range(1, q.items) - subscale.items;
  out.reversed = q.reversed & subscale.items;
  out.total = subscale.combine == Combine::mean ? TotalRule::mean : TotalRule::sum;
  out.multiplier = subscale.multiplier;
  out.table = subscale.table;
  out.goal_correlation = 0.0;
  out.groups = {};
  out.subscales = {};
  out.missing = subscale.missing;
  out.figures = subscale.figures;
  out.algorithms = {};
  out.example = {};
  const ScoreRange range = score_range(q, subscale.items, subscale.combine, subscale.multiplier, subscale.table);
  out.total_min = range.min;
  out.total_max = range.max;
  return out;
}

}  // namespace oncourse

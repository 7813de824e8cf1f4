// scale_score.hpp: the score of some items under a rule for blanks.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "oncourse/instrument/keyed_sheet.hpp"

namespace oncourse {

/// A score before its only rounding. Kept in whole numbers, so that a score that equals a cut-off meets it and the
/// order of summation cannot matter.
struct Ratio {
  std::int64_t over = 0, under = 1;

  [[nodiscard]] constexpr double times(double multiplier) const {
    return multiplier * static_cast<double>(over) / static_cast<double>(under);
  }
  friend constexpr Ratio operator+(Ratio a, Ratio b) {
    if (a.under == b.under) return {a.over + b.over, a.under};
    const std::int64_t common = std::lcm(a.under, b.under);
    return {a.over * (common / a.under) + b.over * (common / b.under), common};
  }
};

/// Why a sheet, or one scale of it, has no score.
struct Refusal {
  enum class Kind {
    no,  ///< it has one
    total_only,
    another_length,
    off_scale,
    blank_answer,         ///< no blank is allowed here
    convention,           ///< a rule allows it but was not asked for
    too_many,             ///< more than the rule allows
    nothing,              ///< not one answer
    no_complete_group,    ///< of the groups of which the highest counts
    too_few_subscales,    ///< for a total
    subscale_convention,  ///< a total of fewer subscales was not asked for
  };
  Kind kind = Kind::no;
  ItemSet missing = {};
  int found = 0, allowed = 0;
  const Subscale* subscale = nullptr;  ///< the one concerned; nullptr: the total

  constexpr explicit operator bool() const { return kind != Kind::no; }
};

/// How many of `of` may be blank.
constexpr int allowed_blanks(const MissingRule& rule, int of) {
  switch (rule.kind) {
    case MissingRule::Kind::none: return 0;
    case MissingRule::Kind::up_to: return rule.limit;
    case MissingRule::Kind::more_than_half: return (of - 1) / 2;
  }
  return 0;
}

/// Whether a rule lets this many of `of` be blank, by what the caller asked for.
constexpr Refusal refusal_by(const MissingRule& rule, ItemSet missing, int of, Prorating how) {
  using Kind = Refusal::Kind;
  if (missing.empty()) return {};
  if (rule.kind == MissingRule::Kind::none || how == Prorating::never) return {Kind::blank_answer, missing};
  if (rule.from.status == Status::convention && how != Prorating::convention) return {Kind::convention, missing};
  const int allowed = allowed_blanks(rule, of);
  if (missing.size() > allowed) return {Kind::too_many, missing, missing.size(), allowed};
  return {};
}

constexpr std::int64_t floored_ratio(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// What stands for every blank where that is the mean of the answers in whole points, halves upwards.
constexpr std::int64_t rounded_mean(std::int64_t sum, std::int64_t answered) {
  return floored_ratio(2 * sum + answered, 2 * answered);
}

/// What stands for every blank where that is the median of the answers, rounded up.
constexpr std::int64_t median_rounded_up(const KeyedSheet& sheet, ItemSet counted) {
  std::array<std::int32_t, ItemSet::most> sorted{};
  std::size_t n = 0;
  for (const int item : counted) sorted[n++] = sheet.points[static_cast<std::size_t>(item)];
  std::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(n));
  return -floored_ratio(-(std::int64_t{sorted[(n - 1) / 2]} + sorted[n / 2]), 2);
}

/// A score of which nothing but these sums is known.
///
///   sum      of the answered items
///   least    of those that are excused, which count in a sum alone
///   missing  of `all`, the others are answered
///   filled   points of each that is missing, where the rule does not fill with the mean
constexpr Ratio filled_score(Combine combine, MissingRule::Fill fill, std::int64_t sum, std::int64_t least, int missing,
                             int all, std::int64_t filled) {
  const int answered = all - missing;
  if (missing > 0 && fill == MissingRule::Fill::mean)
    return combine == Combine::mean ? Ratio{sum, answered} : Ratio{sum * all + least * answered, answered};
  return {sum + missing * filled + least, combine == Combine::mean ? all : 1};
}

/// The score of `items`, with its blanks filled by `rule`.
///
///   value   written where there is no refusal
constexpr Refusal scale_score(const KeyedSheet& sheet, ItemSet items, Combine combine, const MissingRule& rule,
                              Prorating how, Ratio& value) {
  const ItemSet excused = items & sheet.excused, counted = items & sheet.given;
  items = items - excused;
  const ItemSet missing = items - counted;
  if (counted.empty()) return {Refusal::Kind::nothing, missing};
  std::int64_t sum = 0, least = 0;
  counted.for_each([&](int item) { sum += sheet.points[static_cast<std::size_t>(item)]; });
  if (combine == Combine::sum)  // in a mean they count not at all
    excused.for_each([&](int item) { least += sheet.points[static_cast<std::size_t>(item)]; });
  if (const Refusal refused = refusal_by(rule, missing, items.size(), how)) return refused;
  std::int64_t filled = 0;
  if (!missing.empty() && rule.fill != MissingRule::Fill::mean)
    filled = rule.fill == MissingRule::Fill::rounded_mean ? rounded_mean(sum, counted.size())
                                                          : median_rounded_up(sheet, counted);
  value = filled_score(combine, rule.fill, sum, least, missing.size(), items.size(), filled);
  return {};
}

/// The standard score of a sum: `table` starts at `least`.
///
///   sum  a whole number in the table's range
constexpr double looked_up(std::span<const double> table, Ratio sum, std::int64_t least) {
  return table[static_cast<std::size_t>(sum.over / sum.under - least)];
}

/// The least and greatest sum of some items.
struct SumRange {
  std::int64_t min = 0, max = 0;
};
constexpr SumRange sum_range(const Instrument& q, ItemSet items) {
  SumRange out;
  for (const int item : items) {
    const AnswerRange range = keyed_range(q, item);
    out.min += range.min;
    out.max += range.max;
  }
  return out;
}

}  // namespace oncourse

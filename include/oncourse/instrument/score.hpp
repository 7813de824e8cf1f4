// score.hpp: answers in, score out.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

enum class Prorating {
  published_rule,  ///< fill blanks by the instrument's rule where that rule is published
  convention,      ///< also where it is common practice only
  never,           ///< any blank refuses
};

struct SubscaleScore {
  const Subscale* subscale = nullptr;
  std::optional<double> value;  ///< absent where too few of its items are answered and the rule lets the total stand
};

/// The answer to a risk item, whatever the total says.
struct RiskAnswer {
  const RiskItem* item = nullptr;
  Answer answer = blank;  ///< `blank` when the person left it out, which is not the same as "no risk"
  bool flagged = false;
};

inline constexpr std::size_t max_subscales = 9;
inline constexpr std::size_t max_risk_items = 6;

/// An administration, scored. Holds its parts in place: scoring allocates nothing.
struct Score {
  double total = 0.0;
  int answered = 0;  ///< scored items with an answer, of `of_items`; an either-or pair counts as one item
  int of_items = 0;
  bool prorated = false;       ///< a scored item was blank and the rule filled it
  const Band* band = nullptr;  ///< nullptr where the instrument has no bands
  std::array<SubscaleScore, max_subscales> subscale_slots = {};
  std::size_t n_subscales = 0;
  std::array<RiskAnswer, max_risk_items> risk_slots = {};
  std::size_t n_risk = 0;

  [[nodiscard]] std::span<const SubscaleScore> subscales() const {
    return std::span(subscale_slots).first(n_subscales);
  }
  [[nodiscard]] std::span<const RiskAnswer> risk() const { return std::span(risk_slots).first(n_risk); }
};

/// What an answer contributes: the answer itself, or its mirror image in the item's range where the item is reversed.
///
///   answer  inside the item's range
constexpr int keyed_response(const Instrument& q, int item, Answer answer) {
  if (!contains(q.reversed, item)) return answer;
  const AnswerRange range = answer_range(q, item);
  return range.min + range.max - answer;
}

/// A score before its only rounding. Kept in whole numbers, so that a score that equals a cut-off meets it and the
/// order of summation cannot matter.
struct Ratio {
  std::int64_t over = 0, under = 1;

  [[nodiscard]] constexpr double times(double multiplier) const {
    return multiplier * static_cast<double>(over) / static_cast<double>(under);
  }
  friend constexpr Ratio operator+(Ratio a, Ratio b) {
    const std::int64_t common = std::lcm(a.under, b.under);
    return {a.over * (common / a.under) + b.over * (common / b.under), common};
  }
};

struct Tally {
  int sum = 0;  ///< of the keyed responses
  int answered = 0, items = 0;

  [[nodiscard]] constexpr bool more_than_half() const { return 2 * answered > items; }
  [[nodiscard]] constexpr Ratio mean() const { return {sum, answered}; }
  /// The sum, blanks counting as the mean answered item.
  [[nodiscard]] constexpr Ratio prorated_sum() const { return {std::int64_t{sum} * items, answered}; }
};

/// The other item of an either-or pair, 0 where there is none.
constexpr int either_partner(const Instrument& q, int item) {
  for (const EitherItem& pair : q.either) {
    if (pair.one == item) return pair.other;
    if (pair.other == item) return pair.one;
  }
  return 0;
}

/// True for the items whose absence can be missed: scored ones, and of an either-or pair the first only.
constexpr bool counts(const Instrument& q, int item) {
  const int partner = either_partner(q, item);
  return !contains(q.unscored, item) && (partner == 0 || item < partner);
}

/// Answered, or excused because the other item of its pair is.
constexpr bool is_answered(const Instrument& q, std::span<const Answer> answers, int item) {
  const auto given = [&](int i) { return answers[static_cast<std::size_t>(i - 1)] != blank; };
  const int partner = either_partner(q, item);
  return given(item) || (partner != 0 && given(partner));
}

constexpr Tally tally(const Instrument& q, std::span<const Answer> answers, ItemList items) {
  Tally t;
  for (const int item : items) {
    const Answer answer = answers[static_cast<std::size_t>(item - 1)];
    ++t.items;
    if (answer == blank) continue;
    ++t.answered;
    t.sum += keyed_response(q, item, answer);
  }
  return t;
}

/// Of all items that are scored.
constexpr Tally tally(const Instrument& q, std::span<const Answer> answers) {
  Tally t;
  for (int item = 1; item <= q.items; ++item) {
    const Answer answer = answers[static_cast<std::size_t>(item - 1)];
    if (answer != blank && !contains(q.unscored, item)) t.sum += keyed_response(q, item, answer);
    if (!counts(q, item)) continue;
    ++t.items;
    if (is_answered(q, answers, item)) ++t.answered;
  }
  return t;
}

/// Of the groups: the highest keyed response in each. A group with a missing item is left out, because its
/// highest response is not known.
constexpr Tally tally_of_maxima(const Instrument& q, std::span<const Answer> answers) {
  Tally t;
  for (const ItemGroup& group : q.groups) {
    bool complete = true;
    std::optional<int> highest;
    for (const int item : group.items) {
      complete = complete && is_answered(q, answers, item);
      const Answer answer = answers[static_cast<std::size_t>(item - 1)];
      if (answer == blank) continue;
      const int keyed = keyed_response(q, item, answer);
      highest = std::max(highest.value_or(keyed), keyed);
    }
    ++t.items;
    if (!complete || !highest) continue;
    ++t.answered;
    t.sum += *highest;
  }
  return t;
}

/// A subscale, prorated from its own answered items; absent unless more than half of them are answered.
constexpr std::optional<Ratio> subscale_value(const Instrument& q, const Subscale& subscale,
                                              std::span<const Answer> answers) {
  const Tally t = tally(q, answers, subscale.items);
  if (!t.more_than_half()) return std::nullopt;
  return subscale.combine == Combine::mean ? t.mean() : t.prorated_sum();
}

/// The risk items of a sheet, be it scorable or not: a refusal must not hide them.
///
///   answers  one per item; items beyond the last one given are unanswered
///   result   how many were written
constexpr std::size_t risk_answers(const Instrument& q, std::span<const Answer> answers, std::span<RiskAnswer> into) {
  std::size_t count = 0;
  for (const RiskItem& item : q.risk) {
    const auto at = static_cast<std::size_t>(item.item - 1);
    const Answer answer = at < answers.size() ? answers[at] : blank;
    into[count++] = {&item, answer, answer != blank && answer >= item.threshold};
  }
  return count;
}

/// Scores a sheet that `refusal` lets pass; on any other the result means nothing.
constexpr Score score_accepted(const Instrument& q, std::span<const Answer> answers) {
  const Tally scored = tally(q, answers);
  Score result;
  result.answered = scored.answered;
  result.of_items = scored.items;
  result.prorated = scored.answered < scored.items;

  Ratio subscale_sum;
  int available = 0;
  for (const Subscale& subscale : q.subscales) {
    SubscaleScore& slot = result.subscale_slots[result.n_subscales++];
    slot.subscale = &subscale;
    const std::optional<Ratio> value = subscale_value(q, subscale, answers);
    if (!value) continue;
    slot.value = value->times(q.multiplier);
    subscale_sum = subscale_sum + *value;
    ++available;
  }
  result.n_risk = risk_answers(q, answers, result.risk_slots);

  Ratio raw;
  switch (q.total) {
    case TotalRule::sum: raw = scored.prorated_sum(); break;
    case TotalRule::mean: raw = scored.mean(); break;
    case TotalRule::sum_of_group_maxima: raw = tally_of_maxima(q, answers).prorated_sum(); break;
    case TotalRule::mean_of_subscales: raw = {subscale_sum.over, subscale_sum.under * available}; break;
  }
  result.total = raw.times(q.multiplier);
  result.band = band_of(q, result.total);
  return result;
}

/// "item 4 is 7, scale is 0..3"
///
///   shown  the answer, which need not be one that an Answer can hold
inline Error answer_off_scale(const Instrument& q, int item, const std::string& shown) {
  const AnswerRange range = answer_range(q, item);
  return {Errc::response_range,
          "item " + text(item) + " is " + shown + ", scale is " + text(range.min) + ".." + text(range.max)};
}

/// Why a sheet cannot be scored, or nothing. Ranges are checked before blanks, and on unscored items too.
inline std::optional<Error> refusal(const Instrument& q, std::span<const Answer> answers, Prorating how) {
  if (q.items == 0) return Error{Errc::bad_argument, "this instrument is known by its total only"};
  if (answers.size() != static_cast<std::size_t>(q.items))
    return Error{Errc::bad_argument, text(q.items) + " items expected, " + text(answers.size()) + " given"};

  for (int item = 1; item <= q.items; ++item) {
    const Answer answer = answers[static_cast<std::size_t>(item - 1)];
    const AnswerRange range = answer_range(q, item);
    if (answer != blank && (answer < range.min || answer > range.max))
      return answer_off_scale(q, item, text(int{answer}));
  }

  int missing = 0, first_missing = 0;
  for (int item = q.items; item >= 1; --item)
    if (counts(q, item) && !is_answered(q, answers, item)) {
      ++missing;
      first_missing = item;
    }
  if (missing == 0) return std::nullopt;

  const auto too_many = [](std::string detail) { return Error{Errc::too_many_missing, std::move(detail)}; };
  const int partner = either_partner(q, first_missing);
  const auto place = [&] {
    return partner == 0 ? "item " + text(first_missing) + " is blank"
                        : "items " + text(first_missing) + " and " + text(partner) + " are both blank";
  };
  if (q.missing.kind == MissingRule::Kind::none || how == Prorating::never)
    return too_many(place() + (partner == 0 ? ", no blank is allowed" : ", one of them must be answered"));
  if (q.missing.from.status == Status::convention && how != Prorating::convention)
    return too_many(place() + ", the rule for blanks is a convention and must be asked for");

  const auto limit = [&]() -> std::optional<int> {
    if (q.missing.kind == MissingRule::Kind::up_to) return q.missing.limit;
    if (q.total == TotalRule::mean_of_subscales) return std::nullopt;  // counted per subscale
    return (tally(q, answers).items - 1) / 2;
  }();
  if (limit && missing > *limit)
    return too_many(text(missing) + (missing == 1 ? " item" : " items") + " blank, at most " + text(*limit) +
                    " allowed");
  if (q.total == TotalRule::sum_of_group_maxima && tally_of_maxima(q, answers).answered == 0)
    return too_many("no group of items is complete");
  if (q.total == TotalRule::mean_of_subscales) {
    const auto available = std::count_if(q.subscales.begin(), q.subscales.end(),
                                         [&](const Subscale& s) { return subscale_value(q, s, answers).has_value(); });
    const auto all = std::ssize(q.subscales);
    if (2 * available <= all)
      return too_many(text(available) + " of " + text(all) + " subscales can be scored, more than half are needed");
    if (available < all && q.missing.without_subscale.status == Status::convention && how != Prorating::convention)
      return too_many(text(available) + " of " + text(all) +
                      " subscales can be scored, a total of fewer is a convention and must be asked for");
  }
  return std::nullopt;
}

/// The score of one administration: total, subscales, band and risk answers.
///
///   q        well formed
///   answers  one per item, in the published order, as the person gave them; `blank` where unanswered
///   total    multiplier * sum * items / answered, unrounded; means and group maxima likewise by the instrument's rule.
///            Subscales are prorated from more than half of their own items, or absent
///   errors   bad_argument: another number of answers; response_range; too_many_missing. Never a partial total
///   cost     one pass per score, no allocation unless it fails
///   source   Instrument::scoring_from, Instrument::missing
inline Result<Score> score(const Instrument& q, std::span<const Answer> answers,
                           Prorating how = Prorating::published_rule) {
  if (auto problem = refusal(q, answers, how)) return *std::move(problem);
  return score_accepted(q, answers);
}

/// A total that comes without its items. Off the grid of whole points it may be a prorated one, so that is no error.
///
///   errors  response_range: not finite, or outside [total_min, total_max]
inline Result<double> accept_total(const Instrument& q, double total) {
  if (!std::isfinite(total)) return Error{Errc::response_range, "the total is not a finite number"};
  if (total < q.total_min || total > q.total_max)
    return Error{Errc::response_range,
                 "the total is " + text(total) + ", scale is " + text(q.total_min) + ".." + text(q.total_max)};
  return total;
}

}  // namespace oncourse

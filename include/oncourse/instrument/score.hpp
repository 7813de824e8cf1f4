// score.hpp: answers in, score out.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/instrument/goal_attainment.hpp"
#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/scale_score.hpp"

namespace oncourse {

struct SubscaleScore {
  const Subscale* subscale = nullptr;
  std::optional<double> value;  ///< absent where too few of its items are answered and the rule lets the total stand
  const Band* band = nullptr;   ///< nullptr where there is no value or the subscale has no bands
};

/// The answer to a risk item, whatever the total says.
struct RiskAnswer {
  const RiskItem* item = nullptr;
  Answer answer = blank;  ///< `blank` when the person left it out, which is not the same as "no risk"
  bool flagged = false;
};

/// What a published algorithm says of the sheet. Not a diagnosis: that takes a clinician.
struct AlgorithmResult {
  const Algorithm* algorithm = nullptr;
  std::optional<bool> met;  ///< absent where blanks leave it open
};

inline constexpr std::size_t max_subscales = 9;
inline constexpr std::size_t max_risk_items = 6;
inline constexpr std::size_t max_algorithms = 2;

/// `size` values that are made when they are asked for, from a copy of what they are made of.
///
///   Make  called with an index below size
template <class Make>
class Made {
 public:
  constexpr Made(std::size_t size, Make make) : size_(size), make_(make) {}
  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
  [[nodiscard]] constexpr auto operator[](std::size_t i) const { return make_(i); }

  struct Iterator {
    const Made* all;
    std::size_t at;
    constexpr auto operator*() const { return (*all)[at]; }
    constexpr Iterator& operator++() {
      ++at;
      return *this;
    }
    constexpr bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  [[nodiscard]] constexpr Iterator begin() const { return {this, 0}; }
  [[nodiscard]] constexpr Iterator end() const { return {this, size_}; }

 private:
  std::size_t size_;
  Make make_;
};

/// An administration, scored. Refers to the instrument's definition, is a few words long and allocates nothing.
struct Score {
  double total = 0.0;          ///< NaN for an instrument without a total
  int answered = 0;            ///< scored items with an answer, of `of_items`
  int of_items = 0;            ///< scored items that are not legally blank
  bool prorated = false;       ///< a scored item was blank and the rule filled it
  const Band* band = nullptr;  ///< nullptr where the instrument has no bands
  const Instrument* instrument =
      nullptr;  ///< nullptr: the total came without a sheet, and nothing is known of its parts
  std::array<double, max_subscales> subscale_values = {};  ///< NaN where absent
  std::array<Answer, max_risk_items> risk_answers = {};
  std::array<std::int16_t, max_algorithms> algorithms_met = {};  ///< 1, 0, or -1 where blanks leave it open

  [[nodiscard]] constexpr auto subscales() const {
    return Made(instrument ? instrument->subscales.size() : 0, [score = *this](std::size_t i) {
      const Subscale& subscale = score.instrument->subscales[i];
      const double value = score.subscale_values[i];
      if (value != value) return SubscaleScore{&subscale, {}, nullptr};
      return SubscaleScore{&subscale, value, band_of(subscale.figures.bands, value)};
    });
  }
  [[nodiscard]] constexpr auto risk() const {
    return Made(instrument ? instrument->risk.size() : 0, [score = *this](std::size_t i) {
      const RiskItem& item = score.instrument->risk[i];
      const Answer answer = score.risk_answers[i];
      return RiskAnswer{&item, answer, answer != blank && answer >= item.threshold};
    });
  }
  [[nodiscard]] constexpr auto algorithms() const {
    return Made(instrument ? instrument->algorithms.size() : 0, [score = *this](std::size_t i) {
      const int met = score.algorithms_met[i];
      return AlgorithmResult{&score.instrument->algorithms[i], met < 0 ? std::nullopt : std::optional(met == 1)};
    });
  }
};

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

/// The highest keyed response of every group, summed. A group with a missing item is left out, because its highest
/// response is not known.
constexpr Refusal sum_of_group_maxima(const Instrument& q, const KeyedSheet& sheet, Prorating how, Ratio& value) {
  const ItemSet scored = q.scored() - sheet.excused;
  if ((scored & sheet.given).empty()) return {Refusal::Kind::nothing, sheet.missing(scored)};
  if (const Refusal refused = refusal_by(q.missing, sheet.missing(scored), scored.size(), how)) return refused;
  std::int64_t sum = 0, complete = 0;
  for (const ItemGroup& group : q.groups) {
    if (!sheet.missing(group.items).empty()) continue;
    std::int32_t highest = std::numeric_limits<std::int32_t>::min();
    for (const int item : group.items) highest = std::max(highest, sheet.points[static_cast<std::size_t>(item)]);
    sum += highest;
    ++complete;
  }
  if (complete == 0) return {Refusal::Kind::no_complete_group};
  value = {sum * std::ssize(q.groups), complete};
  return {};
}

/// The T of the goals that are rated.
constexpr Refusal goal_attainment_of(const Instrument& q, const KeyedSheet& sheet, double& total) {
  const ItemSet rated = q.scored() & sheet.given;
  if (rated.empty()) return {Refusal::Kind::nothing, q.scored()};
  if (const ItemSet missing = sheet.missing(q.scored()); !missing.empty())
    return {Refusal::Kind::blank_answer, missing};
  double levels = 0.0, weights = 0.0, squares = 0.0;
  for (const int item : rated) {
    const double w = q.weights.empty() ? 1.0 : q.weights[static_cast<std::size_t>(item - 1)];
    levels += w * sheet.points[static_cast<std::size_t>(item)];
    weights += w;
    squares += w * w;
  }
  total = goal_attainment_t(levels, weights, squares, q.goal_correlation);
  return {};
}

/// The value of a subscale whose score before rounding is `raw`.
constexpr double subscale_value(const Instrument& q, const Subscale& subscale, Ratio raw) {
  return subscale.table.empty() ? raw.times(subscale.multiplier)
                                : looked_up(subscale.table, raw, sum_range(q, subscale.items).min);
}

/// The total whose score before rounding is `raw`; not of goal attainment, and not without a total.
constexpr double total_value(const Instrument& q, Ratio raw) {
  return q.table.empty() ? std::clamp(raw.times(q.multiplier), q.total_min, q.total_max)  // by a rounding
                         : looked_up(q.table, raw, sum_range(q, q.scored()).min);
}

/// Scores what can be scored, at compile time too.
///
///   result  the refusal if there is one: `score` then means nothing
constexpr Refusal score_into(const Instrument& q, std::span<const Answer> answers, Prorating how, Score& score) {
  using Kind = Refusal::Kind;
  if (q.items == 0) return {Kind::total_only};
  if (answers.size() != static_cast<std::size_t>(q.items)) return {Kind::another_length};
  KeyedSheet sheet;
  if (const int item = key(q, answers, how, sheet)) return {Kind::off_scale, {item}};
  const ItemSet scored = q.scored() - sheet.excused, missing = sheet.missing(scored);
  if (!missing.empty() && how == Prorating::never) return {Kind::blank_answer, missing};

  const bool of_subscales = q.total == TotalRule::sum_of_subscales || q.total == TotalRule::mean_of_subscales;
  Ratio subscale_sum;
  int available = 0;
  Refusal first_refused;
  for (std::size_t i = 0; i < q.subscales.size(); ++i) {
    const Subscale& subscale = q.subscales[i];
    Ratio value;
    Refusal refused = scale_score(sheet, subscale.items, subscale.combine, subscale.missing, how, value);
    if (refused) {
      score.subscale_values[i] = std::numeric_limits<double>::quiet_NaN();
      if (first_refused) continue;
      first_refused = refused;
      first_refused.subscale = &subscale;
      continue;
    }
    if (of_subscales) subscale_sum = subscale_sum + value;
    ++available;
    score.subscale_values[i] = subscale_value(q, subscale, value);
  }

  const int all = static_cast<int>(q.subscales.size());
  Ratio raw;
  Refusal refused;
  switch (q.total) {
    case TotalRule::sum: refused = scale_score(sheet, q.scored(), Combine::sum, q.missing, how, raw); break;
    case TotalRule::mean: refused = scale_score(sheet, q.scored(), Combine::mean, q.missing, how, raw); break;
    case TotalRule::sum_of_group_maxima: refused = sum_of_group_maxima(q, sheet, how, raw); break;
    case TotalRule::sum_of_subscales:
    case TotalRule::none:
      refused = first_refused;
      raw = subscale_sum;
      break;
    case TotalRule::mean_of_subscales:
      raw = {subscale_sum.over, subscale_sum.under * available};
      if (available == all) break;
      if (q.missing.kind == MissingRule::Kind::none)
        refused = first_refused;
      else if (2 * available <= all)
        refused = {Kind::too_few_subscales, missing, available, all};
      else if (q.missing.from.status == Status::convention && how != Prorating::convention)
        refused = {Kind::subscale_convention, missing, available, all};
      break;
    case TotalRule::goal_attainment: refused = goal_attainment_of(q, sheet, score.total); break;
  }
  if (refused) return refused;
  if (q.total == TotalRule::none)
    score.total = std::numeric_limits<double>::quiet_NaN();
  else if (q.total != TotalRule::goal_attainment)
    score.total = total_value(q, raw);
  score.of_items = scored.size();
  score.answered = missing.empty() ? score.of_items : (scored & sheet.given).size();
  score.prorated = !missing.empty();
  score.band = band_of(q, score.total);
  score.instrument = &q;
  for (std::size_t i = 0; i < q.risk.size(); ++i)
    score.risk_answers[i] = answers[static_cast<std::size_t>(q.risk[i].item - 1)];
  for (std::size_t i = 0; i < q.algorithms.size(); ++i) {
    const std::optional<bool> met = holds(q.algorithms[i], sheet);
    score.algorithms_met[i] = static_cast<std::int16_t>(met ? *met : -1);
  }
  return {};
}

/// "item 4 is 7, scale is 0..3"
///
///   shown  the answer, which need not be one that an Answer can hold
Error answer_off_scale(const Instrument& q, int item, const std::string& shown);

/// The kind of error that a refusal is.
constexpr Errc code_of(Refusal::Kind kind) {
  switch (kind) {
    case Refusal::Kind::no: return Errc::internal;
    case Refusal::Kind::total_only:
    case Refusal::Kind::another_length: return Errc::bad_argument;
    case Refusal::Kind::off_scale: return Errc::response_range;
    default: return Errc::too_many_missing;
  }
}

/// A refusal in words that name the item, the value and the limit.
Error in_words(const Instrument& q, std::span<const Answer> answers, const Refusal& refusal);

/// The score of one administration: total, subscales, band, algorithms and risk answers.
///
///   q        well formed
///   answers  one per item, in the published order, as the person gave them; `blank` where unanswered
///   total    by the instrument's rule, unrounded; blanks filled by its rule for them, in subscales by theirs
///   errors   bad_argument: another number of answers; response_range, before any blank and on unscored items too;
///            too_many_missing. Never a partial total
///   cost     two passes, no allocation unless it fails
///   source   Instrument::scoring_from, Instrument::missing
inline Result<Score> score(const Instrument& q, std::span<const Answer> answers,
                           Prorating how = Prorating::published_rule) {
  Result<Score> out(std::in_place);
  if (const Refusal refused = score_into(q, answers, how, *out)) out = in_words(q, answers, refused);
  return out;
}

/// Of an instrument with a total; not of NaN.
inline bool is_on_scale(const Instrument& q, double total) { return total >= q.total_min && total <= q.total_max; }

/// A total that comes without its items. Off the grid of whole points it may be a prorated one, so that is no error.
///
///   errors  bad_argument: the instrument has no total; response_range: not finite, or outside [total_min, total_max]
Result<double> accept_total(const Instrument& q, double total);

}  // namespace oncourse

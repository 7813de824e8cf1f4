// instrument.hpp: a questionnaire's scoring definition, as data that checks itself.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "oncourse/base/provenance.hpp"

namespace oncourse {

/// One raw answer, as the person gave it.
using Answer = std::int16_t;
/// An unanswered item. Outside every scale, so that a forgotten conversion is an error and not a score.
inline constexpr Answer blank = std::numeric_limits<Answer>::min();

/// Items are numbered from 1, as on the form.
using ItemList = std::span<const std::uint8_t>;

enum class Direction { lower_is_better, higher_is_better };

/// What a questionnaire measures, in the terms of interpersonal psychotherapy.
enum class Domain { symptom, functioning, interpersonal, social_support, communication, alliance, risk, wellbeing };

enum class Combine { sum, mean };

enum class TotalRule {
  sum,                  ///< of the keyed responses
  mean,                 ///< of the keyed responses
  sum_of_group_maxima,  ///< of the highest keyed response in each group (QIDS)
  mean_of_subscales,    ///< of the subscale scores, not of the items (EDE-Q)
};

/// What blanks a score survives; they then count as the mean of the answered items.
struct MissingRule {
  enum class Kind {
    none,            ///< any blank refuses
    up_to,           ///< at most `limit` blanks
    more_than_half,  ///< more than half of the items of each subscale, and of the subscales for the total
  };
  Kind kind = Kind::none;
  int limit = 0;
  Provenance from = {};              ///< a rule that is `convention` applies only when the caller asks for it
  Provenance without_subscale = {};  ///< likewise, of a mean_of_subscales from which a whole subscale is missing
};

/// Items whose answers have a range of their own.
struct ItemRange {
  int first, last;  ///< inclusive, from 1
  int min, max;     ///< inclusive
};

/// A score of its own on some of the items, times the instrument's multiplier. An item may belong to several.
struct Subscale {
  std::string_view id, name;
  ItemList items;
  Combine combine = Combine::sum;
};

/// The items of which the highest counts (QIDS: one domain).
struct ItemGroup {
  std::string_view name;
  ItemList items;
};

/// Two items of which the form asks to answer only one: a blank in one is not missing.
struct EitherItem {
  std::uint8_t one, other;
};

/// Severity from `from` up to the next band, so that prorated scores between whole points have a band too.
struct Band {
  double from;
  std::string_view label;
};

enum class Compare { at_least, above, at_most, below };

/// A threshold on the total with what it is for and in whom; there may be several.
struct Cutoff {
  std::string_view purpose;  ///< "caseness", "screen", "remission"
  std::string_view population;
  Compare compare;
  double value;
  Provenance from;
};

struct Norm {
  std::string_view population;
  bool clinical;
  double mean, sd;
  int n;
  Provenance from;
};

struct Reliability {
  std::string_view kind;  ///< "alpha", "retest"
  std::string_view population;
  double value;
  Provenance from;
};

/// A difference in points of the total that means something: reliable, or important to patients.
struct Difference {
  enum class Of { change, improvement, worsening };
  double points;
  std::string_view basis;
  Provenance from;
  Of of = Of::change;  ///< the direction that the source states it for; `change`: both
};

/// An item whose answer asks for attention whatever the total; always reported apart from it.
struct RiskItem {
  int item;
  int threshold;  ///< answers at or above it
  std::string_view meaning;
};

/// A published sheet and its score: the definition is tested against it.
struct WorkedExample {
  std::span<const Answer> answers;
  double total;
};

/// Everything needed to score a questionnaire and to read the score. Never its wording.
/// A value: it refers to constant data that must outlive it (for the catalogue, the program).
struct Instrument {
  std::string_view id;  ///< stable key in every interface: "phq-9"
  std::string_view name;
  std::string_view construct;
  std::string_view recall;  ///< the period the questions ask about
  std::string_view licence;
  std::string_view citation;
  Domain domain = Domain::symptom;
  Direction direction = Direction::lower_is_better;

  int items = 0;                           ///< 0: known by its total only
  int item_min = 0, item_max = 0;          ///< inclusive, raw answer per item
  std::span<const ItemRange> ranges = {};  ///< exceptions to it
  ItemList reversed = {};                  ///< keyed response = min + max - answer, in the item's own range
  ItemList unscored = {};                  ///< asked and checked, but in no score

  TotalRule total = TotalRule::sum;
  double multiplier = 1.0;
  double total_min = 0.0, total_max = 0.0;  ///< inclusive
  std::span<const ItemGroup> groups = {};   ///< for sum_of_group_maxima
  std::span<const EitherItem> either = {};
  std::span<const Subscale> subscales = {};
  MissingRule missing = {};

  std::span<const Band> bands = {};  ///< ascending; the first starts at total_min
  Provenance bands_from = {};
  std::span<const Cutoff> cutoffs = {};  ///< the first is the one used where none is chosen, and always named
  std::span<const Norm> norms = {};
  std::span<const Reliability> reliabilities = {};
  std::span<const Difference> reliable_change = {};
  std::span<const Difference> important_change = {};  ///< minimal clinically important difference
  std::span<const RiskItem> risk = {};
  WorkedExample example = {};
  Provenance scoring_from = {};  ///< of items, ranges, keys and the total's rule

  /// The smallest difference between two totals, 0 where totals are means and not on a grid.
  [[nodiscard]] constexpr double step() const {
    return total == TotalRule::sum || total == TotalRule::sum_of_group_maxima ? multiplier : 0.0;
  }
  /// +1 when higher is better, -1 when lower is: multiply a change by it and positive is improvement.
  [[nodiscard]] constexpr double better() const { return direction == Direction::higher_is_better ? 1.0 : -1.0; }
};

/// The same questionnaire, be it another copy of its definition: two shared libraries each have their own.
constexpr bool same_instrument(const Instrument& a, const Instrument& b) { return &a == &b || a.id == b.id; }

/// Totals of the one can be read as totals of the other.
constexpr bool same_scale(const Instrument& a, const Instrument& b) {
  return &a == &b || (a.total_min == b.total_min && a.total_max == b.total_max && a.direction == b.direction);
}

constexpr bool meets(double score, Compare compare, double value) {
  switch (compare) {
    case Compare::at_least: return score >= value;
    case Compare::above: return score > value;
    case Compare::at_most: return score <= value;
    case Compare::below: return score < value;
  }
  return false;
}

constexpr bool contains(ItemList list, int item) {
  for (const int member : list)
    if (member == item) return true;
  return false;
}

/// The inclusive range of one item's answers.
struct AnswerRange {
  int min, max;
};
constexpr AnswerRange answer_range(const Instrument& q, int item) {
  for (const ItemRange& exception : q.ranges)
    if (item >= exception.first && item <= exception.last) return {exception.min, exception.max};
  return {q.item_min, q.item_max};
}

/// The severity band of a total, or nullptr where the instrument has no bands.
constexpr const Band* band_of(const Instrument& q, double total) {
  const Band* found = nullptr;
  for (const Band& band : q.bands)
    if (total >= band.from) found = &band;
  return found;
}

}  // namespace oncourse

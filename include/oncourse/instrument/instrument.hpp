// instrument.hpp: a questionnaire's scoring definition, as data that checks itself.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "oncourse/base/direction.hpp"
#include "oncourse/base/provenance.hpp"
#include "oncourse/instrument/figures.hpp"
#include "oncourse/instrument/item_set.hpp"

namespace oncourse {

/// One raw answer, as the person gave it.
using Answer = std::int16_t;
/// An unanswered item. Outside every scale, so that a forgotten conversion is an error and not a score.
inline constexpr Answer blank = std::numeric_limits<Answer>::min();

enum class Reporter { self, clinician };

/// What a questionnaire measures, in the terms of interpersonal psychotherapy.
enum class Domain {
  symptom,
  functioning,
  interpersonal,
  social_support,
  communication,  ///< and emotional expression
  alliance,
  risk,
  wellbeing
};

/// One or several of them, in the order of the enumeration.
class Domains {
 public:
  constexpr Domains() = default;
  constexpr Domains(std::initializer_list<Domain> domains) {
    for (const Domain domain : domains) insert(domain);
  }
  constexpr void insert(Domain domain) { bits_ |= 1U << static_cast<unsigned>(domain); }
  [[nodiscard]] constexpr bool contains(Domain domain) const {
    return ((bits_ >> static_cast<unsigned>(domain)) & 1U) != 0;
  }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(Domains, Domains) = default;

 private:
  unsigned bits_ = 0;
};

enum class Combine { sum, mean };

enum class TotalRule {
  sum,                  ///< of the keyed responses
  mean,                 ///< of the keyed responses
  sum_of_group_maxima,  ///< of the highest keyed response in each group (QIDS)
  sum_of_subscales,     ///< each with its own rule for blanks (EAT-26, DASS-21)
  mean_of_subscales,    ///< of the subscale scores, not of the items (EDE-Q)
  goal_attainment,      ///< T of goals that correlate by `goal_correlation` (Kiresuk & Sherman)
  none,                 ///< subscales only (ERQ)
};

/// What blanks a score survives, and what stands for them then.
struct MissingRule {
  enum class Kind {
    none,            ///< any blank refuses
    up_to,           ///< at most `limit` blanks
    more_than_half,  ///< more than half of the items; of a mean_of_subscales, of the subscales
  };
  enum class Fill {
    mean,               ///< of the answered items: a sum times items / answered
    rounded_mean,       ///< that mean as the nearest whole number
    median_rounded_up,  ///< of the answered items
  };
  Kind kind = Kind::none;
  int limit = 0;
  Provenance from = {};  ///< a rule that is `convention` applies only when the caller asks for it
  Fill fill = Fill::mean;
};

/// Items whose answers have a range of their own.
struct ItemRange {
  ItemSet items;
  int min, max;  ///< inclusive
  int step = 1;  ///< AUDIT's last items are answered 0, 2 or 4
};

/// Items whose answers are not their points: answer `first` gets the first of the points, the next the second...
struct ItemPoints {
  ItemSet items;
  Answer first;
  std::span<const Answer> points;
};

/// Another way to write down the same answers, and how to read it: option numbers, or scales that begin elsewhere.
struct Coding {
  std::string_view id;    ///< "printed", "1-5"
  std::string_view name;  ///< what the numbers are
  std::span<const ItemPoints> answers;
  Provenance from;
};

/// Items whose keyed response reaches a threshold.
struct Endorsed {
  ItemSet items;
  int at_least;
};

/// So many of them; the default holds always.
struct Criterion {
  std::array<Endorsed, 2> of = {};
  int least = 0, most = ItemSet::most;
};
inline constexpr std::size_t max_criteria = 4;

/// At least `least` of these items, at most `most`.
constexpr Criterion endorsed(int least, Endorsed some, Endorsed others = {}, int most = ItemSet::most) {
  return {{some, others}, least, most};
}

/// Items that may stay blank, where the criterion holds: a blank then counts as the item's least response, and in a
/// mean or a goal attainment not at all.
struct LegalBlank {
  ItemSet items;
  std::string_view when_words;  ///< "allowed only ...": "where item 7 is answered"
  Provenance from;
  Criterion when = {};
};

/// A score of its own on some of the items. An item may belong to several.
struct Subscale {
  std::string_view id, name;
  ItemSet items;
  Combine combine = Combine::sum;
  double multiplier = 1.0;
  MissingRule missing = {};
  std::span<const double> table = {};  ///< standard scores of the whole sums, from the least sum on (PROMIS T)
  Figures figures = {};
  std::optional<Direction> direction = {};  ///< where it is not the instrument's
};

/// The items of which the highest counts (QIDS: one domain).
struct ItemGroup {
  std::string_view name;
  ItemSet items;
};

/// A published rule that reads a sheet as a provisional diagnosis or a positive screen: all criteria together.
struct Algorithm {
  std::string_view id, name;
  std::array<Criterion, max_criteria> criteria;  ///< those that hold always ask nothing
  Provenance from;
};

/// An item whose answer asks for attention whatever the total; always reported apart from it.
struct RiskItem {
  int item;
  int threshold;  ///< answers at or above it
  std::string_view meaning;
  Provenance from = {};
};

/// A published or worked sheet and its score: the definition is tested against it.
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
  std::string_view note = {};  ///< what its users get wrong
  Domains domains = {Domain::symptom};
  Direction direction = Direction::lower_is_better;
  Reporter reporter = Reporter::self;

  int items = 0;                           ///< 0: known by its total only
  int item_min = 0, item_max = 0;          ///< inclusive, raw answer per item
  std::span<const ItemRange> ranges = {};  ///< exceptions to it
  std::span<const ItemPoints> points = {};
  std::span<const Coding> codings = {};
  ItemSet reversed = {};                       ///< keyed response = min + max - answer, in the item's own range
  ItemSet unscored = {};                       ///< asked and checked, but not in the total
  std::span<const std::int16_t> weights = {};  ///< of the items, where they are not all 1
  std::span<const LegalBlank> legal_blanks = {};

  TotalRule total = TotalRule::sum;
  double multiplier = 1.0;
  double total_min = 0.0, total_max = 0.0;  ///< inclusive; both 0 without a total
  double goal_correlation = 0.0;            ///< for goal_attainment
  std::span<const double> table = {};       ///< standard scores of the whole sums, from the least sum on
  std::span<const ItemGroup> groups = {};   ///< for sum_of_group_maxima
  std::span<const Subscale> subscales = {};
  MissingRule missing = {};

  Figures figures = {};  ///< of the total
  std::span<const Algorithm> algorithms = {};
  std::span<const RiskItem> risk = {};
  WorkedExample example = {};
  Provenance scoring_from = {};  ///< of items, ranges, keys and the total's rule

  [[nodiscard]] constexpr bool has_total() const { return total != TotalRule::none; }
  /// The smallest difference between two totals, 0 where totals are not on a grid.
  [[nodiscard]] constexpr double step() const {
    const bool whole =
        total == TotalRule::sum || total == TotalRule::sum_of_group_maxima || total == TotalRule::sum_of_subscales;
    return whole && table.empty() ? multiplier : 0.0;
  }
  /// +1 when higher is better, -1 when lower is: multiply a change by it and positive is improvement.
  [[nodiscard]] constexpr double better() const { return oncourse::better(direction); }
  [[nodiscard]] constexpr ItemSet scored() const { return ItemSet::range(1, items) - unscored; }
};

/// The same questionnaire, be it another copy of its definition: two shared libraries each have their own.
constexpr bool same_instrument(const Instrument& a, const Instrument& b) { return &a == &b || a.id == b.id; }

/// Totals of the one can be read as totals of the other.
constexpr bool same_scale(const Instrument& a, const Instrument& b) {
  return &a == &b || (a.total_min == b.total_min && a.total_max == b.total_max && a.direction == b.direction);
}

/// The inclusive range of one item's answers.
struct AnswerRange {
  int min, max;
  int step = 1;

  [[nodiscard]] constexpr bool allows(int answer) const {
    return answer >= min && answer <= max && (step == 1 || (answer - min) % step == 0);
  }
};
constexpr AnswerRange answer_range(const Instrument& q, int item) {
  for (const ItemRange& exception : q.ranges)
    if (exception.items.contains(item)) return {exception.min, exception.max, exception.step};
  return {q.item_min, q.item_max};
}

/// The severity band of a total, or nullptr where the instrument has no bands.
constexpr const Band* band_of(const Instrument& q, double total) { return band_of(q.figures.bands, total); }

}  // namespace oncourse

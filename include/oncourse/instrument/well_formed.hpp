// well_formed.hpp: a definition that contradicts itself does not compile.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

/// The first thing wrong with a definition, empty where nothing is. For definitions read from files it is the
/// message; for those that ship it is a static_assert.
constexpr std::string_view defect(const Instrument& q) {
  const auto near = [](double a, double b) { return a - b < 1e-9 && b - a < 1e-9; };
  const auto on_form = [&](int item) { return item >= 1 && item <= q.items; };
  const auto scored = [&](int item) { return on_form(item) && !contains(q.unscored, item); };
  const auto in_total = [&](double value) { return value >= q.total_min && value <= q.total_max; };
  const auto holds = [](int min, int max) { return min > blank && max <= std::numeric_limits<Answer>::max(); };
  const auto sourced = [](const Provenance& from) { return !from.source.empty(); };
  const auto distinct_on_form = [&](ItemList list) {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (!on_form(list[i]) || contains(list.first(i), list[i])) return false;
    return true;
  };

  if (q.id.empty() || q.name.empty() || q.construct.empty()) return "id, name or construct is empty";
  for (const char c : q.id)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
      return "an id is written in a-z, 0-9, - and .";
  if (q.licence.empty() || q.citation.empty()) return "licence or citation is empty";
  if (!sourced(q.scoring_from)) return "the scoring has no source";
  if (!(q.total_min < q.total_max)) return "total_min is not below total_max";
  if (!(q.total_min > -1e9 && q.total_max < 1e9)) return "total_min or total_max is out of all proportion";
  if (!(q.multiplier > 0.0)) return "the multiplier is not positive";

  // the form
  if (q.items < 0 || q.items > 255) return "items is outside 0..255";
  if (q.items > 0 && q.item_min >= q.item_max) return "item_min is not below item_max";
  if (q.items > 0 && !holds(q.item_min, q.item_max)) return "the item range contains the blank or is too large";
  for (std::size_t i = 0; i < q.ranges.size(); ++i) {
    const ItemRange& range = q.ranges[i];
    if (!on_form(range.first) || !on_form(range.last) || range.first > range.last)
      return "a range names items that are not on the form";
    if (range.min >= range.max || !holds(range.min, range.max))
      return "a range is empty, contains the blank or is too large";
    for (const ItemRange& earlier : q.ranges.first(i))
      if (range.first <= earlier.last && earlier.first <= range.last) return "two ranges overlap";
  }
  if (!distinct_on_form(q.unscored)) return "unscored repeats an item or leaves the form";
  if (!distinct_on_form(q.reversed)) return "reversed repeats an item or leaves the form";
  for (const int item : q.reversed)
    if (!scored(item)) return "a reversed item is not scored";

  // its parts
  if (q.subscales.size() > max_subscales) return "more than max_subscales subscales";
  for (std::size_t i = 0; i < q.subscales.size(); ++i) {
    const Subscale& subscale = q.subscales[i];
    if (subscale.id.empty() || subscale.name.empty()) return "a subscale has no id or name";
    if (subscale.items.empty()) return "a subscale is empty";
    if (!distinct_on_form(subscale.items)) return "a subscale repeats an item or leaves the form";
    for (const int item : subscale.items)
      if (!scored(item)) return "a subscale has an item that is not scored";
    for (const Subscale& earlier : q.subscales.first(i))
      if (earlier.id == subscale.id) return "two subscales have one id";
  }
  const bool grouped = q.total == TotalRule::sum_of_group_maxima;
  if (grouped == q.groups.empty() && q.items > 0) return "groups are for sum_of_group_maxima, which needs them";
  for (const ItemGroup& group : q.groups) {
    if (group.name.empty() || group.items.empty()) return "a group has no name or no items";
    if (!distinct_on_form(group.items)) return "a group repeats an item or leaves the form";
  }
  for (int item = 1; grouped && item <= q.items; ++item) {
    int member_of = 0;
    for (const ItemGroup& group : q.groups)
      if (contains(group.items, item)) ++member_of;
    if (member_of != (scored(item) ? 1 : 0)) return "the groups do not partition the scored items";
  }
  for (std::size_t i = 0; i < q.either.size(); ++i) {
    const EitherItem& pair = q.either[i];
    if (!scored(pair.one) || !scored(pair.other) || pair.one >= pair.other)
      return "an either-or pair is not two scored items in order";
    bool in_one_group = false;
    for (const ItemGroup& group : q.groups)
      if (contains(group.items, pair.one) && contains(group.items, pair.other)) in_one_group = true;
    if (!in_one_group) return "an either-or pair is not in one group";
    for (const EitherItem& earlier : q.either.first(i))
      if (earlier.one == pair.one || earlier.one == pair.other || earlier.other == pair.one ||
          earlier.other == pair.other)
        return "an item is in two either-or pairs";
  }
  if (q.risk.size() > max_risk_items) return "more than max_risk_items risk items";
  for (const RiskItem& risk : q.risk) {
    if (!on_form(risk.item)) return "a risk item is not on the form";
    const AnswerRange range = answer_range(q, risk.item);
    if (risk.threshold <= range.min || risk.threshold > range.max) return "a risk threshold flags everyone or no one";
    if (risk.meaning.empty()) return "a risk item has no meaning";
  }

  // the total's range is what the rule gives at the extremes
  if (q.items > 0) {
    int countable = 0;
    double lowest = 0.0, highest = 0.0;
    const auto add = [&](double low, double high) {
      lowest += low;
      highest += high;
    };
    for (int item = 1; item <= q.items; ++item)
      if (counts(q, item)) ++countable;
    if (countable == 0) return "no item is scored";

    if (q.total == TotalRule::sum || q.total == TotalRule::mean) {
      const double share = q.total == TotalRule::mean ? countable : 1.0;
      for (int item = 1; item <= q.items; ++item)
        if (scored(item)) add(answer_range(q, item).min / share, answer_range(q, item).max / share);
    } else if (q.total == TotalRule::sum_of_group_maxima) {
      for (const ItemGroup& group : q.groups) {
        AnswerRange widest = answer_range(q, group.items[0]);
        for (const int item : group.items) {
          widest.min = std::max(widest.min, answer_range(q, item).min);
          widest.max = std::max(widest.max, answer_range(q, item).max);
        }
        add(widest.min, widest.max);
      }
    } else {
      if (q.subscales.empty()) return "mean_of_subscales needs subscales";
      const double subscales = static_cast<double>(q.subscales.size());
      std::int64_t ways = 1;
      for (const Subscale& subscale : q.subscales)
        if ((ways *= std::ssize(subscale.items)) > 10'000'000'000) return "too many subscales for an exact mean";
      for (const Subscale& subscale : q.subscales) {
        const double share =
            subscales * (subscale.combine == Combine::mean ? static_cast<double>(subscale.items.size()) : 1.0);
        for (const int item : subscale.items) add(answer_range(q, item).min / share, answer_range(q, item).max / share);
      }
    }
    if (!near(q.total_min, q.multiplier * lowest) || !near(q.total_max, q.multiplier * highest))
      return "total_min or total_max is not what the rule gives at the extremes";

    const bool up_to = q.missing.kind == MissingRule::Kind::up_to;
    if (up_to ? q.missing.limit < 1 || q.missing.limit >= countable : q.missing.limit != 0)
      return "the limit of the rule for blanks is outside 1..items-1, or belongs to no rule";
    if (!q.example.answers.empty()) {
      if (q.example.answers.size() != static_cast<std::size_t>(q.items))
        return "the worked example has another number of items";
      for (int item = 1; item <= q.items; ++item) {
        const Answer answer = q.example.answers[static_cast<std::size_t>(item - 1)];
        if (answer < answer_range(q, item).min || answer > answer_range(q, item).max)
          return "the worked example leaves the scale or has a blank";
      }
      if (!near(score_accepted(q, q.example.answers).total, q.example.total))
        return "the worked example scores differently";
    }
  } else if (!q.ranges.empty() || !q.subscales.empty() || !q.either.empty() || !q.groups.empty() ||
             !q.example.answers.empty()) {
    return "without items there is nothing to score";
  }
  if (q.missing.kind != MissingRule::Kind::none && !sourced(q.missing.from)) return "the rule for blanks has no source";

  // how to read it
  for (std::size_t i = 0; i < q.bands.size(); ++i) {
    if (q.bands[i].label.empty()) return "a band has no label";
    if (i == 0 && q.bands[i].from != q.total_min) return "the first band does not start at total_min";
    if (i > 0 && !(q.bands[i - 1].from < q.bands[i].from)) return "the bands do not ascend";
    if (!in_total(q.bands[i].from)) return "a band starts outside the total's range";
  }
  if (!q.bands.empty() && !sourced(q.bands_from)) return "the bands have no source";
  for (const Cutoff& cutoff : q.cutoffs) {
    if (!in_total(cutoff.value)) return "a cut-off is outside the total's range";
    if (cutoff.purpose.empty() || cutoff.population.empty() || !sourced(cutoff.from))
      return "a cut-off has no purpose, population or source";
  }
  for (const Norm& norm : q.norms) {
    if (!in_total(norm.mean) || !(norm.sd > 0.0) || norm.sd > q.total_max - q.total_min || norm.n < 2)
      return "a norm is impossible";
    if (norm.population.empty() || !sourced(norm.from)) return "a norm has no population or source";
  }
  for (const Reliability& reliability : q.reliabilities) {
    if (!(reliability.value > 0.0 && reliability.value < 1.0)) return "a reliability is outside (0, 1)";
    if (reliability.kind.empty() || reliability.population.empty() || !sourced(reliability.from))
      return "a reliability has no kind, population or source";
  }
  for (const auto differences : {q.reliable_change, q.important_change})
    for (const Difference& difference : differences) {
      if (!(difference.points > 0.0) || difference.points > q.total_max - q.total_min)
        return "a difference is impossible";
      if (difference.basis.empty() || !sourced(difference.from)) return "a difference has no basis or source";
    }
  for (const Difference& difference : q.reliable_change)
    if (difference.of != Difference::Of::change) return "a reliable change counts in both directions";
  return {};
}

constexpr bool well_formed(const Instrument& q) { return defect(q).empty(); }

}  // namespace oncourse

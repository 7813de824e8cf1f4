// well_formed.hpp: a definition that contradicts itself does not compile.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "oncourse/instrument/figures.hpp"
#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/scale.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

/// What is wrong with a definition and where, as its document writes it: subscales[1].items.
struct Defect {
  std::string_view what;  ///< empty: nothing
  std::string_view member;
  int index = -1;              ///< in that list, -1: it is none
  std::string_view part = {};  ///< a member of the element
  int part_index = -1;

  constexpr explicit operator bool() const { return !what.empty(); }
};

/// Figures of a scale from `least` to `most`.
constexpr Defect defect(const Figures& figures, double least, double most) {
  const auto inside = [&](double value) { return value >= least && value <= most; };
  const auto sourced = [](const Provenance& from) { return !from.source.empty(); };
  const auto tiles = [&](std::span<const Band> bands) -> std::string_view {
    for (std::size_t i = 0; i < bands.size(); ++i) {
      if (bands[i].label.empty()) return "a band has no label";
      if (i == 0 && bands[i].from != least) return "the first band does not start at the least score";
      if (i > 0 && !(bands[i - 1].from < bands[i].from)) return "the bands do not ascend";
      if (!inside(bands[i].from)) return "a band starts outside the range";
    }
    return {};
  };
  if (const auto what = tiles(figures.bands); !what.empty()) return {what, "bands"};
  if (!figures.bands.empty() && !sourced(figures.bands_from)) return {"the bands have no source", "bands_source"};
  for (int i = 0; const Banding& banding : figures.other_bands) {
    if (const auto what = tiles(banding.bands); !what.empty()) return {what, "other_bands", i, "bands"};
    for (const Banding& earlier : figures.other_bands.first(static_cast<std::size_t>(i)))
      if (earlier.name == banding.name) return {"two divisions have one name", "other_bands", i, "name"};
    if (banding.name.empty() || banding.bands.empty() || !sourced(banding.from))
      return {"other bands have no name, source or band", "other_bands", i};
    ++i;
  }
  for (int i = 0; const Cutoff& cutoff : figures.cutoffs) {
    if (!inside(cutoff.value)) return {"a cut-off is outside the range", "cutoffs", i, "value"};
    if (cutoff.population.empty() || !sourced(cutoff.from))
      return {"a cut-off has no population or source", "cutoffs", i};
    for (const Cutoff& earlier : figures.cutoffs.first(static_cast<std::size_t>(i)))
      if (earlier.purpose == cutoff.purpose && earlier.population == cutoff.population)
        return {"two cut-offs are for one purpose and population", "cutoffs", i};
    ++i;
  }
  for (int i = 0; const Norm& norm : figures.norms) {
    if (!inside(norm.mean) || !(norm.sd > 0.0) || norm.sd > most - least || norm.n < 0 || norm.n == 1)
      return {"a norm is impossible", "norms", i};
    if (norm.population.empty() || !sourced(norm.from)) return {"a norm has no population or source", "norms", i};
    for (const Norm& earlier : figures.norms.first(static_cast<std::size_t>(i)))
      if (earlier.population == norm.population) return {"two norms are of one population", "norms", i};
    ++i;
  }
  for (int i = 0; const Reliability& reliability : figures.reliabilities) {
    if (!(reliability.value > 0.0 && reliability.value < 1.0))
      return {"a reliability is outside (0, 1)", "reliability", i, "value"};
    if (reliability.kind.empty() || reliability.population.empty() || !sourced(reliability.from))
      return {"a reliability has no kind, population or source", "reliability", i};
    ++i;
  }
  for (const bool reliable : {true, false}) {
    const std::string_view member = reliable ? "reliable_change" : "important_change";
    for (int i = 0; const Difference& difference : reliable ? figures.reliable_change : figures.important_change) {
      if (!(difference.points > 0.0) || difference.points > most - least)
        return {"a difference is impossible", member, i, "points"};
      if (difference.basis.empty() || !sourced(difference.from))
        return {"a difference has no basis or source", member, i};
      if (reliable && difference.of != Difference::Of::change)
        return {"a reliable change counts in both directions", member, i, "of"};
      if (const auto& c = difference.computed)
        if (!reliable || !(c->sd > 0.0) || !(c->reliability > 0.0 && c->reliability < 1.0) ||
            !(c->level > 0.5 && c->level < 1.0))
          return {"what a reliable change is computed from is impossible", member, i, "computed"};
      ++i;
    }
  }
  return {};
}

/// The first thing wrong with a definition. For definitions read from files it is the message; for those that ship it
/// is a static_assert.
constexpr Defect defect(const Instrument& q) {
  const auto near = [](double a, double b) { return a - b < 1e-9 && b - a < 1e-9; };
  const ItemSet form = ItemSet::range(1, q.items > 0 && q.items <= ItemSet::most ? q.items : 0);
  const ItemSet scored = form - q.unscored;
  const auto holds = [](int min, int max) { return min > blank && max <= std::numeric_limits<Answer>::max(); };
  const auto sourced = [](const Provenance& from) { return !from.source.empty(); };
  const auto id_like = [](std::string_view id) {
    for (const char c : id)
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':')) return false;
    return !id.empty();
  };

  const auto is_column = [](std::string_view id) {
    for (const std::string_view column : {"line", "status", "total", "answered", "prorated", "band", "detail"})
      if (id == column) return true;
    return false;
  };

  if (!id_like(q.id)) return {"an id is written in a-z, 0-9, -, . and :", "id"};
  if (q.name.empty()) return {"it is empty", "name"};
  if (q.construct.empty()) return {"it is empty", "construct"};
  if (q.licence.empty()) return {"it is empty", "licence"};
  if (q.citation.empty()) return {"it is empty", "citation"};
  if (!sourced(q.scoring_from)) return {"the scoring has no source", "scoring"};
  if (q.domains.empty()) return {"no domain is named", "domains"};
  if (q.has_total() ? !(q.total_min < q.total_max) : q.total_min != 0.0 || q.total_max != 0.0)
    return {"the least must lie below the greatest, and both be 0 without a total", "total"};
  if (!(q.total_min > -1e9 && q.total_max < 1e9)) return {"the range is out of all proportion", "total"};
  if (!(q.multiplier > 0.0)) return {"it is not above 0", "multiplier"};

  // the form
  if (q.items < 0 || q.items > ItemSet::most) return {"a form has 0 to 128 items", "items"};
  if (q.items > 0 && (q.item_min >= q.item_max || !holds(q.item_min, q.item_max)))
    return {"the range of answers is empty, contains the blank or is too large", "answers"};
  ItemSet seen;
  for (int i = 0; const ItemRange& range : q.ranges) {
    if (range.items.empty() || !form.contains_all(range.items))
      return {"it names items that are not on the form", "answer_exceptions", i, "items"};
    if (range.min >= range.max || !holds(range.min, range.max) || range.step < 1 ||
        (range.max - range.min) % range.step)
      return {"the range of answers is empty, contains the blank, is too large or not in steps", "answer_exceptions",
              i};
    if (!(seen & range.items).empty()) return {"two exceptions are for one item", "answer_exceptions", i, "items"};
    seen = seen | range.items;
    ++i;
  }
  seen = {};
  for (int i = 0; const ItemPoints& key : q.points) {
    if (key.items.empty() || !form.contains_all(key.items))
      return {"it names items that are not on the form", "points", i, "items"};
    if (!(seen & (key.items | q.reversed)).empty() || !(key.items & q.reversed).empty())
      return {"two keys are for one item, or it is reversed too", "points", i, "items"};
    for (const int item : key.items) {
      const AnswerRange range = answer_range(q, item);
      if (key.first != range.min || range.step != 1 || std::ssize(key.points) != range.max - range.min + 1)
        return {"the points are not one for every answer", "points", i, "points"};
    }
    seen = seen | key.items;
    ++i;
  }
  for (int i = 0; const Coding& coding : q.codings) {
    for (const Coding& earlier : q.codings.first(static_cast<std::size_t>(i)))
      if (earlier.id == coding.id) return {"two codings have one id", "codings", i, "id"};
    ItemSet coded;
    if (coding.id.empty() || coding.name.empty() || coding.answers.empty() || !sourced(coding.from))
      return {"a coding has no id, name, answers or source", "codings", i};
    for (const ItemPoints& part : coding.answers) {
      if (part.items.empty() || part.points.empty() || !form.contains_all(part.items))
        return {"it names no answers, or items that are not on the form", "codings", i};
      if (!(coded & part.items).empty()) return {"an item is in two of its parts", "codings", i, "answers"};
      coded = coded | part.items;
      for (const int item : part.items)
        for (const Answer answer : part.points)
          if (!answer_range(q, item).allows(answer)) return {"it leads to an answer off the scale", "codings", i};
    }
    ++i;
  }
  if (!form.contains_all(q.unscored)) return {"it leaves the form", "unscored"};
  if (!scored.contains_all(q.reversed)) return {"an item is not on the form or not scored", "reversed"};
  if (!q.weights.empty()) {
    if (std::ssize(q.weights) != q.items) return {"there is not one weight for every item", "weights"};
    const bool plain = q.total == TotalRule::sum && q.algorithms.empty() && q.legal_blanks.empty();
    if (!(plain || q.total == TotalRule::goal_attainment) || q.missing.kind != MissingRule::Kind::none ||
        !q.subscales.empty())
      return {"weights are for goals, and for sums without subscales, algorithms and any leave for blanks", "weights"};
    for (const int weight : q.weights)
      if (weight == 0 || weight > 1000 || weight < -1000 || (weight < 0 && q.total == TotalRule::goal_attainment))
        return {"a weight is 0, too large, or negative for a goal", "weights"};
  }
  const auto possible = [&](const Criterion& criterion) {
    return criterion.least >= 0 && criterion.most >= criterion.least && form.contains_all(criterion.of[0].items) &&
           form.contains_all(criterion.of[1].items) && (criterion.of[0].items & criterion.of[1].items).empty() &&
           criterion.least <= criterion.of[0].items.size() + criterion.of[1].items.size();
  };
  for (int i = 0; const LegalBlank& legal : q.legal_blanks) {
    if (legal.items.empty() || !form.contains_all(legal.items))
      return {"it leaves the form", "legal_blanks", i, "items"};
    if (legal.when_words.empty() || !sourced(legal.from)) return {"it has no words or source", "legal_blanks", i};
    if (!possible(legal.when)) return {"the criterion is impossible", "legal_blanks", i, "when"};
    ++i;
  }

  // its parts
  if (q.subscales.size() > max_subscales) return {"there are more than 9", "subscales"};
  for (int i = 0; const Subscale& subscale : q.subscales) {
    if (!id_like(subscale.id) || subscale.name.empty()) return {"a subscale has no id or name", "subscales", i};
    if (subscale.items.empty() || !form.contains_all(subscale.items))
      return {"a subscale is empty or leaves the form", "subscales", i, "items"};
    if (is_column(subscale.id)) return {"a table of scores has a column of this name", "subscales", i, "id"};
    for (const Subscale& earlier : q.subscales.first(static_cast<std::size_t>(i)))
      if (earlier.id == subscale.id) return {"two subscales have one id", "subscales", i, "id"};
    ++i;
  }
  const bool grouped = q.total == TotalRule::sum_of_group_maxima;
  if (grouped == q.groups.empty() && q.items > 0)
    return {"groups are for sum_of_group_maxima, which needs them", "groups"};
  seen = {};
  for (int i = 0; const ItemGroup& group : q.groups) {
    if (group.name.empty() || group.items.empty()) return {"a group has no name or no items", "groups", i};
    if (!scored.contains_all(group.items) || !(seen & group.items).empty())
      return {"a group has an item of another, or one that is not scored", "groups", i, "items"};
    seen = seen | group.items;
    ++i;
  }
  if (grouped && q.items > 0 && seen != scored) return {"the groups leave out a scored item", "groups"};
  if ((q.goal_correlation != 0.0) > (q.total == TotalRule::goal_attainment) ||
      !(q.goal_correlation >= 0.0 && q.goal_correlation < 1.0))
    return {"it is for goal_attainment, in [0, 1)", "goal_correlation"};
  if (q.algorithms.size() > max_algorithms) return {"there are more than 2", "algorithms"};
  for (int i = 0; const Algorithm& algorithm : q.algorithms) {
    if (!id_like(algorithm.id) || algorithm.name.empty() || !sourced(algorithm.from))
      return {"an algorithm has no id, name or source", "algorithms", i};
    if (is_column(algorithm.id)) return {"a table of scores has a column of this name", "algorithms", i, "id"};
    for (const Subscale& subscale : q.subscales)
      if (subscale.id == algorithm.id) return {"a subscale has this id", "algorithms", i, "id"};
    for (const Algorithm& earlier : q.algorithms.first(static_cast<std::size_t>(i)))
      if (earlier.id == algorithm.id) return {"two algorithms have one id", "algorithms", i, "id"};
    bool asks = false;
    for (const Criterion& criterion : algorithm.criteria) {
      if (!possible(criterion)) return {"a criterion is impossible", "algorithms", i, "criteria"};
      asks = asks || !criterion.of[0].items.empty();
    }
    if (!asks) return {"an algorithm asks nothing", "algorithms", i, "criteria"};
    ++i;
  }
  if (q.risk.size() > max_risk_items) return {"there are more than 6", "risk"};
  for (int i = 0; const RiskItem& risk : q.risk) {
    if (!form.contains(risk.item)) return {"a risk item is not on the form", "risk", i, "item"};
    for (const RiskItem& earlier : q.risk.first(static_cast<std::size_t>(i)))
      if (earlier.item == risk.item) return {"an item is a risk item twice", "risk", i, "item"};
    const AnswerRange range = answer_range(q, risk.item);
    if (risk.threshold <= range.min || risk.threshold > range.max)
      return {"a risk threshold flags everyone or no one", "risk", i, "at_least"};
    if (risk.meaning.empty() || !sourced(risk.from)) return {"a risk item has no meaning or source", "risk", i};
    ++i;
  }

  // the total's range is what the rule gives at the extremes
  const bool by_items =
      q.total != TotalRule::sum_of_subscales && q.total != TotalRule::mean_of_subscales && q.total != TotalRule::none;
  if (q.items > 0) {
    if (scored.empty()) return {"no item is scored", "unscored"};
    double lowest = q.total_min, highest = q.total_max;
    if (!by_items) {
      if (q.subscales.empty()) return {"the rule needs them", "subscales"};
      lowest = highest = 0.0;
      std::int64_t ways = 1;
      for (int k = 0; const Subscale& subscale : q.subscales) {
        const bool same_unit = subscale.multiplier == q.multiplier && subscale.table.empty() &&
                               (q.total == TotalRule::mean_of_subscales || subscale.combine == Combine::sum);
        if (q.has_total() && !same_unit) return {"the total's rule adds scores of one multiplier", "subscales", k};
        ++k;
        const ScoreRange range = score_range(q, subscale.items, subscale.combine, q.multiplier, {});
        const double share = q.total == TotalRule::mean_of_subscales ? static_cast<double>(q.subscales.size()) : 1.0;
        lowest += range.min / share;
        highest += range.max / share;
        if ((ways *= subscale.items.size()) > 10'000'000'000)
          return {"there are too many for an exact mean", "subscales"};
      }
    } else if (grouped) {
      lowest = highest = 0.0;
      for (const ItemGroup& group : q.groups) {
        AnswerRange widest = keyed_range(q, group.items.front());
        for (const int item : group.items) {
          widest.min = std::max(widest.min, keyed_range(q, item).min);
          widest.max = std::max(widest.max, keyed_range(q, item).max);
        }
        lowest += q.multiplier * widest.min;
        highest += q.multiplier * widest.max;
      }
    } else if (q.total == TotalRule::goal_attainment) {
      if (!q.ranges.empty() || !q.points.empty() || !q.reversed.empty() || !q.unscored.empty())
        return {"goals have one range of levels and no keys", "rule"};
      // equal weights reach furthest
      const double n = q.items;
      lowest = goal_attainment_t(n * q.item_min, n, n, q.goal_correlation);
      highest = goal_attainment_t(n * q.item_max, n, n, q.goal_correlation);
    } else {
      const Combine combine = q.total == TotalRule::mean ? Combine::mean : Combine::sum;
      const SumRange sums = sum_range(q, scored);
      if (!q.table.empty() && std::ssize(q.table) != sums.max - sums.min + 1)
        return {"there is not one score for every sum", "table"};
      for (std::size_t i = 1; i < q.table.size(); ++i)
        if (!(q.table[i - 1] < q.table[i])) return {"the scores do not ascend", "table"};
      const ScoreRange range = score_range(q, scored, combine, q.multiplier, q.table);
      lowest = range.min;
      highest = range.max;
    }
    if (q.has_total() && (!near(q.total_min, lowest) || !near(q.total_max, highest)))
      return {"the range is not what the rule gives at the extremes", "total"};
    if (!q.table.empty() && (q.total != TotalRule::sum || q.missing.kind != MissingRule::Kind::none))
      return {"a table is for sums of complete sheets", "table"};

    using Kind = MissingRule::Kind;
    const bool filled_by_rule = q.total == TotalRule::sum || q.total == TotalRule::mean || grouped;
    const bool of_subscales = q.total == TotalRule::mean_of_subscales && q.missing.kind != Kind::up_to;
    if (q.missing.kind != Kind::none && !filled_by_rule && !of_subscales)
      return {"this rule for the total has none of its own for blanks: its subscales may", "missing", -1, "kind"};
    if (q.missing.fill != MissingRule::Fill::mean && (grouped || !filled_by_rule || q.missing.kind == Kind::none))
      return {"nothing is filled so under this rule", "missing", -1, "fill"};
    if (q.missing.kind != Kind::none && filled_by_rule)
      for (const int item : scored) {
        const AnswerRange one = keyed_range(q, item), first = keyed_range(q, scored.front());
        if (one.min != first.min || one.max != first.max)
          return {"blanks cannot be filled by others where items have different ranges", "missing", -1, "kind"};
      }
    if (q.multiplier != 1.0 && (q.total == TotalRule::goal_attainment || !q.has_total()))
      return {"this rule has no multiplier", "multiplier"};
    const bool up_to = q.missing.kind == MissingRule::Kind::up_to;
    const int countable = scored.size();
    if (up_to ? q.missing.limit < 1 || q.missing.limit >= countable : q.missing.limit != 0)
      return {"the limit is outside 1..items-1, or belongs to no rule", "missing", -1, "limit"};
  } else if (!q.ranges.empty() || !q.points.empty() || !q.codings.empty() || !q.legal_blanks.empty() ||
             !q.subscales.empty() || !q.groups.empty() || !q.table.empty() || !q.algorithms.empty() ||
             !q.example.answers.empty() || q.item_min != 0 || q.item_max != 0) {
    return {"without items there is nothing to score", "items"};
  } else if (!q.has_total()) {
    return {"without items there must be a total", "rule"};
  }
  for (int k = 0; const Subscale& subscale : q.subscales) {
    const Defect inner = defect(scale_of(q, subscale, subscale.id, subscale.name));
    if (inner) return {inner.what, "subscales", k, inner.member, inner.index};
    ++k;
  }
  if (q.missing.kind != MissingRule::Kind::none && !sourced(q.missing.from))
    return {"the rule for blanks has no source", "missing", -1, "source"};
  if (!q.example.answers.empty()) {
    Score worked;
    if (score_into(q, q.example.answers, Prorating::never, worked))
      return {"the worked example cannot be scored", "example", -1, "answers"};
    if (!q.has_total() || !near(worked.total, q.example.total))
      return {"the worked example scores differently", "example", -1, "total"};
  }
  const Figures& of_total = q.figures;
  if (!q.has_total() &&
      !(of_total.bands.empty() && of_total.cutoffs.empty() && of_total.norms.empty() &&
        of_total.reliabilities.empty() && of_total.reliable_change.empty() && of_total.important_change.empty()))
    return {"there is no total for figures to be of", "rule"};
  return defect(q.figures, q.total_min, q.total_max);
}

constexpr bool well_formed(const Instrument& q) { return !defect(q); }

}  // namespace oncourse

// keyed_sheet.hpp: answers as points, and which of them are there.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

enum class Prorating {
  published_rule,  ///< fill blanks by the instrument's rule where that rule is published
  convention,      ///< also where it is common practice only
  never,           ///< any blank refuses, unless the form itself allows it
};

/// What an answer contributes: its points, mirrored in the item's own range where the item is reversed.
///
///   answer  inside the item's range
constexpr int keyed_response(const Instrument& q, int item, Answer answer) {
  for (const ItemPoints& key : q.points)
    if (key.items.contains(item)) return key.points[static_cast<std::size_t>(answer - key.first)];
  if (!q.reversed.contains(item)) return answer;
  const AnswerRange range = answer_range(q, item);
  return range.min + range.max - answer;
}

/// The least and greatest that an item can contribute.
constexpr AnswerRange keyed_range(const Instrument& q, int item) {
  AnswerRange out = answer_range(q, item);
  for (const ItemPoints& key : q.points)
    if (key.items.contains(item)) {
      out = {key.points.front(), key.points.front()};
      for (const int points : key.points) {
        if (points < out.min) out.min = points;
        if (points > out.max) out.max = points;
      }
    }
  if (q.weights.empty() || q.total == TotalRule::goal_attainment) return out;
  const int weight = q.weights[static_cast<std::size_t>(item - 1)];
  return weight > 0 ? AnswerRange{out.min * weight, out.max * weight} : AnswerRange{out.max * weight, out.min * weight};
}

/// A sheet whose answers are all on their scales.
struct KeyedSheet {
  std::array<std::int32_t, ItemSet::most + 1> points;  ///< by item number; only of those given or excused
  ItemSet given;                                       ///< answered
  ItemSet excused;                                     ///< legally blank: they have their least points

  [[nodiscard]] constexpr ItemSet missing(ItemSet of) const { return of - given - excused; }
};

/// Whether a criterion holds on a sheet; nullopt where blanks leave it open.
constexpr std::optional<bool> holds(const Criterion& criterion, const KeyedSheet& sheet) {
  int sure = 0, open = 0;
  for (const Endorsed& part : criterion.of) {
    if (part.items.empty()) continue;
    (part.items & sheet.given).for_each([&](int item) {
      sure += sheet.points[static_cast<std::size_t>(item)] >= part.at_least ? 1 : 0;
    });
    if (const ItemSet missing = sheet.missing(part.items); !missing.empty()) open += missing.size();
  }
  if (sure >= criterion.least && sure + open <= criterion.most) return true;
  if (sure + open < criterion.least || sure > criterion.most) return false;
  return std::nullopt;
}

/// Whether all criteria hold; one that surely fails settles it, whatever is blank.
constexpr std::optional<bool> holds(const Algorithm& algorithm, const KeyedSheet& sheet) {
  std::optional<bool> all = true;
  for (const Criterion& criterion : algorithm.criteria) {
    if (criterion.of[0].items.empty()) continue;
    const std::optional<bool> one = holds(criterion, sheet);
    if (one == false) return false;
    if (!one) all = std::nullopt;
  }
  return all;
}

/// Turns answers into points.
///
///   answers  one per item
///   result   0, or the first item whose answer is off its scale: the sheet then means nothing
constexpr int key(const Instrument& q, std::span<const Answer> answers, Prorating how, KeyedSheet& sheet) {
  bool blanks = false;
  if (q.ranges.empty() && q.points.empty() && q.weights.empty()) {
    for (int item = 1; item <= q.items; ++item) {
      const Answer answer = answers[static_cast<std::size_t>(item - 1)];
      sheet.points[static_cast<std::size_t>(item)] = answer;
      if (answer >= q.item_min && answer <= q.item_max) continue;
      if (answer != blank) return item;
      blanks = true;
    }
    const int mirror = q.item_min + q.item_max;
    q.reversed.for_each([&](int item) {
      std::int32_t& points = sheet.points[static_cast<std::size_t>(item)];
      points = mirror - points;  // of a blank it is never read
    });
  } else {
    for (int item = 1; item <= q.items; ++item) {
      const Answer answer = answers[static_cast<std::size_t>(item - 1)];
      blanks = blanks || answer == blank;
      if (answer == blank) continue;
      if (!answer_range(q, item).allows(answer)) return item;
      std::int32_t& points = sheet.points[static_cast<std::size_t>(item)];
      points = keyed_response(q, item, answer);
      if (!q.weights.empty() && q.total != TotalRule::goal_attainment)
        points *= q.weights[static_cast<std::size_t>(item - 1)];
    }
  }
  sheet.given = ItemSet::range(1, q.items);
  if (!blanks) return 0;
  for (int item = 1; item <= q.items; ++item)
    if (answers[static_cast<std::size_t>(item - 1)] == blank) sheet.given = sheet.given - ItemSet::range(item, item);
  for (const LegalBlank& legal : q.legal_blanks) {
    const ItemSet open = legal.items - sheet.given;
    if (open.empty() || (legal.from.status == Status::convention && how != Prorating::convention)) continue;
    if (holds(legal.when, sheet) != true) continue;
    for (const int item : open) sheet.points[static_cast<std::size_t>(item)] = keyed_range(q, item).min;
    sheet.excused = sheet.excused | open;
  }
  return 0;
}

}  // namespace oncourse

// sheets.hpp: answer sheets for the tests of the instruments.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse::sheets {

using Sheet = std::vector<Answer>;

inline Answer at(const Sheet& sheet, int item) { return sheet[static_cast<std::size_t>(item - 1)]; }
inline Answer& at(Sheet& sheet, int item) { return sheet[static_cast<std::size_t>(item - 1)]; }

/// The first answer to an item that contributes so many points.
inline Answer answer_worth(const Instrument& q, int item, int points) {
  const AnswerRange range = answer_range(q, item);
  for (int answer = range.min; answer <= range.max; answer += range.step)
    if (keyed_response(q, item, static_cast<Answer>(answer)) == points) return static_cast<Answer>(answer);
  ADD_FAILURE() << q.id << ": no answer to item " << item << " is worth " << points;
  return blank;
}
/// Every item with the same keyed response.
inline Sheet keyed_alike(const Instrument& q, int response) {
  Sheet sheet;
  for (int item = 1; item <= q.items; ++item) sheet.push_back(answer_worth(q, item, response));
  return sheet;
}
/// Every item with its least keyed response, or its greatest.
inline Sheet lowest(const Instrument& q) {
  Sheet sheet;
  for (int item = 1; item <= q.items; ++item) sheet.push_back(answer_worth(q, item, keyed_range(q, item).min));
  return sheet;
}
inline Sheet highest(const Instrument& q) {
  Sheet sheet;
  for (int item = 1; item <= q.items; ++item) sheet.push_back(answer_worth(q, item, keyed_range(q, item).max));
  return sheet;
}

inline Sheet any_sheet(const Instrument& q, std::mt19937_64& random) {
  Sheet sheet;
  for (int item = 1; item <= q.items; ++item) {
    const AnswerRange range = answer_range(q, item);
    const int steps = std::uniform_int_distribution<int>(0, (range.max - range.min) / range.step)(random);
    sheet.push_back(static_cast<Answer>(range.min + steps * range.step));
  }
  return sheet;
}

/// Those that ship with their items.
inline std::vector<const Instrument*> with_items() {
  std::vector<const Instrument*> out;
  for (const Instrument* q : catalogue())
    if (q->items > 0) out.push_back(q);
  return out;
}

/// Leaves `count` items blank, drawn from those for which `may` holds.
template <class May>
Sheet with_blanks(Sheet sheet, int count, std::mt19937_64& random, May may) {
  std::vector<int> items;
  for (int item = 1; item <= static_cast<int>(sheet.size()); ++item)
    if (may(item)) items.push_back(item);
  std::shuffle(items.begin(), items.end(), random);
  for (int i = 0; i < count; ++i) at(sheet, items.at(static_cast<std::size_t>(i))) = blank;
  return sheet;
}

inline double total(const Instrument& q, const Sheet& sheet, Prorating how = Prorating::published_rule) {
  const auto result = score(q, sheet, how);
  if (!result.ok()) {
    ADD_FAILURE() << q.id << ": " << result.error().detail;
    return -1.0;
  }
  return result->total;
}

/// "too_many_missing: item 3 is blank, no blank is allowed", or "" where the sheet can be scored.
inline std::string problem(const Instrument& q, const Sheet& sheet, Prorating how = Prorating::published_rule) {
  const auto result = score(q, sheet, how);
  return result.ok() ? std::string() : std::string(name(result.error().code)) + ": " + result.error().detail;
}

inline std::string band_label(const Instrument& q, double total) {
  const Band* band = band_of(q, total);
  return band == nullptr ? std::string("none") : std::string(band->label);
}

/// The answers a person gave, by item number: what a scorer on paper sees.
using Given = std::map<int, int>;

/// Compares with a scorer written from the published text, on 1,000 sheets with blanks, whatever the caller asks for.
/// The scorer gives nothing where the text gives no score.
template <class OnPaper>
void expect_as_on_paper(const Instrument& q, std::uint64_t seed, int most_blanks, OnPaper on_paper) {
  std::mt19937_64 random(seed);
  int scored = 0, refused = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    const int blanks = std::uniform_int_distribution<int>(0, most_blanks)(random);
    const Sheet sheet = with_blanks(any_sheet(q, random), blanks, random, [](int) { return true; });
    Given given;
    for (int item = 1; item <= q.items; ++item)
      if (at(sheet, item) != blank) given[item] = at(sheet, item);
    for (const Prorating how : {Prorating::published_rule, Prorating::convention, Prorating::never}) {
      const std::optional<double> expected = on_paper(given, how);
      const auto result = score(q, sheet, how);
      ASSERT_EQ(result.ok(), expected.has_value()) << q.id << " trial " << trial << " " << problem(q, sheet, how);
      ++(result.ok() ? scored : refused);
      // the twin rounds at every step, the library once
      if (result.ok()) {
        ASSERT_NEAR(result->total, *expected, 1e-12) << q.id << " trial " << trial;
      }
    }
  }
  EXPECT_GT(scored, 100);
  EXPECT_GT(refused, 100);
}

inline double sum_of(const Given& given) {
  double sum = 0;
  for (const auto& [item, answer] : given) sum += answer;
  return sum;
}

}  // namespace oncourse::sheets

// score_test.cpp: what holds for every questionnaire, then what is refused.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/score.hpp"

#include <limits>

#include "oncourse/instrument/catalogue.hpp"
#include "sheets.hpp"

namespace oncourse::sheets {

constexpr Prorating every_way[] = {Prorating::published_rule, Prorating::convention, Prorating::never};

TEST(Score, StaysInRangeForEveryAllowedNumberOfBlanks) {
  std::mt19937_64 random(1);
  for (const Instrument* q : catalogue()) {
    std::map<int, int> scored;  // sheets by number of blanks
    for (int trial = 0; trial < 1000; ++trial) {
      const int blanks = trial % (q->items + 1);
      const Sheet sheet = with_blanks(any_sheet(*q, random), blanks, random, [](int) { return true; });
      const auto result = score(*q, sheet, Prorating::convention);
      if (!result.ok()) continue;
      ++scored[blanks];
      EXPECT_GE(result->total, q->total_min) << q->id;
      EXPECT_LE(result->total, q->total_max) << q->id;
      EXPECT_EQ(result->prorated, result->answered < result->of_items) << q->id;
      if (result->band != nullptr) {
        EXPECT_LE(result->band->from, result->total) << q->id;
      }
      for (const SubscaleScore& subscale : result->subscales()) {
        if (!subscale.value) continue;
        const double share =
            subscale.subscale->combine == Combine::sum ? static_cast<double>(subscale.subscale->items.size()) : 1.0;
        EXPECT_GE(*subscale.value, share * q->item_min) << q->id;
        EXPECT_LE(*subscale.value, share * q->item_max) << q->id;
      }
    }
    EXPECT_GT(scored[0], 0) << q->id;
    if (q->missing.kind == MissingRule::Kind::up_to) {
      EXPECT_EQ(static_cast<int>(scored.size()), q->missing.limit + 1) << q->id;
    }
  }
}

TEST(Score, IsTheMirrorImageWhenEveryAnswerIsMirrored) {
  std::mt19937_64 random(2);
  for (const Instrument* q : catalogue()) {
    if (q->total == TotalRule::sum_of_group_maxima) continue;  // the highest of mirrored answers is the lowest
    for (int trial = 0; trial < 1000; ++trial) {
      const int blanks = q->missing.kind == MissingRule::Kind::up_to ? trial % (q->missing.limit + 1) : 0;
      const Sheet sheet = with_blanks(any_sheet(*q, random), blanks, random, [](int) { return true; });
      Sheet mirrored = sheet;
      for (int item = 1; item <= q->items; ++item) {
        const AnswerRange range = answer_range(*q, item);
        if (at(sheet, item) != blank) at(mirrored, item) = static_cast<Answer>(range.min + range.max - at(sheet, item));
      }
      // 1e-12: two roundings of numbers up to 100
      EXPECT_NEAR(total(*q, mirrored, Prorating::convention),
                  q->total_min + q->total_max - total(*q, sheet, Prorating::convention), 1e-12)
          << q->id;
    }
  }
}

TEST(Score, NeverFallsWhenOneKeyedResponseRises) {
  std::mt19937_64 random(3);
  int rises = 0;
  for (const Instrument* q : catalogue())
    for (int trial = 0; trial < 1000; ++trial) {
      const int blanks = q->missing.kind == MissingRule::Kind::up_to ? trial % (q->missing.limit + 1) : 0;
      const Sheet sheet = with_blanks(any_sheet(*q, random), blanks, random, [](int) { return true; });
      const int item = std::uniform_int_distribution<int>(1, q->items)(random);
      const AnswerRange range = answer_range(*q, item);
      const Answer step = contains(q->reversed, item) ? -1 : 1;
      const int raised_answer = at(sheet, item) + step;
      if (at(sheet, item) == blank || raised_answer < range.min || raised_answer > range.max) continue;
      Sheet raised = sheet;
      at(raised, item) = static_cast<Answer>(raised_answer);
      EXPECT_GT(keyed_response(*q, item, at(raised, item)), keyed_response(*q, item, at(sheet, item)));
      const double before = total(*q, sheet, Prorating::convention), after = total(*q, raised, Prorating::convention);
      EXPECT_GE(after, before) << q->id;
      if (after > before) ++rises;
    }
  EXPECT_GT(rises, 1000);
}

TEST(Score, OfAFullSheetDoesNotDependOnTheRuleForBlanks) {
  std::mt19937_64 random(4);
  for (const Instrument* q : catalogue())
    for (int trial = 0; trial < 1000; ++trial) {
      const Sheet sheet = any_sheet(*q, random);
      for (const Prorating how : every_way) {
        const auto result = score(*q, sheet, how);
        ASSERT_TRUE(result.ok()) << q->id;
        EXPECT_EQ(result->total, score_accepted(*q, sheet).total) << q->id;
        EXPECT_FALSE(result->prorated) << q->id;
        EXPECT_EQ(result->answered, result->of_items) << q->id;
      }
    }
}

TEST(Score, BlanksCountAsTheMeanAnsweredItem) {
  std::mt19937_64 random(5);
  int filled = 0;
  for (const Instrument* q : catalogue()) {
    if (q->missing.kind != MissingRule::Kind::up_to) continue;
    for (int response = q->item_min; response <= q->item_max; ++response)
      for (int blanks = 1; blanks <= q->missing.limit; ++blanks, ++filled) {
        const Sheet full = keyed_alike(*q, response);
        const Sheet gappy = with_blanks(full, blanks, random, [](int) { return true; });
        EXPECT_EQ(total(*q, gappy, Prorating::convention), total(*q, full)) << q->id;
      }
  }
  EXPECT_GT(filled, 20);
}

TEST(Score, ReversingAnItemTwiceGivesTheAnswerBack) {
  for (const Instrument* q : catalogue())
    for (int item = 1; item <= q->items; ++item) {
      const AnswerRange range = answer_range(*q, item);
      for (int answer = range.min; answer <= range.max; ++answer) {
        const int once = keyed_response(*q, item, static_cast<Answer>(answer));
        EXPECT_EQ(keyed_response(*q, item, static_cast<Answer>(once)), answer);
        EXPECT_EQ(once == answer, !contains(q->reversed, item) || 2 * answer == range.min + range.max);
      }
    }
}

TEST(Score, AnotherNumberOfAnswersIsAnError) {
  EXPECT_EQ(problem(phq9, Sheet(8, 0)), "bad_argument: 9 items expected, 8 given");
  EXPECT_EQ(problem(phq9, Sheet(10, 0)), "bad_argument: 9 items expected, 10 given");
  EXPECT_EQ(problem(phq9, {}), "bad_argument: 9 items expected, 0 given");
}

TEST(Score, AnAnswerOutsideTheScaleIsAnErrorThatNamesIt) {
  for (const Instrument* q : catalogue())
    for (int item = 1; item <= q->items; ++item) {
      const AnswerRange range = answer_range(*q, item);
      for (const int answer : {range.min - 1, range.max + 1, -999, 9999}) {
        Sheet sheet = lowest(*q);
        at(sheet, item) = static_cast<Answer>(answer);
        EXPECT_EQ(problem(*q, sheet), "response_range: item " + std::to_string(item) + " is " + std::to_string(answer) +
                                          ", scale is " + std::to_string(range.min) + ".." + std::to_string(range.max))
            << q->id;
      }
    }
  Sheet sheet(9, 1);
  at(sheet, 4) = 7;
  EXPECT_EQ(problem(phq9, sheet), "response_range: item 4 is 7, scale is 0..3");
}

TEST(Score, AnImpossibleAnswerIsNamedBeforeABlank) {
  Sheet sheet(9, 1);
  at(sheet, 1) = blank;
  at(sheet, 9) = 4;
  EXPECT_EQ(problem(phq9, sheet, Prorating::never), "response_range: item 9 is 4, scale is 0..3");
}

TEST(Score, AnEmptySheetHasNoScoreByAnyRule) {
  for (const Instrument* q : catalogue())
    for (const Prorating how : every_way)
      EXPECT_EQ(problem(*q, Sheet(static_cast<std::size_t>(q->items), blank), how).substr(0, 17), "too_many_missing:")
          << q->id;
}

TEST(Score, WithoutItemsThereIsNothingToAdd) {
  Instrument q = phq9;
  q.items = 0;
  EXPECT_EQ(problem(q, {}), "bad_argument: this instrument is known by its total only");
}

TEST(Score, TheMultiplierAppliesToSubscalesToo) {
  Instrument q = epds;
  q.multiplier = 2;
  q.total_max = 60;
  ASSERT_EQ(defect(q), "the worked example scores differently");
  const auto result = score(q, Sheet(10, 1));
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 20.0);
  EXPECT_EQ(result->subscales()[0].value, 6.0);
}

TEST(Score, ASubscaleIsLeftOutWhereHalfOfItIsBlankThoughTheTotalStands) {
  static constexpr std::uint8_t first_two[] = {1, 2}, first_three[] = {1, 2, 3};
  static constexpr Subscale subscales[] = {{"two", "Two", first_two, Combine::sum},
                                           {"three", "Three", first_three, Combine::sum},
                                           {"mean", "Mean", first_three, Combine::mean}};
  Instrument q = phq9;
  q.subscales = subscales;
  ASSERT_TRUE(well_formed(q));
  const auto result = score(q, Sheet{blank, 1, 2, 2, 2, 2, 2, 2, 3}, Prorating::convention);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 18.0);
  EXPECT_FALSE(result->subscales()[0].value.has_value());
  EXPECT_EQ(result->subscales()[1].value, 4.5);
  EXPECT_EQ(result->subscales()[2].value, 1.5);
}

TEST(Score, MoreThanHalfMayAlsoBeARuleForATotal) {
  Instrument q = gad7;
  q.missing = {.kind = MissingRule::Kind::more_than_half, .from = {Status::secondary, "a test"}};
  ASSERT_TRUE(well_formed(q));
  Sheet sheet = {blank, blank, blank, 2, 2, 2, 1};
  EXPECT_EQ(total(q, sheet), 12.25);
  at(sheet, 4) = blank;
  EXPECT_EQ(problem(q, sheet), "too_many_missing: 4 items blank, at most 3 allowed");
}

TEST(Score, AMeanIsTheMeanOfWhatIsAnsweredWhereItsRuleAllows) {
  Instrument q = mspss;
  q.missing = {MissingRule::Kind::up_to, 3, {Status::published, "a test"}};
  ASSERT_TRUE(well_formed(q));
  EXPECT_EQ(total(q, {blank, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 6}), 5.0);
  EXPECT_EQ(problem(q, {blank, blank, blank, blank, 5, 6, 7, 7, 6, 5, 4, 6}),
            "too_many_missing: 4 items blank, at most 3 allowed");
}

TEST(Score, ADomainWhoseHighestItemIsUnknownIsLeftOutWhereARuleAllowsBlanks) {
  Instrument q = qids_sr16;
  q.missing = {MissingRule::Kind::up_to, 2, {Status::published, "a test"}};
  ASSERT_TRUE(well_formed(q));
  Sheet sheet(16, 1);
  at(sheet, 1) = 3;
  at(sheet, 2) = blank;
  const auto result = score(q, sheet);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 9.0);
  EXPECT_TRUE(result->prorated);
  EXPECT_EQ(result->answered, 13);
  at(sheet, 6) = at(sheet, 7) = blank;  // one answer missing, not two
  EXPECT_EQ(total(q, sheet), 9.0);
  at(sheet, 5) = blank;
  EXPECT_EQ(problem(q, sheet), "too_many_missing: 3 items blank, at most 2 allowed");
}

TEST(Score, WithoutOneCompleteDomainThereIsNoTotal) {
  static constexpr std::uint8_t first[] = {1, 2}, second[] = {3, 4};
  static constexpr ItemGroup groups[] = {{"first", first}, {"second", second}};
  Instrument q = qids_sr16;
  q.items = 4;
  q.groups = groups;
  q.either = {};
  q.risk = {};
  q.example = {};
  q.bands = {};
  q.total_max = 6;
  q.missing = {MissingRule::Kind::up_to, 2, {Status::published, "a test"}};
  ASSERT_EQ(defect(q), "");
  EXPECT_EQ(problem(q, {1, blank, blank, 2}), "too_many_missing: no group of items is complete");
  EXPECT_EQ(total(q, {1, 3, blank, 2}), 6.0);
}

TEST(Score, AReversedItemWithAScaleOfItsOwnIsMirroredOnThatScale) {
  static constexpr std::uint8_t reversed[] = {2};
  static constexpr ItemRange ranges[] = {{2, 2, 1, 10}};
  Instrument q = gad7;
  q.reversed = reversed;
  q.ranges = ranges;
  EXPECT_EQ(keyed_response(q, 2, 1), 10);
  EXPECT_EQ(keyed_response(q, 2, 10), 1);
  EXPECT_EQ(total(q, {0, 3, 0, 0, 0, 0, 0}), 8.0);
}

TEST(AcceptTotal, TakesAnyNumberInsideTheRangeAlsoBetweenWholePoints) {
  for (const Instrument* q : catalogue()) {
    for (const double points : {q->total_min, q->total_max, (q->total_min + q->total_max) / 3}) {
      const auto accepted = accept_total(*q, points);
      ASSERT_TRUE(accepted.ok()) << q->id;
      EXPECT_EQ(*accepted, points);
    }
  }
}

TEST(AcceptTotal, RefusesWhatCannotBeATotal) {
  const auto detail = [](const Instrument& q, double points) {
    const auto accepted = accept_total(q, points);
    return accepted.ok() ? std::string() : std::string(name(accepted.error().code)) + ": " + accepted.error().detail;
  };
  EXPECT_EQ(detail(phq9, 28), "response_range: the total is 28, scale is 0..27");
  EXPECT_EQ(detail(phq9, -0.5), "response_range: the total is -0.5, scale is 0..27");
  EXPECT_EQ(detail(mspss, 0), "response_range: the total is 0, scale is 1..7");
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double points : {infinity, -infinity, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(detail(phq9, points), "response_range: the total is not a finite number");
}

}  // namespace oncourse::sheets

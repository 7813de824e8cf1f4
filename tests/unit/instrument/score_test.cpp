// score_test.cpp: what holds for every questionnaire, then what is refused.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/score.hpp"

#include <limits>

#include "oncourse/instrument/well_formed.hpp"
#include "sheets.hpp"

namespace oncourse::sheets {

constexpr Prorating every_way[] = {Prorating::published_rule, Prorating::convention, Prorating::never};
constexpr Provenance a_test = {Status::published, "a test"};

/// Those with items and a total.
std::vector<const Instrument*> totalled() {
  auto out = with_items();
  std::erase_if(out, [](const Instrument* q) { return !q->has_total(); });
  return out;
}

/// Blanks that the total's own rule fills, whatever it is called.
int blanks_filled(const Instrument& q, int trial) {
  return q.missing.kind == MissingRule::Kind::up_to && q.total != TotalRule::sum_of_subscales
             ? trial % (q.missing.limit + 1)
             : 0;
}
Sheet with_blanks_for_total(const Instrument& q, int blanks, std::mt19937_64& random) {
  return with_blanks(any_sheet(q, random), blanks, random, [&](int item) { return q.scored().contains(item); });
}

TEST(Score, RunsFromTheLeastTotalToTheGreatest) {
  for (const Instrument* q : totalled()) {
    EXPECT_DOUBLE_EQ(total(*q, lowest(*q)), q->total_min) << q->id;
    EXPECT_DOUBLE_EQ(total(*q, highest(*q)), q->total_max) << q->id;
  }
}

/// What one item adds to the lowest sheet when it is worth `more` points than least, from the rule alone.
double added(const Instrument& q, int item, int more) {
  const double n_scored = q.scored().size(), n_subscales = static_cast<double>(q.subscales.size());
  double by_subscales = 0.0, by_means = 0.0;
  for (const Subscale& s : q.subscales) {
    if (!s.items.contains(item)) continue;
    by_subscales += more;
    by_means += s.combine == Combine::mean ? static_cast<double>(more) / s.items.size() : more;
  }
  switch (q.total) {
    case TotalRule::sum:
    case TotalRule::sum_of_group_maxima: return q.scored().contains(item) ? q.multiplier * more : 0.0;
    case TotalRule::mean: return q.scored().contains(item) ? q.multiplier * more / n_scored : 0.0;
    case TotalRule::sum_of_subscales: return q.multiplier * by_subscales;
    case TotalRule::mean_of_subscales: return q.multiplier * by_means / n_subscales;
    case TotalRule::goal_attainment:
      return 10.0 * more / std::sqrt(n_scored * (1.0 - q.goal_correlation) + n_scored * n_scored * q.goal_correlation);
    case TotalRule::none: break;
  }
  return 0.0;
}

TEST(Score, AnswersEveryItemAloneAsItsRuleSays) {
  int flips = 0;
  for (const Instrument* q : totalled())
    for (int item = 1; item <= q->items; ++item) {
      const AnswerRange range = answer_range(*q, item);
      const int most = std::min(range.max, range.min + 10);  // of numbers of episodes the first few will do
      for (int answer = range.min; answer <= most; answer += range.step) {
        Sheet sheet = lowest(*q);
        at(sheet, item) = static_cast<Answer>(answer);
        const int more = keyed_response(*q, item, static_cast<Answer>(answer)) - keyed_range(*q, item).min;
        EXPECT_NEAR(total(*q, sheet), q->total_min + added(*q, item, more), 1e-12) << q->id << " item " << item;
        ++flips;
      }
    }
  EXPECT_GT(flips, 2500);
}

TEST(Score, StaysInRangeForEveryAllowedNumberOfBlanks) {
  std::mt19937_64 random(1);
  for (const Instrument* q : totalled()) {
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
      for (const SubscaleScore& s : result->subscales()) {
        if (!s.value) continue;
        const ScoreRange range =
            score_range(*q, s.subscale->items, s.subscale->combine, s.subscale->multiplier, s.subscale->table);
        EXPECT_GE(*s.value, range.min) << q->id;
        EXPECT_LE(*s.value, range.max) << q->id;
        EXPECT_EQ(s.band == nullptr, s.subscale->figures.bands.empty()) << q->id;
      }
    }
    EXPECT_GT(scored[0], 0) << q->id;
    if (q->missing.kind == MissingRule::Kind::up_to && q->legal_blanks.empty() && q->unscored.empty() &&
        q->total != TotalRule::sum_of_subscales) {
      EXPECT_EQ(static_cast<int>(scored.size()), q->missing.limit + 1) << q->id;
    }
  }
}

TEST(Score, IsTheMirrorImageWhenEveryAnswerIsMirrored) {
  std::mt19937_64 random(2);
  for (const Instrument* q : totalled()) {
    // the highest of mirrored answers is the lowest, and points by a table have no mirror
    if (q->total == TotalRule::sum_of_group_maxima || !q->points.empty()) continue;
    for (int trial = 0; trial < 300; ++trial) {
      const Sheet sheet = with_blanks_for_total(*q, blanks_filled(*q, trial), random);
      Sheet mirrored = sheet;
      for (int item = 1; item <= q->items; ++item) {
        const AnswerRange range = answer_range(*q, item);
        if (at(sheet, item) != blank) at(mirrored, item) = static_cast<Answer>(range.min + range.max - at(sheet, item));
      }
      // 1e-12: two roundings of numbers up to 126
      EXPECT_NEAR(total(*q, mirrored, Prorating::convention),
                  q->total_min + q->total_max - total(*q, sheet, Prorating::convention), 1e-12)
          << q->id;
    }
  }
}

TEST(Score, NeverFallsWhenOneKeyedResponseRises) {
  std::mt19937_64 random(3);
  int rises = 0;
  for (const Instrument* q : totalled())
    for (int trial = 0; trial < 300; ++trial) {
      const Sheet sheet = with_blanks_for_total(*q, blanks_filled(*q, trial), random);
      const int item = std::uniform_int_distribution<int>(1, q->items)(random);
      const AnswerRange range = answer_range(*q, item);
      if (at(sheet, item) == blank) continue;
      for (int answer = range.min; answer <= std::min(range.max, range.min + 10); answer += range.step) {
        Sheet raised = sheet;
        at(raised, item) = static_cast<Answer>(answer);
        if (keyed_response(*q, item, at(raised, item)) <= keyed_response(*q, item, at(sheet, item))) continue;
        const double before = total(*q, sheet, Prorating::convention), after = total(*q, raised, Prorating::convention);
        EXPECT_GE(after, before) << q->id;
        if (after > before) ++rises;
      }
    }
  EXPECT_GT(rises, 5000);
}

TEST(Score, OfAFullSheetDoesNotDependOnTheRuleForBlanks) {
  std::mt19937_64 random(4);
  for (const Instrument* q : with_items())
    for (int trial = 0; trial < 100; ++trial) {
      const Sheet sheet = any_sheet(*q, random);
      const auto first = score(*q, sheet);
      ASSERT_TRUE(first.ok()) << q->id;
      for (const Prorating how : every_way) {
        const auto result = score(*q, sheet, how);
        ASSERT_TRUE(result.ok()) << q->id;
        EXPECT_TRUE(result->total == first->total || !q->has_total()) << q->id;
        EXPECT_FALSE(result->prorated) << q->id;
        EXPECT_EQ(result->answered, result->of_items) << q->id;
      }
    }
}

TEST(Score, BlanksCountAsTheMeanAnsweredItem) {
  std::mt19937_64 random(5);
  int filled = 0;
  for (const Instrument* q : totalled()) {
    if (q->missing.kind != MissingRule::Kind::up_to || !q->ranges.empty() || !q->points.empty()) continue;
    for (int response = q->item_min; response <= q->item_max; ++response)
      for (int blanks = 1; blanks <= q->missing.limit; ++blanks, ++filled) {
        const Sheet full = keyed_alike(*q, response);
        const Sheet gappy = with_blanks(full, blanks, random, [](int) { return true; });
        EXPECT_EQ(total(*q, gappy, Prorating::convention), total(*q, full)) << q->id;
      }
  }
  EXPECT_GT(filled, 60);
}

TEST(Score, ReversingAnItemTwiceGivesTheAnswerBack) {
  int reversed = 0;
  for (const Instrument* q : with_items())
    for (const int item : q->reversed) {
      const AnswerRange range = answer_range(*q, item);
      for (int answer = range.min; answer <= range.max; ++answer, ++reversed) {
        const int once = keyed_response(*q, item, static_cast<Answer>(answer));
        EXPECT_EQ(keyed_response(*q, item, static_cast<Answer>(once)), answer) << q->id;
        EXPECT_EQ(once == answer, 2 * answer == range.min + range.max) << q->id;
      }
    }
  EXPECT_GT(reversed, 150);
}

TEST(Score, AnotherNumberOfAnswersIsAnError) {
  EXPECT_EQ(problem(phq9, Sheet(8, 0)), "bad_argument: 9 items expected, 8 given");
  EXPECT_EQ(problem(phq9, Sheet(10, 0)), "bad_argument: 9 items expected, 10 given");
  EXPECT_EQ(problem(phq9, {}), "bad_argument: 9 items expected, 0 given");
}

TEST(Score, AnAnswerOutsideTheScaleIsAnErrorThatNamesIt) {
  for (const Instrument* q : with_items())
    for (int item = 1; item <= q->items; ++item) {
      const AnswerRange range = answer_range(*q, item);
      for (const int answer : {range.min - 1, range.max + 1, -999, 9999}) {
        Sheet sheet = lowest(*q);
        at(sheet, item) = static_cast<Answer>(answer);
        EXPECT_EQ(problem(*q, sheet), "response_range: item " + std::to_string(item) + " is " + std::to_string(answer) +
                                          ", scale is " + std::to_string(range.min) + ".." + std::to_string(range.max) +
                                          (range.step == 1 ? "" : " in steps of " + std::to_string(range.step)))
            << q->id;
      }
    }
  Sheet sheet = lowest(audit);
  at(sheet, 9) = 3;
  EXPECT_EQ(problem(audit, sheet), "response_range: item 9 is 3, scale is 0..4 in steps of 2");
}

TEST(Score, AnImpossibleAnswerIsNamedBeforeABlank) {
  Sheet sheet(9, 1);
  at(sheet, 1) = blank;
  at(sheet, 9) = 4;
  EXPECT_EQ(problem(phq9, sheet, Prorating::never), "response_range: item 9 is 4, scale is 0..3");
}

TEST(Score, AnEmptySheetHasNoScoreByAnyRule) {
  for (const Instrument* q : with_items())
    for (const Prorating how : every_way)
      EXPECT_EQ(problem(*q, Sheet(static_cast<std::size_t>(q->items), blank), how).substr(0, 17), "too_many_missing:")
          << q->id;
}

TEST(Score, WithoutATotalTheSubscalesAreTheScore) {
  const auto result = score(erq, Sheet{5, 3, 6, 2, 5, 4, 6, 5, 3, 5});
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(std::isnan(result->total));
  EXPECT_DOUBLE_EQ(*result->subscales()[0].value, 32.0 / 6.0);
  EXPECT_EQ(result->subscales()[1].value, 3.0);
  EXPECT_EQ(problem(erq, Sheet{5, blank, 6, 2, 5, 4, 6, 5, 3, 5}),
            "too_many_missing: subscale suppression: item 2 is blank, no blank is allowed");
}

TEST(Score, ASubscaleFollowsItsOwnRuleForBlanks) {
  static constexpr MissingRule one_blank = {MissingRule::Kind::up_to, 1, a_test};
  static constexpr Subscale subscales[] = {{"two", "Two", {1, 2}},
                                           {"three", "Three", {1, 2, 3}, Combine::sum, 2, one_blank},
                                           {"mean", "Mean", {1, 2, 3}, Combine::mean, 1, one_blank}};
  Instrument q = phq9;
  q.subscales = subscales;
  ASSERT_TRUE(well_formed(q));
  const auto result = score(q, Sheet{blank, 1, 2, 2, 2, 2, 2, 2, 3}, Prorating::convention);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 18.0);
  EXPECT_FALSE(result->subscales()[0].value.has_value());
  EXPECT_EQ(result->subscales()[1].value, 9.0);
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
  q.missing = {MissingRule::Kind::up_to, 3, a_test};
  ASSERT_TRUE(well_formed(q));
  EXPECT_EQ(total(q, {blank, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 6}), 5.0);
  EXPECT_EQ(problem(q, {blank, blank, blank, blank, 5, 6, 7, 7, 6, 5, 4, 6}),
            "too_many_missing: 4 items blank, at most 3 allowed");
}

TEST(Score, ABlankMayCountAsTheRoundedMeanOrTheMedianRoundedUp) {
  Instrument q = gad7;
  const auto filled = [&](MissingRule::Fill fill, const Sheet& sheet) {
    q.missing = {MissingRule::Kind::up_to, 3, a_test, fill};
    EXPECT_TRUE(well_formed(q));
    return total(q, sheet);
  };
  using Fill = MissingRule::Fill;
  EXPECT_EQ(filled(Fill::rounded_mean, {blank, 1, 1, 1, 2, 2, 2}), 11.0);  // 1.5 is 2
  EXPECT_EQ(filled(Fill::rounded_mean, {blank, 1, 1, 1, 1, 2, 2}), 9.0);   // 1.33 is 1
  EXPECT_EQ(filled(Fill::rounded_mean, {blank, blank, 3, 3, 3, 3, 2}), 20.0);
  EXPECT_EQ(filled(Fill::median_rounded_up, {blank, 0, 0, 0, 1, 3, 3}), 8.0);  // 0.5 is 1
  EXPECT_EQ(filled(Fill::median_rounded_up, {blank, 0, 0, 1, 1, 3, 3}), 9.0);
  EXPECT_EQ(filled(Fill::median_rounded_up, {blank, blank, 0, 1, 2, 3, 3}), 13.0);
  q.item_min = -3;  // halves go upwards also below zero
  q.item_max = 3;
  q.total_min = -21;
  q.figures = {};
  EXPECT_EQ(filled(Fill::rounded_mean, {blank, -1, -1, -1, -2, -2, -2}), -10.0);
  EXPECT_EQ(filled(Fill::median_rounded_up, {blank, -1, -1, -1, -2, -2, -2}), -10.0);
}

TEST(Score, ADomainWhoseHighestItemIsUnknownIsLeftOutWhereARuleAllowsBlanks) {
  Instrument q = qids_sr16;
  q.missing = {MissingRule::Kind::up_to, 2, a_test};
  ASSERT_TRUE(well_formed(q));
  Sheet sheet(16, 1);
  at(sheet, 1) = 3;
  at(sheet, 2) = blank;
  const auto result = score(q, sheet);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 9.0);
  EXPECT_TRUE(result->prorated);
  EXPECT_EQ(result->answered, 15);
  EXPECT_EQ(result->of_items, 16);
  at(sheet, 6) = at(sheet, 7) = blank;
  EXPECT_EQ(problem(q, sheet), "too_many_missing: 3 items blank, at most 2 allowed");
}

TEST(Score, WithoutOneCompleteDomainThereIsNoTotal) {
  static constexpr ItemGroup groups[] = {{"first", {1, 2}}, {"second", {3, 4}}};
  Instrument q = qids_sr16;
  q.items = 4;
  q.groups = groups;
  q.legal_blanks = {};
  q.risk = {};
  q.example = {};
  q.figures = {};
  q.total_max = 6;
  q.missing = {MissingRule::Kind::up_to, 2, a_test};
  ASSERT_TRUE(well_formed(q));
  EXPECT_EQ(problem(q, {1, blank, blank, 2}), "too_many_missing: no group of items is complete");
  EXPECT_EQ(total(q, {1, 3, blank, 2}), 6.0);
}

TEST(Score, AReversedItemWithAScaleOfItsOwnIsMirroredOnThatScale) {
  static constexpr ItemRange ranges[] = {{{2}, 1, 10}};
  Instrument q = gad7;
  q.reversed = {2};
  q.ranges = ranges;
  EXPECT_EQ(keyed_response(q, 2, 1), 10);
  EXPECT_EQ(keyed_response(q, 2, 10), 1);
  EXPECT_EQ(total(q, {0, 3, 0, 0, 0, 0, 0}), 8.0);
}

TEST(Score, WeightsMultiplyTheResponsesOfASum) {
  static constexpr std::int16_t weights[] = {1, 2, 3, 1, -1};
  Instrument q = who5;
  q.weights = weights;
  q.multiplier = 1;
  q.total_min = -5;
  q.total_max = 35;
  q.example = {};
  q.figures = {};
  ASSERT_TRUE(well_formed(q));
  EXPECT_EQ(total(q, {1, 1, 1, 1, 1}), 6.0);
  EXPECT_EQ(total(q, {0, 0, 0, 0, 5}), -5.0);
  EXPECT_EQ(total(q, {5, 5, 5, 5, 0}), 35.0);
}

TEST(Score, ALegalBlankThatIsAConventionMustBeAskedFor) {
  static constexpr LegalBlank legal[] = {{{7}, "of who has no work", {Status::convention, "a test"}}};
  Instrument q = gad7;
  q.legal_blanks = legal;
  q.missing = {MissingRule::Kind::none, 0, a_test};
  ASSERT_TRUE(well_formed(q));
  const Sheet sheet = {1, 1, 1, 1, 1, 1, blank};
  EXPECT_EQ(problem(q, sheet), "too_many_missing: item 7 is blank, allowed only of who has no work");
  const auto result = score(q, sheet, Prorating::convention);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 6.0);
  EXPECT_FALSE(result->prorated);
  EXPECT_EQ(result->of_items, 6);
}

TEST(Score, ALegalBlankIsNoAnswerThatOthersAreFilledBy) {
  static constexpr LegalBlank legal[] = {{{7}, "of who has no work", a_test}};
  Instrument q = gad7;
  q.legal_blanks = legal;
  q.missing = {MissingRule::Kind::up_to, 1, a_test};
  ASSERT_TRUE(well_formed(q));
  EXPECT_EQ(total(q, {3, 3, 3, 3, 3, blank, blank}), 18.0);  // five threes of six, and nothing for the seventh
  q.item_min = 1;
  q.item_max = 4;
  q.total_min = 7;
  q.total_max = 28;
  q.figures = {};
  q.example = {};
  ASSERT_TRUE(well_formed(q));
  EXPECT_EQ(total(q, {4, 4, 4, 4, 4, blank, blank}), 25.0);  // and the least for the seventh
}

TEST(Score, OfGroupsNeedsAnAnswerAlsoWhereEveryBlankIsLegal) {
  static constexpr LegalBlank legal[] = {{ItemSet::range(1, 16), "always", a_test}};
  Instrument q = qids_sr16;
  q.legal_blanks = legal;
  EXPECT_EQ(problem(q, Sheet(16, blank)), "too_many_missing: no item is answered");
}

TEST(Score, ATotalThatRoundingCarriedPastTheRangeIsTakenBack) {
  Instrument q = gad7;
  q.multiplier = 0.1;
  q.total_max = 2.1;
  q.figures = {};
  q.example = {};
  ASSERT_TRUE(well_formed(q));
  EXPECT_LE(total(q, Sheet(7, 3)), 2.1);
  EXPECT_TRUE(accept_total(q, total(q, Sheet(7, 3))).ok());
}

/// Every sheet that the blanks of this one could have been.
void for_each_completion(const Instrument& q, Sheet sheet, const std::function<void(const Sheet&)>& each) {
  for (int item = 1; item <= q.items; ++item) {
    if (at(sheet, item) != blank) continue;
    const AnswerRange range = answer_range(q, item);
    for (int answer = range.min; answer <= range.max; answer += range.step) {
      at(sheet, item) = static_cast<Answer>(answer);
      for_each_completion(q, sheet, each);
    }
    return;
  }
  each(sheet);
}

TEST(Score, AnAlgorithmIsDecidedOnlyWhereBlanksCouldNotChangeIt) {
  std::mt19937_64 random(8);
  int open = 0, decided = 0, needlessly_open = 0;
  for (Instrument q : {phq9, phq8, phq15, pcl_5, mdq}) {
    q.missing = {MissingRule::Kind::up_to, 3, a_test};
    for (int trial = 0; trial < 300; ++trial) {
      const Sheet sheet = with_blanks(any_sheet(q, random), trial % 4, random, [&](int item) {
        return q.scored().contains(item) && !(q.items == 15 && item == 4);
      });
      const auto result = score(q, sheet);
      ASSERT_TRUE(result.ok()) << problem(q, sheet);
      for (std::size_t i = 0; i < q.algorithms.size(); ++i) {
        int met = 0, all = 0;
        for_each_completion(q, sheet, [&](const Sheet& full) {
          const auto whole = score(q, full);
          ASSERT_TRUE(whole.ok() && whole->algorithms()[i].met.has_value());
          met += *whole->algorithms()[i].met ? 1 : 0;
          ++all;
        });
        const std::optional<bool> said = result->algorithms()[i].met;
        if (said) {
          EXPECT_EQ(met, *said ? all : 0) << q.id;
          ++decided;
        } else {
          (met == 0 || met == all ? needlessly_open : open) += 1;
        }
      }
    }
  }
  EXPECT_GT(decided, 1000);
  EXPECT_GT(open, 100);
  EXPECT_LT(needlessly_open, open / 10);  // each criterion is judged by itself
}

TEST(AcceptTotal, TakesAnyNumberInsideTheRangeAlsoBetweenWholePoints) {
  for (const Instrument* q : catalogue()) {
    if (!q->has_total()) continue;
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
  EXPECT_EQ(detail(erq, 4), "bad_argument: erq has no total, its subscales are scores of their own");
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double points : {infinity, -infinity, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(detail(phq9, points), "response_range: the total is not a finite number");
}

}  // namespace oncourse::sheets

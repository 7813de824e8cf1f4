// well_formed_test.cpp: each way in which a definition can contradict itself.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/well_formed.hpp"

#include <gtest/gtest.h>

#include "oncourse/instrument/catalogue.hpp"

namespace oncourse {

/// What `defect` says of a shipped definition after one change to it.
template <class Change>
std::string_view after(Instrument q, Change change) {
  change(q);
  return defect(q);
}

TEST(WellFormed, EveryShippedDefinitionIs) {
  for (const Instrument* q : catalogue()) EXPECT_EQ(defect(*q), "") << q->id;
}

TEST(WellFormed, ATotalRangeThatTheItemsCannotReachIsFound) {
  constexpr std::string_view message = "total_min or total_max is not what the rule gives at the extremes";
  for (const Instrument* shipped : catalogue()) {
    EXPECT_EQ(after(*shipped, [](Instrument& q) { q.total_max += 1; }), message) << shipped->id;
    EXPECT_EQ(after(*shipped, [](Instrument& q) { q.total_min -= 1; }), message) << shipped->id;
    EXPECT_EQ(after(*shipped, [](Instrument& q) { q.multiplier *= 1.5; }), message) << shipped->id;
  }
}

TEST(WellFormed, AForgottenReversedItemIsFoundByTheWorkedExample) {
  EXPECT_EQ(after(ces_d, [](Instrument& q) { q.reversed = q.reversed.first(3); }),
            "the worked example scores differently");
}

TEST(WellFormed, NamesAndSourcesMayNotBeEmpty) {
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.id = ""; }), "id, name or construct is empty");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.name = ""; }), "id, name or construct is empty");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.id = "PHQ 9"; }), "an id is written in a-z, 0-9, - and .");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.licence = ""; }), "licence or citation is empty");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.citation = ""; }), "licence or citation is empty");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.scoring_from = {}; }), "the scoring has no source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.missing.from = {}; }), "the rule for blanks has no source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.bands_from = {}; }), "the bands have no source");
}

TEST(WellFormed, TheFormMustBePossible) {
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.total_max = q.total_min; }), "total_min is not below total_max");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.multiplier = 0; }), "the multiplier is not positive");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.items = -1; }), "items is outside 0..255");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.items = 256; }), "items is outside 0..255");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.item_max = 0; }), "item_min is not below item_max");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.item_min = blank; }),
            "the item range contains the blank or is too large");

  static constexpr ItemRange beyond[] = {{9, 10, 0, 1}}, empty[] = {{1, 2, 3, 3}},
                             overlapping[] = {{1, 3, 0, 3}, {3, 4, 0, 3}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.ranges = beyond; }), "a range names items that are not on the form");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.ranges = empty; }),
            "a range is empty, contains the blank or is too large");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.item_max = 40000; }),
            "the item range contains the blank or is too large");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.total_max = std::numeric_limits<double>::infinity(); }),
            "total_min or total_max is out of all proportion");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.ranges = overlapping; }), "two ranges overlap");

  static constexpr std::uint8_t ten[] = {10}, zero[] = {0}, twice[] = {2, 2}, two[] = {2}, all[] = {1, 2, 3, 4, 5};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.unscored = ten; }), "unscored repeats an item or leaves the form");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.reversed = zero; }), "reversed repeats an item or leaves the form");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.reversed = twice; }), "reversed repeats an item or leaves the form");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.reversed = q.unscored = two; }), "a reversed item is not scored");
  EXPECT_EQ(after(who5, [](Instrument& q) { q.unscored = all; }), "no item is scored");
}

TEST(WellFormed, SubscalesLieInsideTheScoredForm) {
  static constexpr std::uint8_t none_at_all[] = {1}, far[] = {11}, two[] = {2};
  static constexpr Subscale empty[] = {{"a", "A", {}, Combine::sum}}, outside[] = {{"a", "A", far, Combine::sum}},
                            nameless[] = {{"", "A", two, Combine::sum}},
                            same[] = {{"a", "A", none_at_all, Combine::sum}, {"a", "B", two, Combine::sum}};
  static constexpr Subscale ten_of_them[10] = {};
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = empty; }), "a subscale is empty");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = outside; }), "a subscale repeats an item or leaves the form");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = nameless; }), "a subscale has no id or name");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = same; }), "two subscales have one id");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = ten_of_them; }), "more than max_subscales subscales");
  EXPECT_EQ(after(ede_q, [](Instrument& q) { q.unscored = two; }).empty(), false);
  EXPECT_EQ(after(ede_q, [](Instrument& q) { q.subscales = {}; }), "mean_of_subscales needs subscales");
  static constexpr std::uint8_t item_three[] = {3};
  EXPECT_EQ(after(epds, [](Instrument& q) { q.unscored = item_three; }), "a subscale has an item that is not scored");
}

TEST(WellFormed, GroupsPartitionTheScoredItems) {
  EXPECT_EQ(after(qids_sr16, [](Instrument& q) { q.groups = q.groups.first(8); }),
            "the groups do not partition the scored items");
  EXPECT_EQ(after(qids_sr16, [](Instrument& q) { q.groups = {}; }),
            "groups are for sum_of_group_maxima, which needs them");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.groups = qids_sr16_groups; }),
            "groups are for sum_of_group_maxima, which needs them");
  static constexpr EitherItem across[] = {{5, 6}}, backwards[] = {{7, 6}}, chained[] = {{6, 7}, {7, 8}};
  EXPECT_EQ(after(qids_sr16, [](Instrument& q) { q.either = across; }), "an either-or pair is not in one group");
  EXPECT_EQ(after(qids_sr16, [](Instrument& q) { q.either = backwards; }),
            "an either-or pair is not two scored items in order");
  EXPECT_EQ(after(qids_sr16, [](Instrument& q) { q.either = chained; }), "an item is in two either-or pairs");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.either = qids_sr16_either; }), "an either-or pair is not in one group");
}

TEST(WellFormed, ARiskItemFlagsSomeAnswersAndNotAll) {
  static constexpr RiskItem absent[] = {{10, 1, "x"}}, everyone[] = {{9, 0, "x"}}, no_one[] = {{9, 4, "x"}},
                            unnamed[] = {{9, 1, ""}}, many[7] = {};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = absent; }), "a risk item is not on the form");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = everyone; }), "a risk threshold flags everyone or no one");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = no_one; }), "a risk threshold flags everyone or no one");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = unnamed; }), "a risk item has no meaning");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = many; }), "more than max_risk_items risk items");
}

TEST(WellFormed, TheRuleForBlanksLeavesSomethingToScore) {
  constexpr std::string_view message = "the limit of the rule for blanks is outside 1..items-1, or belongs to no rule";
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.missing.limit = 9; }), message);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.missing.limit = 0; }), message);
  EXPECT_EQ(after(epds, [](Instrument& q) { q.missing.limit = 1; }), message);
}

TEST(WellFormed, TheWorkedExampleIsAFullSheetThatScoresAsItSays) {
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.example.total = 13; }), "the worked example scores differently");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.example.answers = q.example.answers.first(8); }),
            "the worked example has another number of items");
  static constexpr Answer gappy[] = {0, 1, 2, blank, 0, 1, 2}, high[] = {0, 1, 2, 3, 4, 1, 2};
  EXPECT_EQ(after(gad7, [](Instrument& q) { q.example.answers = gappy; }),
            "the worked example leaves the scale or has a blank");
  EXPECT_EQ(after(gad7, [](Instrument& q) { q.example.answers = high; }),
            "the worked example leaves the scale or has a blank");
}

TEST(WellFormed, BandsStartAtTheLowestTotalAndAscendInsideTheRange) {
  static constexpr Band late[] = {{1, "a"}}, falling[] = {{0, "a"}, {5, "b"}, {5, "c"}},
                        outside[] = {{0, "a"}, {28, "b"}}, unnamed[] = {{0, ""}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.bands = late; }), "the first band does not start at total_min");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.bands = falling; }), "the bands do not ascend");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.bands = outside; }), "a band starts outside the total's range");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.bands = unnamed; }), "a band has no label");
}

TEST(WellFormed, FiguresForReadingAScoreArePossibleAndSourced) {
  static constexpr Provenance from = {Status::published, "a test"};
  static constexpr Cutoff beyond[] = {{"screen", "x", Compare::at_least, 28, from}},
                          for_no_one[] = {{"screen", "", Compare::at_least, 10, from}},
                          from_nowhere[] = {{"screen", "x", Compare::at_least, 10, {}}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.cutoffs = beyond; }), "a cut-off is outside the total's range");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.cutoffs = for_no_one; }),
            "a cut-off has no purpose, population or source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.cutoffs = from_nowhere; }),
            "a cut-off has no purpose, population or source");

  static constexpr Norm no_spread[] = {{"x", false, 3, 0, 100, from}}, one_person[] = {{"x", false, 3, 2, 1, from}},
                        off_scale[] = {{"x", false, 30, 2, 100, from}}, unsourced[] = {{"x", false, 3, 2, 100, {}}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.norms = no_spread; }), "a norm is impossible");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.norms = one_person; }), "a norm is impossible");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.norms = off_scale; }), "a norm is impossible");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.norms = unsourced; }), "a norm has no population or source");

  static constexpr Reliability perfect[] = {{"alpha", "x", 1.0, from}}, none[] = {{"alpha", "x", 0.0, from}},
                               unnamed[] = {{"", "x", 0.8, from}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.reliabilities = perfect; }), "a reliability is outside (0, 1)");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.reliabilities = none; }), "a reliability is outside (0, 1)");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.reliabilities = unnamed; }),
            "a reliability has no kind, population or source");

  static constexpr Difference zero[] = {{0, "x", from}}, unfounded[] = {{6, "", from}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.reliable_change = zero; }), "a difference is impossible");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.important_change = zero; }), "a difference is impossible");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.important_change = unfounded; }), "a difference has no basis or source");
}

TEST(WellFormed, AnInstrumentKnownByItsTotalOnlyHasNoPartsOfAForm) {
  const auto total_only = [](Instrument& q) {
    q.items = 0;
    q.risk = {};
    q.example = {};
    q.missing = {};
  };
  EXPECT_EQ(after(phq9, total_only), "");
  EXPECT_EQ(after(phq9,
                  [&](Instrument& q) {
                    total_only(q);
                    q.example = {phq9_example, 12};
                  }),
            "without items there is nothing to score");
}

}  // namespace oncourse

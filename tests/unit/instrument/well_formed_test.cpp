// well_formed_test.cpp: each way in which a definition can contradict itself.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/well_formed.hpp"

#include <gtest/gtest.h>

#include <string>

#include "oncourse/instrument/catalogue.hpp"

namespace oncourse {

/// "cutoffs[0].value: a cut-off is outside the range", or "" where nothing is wrong after the change.
template <class Change>
std::string after(Instrument q, Change change) {
  change(q);
  const Defect d = defect(q);
  if (!d) return "";
  const auto place = [](std::string_view member, int index) {
    return std::string(member) + (index < 0 ? "" : "[" + std::to_string(index) + "]");
  };
  return place(d.member, d.index) + (d.part.empty() ? "" : "." + place(d.part, d.part_index)) + ": " +
         std::string(d.what);
}

constexpr Provenance a_test = {Status::published, "a test"};

TEST(WellFormed, EveryShippedDefinitionIs) {
  for (const Instrument* q : catalogue()) EXPECT_EQ(after(*q, [](Instrument&) {}), "") << q->id;
}

TEST(WellFormed, ATotalRangeThatTheItemsCannotReachIsFound) {
  constexpr std::string_view message = "total: the range is not what the rule gives at the extremes";
  int tried = 0;
  for (const Instrument* shipped : catalogue()) {
    if (shipped->items == 0 || !shipped->has_total()) continue;
    EXPECT_EQ(after(*shipped, [](Instrument& q) { q.total_max += 1; }), message) << shipped->id;
    EXPECT_EQ(after(*shipped, [](Instrument& q) { q.total_min -= 1; }), message) << shipped->id;
    const bool by_items = shipped->total == TotalRule::sum || shipped->total == TotalRule::mean ||
                          shipped->total == TotalRule::sum_of_group_maxima;
    if (by_items) {
      EXPECT_EQ(after(*shipped, [](Instrument& q) { q.multiplier *= 1.5; }), message) << shipped->id;
    }
    ++tried;
  }
  EXPECT_EQ(tried, 47);
}

TEST(WellFormed, AForgottenReversedItemIsFoundByTheWorkedExample) {
  EXPECT_EQ(after(ces_d,
                  [](Instrument& q) {
                    q.reversed = {4, 8, 12};
                  }),
            "example.total: the worked example scores differently");
}

TEST(WellFormed, NamesAndSourcesMayNotBeEmpty) {
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.id = ""; }), "id: an id is written in a-z, 0-9, -, . and :");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.id = "PHQ 9"; }), "id: an id is written in a-z, 0-9, -, . and :");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.name = ""; }), "name: it is empty");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.construct = ""; }), "construct: it is empty");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.licence = ""; }), "licence: it is empty");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.citation = ""; }), "citation: it is empty");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.domains = {}; }), "domains: no domain is named");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.scoring_from = {}; }), "scoring: the scoring has no source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.missing.from = {}; }),
            "missing.source: the rule for blanks has no source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.bands_from = {}; }), "bands_source: the bands have no source");
}

TEST(WellFormed, TheFormMustBePossible) {
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.total_max = q.total_min; }),
            "total: the least must lie below the greatest, and both be 0 without a total");
  EXPECT_EQ(after(erq, [](Instrument& q) { q.total_max = 7; }),
            "total: the least must lie below the greatest, and both be 0 without a total");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.multiplier = 0; }), "multiplier: it is not above 0");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.items = -1; }), "items: a form has 0 to 128 items");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.items = 129; }), "items: a form has 0 to 128 items");
  constexpr std::string_view range = "answers: the range of answers is empty, contains the blank or is too large";
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.item_max = 0; }), range);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.item_min = blank; }), range);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.item_max = 40000; }), range);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.total_max = std::numeric_limits<double>::infinity(); }),
            "total: the range is out of all proportion");

  static constexpr ItemRange beyond[] = {{{9, 10}, 0, 1}}, empty[] = {{{1, 2}, 3, 3}}, odd[] = {{{1}, 0, 3, 2}},
                             overlapping[] = {{{1, 2, 3}, 0, 3}, {{3, 4}, 0, 3}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.ranges = beyond; }),
            "answer_exceptions[0].items: it names items that are not on the form");
  constexpr std::string_view impossible =
      "answer_exceptions[0]: the range of answers is empty, contains the blank, is too large or not in steps";
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.ranges = empty; }), impossible);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.ranges = odd; }), impossible);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.ranges = overlapping; }),
            "answer_exceptions[1].items: two exceptions are for one item");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.unscored = {10}; }), "unscored: it leaves the form");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.reversed = {10}; }),
            "reversed: an item is not on the form or not scored");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.reversed = q.unscored = {2}; }),
            "reversed: an item is not on the form or not scored");
  EXPECT_EQ(after(who5, [](Instrument& q) { q.unscored = {1, 2, 3, 4, 5}; }), "unscored: no item is scored");
}

TEST(WellFormed, PointsAreOneForEveryAnswerAndOnlyOnce) {
  static constexpr Answer four[] = {0, 1, 2, 0}, three[] = {0, 1, 2};
  static constexpr ItemPoints short_of_one[] = {{{9}, 0, three}}, twice[] = {{{9}, 0, four}, {{9}, 0, four}},
                              beyond[] = {{{10}, 0, four}}, shifted[] = {{{9}, 1, four}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.points = short_of_one; }),
            "points[0].points: the points are not one for every answer");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.points = shifted; }),
            "points[0].points: the points are not one for every answer");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.points = twice; }),
            "points[1].items: two keys are for one item, or it is reversed too");
  EXPECT_EQ(after(ces_d,
                  [](Instrument& q) {
                    static constexpr ItemPoints on_reversed[] = {{{4}, 0, four}};
                    q.points = on_reversed;
                  }),
            "points[0].items: two keys are for one item, or it is reversed too");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.points = beyond; }),
            "points[0].items: it names items that are not on the form");
}

TEST(WellFormed, ACodingLeadsToAnswersThatAreAllowed) {
  static constexpr Answer high[] = {0, 1, 2, 4};
  static constexpr ItemPoints off_scale[] = {{{1}, 1, high}}, off_form[] = {{{10}, 1, high}};
  static constexpr Coding wrong[] = {{"a", "A", off_scale, a_test}}, beyond[] = {{"a", "A", off_form, a_test}},
                          empty[] = {{"a", "A", {}, a_test}}, unsourced[] = {{"a", "A", off_scale, {}}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.codings = wrong; }), "codings[0]: it leads to an answer off the scale");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.codings = beyond; }),
            "codings[0]: it names no answers, or items that are not on the form");
  constexpr std::string_view nothing = "codings[0]: a coding has no id, name, answers or source";
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.codings = empty; }), nothing);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.codings = unsourced; }), nothing);
}

TEST(WellFormed, WeightsAreOnePerItemOfAPlainSum) {
  static constexpr std::int16_t two[] = {1, 2}, with_zero[] = {1, 0, 1, 1, 1}, of_five[] = {1, 2, 1, 1, 1};
  EXPECT_EQ(after(who5, [](Instrument& q) { q.weights = two; }), "weights: there is not one weight for every item");
  EXPECT_EQ(after(who5, [](Instrument& q) { q.weights = with_zero; }),
            "weights: a weight is 0, too large, or negative for a goal");
  EXPECT_EQ(after(who5,
                  [](Instrument& q) {
                    q.weights = of_five;
                    q.total = TotalRule::mean;
                  }),
            "weights: weights are for goals, and for sums without subscales, algorithms and any leave for blanks");
  EXPECT_EQ(after(who5,
                  [](Instrument& q) {
                    q.weights = of_five;
                    q.total_max = 120;
                    q.example = {};
                  }),
            "");
}

TEST(WellFormed, SubscalesLieOnTheFormAndAreWellFormedThemselves) {
  static constexpr Subscale empty[] = {{"a", "A", {}}}, outside[] = {{"a", "A", {11}}}, nameless[] = {{"", "A", {2}}},
                            same[] = {{"a", "A", {1}}, {"a", "B", {2}}}, ten_of_them[10] = {};
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = empty; }),
            "subscales[0].items: a subscale is empty or leaves the form");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = outside; }),
            "subscales[0].items: a subscale is empty or leaves the form");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = nameless; }), "subscales[0]: a subscale has no id or name");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = same; }), "subscales[1].id: two subscales have one id");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = ten_of_them; }), "subscales: there are more than 9");
  EXPECT_EQ(after(ede_q, [](Instrument& q) { q.subscales = {}; }), "subscales: the rule needs them");
  static constexpr Band high[] = {{0, "low"}, {10, "high"}};
  static constexpr Subscale banded[] = {
      {.id = "a", .name = "A", .items = {3, 4, 5}, .figures = {.bands = high, .bands_from = a_test}}};
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = banded; }),
            "subscales[0].bands: a band starts outside the range");
  static constexpr double too_short[] = {1, 2, 3}, falling[] = {0, 1, 3, 2};
  static constexpr Subscale with_table[] = {{.id = "a", .name = "A", .items = {3}, .table = too_short}},
                            with_fall[] = {{.id = "a", .name = "A", .items = {3}, .table = falling}};
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = with_table; }),
            "subscales[0].table: there is not one score for every sum");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.subscales = with_fall; }),
            "subscales[0].table: the scores do not ascend");
}

TEST(WellFormed, WhatARuleDoesNotReadIsRefused) {
  constexpr MissingRule one_blank = {MissingRule::Kind::up_to, 1, a_test},
                        median = {MissingRule::Kind::up_to, 1, a_test, MissingRule::Fill::median_rounded_up};
  constexpr std::string_view no_rule =
      "missing.kind: this rule for the total has none of its own for blanks: its subscales may";
  EXPECT_EQ(after(dass_21, [&](Instrument& q) { q.missing = one_blank; }), no_rule);
  EXPECT_EQ(after(ede_q, [&](Instrument& q) { q.missing = one_blank; }), no_rule);
  EXPECT_EQ(after(gas, [&](Instrument& q) { q.missing = one_blank; }), no_rule);
  EXPECT_EQ(after(erq, [&](Instrument& q) { q.missing = one_blank; }), no_rule);
  EXPECT_EQ(after(qids_sr16, [&](Instrument& q) { q.missing = median; }),
            "missing.fill: nothing is filled so under this rule");
  EXPECT_EQ(after(rdas, [&](Instrument& q) { q.missing = one_blank; }),
            "missing.kind: blanks cannot be filled by others where items have different ranges");
  EXPECT_EQ(after(gas, [](Instrument& q) { q.multiplier = 2; }), "multiplier: this rule has no multiplier");
  EXPECT_EQ(after(gas, [](Instrument& q) { q.unscored = {10}; }), "rule: goals have one range of levels and no keys");
  EXPECT_EQ(after(dass_21, [](Instrument& q) { q.multiplier = 1; }),
            "subscales[0]: the total's rule adds scores of one multiplier");
  EXPECT_EQ(after(erq, [](Instrument& q) { q.figures.reliable_change = phq9_reliable_change; }),
            "rule: there is no total for figures to be of");
}

TEST(WellFormed, NamesThatWouldBeTakenForEachOtherAreRefused) {
  static constexpr Coding same[] = {{"printed", "a", epds_printed, a_test}, {"printed", "b", epds_printed, a_test}};
  static constexpr ItemPoints overlapping[] = {epds_printed[0], {{1}, 0, zero_to_three}};
  static constexpr Coding twice[] = {{"printed", "a", overlapping, a_test}};
  EXPECT_EQ(after(epds, [](Instrument& q) { q.codings = same; }), "codings[1].id: two codings have one id");
  EXPECT_EQ(after(epds, [](Instrument& q) { q.codings = twice; }),
            "codings[0].answers: an item is in two of its parts");
  static constexpr Banding same_name[] = {{"a", epds_bands, a_test}, {"a", epds_bands, a_test}};
  EXPECT_EQ(after(epds, [](Instrument& q) { q.figures.other_bands = same_name; }),
            "other_bands[1].name: two divisions have one name");
  static constexpr RiskItem one_twice[] = {{9, 1, "x", a_test}, {9, 2, "y", a_test}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = one_twice; }), "risk[1].item: an item is a risk item twice");
  static constexpr Subscale column[] = {{"total", "A", {1}}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.subscales = column; }),
            "subscales[0].id: a table of scores has a column of this name");
  static constexpr Subscale like_algorithm[] = {{"major-depressive-syndrome", "A", {1}}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.subscales = like_algorithm; }),
            "algorithms[0].id: a subscale has this id");
}

TEST(WellFormed, AnEnormousDefinitionIsCheckedWithoutOverflow) {
  static constexpr std::int16_t weights[] = {
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000};
  Instrument q = who5;
  q.items = 128;
  q.item_min = -32000;
  q.item_max = 32000;
  q.weights = weights;
  q.figures = {};
  q.example = {};
  EXPECT_EQ(after(q, [](Instrument&) {}), "total: the range is not what the rule gives at the extremes");
}

TEST(WellFormed, GroupsPartitionTheScoredItems) {
  EXPECT_EQ(after(qids_sr16, [](Instrument& q) { q.groups = q.groups.first(8); }),
            "groups: the groups leave out a scored item");
  EXPECT_EQ(after(qids_sr16, [](Instrument& q) { q.groups = {}; }),
            "groups: groups are for sum_of_group_maxima, which needs them");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.groups = qids_sr16_groups; }),
            "groups: groups are for sum_of_group_maxima, which needs them");
  static constexpr ItemGroup overlapping[] = {{"a", {1, 2}}, {"b", {2, 3}}};
  EXPECT_EQ(after(qids_sr16, [](Instrument& q) { q.groups = overlapping; }),
            "groups[1].items: a group has an item of another, or one that is not scored");
}

TEST(WellFormed, CriteriaCanBeMetAndLegalBlanksAreOnTheForm) {
  static constexpr LegalBlank beyond[] = {{{10}, "x", a_test}}, wordless[] = {{{1}, "", a_test}},
                              unmeetable[] = {{{1}, "x", a_test, endorsed(3, {{1, 2}, 1})}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.legal_blanks = beyond; }), "legal_blanks[0].items: it leaves the form");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.legal_blanks = wordless; }),
            "legal_blanks[0]: it has no words or source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.legal_blanks = unmeetable; }),
            "legal_blanks[0].when: the criterion is impossible");
  static constexpr Algorithm asks_nothing[] = {{"a", "A", {}, a_test}},
                             counts_twice[] = {{"a", "A", {endorsed(1, {{1, 2}, 1}, {{2}, 2})}, a_test}},
                             nameless[] = {{"", "A", {endorsed(1, {{1}, 1})}, a_test}}, three[3] = {};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.algorithms = asks_nothing; }),
            "algorithms[0].criteria: an algorithm asks nothing");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.algorithms = counts_twice; }),
            "algorithms[0].criteria: a criterion is impossible");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.algorithms = nameless; }),
            "algorithms[0]: an algorithm has no id, name or source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.algorithms = three; }), "algorithms: there are more than 2");
}

TEST(WellFormed, ARiskItemFlagsSomeAnswersAndNotAll) {
  static constexpr RiskItem absent[] = {{10, 1, "x", a_test}}, everyone[] = {{9, 0, "x", a_test}},
                            no_one[] = {{9, 4, "x", a_test}}, unnamed[] = {{9, 1, "", a_test}},
                            unsourced[] = {{9, 1, "x"}}, many[7] = {};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = absent; }), "risk[0].item: a risk item is not on the form");
  constexpr std::string_view useless = "risk[0].at_least: a risk threshold flags everyone or no one";
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = everyone; }), useless);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = no_one; }), useless);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = unnamed; }), "risk[0]: a risk item has no meaning or source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = unsourced; }), "risk[0]: a risk item has no meaning or source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.risk = many; }), "risk: there are more than 6");
}

TEST(WellFormed, TheRuleForBlanksLeavesSomethingToScore) {
  constexpr std::string_view message = "missing.limit: the limit is outside 1..items-1, or belongs to no rule";
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.missing.limit = 9; }), message);
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.missing.limit = 0; }), message);
  EXPECT_EQ(after(epds, [](Instrument& q) { q.missing.limit = 1; }), message);
}

TEST(WellFormed, TheWorkedExampleIsASheetThatScoresAsItSays) {
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.example.total = 13; }),
            "example.total: the worked example scores differently");
  constexpr std::string_view message = "example.answers: the worked example cannot be scored";
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.example.answers = q.example.answers.first(8); }), message);
  static constexpr Answer gappy[] = {0, 1, 2, blank, 0, 1, 2}, high[] = {0, 1, 2, 3, 4, 1, 2};
  EXPECT_EQ(after(gad7, [](Instrument& q) { q.example.answers = gappy; }), message);
  EXPECT_EQ(after(gad7, [](Instrument& q) { q.example.answers = high; }), message);
}

TEST(WellFormed, BandsStartAtTheLowestTotalAndAscendInsideTheRange) {
  static constexpr Band late[] = {{1, "a"}}, falling[] = {{0, "a"}, {5, "b"}, {5, "c"}},
                        outside[] = {{0, "a"}, {28, "b"}}, unnamed[] = {{0, ""}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.bands = late; }),
            "bands: the first band does not start at the least score");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.bands = falling; }), "bands: the bands do not ascend");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.bands = outside; }), "bands: a band starts outside the range");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.bands = unnamed; }), "bands: a band has no label");
  static constexpr Banding other[] = {{"X", late, a_test}}, nameless[] = {{"", phq9_bands, a_test}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.other_bands = other; }),
            "other_bands[0].bands: the first band does not start at the least score");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.other_bands = nameless; }),
            "other_bands[0]: other bands have no name, source or band");
}

TEST(WellFormed, FiguresForReadingAScoreArePossibleAndSourced) {
  static constexpr Cutoff beyond[] = {{Purpose::screen, "x", Compare::at_least, 28, a_test}},
                          for_no_one[] = {{Purpose::screen, "", Compare::at_least, 10, a_test}},
                          from_nowhere[] = {{Purpose::screen, "x", Compare::at_least, 10, {}}},
                          twice[] = {{Purpose::screen, "x", Compare::at_least, 10, a_test},
                                     {Purpose::screen, "x", Compare::at_least, 12, a_test}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.cutoffs = beyond; }),
            "cutoffs[0].value: a cut-off is outside the range");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.cutoffs = for_no_one; }),
            "cutoffs[0]: a cut-off has no population or source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.cutoffs = from_nowhere; }),
            "cutoffs[0]: a cut-off has no population or source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.cutoffs = twice; }),
            "cutoffs[1]: two cut-offs are for one purpose and population");

  static constexpr Norm no_spread[] = {{"x", false, 3, 0, 100, a_test}}, one_person[] = {{"x", false, 3, 2, 1, a_test}},
                        off_scale[] = {{"x", false, 30, 2, 100, a_test}}, unsourced[] = {{"x", false, 3, 2, 100, {}}},
                        twice_one[] = {{"x", false, 3, 2, 100, a_test}, {"x", true, 9, 2, 100, a_test}};
  for (const auto norms : {std::span(no_spread), std::span(one_person), std::span(off_scale)})
    EXPECT_EQ(after(phq9, [&](Instrument& q) { q.figures.norms = norms; }), "norms[0]: a norm is impossible");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.norms = unsourced; }),
            "norms[0]: a norm has no population or source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.norms = twice_one; }),
            "norms[1]: two norms are of one population");

  static constexpr Reliability perfect[] = {{"alpha", "x", 1.0, a_test}}, none[] = {{"alpha", "x", 0.0, a_test}},
                               unnamed[] = {{"", "x", 0.8, a_test}};
  for (const auto reliabilities : {std::span(perfect), std::span(none)})
    EXPECT_EQ(after(phq9, [&](Instrument& q) { q.figures.reliabilities = reliabilities; }),
              "reliability[0].value: a reliability is outside (0, 1)");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.reliabilities = unnamed; }),
            "reliability[0]: a reliability has no kind, population or source");

  static constexpr Difference zero[] = {{0, "x", a_test}}, unfounded[] = {{6, "", a_test}},
                              one_way[] = {{6, "x", a_test, Difference::Of::worsening}},
                              impossible[] = {
                                  {6, "x", a_test, Difference::Of::change, Difference::Computed{6, 1.0, 0.95}}};
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.reliable_change = zero; }),
            "reliable_change[0].points: a difference is impossible");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.important_change = zero; }),
            "important_change[0].points: a difference is impossible");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.important_change = unfounded; }),
            "important_change[0]: a difference has no basis or source");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.reliable_change = one_way; }),
            "reliable_change[0].of: a reliable change counts in both directions");
  EXPECT_EQ(after(phq9, [](Instrument& q) { q.figures.reliable_change = impossible; }),
            "reliable_change[0].computed: what a reliable change is computed from is impossible");
}

TEST(WellFormed, AnInstrumentKnownByItsTotalOnlyHasNoPartsOfAForm) {
  EXPECT_EQ(after(bdi_ii,
                  [](Instrument& q) {
                    q.example = {phq9_example, 12};
                  }),
            "items: without items there is nothing to score");
  EXPECT_EQ(after(bdi_ii, [](Instrument& q) { q.item_max = 3; }), "items: without items there is nothing to score");
  EXPECT_EQ(after(bdi_ii, [](Instrument& q) { q.risk = phq9_risk; }), "risk[0].item: a risk item is not on the form");
}

}  // namespace oncourse

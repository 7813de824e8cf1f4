// qids_sr16_test.cpp: the QIDS-SR16, nine domains of which the highest item counts.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include "sheets.hpp"

namespace oncourse::sheets {

TEST(QidsSr16, IsTheSumOfNineDomainsAndNotOfSixteenItems) {
  EXPECT_EQ(total(qids_sr16, Sheet(16, 0)), 0.0);
  EXPECT_EQ(total(qids_sr16, Sheet(16, 3)), 27.0);
  EXPECT_EQ(total(qids_sr16, Sheet(16, 1)), 9.0);
}

TEST(QidsSr16, OnlyTheHighestItemOfADomainCounts) {
  for (int item = 1; item <= 16; ++item) {
    Sheet alone(16, 0), raised(16, 1);
    at(alone, item) = 2;
    at(raised, item) = 3;
    EXPECT_EQ(total(qids_sr16, alone), 2.0) << "item " << item;
    EXPECT_EQ(total(qids_sr16, raised), 11.0) << "item " << item;
  }
  EXPECT_EQ(total(qids_sr16, {3, 2, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), 3.0) << "sleep";
  EXPECT_EQ(total(qids_sr16, {0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0}), 2.0) << "appetite and weight";
  EXPECT_EQ(total(qids_sr16, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 3}), 3.0) << "psychomotor";
}

TEST(QidsSr16, AppetiteAndWeightNeedOnlyTheAnswerThatApplies) {
  Sheet sheet(16, 1);
  at(sheet, 6) = blank;
  at(sheet, 9) = blank;
  const auto result = score(qids_sr16, sheet, Prorating::never);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 9.0);
  EXPECT_FALSE(result->prorated);
  EXPECT_EQ(result->answered, 14);
  EXPECT_EQ(result->of_items, 14);
}

TEST(QidsSr16, BothAnswersOfAPairBlankOrAnyOtherBlankRefuses) {
  Sheet pair(16, 1), sleep(16, 1);
  at(pair, 8) = at(pair, 9) = blank;
  at(sleep, 2) = blank;
  EXPECT_EQ(problem(qids_sr16, pair, Prorating::convention),
            "too_many_missing: items 8 and 9 are blank, allowed only where item 9 is answered");
  EXPECT_EQ(problem(qids_sr16, sleep, Prorating::convention), "too_many_missing: item 2 is blank, no blank is allowed");
}

TEST(QidsSr16, RemissionIsFiveOrLessAndSeverityChangesAt6And11And16And21) {
  EXPECT_EQ(qids_sr16.figures.cutoffs[0].purpose, Purpose::remission);
  EXPECT_TRUE(meets(5, qids_sr16.figures.cutoffs[0].compare, qids_sr16.figures.cutoffs[0].value));
  EXPECT_FALSE(meets(6, qids_sr16.figures.cutoffs[0].compare, qids_sr16.figures.cutoffs[0].value));
  const std::pair<double, const char*> edges[] = {
      {0, "none"},      {5, "none"},    {6, "mild"},    {10, "mild"},        {11, "moderate"},
      {15, "moderate"}, {16, "severe"}, {20, "severe"}, {21, "very severe"}, {27, "very severe"}};
  for (const auto& [points, label] : edges) EXPECT_EQ(band_label(qids_sr16, points), label) << points;
}

TEST(QidsSr16, SuicidalIdeationIsFlagged) {
  Sheet sheet(16, 0);
  at(sheet, 12) = 1;
  const auto result = score(qids_sr16, sheet);
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(result->risk()[0].flagged);
  EXPECT_EQ(result->band->label, "none");
}

TEST(QidsSr16, AgreesWithScoringOnPaper) {
  expect_as_on_paper(qids_sr16, 2003, 3, [](const Given& given, Prorating) -> std::optional<double> {
    const auto answered = [&](int item) { return given.contains(item); };
    if (!answered(6) && !answered(7)) return std::nullopt;
    if (!answered(8) && !answered(9)) return std::nullopt;
    for (const int item : {1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16})
      if (!answered(item)) return std::nullopt;
    double points = 0;
    for (const auto& domain :
         std::vector<std::vector<int>>{{1, 2, 3, 4}, {5}, {6, 7, 8, 9}, {10}, {11}, {12}, {13}, {14}, {15, 16}}) {
      int highest = 0;
      for (const int item : domain)
        if (answered(item) && given.at(item) > highest) highest = given.at(item);
      points += highest;
    }
    return points;
  });
}

}  // namespace oncourse::sheets

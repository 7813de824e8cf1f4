// epds_test.cpp: the EPDS, from answers that carry the key's values.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include "sheets.hpp"

namespace oncourse::sheets {

TEST(Epds, ReversesNothingBecauseTheAnswersAreKeyed) {
  EXPECT_EQ(total(epds, Sheet(10, 0)), 0.0);
  EXPECT_EQ(total(epds, Sheet(10, 3)), 30.0);
  for (int item = 1; item <= 10; ++item) {
    Sheet sheet(10, 0);
    at(sheet, item) = 3;
    EXPECT_EQ(total(epds, sheet), 3.0) << "item " << item;
  }
}

TEST(Epds, PossibleDepressionBeginsAtTenAndProbableAtThirteen) {
  const std::pair<double, const char*> edges[] = {{0, "depression unlikely"},  {9, "depression unlikely"},
                                                  {10, "possible depression"}, {12, "possible depression"},
                                                  {13, "probable depression"}, {30, "probable depression"}};
  for (const auto& [points, label] : edges) EXPECT_EQ(band_label(epds, points), label) << points;
  EXPECT_FALSE(meets(12, epds.figures.cutoffs[0].compare, epds.figures.cutoffs[0].value));
  EXPECT_TRUE(meets(13, epds.figures.cutoffs[0].compare, epds.figures.cutoffs[0].value));
}

TEST(Epds, AnyThoughtOfSelfHarmIsFlagged) {
  for (Answer answer = 0; answer <= 3; ++answer) {
    Sheet sheet(10, 0);
    at(sheet, 10) = answer;
    const auto result = score(epds, sheet);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->risk()[0].flagged, answer >= 1);
  }
}

TEST(Epds, TheAnxietySubscaleIsItemsThreeToFive) {
  for (int item = 1; item <= 10; ++item) {
    Sheet sheet(10, 0);
    at(sheet, item) = 2;
    const auto result = score(epds, sheet);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->subscales()[0].value, item >= 3 && item <= 5 ? 2.0 : 0.0) << "item " << item;
  }
}

TEST(Epds, OneBlankRefusesWhateverIsAskedFor) {
  Sheet sheet(10, 2);
  at(sheet, 7) = blank;
  for (const Prorating how : {Prorating::published_rule, Prorating::convention, Prorating::never})
    EXPECT_EQ(problem(epds, sheet, how), "too_many_missing: item 7 is blank, no blank is allowed");
}

TEST(Epds, AgreesWithScoringOnPaper) {
  expect_as_on_paper(epds, 1987, 2, [](const Given& given, Prorating) -> std::optional<double> {
    if (given.size() < 10) return std::nullopt;
    return sum_of(given);
  });
}

}  // namespace oncourse::sheets

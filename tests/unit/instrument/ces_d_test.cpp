// ces_d_test.cpp: the CES-D, four of whose items run the other way.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include "sheets.hpp"

namespace oncourse::sheets {

TEST(CesD, AFormTickedZeroThroughoutIsTwelveAndTickedThreeThroughoutIs48) {
  EXPECT_EQ(total(ces_d, Sheet(20, 0)), 12.0);
  EXPECT_EQ(total(ces_d, Sheet(20, 3)), 48.0);
  EXPECT_EQ(total(ces_d, lowest(ces_d)), 0.0);
  EXPECT_EQ(total(ces_d, highest(ces_d)), 60.0);
}

TEST(CesD, ItemsFourEightTwelveAndSixteenLowerTheTotal) {
  for (int item = 1; item <= 20; ++item) {
    Sheet sheet(20, 0);
    at(sheet, item) = 2;
    EXPECT_EQ(total(ces_d, sheet), item % 4 == 0 && item != 20 ? 10.0 : 14.0) << "item " << item;
  }
}

TEST(CesD, FourBlanksAreFilledAndFiveRefuse) {
  Sheet sheet = keyed_alike(ces_d, 2);
  for (const int item : {1, 4, 8, 20}) at(sheet, item) = blank;
  const auto result = score(ces_d, sheet);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 40.0);
  EXPECT_TRUE(result->prorated);
  EXPECT_EQ(result->answered, 16);
  EXPECT_EQ(result->of_items, 20);
  EXPECT_EQ(problem(ces_d, sheet, Prorating::never),
            "too_many_missing: 4 items are blank, item 1 first, no blank is allowed");
  at(sheet, 11) = blank;
  EXPECT_EQ(problem(ces_d, sheet), "too_many_missing: 5 items blank, at most 4 allowed");
}

TEST(CesD, SixteenIsElevated) {
  EXPECT_EQ(band_label(ces_d, 15), "below cut-off");
  EXPECT_EQ(band_label(ces_d, 16), "elevated");
  EXPECT_FALSE(meets(15, ces_d.figures.cutoffs[0].compare, ces_d.figures.cutoffs[0].value));
  EXPECT_TRUE(meets(16, ces_d.figures.cutoffs[0].compare, ces_d.figures.cutoffs[0].value));
}

TEST(CesD, AgreesWithScoringOnPaper) {
  expect_as_on_paper(ces_d, 1977, 7, [](const Given& given, Prorating how) -> std::optional<double> {
    if (given.size() < 16 || (given.size() < 20 && how == Prorating::never)) return std::nullopt;
    double points = 0;
    for (const auto& [item, answer] : given)
      points += (item == 4 || item == 8 || item == 12 || item == 16) ? 3 - answer : answer;
    return points / static_cast<double>(given.size()) * 20.0;
  });
}

}  // namespace oncourse::sheets

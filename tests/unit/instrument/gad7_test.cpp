// gad7_test.cpp: the GAD-7 as its paper scores it.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include "sheets.hpp"

namespace oncourse::sheets {

TEST(Gad7, AddsSevenAnswersFromZeroTo21) {
  EXPECT_EQ(total(gad7, Sheet(7, 0)), 0.0);
  EXPECT_EQ(total(gad7, Sheet(7, 3)), 21.0);
  for (int item = 1; item <= 7; ++item) {
    Sheet sheet(7, 0);
    at(sheet, item) = 3;
    EXPECT_EQ(total(gad7, sheet), 3.0) << "item " << item;
  }
}

TEST(Gad7, SeverityChangesAt5And10And15) {
  const std::pair<double, const char*> edges[] = {{0, "minimal"},   {4, "minimal"},   {5, "mild"},    {9, "mild"},
                                                  {10, "moderate"}, {14, "moderate"}, {15, "severe"}, {21, "severe"}};
  for (const auto& [points, label] : edges) EXPECT_EQ(band_label(gad7, points), label) << points;
}

TEST(Gad7, CasenessInTheNhsIsEightAndTheScreenIsTen) {
  EXPECT_EQ(gad7.figures.cutoffs[0].purpose, Purpose::caseness);
  EXPECT_FALSE(meets(7, gad7.figures.cutoffs[0].compare, gad7.figures.cutoffs[0].value));
  EXPECT_TRUE(meets(8, gad7.figures.cutoffs[0].compare, gad7.figures.cutoffs[0].value));
  EXPECT_EQ(gad7.figures.cutoffs[1].purpose, Purpose::screen);
  EXPECT_FALSE(meets(9, gad7.figures.cutoffs[1].compare, gad7.figures.cutoffs[1].value));
  EXPECT_TRUE(meets(10, gad7.figures.cutoffs[1].compare, gad7.figures.cutoffs[1].value));
}

TEST(Gad7, AgreesWithScoringOnPaper) {
  expect_as_on_paper(gad7, 7001, 3, [](const Given& given, Prorating how) -> std::optional<double> {
    if (given.size() == 7) return sum_of(given);
    if (given.size() < 6 || how != Prorating::convention) return std::nullopt;
    return sum_of(given) + sum_of(given) / 6.0;
  });
}

}  // namespace oncourse::sheets

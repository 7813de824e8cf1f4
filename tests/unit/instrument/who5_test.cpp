// who5_test.cpp: the WHO-5, where more is better.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include "sheets.hpp"

namespace oncourse::sheets {

TEST(Who5, IsAPercentageOfTheBestPossible) {
  EXPECT_EQ(total(who5, Sheet(5, 0)), 0.0);
  EXPECT_EQ(total(who5, Sheet(5, 5)), 100.0);
  for (int item = 1; item <= 5; ++item) {
    Sheet sheet(5, 0);
    at(sheet, item) = 1;
    EXPECT_EQ(total(who5, sheet), 4.0) << "item " << item;
  }
  EXPECT_EQ(who5.direction, Direction::higher_is_better);
  EXPECT_EQ(who5.step(), 4.0);
}

TEST(Who5, TwelveRawPointsArePoorAndThirteenAdequate) {
  EXPECT_EQ(total(who5, {3, 3, 2, 2, 2}), 48.0);
  EXPECT_EQ(band_label(who5, 48), "poor well-being");
  EXPECT_TRUE(meets(48, who5.figures.cutoffs[0].compare, who5.figures.cutoffs[0].value));
  EXPECT_EQ(total(who5, {3, 3, 3, 2, 2}), 52.0);
  EXPECT_EQ(band_label(who5, 52), "adequate well-being");
  EXPECT_FALSE(meets(52, who5.figures.cutoffs[0].compare, who5.figures.cutoffs[0].value));
  EXPECT_EQ(band_label(who5, 28), "likely depression");
  EXPECT_EQ(band_label(who5, 32), "poor well-being");
}

TEST(Who5, AtMostFiftyAndBelowFiftyAgreeOnEveryPossibleSheet) {
  for (int raw = 0; raw <= 25; ++raw)
    EXPECT_EQ(meets(4.0 * raw, who5.figures.cutoffs[0].compare, who5.figures.cutoffs[0].value), 4.0 * raw < 50.0);
}

TEST(Who5, AgreesWithScoringOnPaper) {
  expect_as_on_paper(who5, 2024, 2, [](const Given& given, Prorating) -> std::optional<double> {
    if (given.size() < 5) return std::nullopt;
    return 100.0 * sum_of(given) / 25.0;
  });
}

}  // namespace oncourse::sheets

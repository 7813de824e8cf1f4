// mspss_test.cpp: the MSPSS, a mean of twelve.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include "sheets.hpp"

namespace oncourse::sheets {

TEST(Mspss, IsTheMeanOfTwelveAnswersFromOneToSeven) {
  EXPECT_EQ(total(mspss, Sheet(12, 1)), 1.0);
  EXPECT_EQ(total(mspss, Sheet(12, 7)), 7.0);
  for (int item = 1; item <= 12; ++item) {
    Sheet sheet(12, 4);
    at(sheet, item) = 5;
    EXPECT_DOUBLE_EQ(total(mspss, sheet), 49.0 / 12.0) << "item " << item;
  }
  EXPECT_EQ(problem(mspss, Sheet(12, 0)), "response_range: item 1 is 0, scale is 1..7");
}

TEST(Mspss, EverySourceOfSupportHasItsFourItems) {
  // by item: 0 a significant other, 1 family, 2 friends
  const std::size_t source_of[] = {0, 0, 1, 1, 0, 2, 2, 1, 2, 0, 1, 2};
  for (int item = 1; item <= 12; ++item) {
    Sheet sheet(12, 1);
    at(sheet, item) = 5;
    const auto result = score(mspss, sheet);
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(result->subscales().size(), 3u);
    for (std::size_t s = 0; s < 3; ++s)
      EXPECT_EQ(result->subscales()[s].value, s == source_of[item - 1] ? 2.0 : 1.0) << "item " << item;
  }
}

TEST(Mspss, MoreSupportIsBetterAndHighBeginsAboveFive) {
  EXPECT_EQ(mspss.direction, Direction::higher_is_better);
  const auto band_of_sum = [](int sum) {
    Sheet sheet(12, 1);
    for (int i = 0, rest = sum - 12; i < 12; ++i) {
      const int step = std::min(rest, 6);
      sheet[static_cast<std::size_t>(i)] = static_cast<Answer>(1 + step);
      rest -= step;
    }
    return band_label(mspss, total(mspss, sheet));
  };
  EXPECT_EQ(band_of_sum(12), "low");
  EXPECT_EQ(band_of_sum(35), "low");
  EXPECT_EQ(band_of_sum(36), "moderate");
  EXPECT_EQ(band_of_sum(60), "moderate");
  EXPECT_EQ(band_of_sum(61), "high");
  EXPECT_EQ(band_of_sum(84), "high");
}

TEST(Mspss, AMeanWrittenDownWithOneOrTwoDecimalsKeepsItsBand) {
  EXPECT_EQ(band_label(mspss, 2.92), "low");
  EXPECT_EQ(band_label(mspss, 5.0), "moderate");
  EXPECT_EQ(band_label(mspss, 5.08), "high");
  EXPECT_EQ(band_label(mspss, 5.1), "high");
}

TEST(Mspss, AgreesWithScoringOnPaper) {
  expect_as_on_paper(mspss, 1988, 2, [](const Given& given, Prorating) -> std::optional<double> {
    if (given.size() < 12) return std::nullopt;
    const auto source = [&](int a, int b, int c, int d) {
      return (given.at(a) + given.at(b) + given.at(c) + given.at(d)) / 4.0;
    };
    return (source(1, 2, 5, 10) + source(3, 4, 8, 11) + source(6, 7, 9, 12)) / 3.0;
  });
}

}  // namespace oncourse::sheets

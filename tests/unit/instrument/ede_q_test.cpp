// ede_q_test.cpp: the EDE-Q, a mean of four means.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include "sheets.hpp"

namespace oncourse::sheets {

const std::vector<std::vector<int>> ede_q_on_paper = {
    {1, 2, 3, 4, 5}, {7, 9, 19, 20, 21}, {6, 8, 10, 11, 23, 26, 27, 28}, {8, 12, 22, 24, 25}};

TEST(EdeQ, RunsFromZeroToSix) {
  EXPECT_EQ(total(ede_q, Sheet(28, 0)), 0.0);
  EXPECT_EQ(total(ede_q, Sheet(28, 6)), 6.0);
}

TEST(EdeQ, AnItemCountsByTheLengthOfItsSubscalesAndItemEightTwice) {
  for (int item = 1; item <= 28; ++item) {
    Sheet sheet(28, 0);
    at(sheet, item) = 4;
    double expected = 0;
    for (const auto& subscale : ede_q_on_paper)
      if (std::count(subscale.begin(), subscale.end(), item) > 0)
        expected += 1.0 / static_cast<double>(subscale.size());
    EXPECT_DOUBLE_EQ(total(ede_q, sheet), expected) << "item " << item;
  }
}

TEST(EdeQ, EpisodeCountsAreCheckedButNeverScored) {
  Sheet sheet(28, 2);
  for (int item = 13; item <= 18; ++item) at(sheet, item) = 90;
  const auto result = score(ede_q, sheet);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 2.0);
  EXPECT_EQ(result->answered, 22);
  EXPECT_EQ(result->of_items, 22);
  at(sheet, 15) = blank;
  EXPECT_EQ(total(ede_q, sheet, Prorating::never), 2.0);
  at(sheet, 15) = -3;
  EXPECT_EQ(problem(ede_q, sheet), "response_range: item 15 is -3, scale is 0..999");
  at(sheet, 15) = 90;
  at(sheet, 12) = 7;
  EXPECT_EQ(problem(ede_q, sheet), "response_range: item 12 is 7, scale is 0..6");
}

TEST(EdeQ, ASubscaleIsTheMeanOfWhatIsAnsweredIfThatIsMoreThanHalf) {
  Sheet sheet(28, 3);
  at(sheet, 1) = at(sheet, 2) = blank;
  at(sheet, 3) = 6;
  const auto result = score(ede_q, sheet);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->subscales()[0].value, 4.0);
  EXPECT_EQ(result->total, 3.25);
  EXPECT_TRUE(result->prorated);
  EXPECT_EQ(result->answered, 20);
}

TEST(EdeQ, ExactlyHalfOfASubscaleIsTooLittle) {
  Sheet sheet(28, 3);
  for (const int item : {6, 10, 11, 23}) at(sheet, item) = blank;
  const auto result = score(ede_q, sheet, Prorating::convention);
  ASSERT_TRUE(result.ok());
  EXPECT_FALSE(result->subscales()[2].value.has_value());
  EXPECT_EQ(result->total, 3.0);
}

TEST(EdeQ, ATotalOfThreeSubscalesIsGivenOnlyWhenAskedFor) {
  Sheet sheet(28, 3);
  for (const int item : {1, 2, 3}) at(sheet, item) = blank;
  EXPECT_EQ(problem(ede_q, sheet),
            "too_many_missing: 3 of 4 subscales can be scored, a total of fewer is a convention and must be asked for");
  EXPECT_EQ(total(ede_q, sheet, Prorating::convention), 3.0);
  for (const int item : {7, 9, 19}) at(sheet, item) = blank;
  EXPECT_EQ(problem(ede_q, sheet, Prorating::convention),
            "too_many_missing: 2 of 4 subscales can be scored, more than half are needed");
}

TEST(EdeQ, AScoreThatEqualsTheCutoffMeetsItEvenWithBlanks) {
  // 15/5, 16/3, 6/5 and 5/3 have the mean 2.8; added as decimals they fall short of it by the last bit
  Sheet sheet(28, 0);
  for (const int item : {1, 2, 3, 4, 5}) at(sheet, item) = 3;
  for (const int item : {7, 9, 8, 10, 11, 12}) at(sheet, item) = blank;
  at(sheet, 19) = at(sheet, 20) = 5;
  at(sheet, 21) = 6;
  at(sheet, 6) = at(sheet, 22) = at(sheet, 24) = 2;
  for (const int item : {23, 26, 27, 28, 25}) at(sheet, item) = 1;
  EXPECT_LT((15.0 / 5 + 16.0 / 3 + 6.0 / 5 + 5.0 / 3) / 4, 2.8);
  EXPECT_EQ(total(ede_q, sheet), 2.8);
  EXPECT_TRUE(meets(total(ede_q, sheet), ede_q.figures.cutoffs[0].compare, ede_q.figures.cutoffs[0].value));
}

TEST(EdeQ, AgreesWithScoringOnPaper) {
  expect_as_on_paper(ede_q, 2008, 12, [](const Given& given, Prorating how) -> std::optional<double> {
    std::vector<double> means;
    bool complete = true;
    for (const auto& subscale : ede_q_on_paper) {
      double sum = 0, rated = 0;
      for (const int item : subscale)
        if (given.contains(item)) {
          sum += given.at(item);
          rated += 1;
        }
      complete = complete && rated == static_cast<double>(subscale.size());
      if (rated > static_cast<double>(subscale.size()) / 2) means.push_back(sum / rated);
    }
    if (!complete && how == Prorating::never) return std::nullopt;
    if (means.size() < (how == Prorating::convention ? 3u : 4u)) return std::nullopt;
    return std::accumulate(means.begin(), means.end(), 0.0) / static_cast<double>(means.size());
  });
}

}  // namespace oncourse::sheets

// phq9_test.cpp: the PHQ-9 as its paper scores it.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"

#include "sheets.hpp"

namespace oncourse::sheets {

TEST(Phq9, AddsNineAnswersFromZeroTo27) {
  EXPECT_EQ(total(phq9, Sheet(9, 0)), 0.0);
  EXPECT_EQ(total(phq9, Sheet(9, 3)), 27.0);
  for (int item = 1; item <= 9; ++item)
    for (Answer answer = 0; answer <= 3; ++answer) {
      Sheet sheet(9, 1);
      at(sheet, item) = answer;
      EXPECT_EQ(total(phq9, sheet), 8.0 + answer) << "item " << item;
    }
}

TEST(Phq9, SeverityChangesAt5And10And15And20) {
  const std::pair<double, const char*> edges[] = {{0, "minimal"},
                                                  {4, "minimal"},
                                                  {5, "mild"},
                                                  {9, "mild"},
                                                  {10, "moderate"},
                                                  {14, "moderate"},
                                                  {15, "moderately severe"},
                                                  {19, "moderately severe"},
                                                  {20, "severe"},
                                                  {27, "severe"}};
  for (const auto& [points, label] : edges) EXPECT_EQ(band_label(phq9, points), label) << points;
}

TEST(Phq9, AnyThoughtOfDeathIsFlaggedEvenWhereTheTotalIsMinimal) {
  Sheet sheet(9, 0);
  at(sheet, 9) = 1;
  const auto flagged = score(phq9, sheet);
  ASSERT_TRUE(flagged.ok());
  ASSERT_EQ(flagged->risk().size(), 1u);
  EXPECT_TRUE(flagged->risk()[0].flagged);
  EXPECT_EQ(flagged->risk()[0].answer, 1);
  EXPECT_EQ(flagged->band->label, "minimal");

  Sheet other(9, 3);
  at(other, 9) = 0;
  const auto not_flagged = score(phq9, other);
  ASSERT_TRUE(not_flagged.ok());
  EXPECT_FALSE(not_flagged->risk()[0].flagged);
}

TEST(Phq9, ALeftOutQuestionOnDeathIsReportedAsLeftOutAndNotAsNoRisk) {
  Sheet sheet(9, 1);
  at(sheet, 9) = blank;
  const auto result = score(phq9, sheet, Prorating::convention);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->risk()[0].answer, blank);
  EXPECT_FALSE(result->risk()[0].flagged);
}

TEST(Phq9, FillsUpToTwoBlanksOnlyWhenTheConventionIsAskedFor) {
  Sheet sheet = {3, 2, 3, 2, 3, 2, 3, blank, 2};
  EXPECT_EQ(problem(phq9, sheet),
            "too_many_missing: item 8 is blank, the rule for blanks is a convention and must be asked for");
  EXPECT_EQ(total(phq9, sheet, Prorating::convention), 22.5);
  at(sheet, 1) = blank;
  EXPECT_NEAR(total(phq9, sheet, Prorating::convention), 17.0 * 9 / 7, 1e-12);
  at(sheet, 2) = blank;
  EXPECT_EQ(problem(phq9, sheet, Prorating::convention), "too_many_missing: 3 items blank, at most 2 allowed");
}

TEST(Phq9, AProratedTotalBetweenTwoBandsFallsInTheLowerOne) {
  // 17 of 8 answers are 19.125 of 9: above 19, below 20
  const auto result = score(phq9, Sheet{3, 2, 2, 2, 2, 2, 2, 2, blank}, Prorating::convention);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, 19.125);
  EXPECT_EQ(result->band->label, "moderately severe");
}

TEST(Phq9, CasenessIsTheNhsThresholdOfTen) {
  EXPECT_EQ(phq9.figures.cutoffs[0].purpose, Purpose::caseness);
  EXPECT_FALSE(meets(9, phq9.figures.cutoffs[0].compare, phq9.figures.cutoffs[0].value));
  EXPECT_TRUE(meets(10, phq9.figures.cutoffs[0].compare, phq9.figures.cutoffs[0].value));
}

TEST(Phq9, AgreesWithScoringOnPaper) {
  expect_as_on_paper(phq9, 9001, 4, [](const Given& given, Prorating how) -> std::optional<double> {
    if (given.size() < 9 && how != Prorating::convention) return std::nullopt;
    if (given.size() < 7) return std::nullopt;
    const double mean_answer = sum_of(given) / static_cast<double>(given.size());
    double points = 0;
    for (int item = 1; item <= 9; ++item) points += given.contains(item) ? given.at(item) : mean_answer;
    return points;
  });
}

}  // namespace oncourse::sheets

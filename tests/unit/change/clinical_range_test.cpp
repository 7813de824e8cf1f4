// clinical_range_test.cpp: cut-offs between true scores, and Hageman and Arrindell's index beyond them.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/clinical_range.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace oncourse::clinical_range_test {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Direction lower = Direction::lower_is_better, higher = Direction::higher_is_better;

TEST(TrueScores, DrawTheCutoffOfThePublication) {
  // the formulas once more: s sqrt(r_own) for each sd, r_own = (s^2 - SEM^2) / s^2
  std::mt19937_64 random(5101);
  std::uniform_real_distribution<double> mean(5, 20), sd(4, 9), error(0.5, 3.5);
  for (int trial = 0; trial < 500; ++trial) {
    const double SEM = error(random);
    const PopulationScores functional{mean(random), sd(random)}, clinical{functional.mean + sd(random), sd(random)};
    const double MC = clinical.mean, MF = functional.mean;
    const double SC = clinical.sd * std::sqrt((clinical.sd * clinical.sd - SEM * SEM) / (clinical.sd * clinical.sd));
    const double SF =
        functional.sd * std::sqrt((functional.sd * functional.sd - SEM * SEM) / (functional.sd * functional.sd));
    const auto found = [&](CutoffCriterion criterion) {
      return *cutoff_between_true_scores(criterion, clinical, functional, SEM, lower);
    };
    ASSERT_NEAR(found(CutoffCriterion::a), MC - 2 * SC, 1e-12 * MC);
    ASSERT_NEAR(found(CutoffCriterion::b), MF + 2 * SF, 1e-12 * MC);
    ASSERT_NEAR(found(CutoffCriterion::c), (SC * MF + SF * MC) / (SC + SF), 1e-12 * MC);
    for (const CutoffCriterion criterion : cutoff_criteria)
      ASSERT_NEAR(*cutoff_between_true_scores(criterion, {60 - MC, clinical.sd},
                                              PopulationScores{60 - MF, functional.sd}, SEM, higher),
                  60 - found(criterion), 1e-10)
          << "the mirror image";
  }
}

TEST(TrueScores, AreNotThereWhereEverythingIsError) {
  const auto detail = [](CutoffCriterion criterion, double clinical_sd, double functional_sd, double SEM) {
    const auto found =
        cutoff_between_true_scores(criterion, {20, clinical_sd}, PopulationScores{8, functional_sd}, SEM, lower);
    return found ? "" : found.error().detail;
  };
  EXPECT_EQ(detail(CutoffCriterion::c, 5, 3, 3),
            "functional sd 3 is not above the standard error of measurement 3: these scores have no reliability left");
  EXPECT_EQ(detail(CutoffCriterion::a, 3, 5, 4),
            "clinical sd 3 is not above the standard error of measurement 4: these scores have no reliability left");
  EXPECT_EQ(detail(CutoffCriterion::a, 5, 3, 4), "") << "a asks nothing of the functional scores";
  EXPECT_EQ(detail(CutoffCriterion::b, 3, 5, 4), "") << "nor b of the clinical sd";
  for (const double wrong : {0.0, -1.0, infinity, std::nan("")}) EXPECT_NE(detail(CutoffCriterion::c, 5, 5, wrong), "");
  EXPECT_EQ(cutoff_between_true_scores(CutoffCriterion::b, {20, 5}, {}, 2, lower).error().detail,
            "cut-off b needs mean and sd of a functional population, a does not");
}

TEST(ClinicalSignificanceIndex, IsBeyondTheCriticalValueWhereTheRangeSaysSo) {
  const ScoreStatistics s = {8.16, 0.8, 35.5, 25.7, 13.35, 0.56}, mirrored = {8.16, 0.8, 27.5, 37.3, 13.35, 0.56};
  const ClinicalRange range = *clinical_range_of_true_scores(21.0, s, lower, 1.645);
  for (double y = 0.0; y <= 63.0; y += 0.25) {
    const double index = *clinical_significance_index(21.0, s, y);
    ASSERT_EQ(range.functional_after(y), -index > 1.645) << y;
    ASSERT_NEAR(*clinical_significance_index(42.0, mirrored, 63.0 - y), -index, 1e-12) << "the mirror image";
  }
  EXPECT_NEAR(*clinical_significance_index(25.7, s, 25.7), 0.0, 1e-15) << "the mean is regressed to itself";
  EXPECT_EQ(clinical_significance_index(21.0, s, infinity).error().detail, "the second score is not a finite number");
  EXPECT_EQ(clinical_significance_index(21.0, {8, 0.8}, 20).error().detail, "hageman_arrindell needs the post sd");
  EXPECT_FALSE(clinical_significance_index(std::nan(""), s, 20).ok());
}

}  // namespace oncourse::clinical_range_test

// figures_test.cpp: cut-offs and norms, chosen and never guessed.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/figures.hpp"

#include <gtest/gtest.h>

#include "oncourse/instrument/catalogue.hpp"

namespace oncourse {

TEST(Figures, ACutoffIsFoundByPurposeAndPopulation) {
  for (const Instrument* q : catalogue())
    for (const Cutoff& cutoff : q->figures.cutoffs) {
      const auto found = find_cutoff(q->figures, cutoff.purpose, cutoff.population);
      ASSERT_TRUE(found.ok()) << q->id;
      EXPECT_EQ(*found, &cutoff) << q->id;
    }
  EXPECT_EQ((*find_cutoff(phq9.figures, Purpose::caseness, "NHS Talking Therapies"))->value, 10);
  EXPECT_EQ((*find_cutoff(gad7.figures, Purpose::caseness, "NHS Talking Therapies"))->value, 8);
}

TEST(Figures, WhatIsNotThereIsAnsweredWithWhatIs) {
  const auto found = find_cutoff(audit_c.figures, Purpose::screen, "teetotallers");
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Errc::not_available);
  EXPECT_EQ(found.error().detail,
            "no such cut-off, known: screen (men); screen (women); screen (both sexes, more specific)");
  EXPECT_EQ(find_cutoff(madrs.figures, Purpose::caseness).error().detail.substr(0, 25), "no such cut-off, known: s");
  EXPECT_EQ(find_cutoff(swls.figures).error().detail, "no cut-off is known");
  EXPECT_EQ(find_norm(swls.figures).error().detail, "no norm is known");
}

TEST(Figures, NoPopulationIsChosenSilentlyWhereSeveralDiffer) {
  const auto found = find_cutoff(audit_c.figures);
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().detail,
            "several fit, choose the cut-off by its population: screen (men); screen (women); screen (both sexes, more "
            "specific)");
  EXPECT_EQ(usual_cutoff(audit_c.figures), nullptr);
  EXPECT_FALSE(find_cutoff(epds.figures, Purpose::screen).ok());
  const auto norm = find_norm(phq9.figures);
  ASSERT_FALSE(norm.ok());
  EXPECT_EQ(
      norm.error().detail,
      "several fit, choose the norm by its population: patients with an interview, major depression; patients with "
      "an interview, no depressive disorder; general population, Germany, women; general population, Germany, men");
  EXPECT_EQ((*find_norm(ede_q.figures))->mean, 1.51);
}

TEST(Figures, CutoffsThatDrawTheSameLineNeedNoChoice) {
  EXPECT_EQ(*find_cutoff(phq9.figures, Purpose::screen), &phq9.figures.cutoffs[1]);
  EXPECT_EQ(*find_cutoff(scoff.figures), &scoff.figures.cutoffs[0]);
}

TEST(Figures, WithoutAPurposeCasenessComesBeforeScreenAndSeverityNever) {
  EXPECT_EQ(usual_cutoff(gad7.figures)->purpose, Purpose::caseness);
  EXPECT_EQ(usual_cutoff(qids_sr16.figures)->purpose, Purpose::remission);
  EXPECT_EQ(usual_cutoff(hamd_17.figures)->purpose, Purpose::remission);
  EXPECT_EQ(usual_cutoff(who5.figures)->value, 50);
  EXPECT_EQ(find_cutoff(hamd_17.figures, Purpose::severity, "outpatients, severe").ok(), true);
  EXPECT_FALSE(find_cutoff(hamd_17.figures, {}, "outpatients, severe").ok());
  EXPECT_EQ((*find_cutoff(epds.figures, {}, "pregnancy"))->value, 15);
}

TEST(Figures, ARemissionCutoffMarksTheFunctionalSideAndAllOthersTheClinicalOne) {
  const Cutoff& remission = *usual_cutoff(qids_sr16.figures);
  EXPECT_FALSE(in_clinical_range(remission, 5));
  EXPECT_TRUE(in_clinical_range(remission, 6));
  EXPECT_EQ(usual_cutoff(icg.figures)->value, 25);
  const Cutoff& caseness = **find_cutoff(icg.figures, Purpose::caseness, "bereaved spouses");
  EXPECT_FALSE(in_clinical_range(caseness, 25));
  EXPECT_TRUE(in_clinical_range(caseness, 26));
}

TEST(Figures, BandsOfAnotherNameAreFoundByIt) {
  const auto own = find_bands(k10.figures, ""), other = find_bands(k10.figures, "CRUfAD");
  ASSERT_TRUE(own.ok() && other.ok());
  EXPECT_EQ(band_of(*own, 20)->label, "moderate");
  EXPECT_EQ(band_of(*other, 20)->label, "mild");
  EXPECT_EQ(find_bands(k10.figures, "mine").error().detail, "no bands of this name, known are CRUfAD");
  EXPECT_EQ(find_bands(phq9.figures, "mine").error().detail, "no bands of this name");
}

TEST(Figures, AStandingIsZTAndThePercentileOfANormalPopulation) {
  const Norm norm = {"x", false, 10, 4, 100, {Status::published, "a test"}};
  EXPECT_EQ(standing(norm, 10).z, 0.0);
  EXPECT_EQ(standing(norm, 10).t, 50.0);
  EXPECT_EQ(standing(norm, 10).percentile, 50.0);
  EXPECT_EQ(standing(norm, 16).t, 65.0);
  EXPECT_NEAR(standing(norm, 10 + 4 * 1.959963984540054).percentile, 97.5, 1e-10);
  for (double score = -5; score <= 25; score += 0.5) {
    const Standing low = standing(norm, score), high = standing(norm, 20 - score);
    EXPECT_NEAR(low.percentile + high.percentile, 100.0, 1e-10);
    EXPECT_DOUBLE_EQ(low.z, -high.z);
  }
}

}  // namespace oncourse

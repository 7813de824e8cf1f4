// talking_therapies_columns_test.cpp: a referral in a table has the outcome it has alone, and rates add up.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/talking_therapies_columns.hpp"

#include <gtest/gtest.h>

#include <random>

#include "oncourse/instrument/catalogue.hpp"
#include "support/columns.hpp"

namespace oncourse::talking_therapies_columns_test {

using support::number_in;
using support::OwnedColumn;
using support::text_in;

const double nan = std::numeric_limits<double>::quiet_NaN();

TEST(TalkingTherapiesThresholds, AreTheCataloguesOwn) {
  const auto phq = talking_therapies_thresholds(phq9), gad = talking_therapies_thresholds(gad7);
  ASSERT_TRUE(phq && gad) << phq.error().detail;
  EXPECT_EQ(phq->caseness, 10.0);
  EXPECT_EQ(phq->reliable_change, 6.0);
  EXPECT_EQ(gad->caseness, 8.0);
  EXPECT_EQ(gad->reliable_change, 4.0);
  EXPECT_TRUE(phq->case_at_threshold && gad->case_at_threshold);
  EXPECT_EQ(phq->direction, Direction::lower_is_better);
  EXPECT_EQ(talking_therapies_thresholds(who5).error().code, Errc::not_available) << "nobody's figure is guessed";
}

TEST(TalkingTherapiesColumns, AgreeWithEachReferralAloneAndAddUp) {
  std::mt19937_64 random(580);
  const auto score = [&](unsigned most) { return random() % 8 == 0 ? nan : static_cast<double>(random() % most); };
  std::vector<double> d1, d2, w1, w2, a1, a2, site;
  for (int i = 0; i < 400; ++i) {
    d1.push_back(score(28));
    d2.push_back(score(28));
    w1.push_back(score(81));
    w2.push_back(score(81));
    a1.push_back(score(22));
    a2.push_back(score(22));
    site.push_back(static_cast<double>(random() % 3));
  }
  const OwnedColumn first("phq_first", d1), last("phq_last", d2), worry("w_first", w1), worry_last("w_last", w2),
      anxiety("gad_first", a1), anxiety_last("gad_last", a2), service("site", site);
  const auto phq = *talking_therapies_thresholds(phq9), gad = *talking_therapies_thresholds(gad7);
  const MeasureThresholds disorder{Direction::lower_is_better, 45.0, true, 9.0};
  TalkingTherapiesColumns columns{{&first, &last, phq}};
  columns.second = MeasureColumns{&worry, &worry_last, disorder};
  columns.fallback = MeasureColumns{&anxiety, &anxiety_last, gad};
  columns.group = &service;
  const auto found = talking_therapies_columns(columns);
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->referrals.rows(), 400u);
  ASSERT_EQ(found->rates.rows(), 4u);
  ReferralCounts counts;
  int fell_back = 0;
  for (std::size_t row = 0; row < 400; ++row) {
    const auto alone = referral_outcome(MeasurePair{
        {phq, d1[row], d2[row]}, MeasureScores{disorder, w1[row], w2[row]}, MeasureScores{gad, a1[row], a2[row]}});
    if (!alone) {
      ++counts.not_completed;
      ASSERT_EQ(text_in(found->referrals, "status", row), "not_enough_sessions");
      ASSERT_EQ(text_in(found->referrals, "change", row), "null") << "a missing score is never a class";
      continue;
    }
    counts.add(*alone);
    fell_back += alone->fell_back;
    ASSERT_EQ(text_in(found->referrals, "status", row), "ok");
    ASSERT_EQ(text_in(found->referrals, "change", row), name(alone->change));
    ASSERT_EQ(number_in(found->referrals, "recovered", row), *alone->recovered);
    ASSERT_EQ(number_in(found->referrals, "reliably_recovered", row), *alone->reliably_recovered);
    ASSERT_EQ(number_in(found->referrals, "fell_back", row), alone->fell_back);
    ASSERT_EQ(number_in(found->referrals, "case_at_start", row), *alone->case_at_start);
    ASSERT_EQ(number_in(found->referrals, "case_at_end", row), *alone->case_at_end);
  }
  EXPECT_GT(fell_back, 0);
  EXPECT_GT(counts.not_completed, 0);
  const auto rates = *referral_rates(counts);
  EXPECT_EQ(number_in(found->rates, "referrals", 3), 400.0);
  EXPECT_EQ(number_in(found->rates, "completed", 3), static_cast<double>(counts.completed));
  EXPECT_EQ(number_in(found->rates, "not_completed", 3), static_cast<double>(counts.not_completed));
  EXPECT_EQ(number_in(found->rates, "recovery_of", 3), static_cast<double>(counts.case_at_start));
  EXPECT_EQ(number_in(found->rates, "recovery_rate", 3), *rates.recovery.share);
  EXPECT_EQ(number_in(found->rates, "recovery_low", 3), rates.recovery.interval->low);
  EXPECT_EQ(number_in(found->rates, "no_reliable_change_high", 3), rates.no_reliable_change.interval->high);
  EXPECT_TRUE(found->rates.find("site")->view().missing(3));
  for (const char* name : {"referrals", "completed", "recovery", "reliable_recovery", "reliable_improvement"}) {
    double sum = 0;
    for (std::size_t row = 0; row < 3; ++row) sum += number_in(found->rates, name, row);
    EXPECT_EQ(sum, number_in(found->rates, name, 3)) << name;
  }
}

TEST(TalkingTherapiesColumns, ARateOfNobodyIsNullAndAWrongTableAnError) {
  const OwnedColumn low("first", std::vector<double>{3, 4}), high("last", std::vector<double>{4, nan}),
      one("last", std::vector<double>{4}), endless("last", std::vector<double>{4, HUGE_VAL});
  const auto phq = *talking_therapies_thresholds(phq9);
  const auto found = talking_therapies_columns({{&low, &high, phq}});
  ASSERT_TRUE(found);
  EXPECT_EQ(number_in(found->rates, "recovery_of", 0), 0.0);
  EXPECT_TRUE(std::isnan(number_in(found->rates, "recovery_rate", 0)));
  EXPECT_EQ(number_in(found->rates, "no_reliable_change", 0), 1.0);
  EXPECT_FALSE(talking_therapies_columns({{&low, &one, phq}}).ok());
  EXPECT_FALSE(talking_therapies_columns({{&low, &endless, phq}}).ok());
  EXPECT_FALSE(talking_therapies_columns({{&low, nullptr, phq}}).ok());
  EXPECT_FALSE(talking_therapies_columns({{nullptr, &low, phq}}).ok());
  EXPECT_FALSE(talking_therapies_columns({{&low, &high, {}}}).ok()) << "a reliable change of 0";
  EXPECT_FALSE(talking_therapies_columns({{&low, &high, phq}}, adult_policy, 1.0).ok());
}

}  // namespace oncourse::talking_therapies_columns_test

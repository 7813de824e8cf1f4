// talking_therapies_test.cpp: every referral's outcome in the words of the definitions, and the rates' denominators.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/talking_therapies.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <vector>

#include "support/shared_files.hpp"

namespace oncourse::talking_therapies_test {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr MeasureThresholds depression{Direction::lower_is_better, 10.0, true, 6.0};
constexpr MeasureThresholds anxiety{Direction::lower_is_better, 8.0, true, 4.0};

MeasurePair pair(double d1, double d2, double a1, double a2) {
  return {{depression, d1, d2}, MeasureScores{anxiety, a1, a2}};
}

TEST(ReferralOutcome, OfEveryPairOfScoresIsThatOfTheDefinition) {
  int recovered = 0, mixed = 0;
  for (int d1 = 0; d1 <= 27; d1 += 1)
    for (int d2 = 0; d2 <= 27; d2 += 1)
      for (int a1 = 0; a1 <= 21; a1 += 1)
        for (int a2 = 0; a2 <= 21; a2 += 1) {
          const auto adult = referral_outcome(pair(d1, d2, a1, a2));
          const auto young = referral_outcome(pair(d1, d2, a1, a2), children_policy);
          ASSERT_TRUE(adult && young);
          const bool start = d1 >= 10 || a1 >= 8, end = d2 >= 10 || a2 >= 8;
          const bool better = d1 - d2 >= 6 || a1 - a2 >= 4, worse = d2 - d1 >= 6 || a2 - a1 >= 4;
          ASSERT_EQ(adult->case_at_start, start);
          ASSERT_EQ(adult->case_at_end, end);
          ASSERT_EQ(adult->recovered, start && !end);
          ASSERT_EQ(adult->change == ReferralChange::reliable_improvement, better && !worse);
          ASSERT_EQ(adult->change == ReferralChange::reliable_deterioration, worse && !better);
          ASSERT_EQ(young->change == ReferralChange::reliable_improvement, better && !worse);
          ASSERT_EQ(young->change == ReferralChange::reliable_deterioration, worse);
          ASSERT_EQ(adult->reliably_recovered, start && !end && better && !worse);
          recovered += start && !end;
          mixed += better && worse;
        }
  EXPECT_GT(recovered, 0);
  EXPECT_GT(mixed, 0);
}

TEST(ReferralOutcome, OfAReversedScaleIsTheSame) {
  std::mt19937_64 random(520);
  const MeasureThresholds wellbeing{Direction::higher_is_better, 17.0, true, 6.0};  // 27 - 10
  const MeasureThresholds calm{Direction::higher_is_better, 13.0, true, 4.0};       // 21 - 8
  for (int trial = 0; trial < 5000; ++trial) {
    const double d1 = static_cast<double>(random() % 28), d2 = static_cast<double>(random() % 28),
                 a1 = static_cast<double>(random() % 22), a2 = static_cast<double>(random() % 22);
    const auto found = referral_outcome(pair(d1, d2, a1, a2));
    const auto mirrored =
        referral_outcome(MeasurePair{{wellbeing, 27 - d1, 27 - d2}, MeasureScores{calm, 21 - a1, 21 - a2}});
    const auto moved = referral_outcome(MeasurePair{
        {{Direction::lower_is_better, 110.0, true, 6.0}, 100 + d1, 100 + d2}, MeasureScores{anxiety, a1, a2}});
    for (const auto* other : {&mirrored, &moved}) {
      ASSERT_EQ(found->recovered, (*other)->recovered);
      ASSERT_EQ(found->reliably_recovered, (*other)->reliably_recovered);
      ASSERT_EQ(found->change, (*other)->change);
    }
  }
}

TEST(ReferralOutcome, FallsBackWhereTheMeasureOfTheDisorderLacksAScore) {
  const MeasureThresholds worry{Direction::lower_is_better, 45.0, true, 9.0};
  MeasurePair scores{{depression, 8, 7}, MeasureScores{worry, 60, none}, MeasureScores{anxiety, 12, 5}};
  const auto fell = referral_outcome(scores);
  ASSERT_TRUE(fell);
  EXPECT_TRUE(fell->fell_back);
  EXPECT_EQ(fell->measures, 2);
  EXPECT_EQ(fell->recovered, true);
  EXPECT_EQ(fell->change, ReferralChange::reliable_improvement);
  scores.second->last = 58;  // now its own measure speaks, and the fallback does not
  const auto own = referral_outcome(scores);
  EXPECT_FALSE(own->fell_back);
  EXPECT_EQ(own->recovered, false);
  EXPECT_EQ(own->change, ReferralChange::no_reliable_change);
  scores.second.reset();
  EXPECT_TRUE(referral_outcome(scores)->fell_back) << "no measure of the disorder was given at all";
}

TEST(ReferralOutcome, NeedsTwoScoresOfTheSameMeasure) {
  const auto code = [](const MeasurePair& scores, const TherapyPolicy& policy) {
    const auto out = referral_outcome(scores, policy);
    return out ? std::string("ok") : std::string(name(out.error().code)) + ": " + out.error().detail;
  };
  EXPECT_EQ(code(pair(none, 5, 12, 5), adult_policy),
            "not_enough_sessions: 1 of 2 measures have a first and a last score");
  EXPECT_EQ(code(pair(15, 5, 12, none), adult_policy),
            "not_enough_sessions: 1 of 2 measures have a first and a last score");
  EXPECT_EQ(code(pair(15, none, none, 5), children_policy),
            "not_enough_sessions: 0 of 2 measures have a first and a last score")
      << "a first score of one measure and a last one of another are no pair";
  EXPECT_EQ(code(pair(15, 5, 12, none), children_policy), "ok");
  EXPECT_EQ(referral_outcome(pair(15, 5, 12, none), children_policy)->measures, 1);
  EXPECT_EQ(code(pair(15, 5, 12, std::numeric_limits<double>::infinity()), children_policy),
            "bad_argument: a score is not a finite number");
  MeasurePair without_change = pair(15, 5, 12, 5);
  without_change.first.by.reliable_change = 0.0;
  EXPECT_EQ(code(without_change, adult_policy), "bad_argument: reliable change 0, it must be above 0");
  EXPECT_EQ(code({{depression, 15, 5}}, adult_policy), "ok") << "a pair of one measure is what the caller asked for";
}

TEST(ReferralOutcome, OfAThresholdThatMustBeExceededAndOfMeasuresWithoutOne) {
  const MeasureThresholds agoraphobia{Direction::lower_is_better, 2.3, false, 0.73};
  EXPECT_EQ(is_case(agoraphobia, 2.3), false);
  EXPECT_EQ(is_case(agoraphobia, 2.31), true);
  EXPECT_EQ(is_case(depression, 10), true);
  EXPECT_EQ(is_case({Direction::higher_is_better, 28.0, true, 5.0}, 27), true);
  EXPECT_EQ(is_case({Direction::higher_is_better, 28.0, true, 5.0}, 29), false);
  const MeasureThresholds functioning{Direction::lower_is_better, {}, true, 8.0};
  const auto alone = referral_outcome(std::vector<MeasureScores>{{functioning, 30, 20}});
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->change, ReferralChange::reliable_improvement);
  EXPECT_FALSE(alone->case_at_start || alone->recovered || alone->reliably_recovered) << "not known is not no";
}

TEST(ReferralRates, HaveTheDenominatorsOfTheService) {
  ReferralCounts counts;
  for (const auto& scores : {pair(15, 5, 12, 5),    // recovered, reliably
                             pair(10, 9, 7, 7),     // recovered, not reliably
                             pair(20, 13, 15, 14),  // reliably improved, still a case
                             pair(4, 3, 2, 2),      // never a case
                             pair(4, 12, 2, 9),     // never a case, reliably worse
                             pair(15, 5, 5, 10)})   // mixed
    counts.add(*referral_outcome(scores));
  counts.not_completed = 3;
  const auto rates = referral_rates(counts);
  ASSERT_TRUE(rates);
  const auto expect = [](const Rate& rate, std::int64_t count, std::int64_t of) {
    EXPECT_EQ(rate.count, count);
    EXPECT_EQ(rate.of, of);
    EXPECT_DOUBLE_EQ(*rate.share, static_cast<double>(count) / static_cast<double>(of));
    EXPECT_TRUE(rate.interval->holds(*rate.share));
  };
  expect(rates->caseness, 4, 6);
  expect(rates->recovery, 2, 4);
  expect(rates->reliable_recovery, 1, 4);
  expect(rates->reliable_improvement, 2, 6);
  expect(rates->reliable_deterioration, 1, 6);
  expect(rates->no_reliable_change, 3, 6);
  EXPECT_EQ(counts.not_completed, 3);
  EXPECT_EQ(referral_rates(counts, 0.0).error().code, Errc::bad_argument);
}

TEST(ReferralRates, OfNobodyAreAbsentAndNotZero) {
  const auto rates = referral_rates({});
  ASSERT_TRUE(rates);
  EXPECT_FALSE(rates->recovery.share || rates->recovery.interval || rates->reliable_improvement.share);
}

TEST(ReferralCounts, AddUpOverServicesAndTheThreeChangesAreEverybody) {
  std::mt19937_64 random(521);
  ReferralCounts whole, parts[3];
  for (int trial = 0; trial < 3000; ++trial) {
    auto score = [&](unsigned most) { return random() % 10 == 0 ? none : static_cast<double>(random() % most); };
    const auto outcome = referral_outcome(pair(score(28), score(28), score(22), score(22)));
    for (ReferralCounts* counts : {&whole, &parts[trial % 3]}) {
      if (outcome)
        counts->add(*outcome);
      else
        ++counts->not_completed;
    }
  }
  ReferralCounts sum;
  for (const ReferralCounts& part : parts) sum += part;
  EXPECT_EQ(sum.completed, whole.completed);
  EXPECT_EQ(sum.not_completed, whole.not_completed);
  EXPECT_EQ(sum.completed + sum.not_completed, 3000);
  EXPECT_EQ(sum.reliably_improved + sum.reliably_deteriorated + sum.no_reliable_change, sum.completed);
  EXPECT_EQ(sum.recovered, whole.recovered);
  EXPECT_EQ(sum.reliably_recovered, whole.reliably_recovered);
  EXPECT_LE(sum.reliably_recovered, sum.recovered);
  EXPECT_LE(sum.recovered, sum.case_at_start);
}

TEST(ReferralOutcome, HoldsTheThresholdsThatTheReferenceCallsVerified) {
  const auto file = support::shared_file("reference/nhs_talking_therapies.json");
  if (!file) GTEST_SKIP() << support::why_skipped("reference/nhs_talking_therapies.json");
  std::map<std::string, MeasureThresholds> of = {{"phq-9", depression}, {"gad-7", anxiety}};
  const auto reference = support::json_in(*file);
  for (const auto& measure : reference["measures"]) {
    const auto found = of.find(measure["id"]);
    if (found == of.end()) continue;
    EXPECT_TRUE(measure["verified"].get<bool>());
    EXPECT_EQ(found->second.caseness, measure["caseness"].get<double>());
    EXPECT_EQ(found->second.case_at_threshold, measure["caseness_op"] == ">=");
    EXPECT_EQ(found->second.reliable_change, measure["reliable_change"].get<double>());
    of.erase(found);
  }
  EXPECT_TRUE(of.empty());
}

}  // namespace oncourse::talking_therapies_test

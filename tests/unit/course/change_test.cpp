// change_test.cpp: has this person changed?
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/change.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "oncourse/instrument/catalogue.hpp"
#include "support/mirror.hpp"

namespace oncourse {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr Norm two_norms[] = {{"students", false, 4.0, 4.0, 100, {Status::convention, "made up for this test"}},
                              {"outpatients", true, 17.0, 6.0, 100, {Status::convention, "made up for this test"}}};
constexpr Reliability retest[] = {{"retest", "outpatients", 0.84, {Status::convention, "made up for this test"}}};

/// The PHQ-9 if it had no published criterion.
Instrument without_criterion() {
  Instrument q = phq9;
  q.figures.reliable_change = {};
  q.figures.norms = two_norms;
  q.figures.reliabilities = retest;
  return q;
}

TEST(ReliableChange, IsThePublishedOneWhereThereIsOne) {
  const auto criterion = reliable_change(phq9);
  ASSERT_TRUE(criterion);
  EXPECT_EQ(criterion->points, 6.0);  // NHS Talking Therapies manual
  EXPECT_TRUE(criterion->inclusive);
  EXPECT_EQ(criterion->from.source, phq9.figures.reliable_change.front().from.source);
}

TEST(ReliableChange, IsElseComputedFromPatientsAndNotFromTheHealthy) {
  const auto criterion = reliable_change(without_criterion());
  ASSERT_TRUE(criterion);
  EXPECT_NEAR(criterion->points, 1.959963984540054 * std::sqrt(2.0) * 6.0 * 0.4, 1e-12);
  EXPECT_FALSE(criterion->inclusive);
  EXPECT_EQ(criterion->basis, "Jacobson-Truax: sd 6 (outpatients), retest 0.84");
}

TEST(ReliableChange, IsRefusedWhereNothingIsKnown) {
  Instrument q = without_criterion();
  q.figures.norms = {};
  EXPECT_EQ(reliable_change(q).error().code, Errc::not_available);
  EXPECT_EQ(reliable_change(q).error().detail,
            "phq-9 has no reliable change criterion, and no norm and reliability to compute one from");
  q = without_criterion();
  q.figures.reliabilities = {};
  EXPECT_FALSE(reliable_change(q).ok());
}

/// The classes once more, in the words of the definition.
ChangeClass in_words(double pre, double post) {  // PHQ-9: 6 points, caseness at 10 or more
  const bool case_before = pre >= 10, case_after = post >= 10;
  if (pre - post >= 6 && case_before && !case_after) return ChangeClass::recovered;
  if (pre - post >= 6) return ChangeClass::improved;
  if (post - pre >= 6 && !case_before && case_after) return ChangeClass::harmed;
  if (post - pre >= 6) return ChangeClass::deteriorated;
  return ChangeClass::unchanged;
}

TEST(ChangeClass, OfEveryPairOfPhq9TotalsIsThatOfTheDefinition) {
  int seen[5] = {};
  for (int pre = 0; pre <= 27; ++pre)
    for (int post = 0; post <= 27; ++post) {
      const Change change = change_between(phq9, pre, post);
      ASSERT_TRUE(change.change_class.has_value());
      ASSERT_EQ(*change.change_class, in_words(pre, post)) << pre << " to " << post;
      ++seen[static_cast<std::size_t>(*change.change_class)];
      ASSERT_EQ(change.points, post - pre);
      ASSERT_EQ(change.improvement, pre - post);
      ASSERT_EQ(*change.importantly_improved, pre - post >= 5);
      ASSERT_NEAR(*change.index, 1.959963984540054 * (post - pre) / 6.0, 1e-12);
    }
  for (const int count : seen) EXPECT_GT(count, 0);
}

TEST(ChangeClass, SixPointsOnThePhq9AreReliableAndFiveAreNot) {
  EXPECT_EQ(change_between(phq9, 20, 14).change_class, ChangeClass::improved);
  EXPECT_EQ(change_between(phq9, 20, 15).change_class, ChangeClass::unchanged);
  EXPECT_EQ(change_between(phq9, 15, 9).change_class, ChangeClass::recovered);
  EXPECT_EQ(change_between(phq9, 16, 10).change_class, ChangeClass::improved) << "10 is still a case";
  EXPECT_EQ(change_between(phq9, 4, 10).change_class, ChangeClass::harmed);
  EXPECT_EQ(change_between(phq9, 12, 18).change_class, ChangeClass::deteriorated);
}

TEST(ChangeClass, AComputedCriterionMustBeExceededAndNotMet) {
  const Instrument q = without_criterion();
  const double points = reliable_change(q)->points;
  EXPECT_EQ(change_between(q, 27, 27 - std::nextafter(points, 0.0)).change_class, ChangeClass::unchanged);
  EXPECT_EQ(change_between(q, points, 0).change_class, ChangeClass::unchanged);
  EXPECT_EQ(change_between(q, 27, 27 - points - 1e-9).change_class, ChangeClass::improved);
}

TEST(ChangeClass, ReversingTheScaleMapsImprovedToImproved) {
  std::mt19937_64 random(1002);
  for (const Instrument* q : catalogue()) {
    if (!q->has_total()) continue;
    const support::Mirror mirror(*q);
    // quarters are exact in binary, so that a change of exactly the criterion is one in the mirror too
    std::uniform_int_distribution<int> quarters(static_cast<int>(4 * q->total_min), static_cast<int>(4 * q->total_max));
    for (int trial = 0; trial < 2000; ++trial) {
      const double pre = quarters(random) / 4.0, post = quarters(random) / 4.0;
      const Cutoff* cutoff = q->figures.cutoffs.empty()
                                 ? nullptr
                                 : &q->figures.cutoffs[static_cast<std::size_t>(trial) % q->figures.cutoffs.size()];
      const Cutoff* other =
          cutoff ? &mirror.instrument().figures.cutoffs[static_cast<std::size_t>(trial) % q->figures.cutoffs.size()]
                 : nullptr;
      // 2.8 of the EDE-Q has no exact mirror image
      if (cutoff && (pre == cutoff->value || post == cutoff->value) && mirror.score(other->value) != cutoff->value)
        continue;
      const Change a = change_between(*q, pre, post, cutoff);
      const Change b = change_between(mirror.instrument(), mirror.score(pre), mirror.score(post), other);
      ASSERT_EQ(a.change_class, b.change_class) << q->id << " " << pre << " to " << post;
      ASSERT_EQ(a.points, -b.points);
      ASSERT_EQ(a.improvement, b.improvement);
      ASSERT_EQ(a.importantly_improved, b.importantly_improved);
      ASSERT_EQ(a.importantly_worsened, b.importantly_worsened);
      ASSERT_EQ(a.index.has_value(), b.index.has_value());
      if (a.index) {
        ASSERT_EQ(*a.index, -*b.index);
      }
      if (cutoff) {
        ASSERT_EQ(in_clinical_range(*cutoff, pre), in_clinical_range(*other, mirror.score(pre)));
      }
    }
  }
}

TEST(ChangeClass, AMissingScoreIsNeverAClass) {
  for (const double wrong : {nan, infinity, -infinity}) {
    EXPECT_FALSE(change_between(phq9, wrong, 10).change_class.has_value()) << wrong;
    EXPECT_FALSE(change_between(phq9, 10, wrong).change_class.has_value()) << wrong;
  }
}

TEST(ChangeClass, WithoutACriterionThereIsNone) {
  Instrument q = phq9;
  q.figures.reliable_change = {};
  q.figures.norms = {};
  const Change change = change_between(q, 20, 5);
  EXPECT_FALSE(change.change_class || change.index || change.criterion);
  EXPECT_EQ(change.improvement, 15.0);
}

TEST(ChangeClass, WithoutACutOffNobodyRecoversAndNobodyIsHarmed) {
  Instrument q = phq9;
  q.figures.cutoffs = {};
  for (int pre = 0; pre <= 27; ++pre)
    for (int post = 0; post <= 27; ++post) {
      const auto found = change_between(q, pre, post).change_class;
      ASSERT_TRUE(found == ChangeClass::improved || found == ChangeClass::unchanged ||
                  found == ChangeClass::deteriorated);
    }
}

TEST(Change, InPercentIsOfTheFirstScoreAndAbsentWhereThatIsZero) {
  EXPECT_EQ(*change_between(phq9, 20, 10).percent_improved, 50.0);
  EXPECT_EQ(*change_between(phq9, 10, 15).percent_improved, -50.0);
  EXPECT_FALSE(change_between(phq9, 0, 5).percent_improved.has_value());
  EXPECT_EQ(*change_between(who5, 40, 60).percent_improved, 50.0) << "higher is better";
}

TEST(ImportantChange, IsReadInTheDirectionItsSourceStates) {
  for (int pre = 0; pre <= 30; ++pre)  // EPDS: 4 points of improvement, 3 of worsening
    for (int post = 0; post <= 30; ++post) {
      const Change change = change_between(epds, pre, post);
      ASSERT_EQ(*change.importantly_improved, pre - post >= 4);
      ASSERT_EQ(*change.importantly_worsened, post - pre >= 3);
    }
  const Change without_direction = change_between(phq9, 10, 15);
  EXPECT_TRUE(*without_direction.importantly_worsened) << "five points, stated for change of either kind";
  EXPECT_EQ(without_direction.important, without_direction.important_worsening);
  Instrument only_better = epds;
  only_better.figures.important_change = only_better.figures.important_change.first(1);
  EXPECT_FALSE(change_between(only_better, 10, 20).importantly_worsened.has_value()) << "not known is not no";
}

TEST(ReliableChange, OfTheCallersOwnFiguresTakesTheInstrumentsPlace) {
  const auto own = jacobson_truax_criterion(6.0, 0.84);
  ASSERT_TRUE(own.ok());
  const Change change = change_between(phq9, 20, 13, nullptr, *own);
  EXPECT_NEAR(*change.index, -7 / (6.0 * std::sqrt(2.0 * 0.16)), 1e-12);
  EXPECT_EQ(change.criterion->points, own->points);
  EXPECT_EQ(change_between(phq9, own->points, 0, nullptr, *own).change_class, ChangeClass::unchanged)
      << "it must be exceeded";
  EXPECT_EQ(jacobson_truax_criterion(0.0, 0.84).error().code, Errc::bad_argument);
  EXPECT_EQ(jacobson_truax_criterion(6.0, 1.0).error().code, Errc::bad_argument);
}

TEST(ChangeClass, WhereSeveralCutOffsDifferNobodyRecoversUntilOneIsChosen) {
  const Change open = change_between(epds, 20, 5);
  EXPECT_EQ(open.cutoff, nullptr);
  EXPECT_EQ(open.change_class, ChangeClass::improved);
  const auto chosen = find_cutoff(epds.figures, Purpose::screen, "pregnancy");
  ASSERT_TRUE(chosen.ok());
  EXPECT_EQ(change_between(epds, 20, 5, *chosen).change_class, ChangeClass::recovered);
  EXPECT_EQ(change_between(phq9, 20, 5).change_class, ChangeClass::recovered) << "one caseness, and it is named";
}

TEST(ReliableChange, IsNotComputedFromANormOrReliabilityThatNobodyChose) {
  EXPECT_EQ(reliable_change(ies_r).error().code, Errc::not_available);
  Instrument q = core_10;
  q.figures.reliable_change = {};
  const auto computed = reliable_change(q);  // one clinical norm, one reliability
  ASSERT_TRUE(computed.ok());
  EXPECT_NEAR(computed->points, 1.959964 * 7.7 * std::sqrt(2.0 * 0.1), 1e-5);
  EXPECT_FALSE(computed->inclusive);
  static constexpr Provenance from = {Status::published, "a test"};
  static constexpr Norm two[] = {{"a", true, 10, 5, 100, from}, {"b", true, 12, 6, 100, from}};
  q.figures.norms = two;
  EXPECT_NE(reliable_change(q).error().detail.find("give sd and reliability"), std::string::npos);
}

TEST(ClinicalRange, OfARemissionCutOffIsTheOtherSide) {
  const Provenance made_up{Status::convention, "made up for this test"};
  const Cutoff caseness{Purpose::caseness, "any", Compare::at_least, 10, made_up};
  const Cutoff remission{Purpose::remission, "any", Compare::at_most, 4, made_up};
  EXPECT_TRUE(in_clinical_range(caseness, 10));
  EXPECT_FALSE(in_clinical_range(caseness, 9));
  EXPECT_TRUE(in_clinical_range(remission, 5));
  EXPECT_FALSE(in_clinical_range(remission, 4));
}

TEST(ChangeClass, HasTheNameItHasInEveryDocument) {
  EXPECT_EQ(name(ChangeClass::recovered), "recovered");
  EXPECT_EQ(name(ChangeClass::improved), "improved");
  EXPECT_EQ(name(ChangeClass::unchanged), "unchanged");
  EXPECT_EQ(name(ChangeClass::deteriorated), "deteriorated");
  EXPECT_EQ(name(ChangeClass::harmed), "harmed");
}

}  // namespace
}  // namespace oncourse

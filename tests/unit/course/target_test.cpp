// target_test.cpp: where on the scale a course aims to end.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/target.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "oncourse/instrument/catalogue.hpp"
#include "support/mirror.hpp"

namespace oncourse {
namespace {

using Kind = Target::Kind;

TargetLine line(const Target& target, const Instrument& q, double baseline) {
  const auto found = line_for(target, q, baseline);
  EXPECT_TRUE(found.ok()) << found.error().detail;
  return found ? *found : TargetLine{};
}

void expect_line(const TargetLine& line, Compare compare, double limit, double boundary, const char* basis) {
  EXPECT_EQ(line.compare, compare);
  EXPECT_EQ(line.limit, limit);
  EXPECT_EQ(line.boundary, boundary);
  EXPECT_EQ(line.basis, basis);
}

TEST(TargetLine, OfReliableImprovementLiesTheCriterionBelowTheBaseline) {
  const TargetLine found = line({Kind::reliable_improvement}, phq9, 16);
  expect_line(found, Compare::at_most, 10, 10.5,
              "reliable improvement from a baseline of 16 (6 points: NHS Talking Therapies, Jacobson-Truax)");
  EXPECT_TRUE(found.met(10));
  EXPECT_FALSE(found.met(11));
}

TEST(TargetLine, OfACutOffIsTheLastScoreThatIsNoCase) {
  const TargetLine found = line({Kind::cutoff}, phq9, 16);
  expect_line(found, Compare::below, 10, 9.5, "the functional side of the caseness cut-off 10 (NHS Talking Therapies)");
  EXPECT_TRUE(found.met(9));
  EXPECT_FALSE(found.met(10));
}

TEST(TargetLine, OfRecoveryAsksForBoth) {
  for (int baseline = 6; baseline <= 27; ++baseline) {
    const TargetLine both = line({Kind::recovery}, phq9, baseline);
    const TargetLine one = line({Kind::reliable_improvement}, phq9, baseline),
                     other = line({Kind::cutoff}, phq9, baseline);
    EXPECT_EQ(both.basis, one.basis + " and " + other.basis);
    for (int score = 0; score <= 27; ++score)
      ASSERT_EQ(both.met(score), one.met(score) && other.met(score)) << baseline;
  }
}

TEST(TargetLine, OfAPercentageIsOfTheBaseline) {
  expect_line(line({Kind::percent, 50}, phq9, 16), Compare::at_most, 8, 8.5, "50 % better from a baseline of 16");
  expect_line(line({Kind::percent, 25}, phq9, 20), Compare::at_most, 15, 15.5, "25 % better from a baseline of 20");
  expect_line(line({Kind::percent, 50}, who5, 40), Compare::at_least, 60, 58, "50 % better from a baseline of 40");
}

TEST(TargetLine, OfAnAgreedScoreIsThatScore) {
  expect_line(line({Kind::score, 9}, phq9, 16), Compare::at_most, 9, 9.5, "an agreed score of 9");
  expect_line(line({Kind::score, 60}, who5, 16), Compare::at_least, 60, 58, "an agreed score of 60");
}

TEST(TargetLine, IsMirroredWhereHigherIsBetter) {
  for (const Instrument* q : catalogue()) {
    if (q->step() == 0.0) continue;
    const support::Mirror mirror(*q);
    for (double baseline = q->total_min; baseline <= q->total_max; baseline += q->step())
      for (const Kind kind : {Kind::reliable_improvement, Kind::cutoff, Kind::recovery, Kind::score}) {
        const auto a = line_for({kind, baseline}, *q, baseline);
        const auto b = line_for({kind, mirror.score(baseline)}, mirror.instrument(), mirror.score(baseline));
        ASSERT_EQ(a.ok(), b.ok()) << q->id << " " << name(kind) << " " << baseline;
        if (!a) {
          ASSERT_EQ(a.error().code, b.error().code);
          continue;
        }
        ASSERT_EQ(a->compare, support::Mirror::compare(b->compare));
        ASSERT_NEAR(a->limit, mirror.score(b->limit), 1e-12);
        ASSERT_NEAR(a->boundary, mirror.score(b->boundary), 1e-12);
      }
  }
}

/// The middle between the last score on the instrument's grid that meets the line and the first that does not; NaN
/// where all or none do.
double middle(const Instrument& q, const TargetLine& line) {
  for (double score = q.total_min; score < q.total_max; score += q.step())
    if (line.met(score) != line.met(score + q.step())) return score + 0.5 * q.step();
  return std::numeric_limits<double>::quiet_NaN();
}

TEST(TargetLine, AForecastIsCutHalfwayBetweenTheScoresThatMeetItAndThoseThatDoNot) {
  for (const Instrument* q : {&phq9, &gad7})
    for (double baseline = 0; baseline <= q->total_max; ++baseline)
      for (const Target target : {Target{Kind::reliable_improvement}, Target{Kind::cutoff}, Target{Kind::recovery},
                                  Target{Kind::score, baseline}}) {
        const auto found = line_for(target, *q, baseline);
        if (!found) continue;
        const double expected = middle(*q, *found);
        if (!std::isnan(expected)) {
          EXPECT_EQ(found->boundary, expected) << q->id << " " << found->basis;
        }
      }
}

// Half of 15 is 7.5: in whole points that is 7 or less, and the forecast is to be cut at 7.5, not at 8. The WHO-5
// counts in steps of 4: above 50 is 52 or more, and the cut lies at 50, not at 52.
TEST(TargetLine, IsCutHalfwayAlsoWhereTheLimitFallsBetweenTwoScores) {
  for (const double baseline : {7.0, 11.0, 15.0, 19.0}) {
    const TargetLine half = line({Kind::percent, 50}, phq9, baseline);
    EXPECT_EQ(half.boundary, middle(phq9, half)) << half.basis;
  }
  for (const Target target : {Target{Kind::cutoff}, Target{Kind::score, 50}, Target{Kind::percent, 30}}) {
    const TargetLine found = line(target, who5, 24);
    EXPECT_EQ(found.boundary, middle(who5, found)) << found.basis;
  }
}

TEST(TargetLine, OfAScoreThatIsAMeanIsCutAtTheLimitItself) {
  Instrument q = ede_q;
  q.figures.cutoffs = q.figures.cutoffs.first(1);
  const TargetLine found = line({Kind::cutoff}, q, 4.0);
  EXPECT_EQ(found.compare, Compare::below);
  EXPECT_EQ(found.limit, 2.8);
  EXPECT_EQ(found.boundary, 2.8);
}

TEST(LineFor, RefusesALineThatNobodyCouldReach) {
  const auto refused = line_for({Kind::reliable_improvement}, phq9, 4);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::bad_argument);
  EXPECT_EQ(refused.error().detail,
            "target: a score of -2 lies outside the scale 0..27 (reliable improvement from a baseline of 4 (6 points: "
            "NHS Talking Therapies, Jacobson-Truax))");
  EXPECT_TRUE(line_for({Kind::reliable_improvement}, phq9, 6).ok());
  EXPECT_FALSE(line_for({Kind::score, 28}, phq9, 20).ok());
  EXPECT_FALSE(line_for({Kind::score, -1}, phq9, 20).ok());
  EXPECT_FALSE(line_for({Kind::percent, 80}, who5, 60).ok()) << "108 of 100";
}

TEST(LineFor, RefusesAnExclusiveLineAtTheEndOfTheScale) {
  // a computed criterion must be exceeded: from a baseline of exactly that many points only a score below 0 would do
  const Norm norms[] = {{"outpatients", true, 17.0, 6.0, 100, {Status::convention, "made up for this test"}}};
  const Reliability reliabilities[] = {{"retest", "outpatients", 0.84, {Status::convention, "made up for this test"}}};
  Instrument q = phq9;
  q.figures.reliable_change = {};
  q.figures.norms = norms;
  q.figures.reliabilities = reliabilities;
  EXPECT_FALSE(line_for({Kind::reliable_improvement}, q, reliable_change(q)->points).ok());
  EXPECT_TRUE(line_for({Kind::reliable_improvement}, q, reliable_change(q)->points + 1.0).ok());
}

TEST(LineFor, RefusesAPercentageThatIsNone) {
  for (const double wrong :
       {0.0, -10.0, 100.5, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    const auto refused = line_for({Kind::percent, wrong}, phq9, 16);
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().code, Errc::bad_argument);
  }
  EXPECT_EQ(line_for({Kind::percent, 0}, phq9, 16).error().detail, "target of 0 percent, it must lie in (0, 100]");
  EXPECT_TRUE(line_for({Kind::percent, 100}, phq9, 16).ok());
}

TEST(LineFor, RefusesABaselineOrAnAgreedScoreThatIsNoNumber) {
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  for (const Kind kind : {Kind::reliable_improvement, Kind::recovery, Kind::percent})
    EXPECT_FALSE(line_for({kind, 50}, phq9, no_number).ok()) << name(kind);
  EXPECT_FALSE(line_for({Kind::score, no_number}, phq9, 16).ok());
}

TEST(LineFor, SaysWhatTheInstrumentLacks) {
  Instrument q = phq9;
  q.figures.cutoffs = {};
  EXPECT_EQ(line_for({Kind::cutoff}, q, 16).error().code, Errc::not_available);
  EXPECT_EQ(line_for({Kind::cutoff}, q, 16).error().detail, "phq-9: no cut-off is known");
  EXPECT_EQ(line_for({Kind::recovery}, q, 16).error().detail, "phq-9: no cut-off is known");
  q = phq9;
  q.figures.reliable_change = {};
  q.figures.norms = {};
  EXPECT_EQ(line_for({Kind::reliable_improvement}, q, 16).error().code, Errc::not_available);
  EXPECT_EQ(line_for({Kind::recovery}, q, 16).error().code, Errc::not_available);
}

TEST(LineFor, AimsAtNoCutOffThatNobodyChose) {
  const auto refused = line_for({Kind::cutoff}, audit_c, 9);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::not_available);
  EXPECT_EQ(refused.error().detail,
            "audit-c: several fit, choose the cut-off by its population: screen (men); screen (women); screen (both "
            "sexes, more specific); or aim at a score");
  EXPECT_TRUE(line_for({Kind::score, 2}, audit_c, 9).ok());
}

TEST(LineFor, ARemissionCutOffAlreadyNamesTheFunctionalSide) {
  const TargetLine found = line({Kind::cutoff}, qids_sr16, 16);
  ASSERT_EQ(qids_sr16.figures.cutoffs.front().purpose, Purpose::remission);
  EXPECT_EQ(found.compare, Compare::at_most);
  EXPECT_EQ(found.limit, 5.0);
  EXPECT_EQ(found.boundary, 5.5);
}

TEST(DefaultTarget, IsReliableImprovementAndElseHalfTheBaseline) {
  EXPECT_EQ(default_target(phq9).kind, Kind::reliable_improvement);
  EXPECT_EQ(default_target(who5).kind, Kind::percent);
  EXPECT_EQ(default_target(who5).value, 50.0);
}

TEST(Target, EveryKindHasTheNameItHasInEveryDocument) {
  EXPECT_EQ(name(Kind::reliable_improvement), "reliable_improvement");
  EXPECT_EQ(name(Kind::cutoff), "cutoff");
  EXPECT_EQ(name(Kind::recovery), "recovery");
  EXPECT_EQ(name(Kind::percent), "percent");
  EXPECT_EQ(name(Kind::score), "score");
}

}  // namespace
}  // namespace oncourse

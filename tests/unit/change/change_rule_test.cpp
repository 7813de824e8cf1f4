// change_rule_test.cpp: classes of change, and the range that tells recovery from improvement.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/change_rule.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <vector>

#include "oncourse/course/change.hpp"

namespace oncourse::change_rule_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Direction lower = Direction::lower_is_better, higher = Direction::higher_is_better;

TEST(Cutoff, BetweenPopulationsIsThatOfTheWorkedExample) {
  // Jacobson & Truax 1991, p. 14: clinical 40, functional 60, both sds 7.5, higher is better: a 55, b 45, c 50
  const PopulationScores clinical{40, 7.5}, functional{60, 7.5};
  EXPECT_EQ(*cutoff_between(CutoffCriterion::a, clinical, functional, higher), 55.0);
  EXPECT_EQ(*cutoff_between(CutoffCriterion::b, clinical, functional, higher), 45.0);
  EXPECT_EQ(*cutoff_between(CutoffCriterion::c, clinical, functional, higher), 50.0);
  EXPECT_EQ(*cutoff_between(CutoffCriterion::a, clinical, {}, higher), 55.0) << "a needs no norms";
}

TEST(Cutoff, BIsOfTheFunctionalPopulationsOwnSpread) {
  // where clinicalsignificance takes the clinical sd; BDI of Claus et al. 2020 with norms 7.69, 7.52
  const PopulationScores clinical{35.475, 8.15864336384803}, functional{7.69, 7.52};
  EXPECT_NEAR(*cutoff_between(CutoffCriterion::b, clinical, functional, lower), 22.73, 1e-12);
}

TEST(Cutoff, CLiesAsManySdsFromOneMeanAsFromTheOther) {
  std::mt19937_64 random(5003);
  std::uniform_real_distribution<double> mean(0, 30), sd(1, 9);
  for (int trial = 0; trial < 1000; ++trial) {
    const PopulationScores functional{mean(random), sd(random)}, clinical{functional.mean + sd(random), sd(random)};
    const double c = *cutoff_between(CutoffCriterion::c, clinical, functional, lower);
    ASSERT_NEAR((c - functional.mean) / functional.sd, (clinical.mean - c) / clinical.sd, 1e-9);
    for (const CutoffCriterion criterion : cutoff_criteria)
      ASSERT_NEAR(*cutoff_between(criterion, {60 - clinical.mean, clinical.sd},
                                  PopulationScores{60 - functional.mean, functional.sd}, higher),
                  60 - *cutoff_between(criterion, clinical, functional, lower), 1e-9)
          << "the mirror image";
  }
}

TEST(Cutoff, IsRefusedWherePopulationsContradictTheDirectionOrAreNotKnown) {
  const PopulationScores clinical{20, 5}, functional{8, 4};
  EXPECT_EQ(cutoff_between(CutoffCriterion::c, clinical, functional, higher).error().detail,
            "functional mean 8 and clinical mean 20 where higher is better: the functional one must be the better");
  EXPECT_EQ(cutoff_between(CutoffCriterion::b, clinical, {}, lower).error().detail,
            "cut-off b needs mean and sd of a functional population, a does not");
  EXPECT_EQ(cutoff_between(CutoffCriterion::a, {20, 0}, {}, lower).error().detail, "clinical sd 0, it must be above 0");
  EXPECT_FALSE(cutoff_between(CutoffCriterion::c, clinical, PopulationScores{nan, 4}, lower).ok());
  EXPECT_FALSE(cutoff_between(CutoffCriterion::c, {infinity, 4}, functional, lower).ok());
}

TEST(ClinicalRange, TakesAScoreOnAComputedLineForNeither) {
  const ClinicalRange range = clinical_range(10.0, lower);
  EXPECT_FALSE(range.clinical_before(10.0));
  EXPECT_FALSE(range.functional_after(10.0));
  EXPECT_TRUE(range.clinical_before(10.5) && range.functional_after(9.5));
  EXPECT_FALSE(range.clinical_before(9.5) || range.functional_after(10.5));
}

TEST(ClinicalRange, OfTrueScoresAsksForMoreThanTheLine) {
  // the publication's inequality itself: better * [M2 + (y - M2) r22 - cut] / (sqrt(r22) SEM) > 1.645
  const ScoreStatistics s = {8.16, 0.8, 35.5, 25.7, 13.35, 0.56};
  const double SEM = 8.16 * std::sqrt(0.2), r22 = (13.35 * 13.35 - SEM * SEM) / (13.35 * 13.35), cut = 21.0;
  const ClinicalRange range = *clinical_range_of_true_scores(cut, s, lower, 1.6448536269514722);
  for (double y = 0.0; y <= 63.0; y += 0.25) {
    const double index = (25.7 + (y - 25.7) * r22 - cut) / (std::sqrt(r22) * SEM);
    ASSERT_EQ(range.functional_after(y), -index > 1.6448536269514722) << y;
    ASSERT_EQ(range.clinical_after(y), index >= 1.6448536269514722) << y;
    ASSERT_EQ(range.clinical_before(y), y > cut);
  }
}

std::vector<ChangeRule> some_rules(Direction direction, double scale_max) {
  const auto place = [&](double score) { return direction == lower ? score : scale_max - score; };
  const ScoreStatistics s = {8, 0.84, place(32), place(22), 10, 0.5};
  const ClinicalRange line = clinical_range(place(20.25), direction);
  const ClinicalRange strict = *clinical_range_of_true_scores(place(20.25), s, direction);
  std::vector<ChangeRule> rules;
  for (const ChangeIndex index : change_indices) {
    rules.push_back(*index_rule(index, s, direction, {1.5, 2.5}));
    rules.push_back(*combined_rule(rules.back(), line));
    rules.push_back(*combined_rule(*index_rule(index, s, direction), strict));
  }
  rules.push_back(*points_rule(direction, {5.0, 3.0}));
  rules.push_back(*percent_rule(direction, {50.0, 25.0}, place(0)));
  rules.push_back(*combined_rule(rules.back(), line));
  rules.push_back(cutoff_rule(line));
  rules.push_back(cutoff_rule(strict));
  return rules;
}

TEST(ChangeRule, ReversingTheScaleMirrorsEveryClass) {
  constexpr double max = 64;  // a power of two, and scores in eighths: mirrored without rounding
  const auto rules = some_rules(lower, max), mirrored = some_rules(higher, max);
  std::mt19937_64 random(5004);
  std::uniform_int_distribution<int> eighths(0, 8 * 64);
  std::array<int, 5> seen{};
  for (int trial = 0; trial < 4000; ++trial) {
    const double pre = eighths(random) / 8.0, post = eighths(random) / 8.0;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const auto found = rules[i].classify(pre, post);
      ASSERT_EQ(found, mirrored[i].classify(max - pre, max - post)) << i << ": " << pre << " to " << post;
      if (found) ++seen[static_cast<std::size_t>(*found)];
    }
  }
  for (const int count : seen) EXPECT_GT(count, 0);
}

TEST(ChangeRule, DoesNotSeeWhereTheScaleBegins) {
  const ScoreStatistics s = {8, 0.84, 32, 22, 10, 0.5}, shifted = {8, 0.84, 42, 32, 10, 0.5};
  std::mt19937_64 random(5005);
  std::uniform_int_distribution<int> eighths(0, 8 * 64);
  for (int trial = 0; trial < 2000; ++trial) {
    const double pre = eighths(random) / 8.0, post = eighths(random) / 8.0;
    for (const ChangeIndex index : change_indices) {
      const auto rule = combined_rule(*index_rule(index, s, lower), clinical_range(20, lower));
      const auto moved = combined_rule(*index_rule(index, shifted, lower), clinical_range(30, lower));
      ASSERT_EQ(rule->classify(pre, post), moved->classify(pre + 10, post + 10)) << name(index);
    }
    ASSERT_EQ(percent_rule(lower, {30.0, {}})->classify(pre, post),
              percent_rule(lower, {30.0, {}}, 16.0)->classify(pre + 16, post + 16));
  }
}

TEST(ChangeRule, ReadsDecimalsAsTheyAreWritten) {
  // in tenths, where nothing rounds; and with a constant added, which changes nothing
  const ChangeRule points = *points_rule(lower, {0.7, 1.1}), percent = *percent_rule(lower, {30.0, 25.0}),
                   moved = *percent_rule(lower, {30.0, 25.0}, 4.7);
  const auto expected = [](int improved, int asked_of_improvement, int asked_of_deterioration) {
    if (improved >= asked_of_improvement) return ChangeClass::improved;
    return -improved >= asked_of_deterioration ? ChangeClass::deteriorated : ChangeClass::unchanged;
  };
  for (int pre = 1; pre <= 90; ++pre)
    for (int post = 0; post <= 90; ++post) {
      const auto by_points = expected(pre - post, 7, 11);
      ASSERT_EQ(points.classify(pre / 10.0, post / 10.0), by_points) << pre << " " << post;
      ASSERT_EQ(points.classify((pre + 47) / 10.0, (post + 47) / 10.0), by_points) << pre << " " << post;
      const auto by_percent = expected(100 * (pre - post), 30 * pre, 25 * pre);
      ASSERT_EQ(percent.classify(pre / 10.0, post / 10.0), by_percent) << pre << " " << post;
      ASSERT_EQ(moved.classify((pre + 47) / 10.0, (post + 47) / 10.0), by_percent) << pre << " " << post;
    }
  const ChangeRule strict = *index_rule(ChangeIndex::jacobson_truax, {5, 0.5}, lower, {1.0, {}});  // 5 points
  EXPECT_EQ(strict.classify(8.3, 3.3), ChangeClass::unchanged);
  EXPECT_EQ(strict.classify(8.4, 3.3), ChangeClass::improved);
}

TEST(ChangeRule, CallsNobodyChangedWhoseScoreIsTheSame) {
  for (const Direction direction : {lower, higher})
    for (const ChangeRule& rule : some_rules(direction, 64)) {
      if (rule.measure == ChangeMeasure::index && rule.line.slope != 1.0) continue;  // the same is not what it expects
      if (rule.measure == ChangeMeasure::index && rule.line.post_center != 0.0) continue;
      for (int eighth = 1; eighth < 8 * 64; ++eighth) {
        const double score = eighth / 8.0;
        if (rule.measure == ChangeMeasure::percent && score == rule.zero) continue;
        ASSERT_EQ(rule.classify(score, score), ChangeClass::unchanged) << name(rule.measure) << " " << score;
      }
    }
}

TEST(ChangeRule, IsNotMisledByHugeOrTinyNumbers) {
  constexpr double huge = std::numeric_limits<double>::max(), tiny = std::numeric_limits<double>::denorm_min();
  const double some[] = {-huge, -1e200, -1.0, -tiny, 0.0, tiny, 1.0, 1e200, huge};
  const ScoreStatistics narrow = {1e-300, 0.5}, wide = {1e300, 0.5};
  for (const ChangeRule& rule :
       {*index_rule(ChangeIndex::jacobson_truax, narrow, lower), *index_rule(ChangeIndex::jacobson_truax, wide, lower),
        *points_rule(lower, {tiny, tiny}), *points_rule(lower, {huge, huge}), *percent_rule(lower, {tiny, huge}),
        *percent_rule(lower, {50.0, {}})})
    for (const double pre : some)
      for (const double post : some) {
        const auto found = rule.classify(pre, post);
        if (!found) continue;  // no percentage of nothing
        const bool improved = *found == ChangeClass::improved, deteriorated = *found == ChangeClass::deteriorated;
        ASSERT_FALSE(improved && post > pre) << pre << " to " << post;
        ASSERT_FALSE(deteriorated && post < pre) << pre << " to " << post;
      }
}

TEST(ChangeRule, JudgesAStatisticThatIsKnownAsItJudgesScores) {
  const ChangeRule rule =
      *combined_rule(*index_rule(ChangeIndex::jacobson_truax, {8, 0.84}, lower), clinical_range(20.25, lower));
  const ChangeRule deviate = *combined_rule(*deviate_rule(lower), clinical_range(20.25, lower));
  std::array<int, 5> seen{};
  for (int pre = 0; pre <= 63; ++pre)
    for (int post = 0; post <= 63; ++post) {
      const auto found = rule.classify(pre, post);
      ASSERT_EQ(deviate.classify_statistic(*rule.statistic(pre, post), pre, post), found);
      ++seen[static_cast<std::size_t>(*found)];
    }
  for (const int count : seen) EXPECT_GT(count, 0);
  for (const double wrong : {nan, infinity}) {
    EXPECT_FALSE(deviate.classify_statistic(wrong, 10, 10).has_value());
    EXPECT_FALSE(deviate.classify_statistic(0.0, wrong, 10).has_value());
  }
}

TEST(ChangeRule, AsksForImprovementAndDeteriorationApart) {
  const ChangeRule rule = *points_rule(lower, {4.0, 3.0});  // the EPDS's minimal important differences
  EXPECT_EQ(rule.classify(20, 16), ChangeClass::improved) << "exactly as much counts";
  EXPECT_EQ(rule.classify(20, 17), ChangeClass::unchanged);
  EXPECT_EQ(rule.classify(20, 23), ChangeClass::deteriorated);
  EXPECT_EQ(rule.classify(20, 22), ChangeClass::unchanged);
  const ChangeRule index =
      *index_rule(ChangeIndex::jacobson_truax, {5, 0.5}, lower, {1.0, 2.0});  // one index: 5 points
  EXPECT_EQ(index.classify(20, 15), ChangeClass::unchanged) << "the critical value must be exceeded";
  EXPECT_EQ(index.classify(20, 14.9), ChangeClass::improved);
  EXPECT_EQ(index.classify(20, 29.9), ChangeClass::unchanged);
  EXPECT_EQ(index.classify(20, 30.1), ChangeClass::deteriorated);
}

TEST(ChangeRule, HasNoClassForAMissingScoreOrAPercentageOfNothing) {
  for (const ChangeRule& rule : some_rules(lower, 64))
    for (const double wrong : {nan, infinity, -infinity}) {
      EXPECT_FALSE(rule.classify(wrong, 10).has_value());
      EXPECT_FALSE(rule.classify(10, wrong).has_value());
    }
  const ChangeRule half = *percent_rule(lower, {50.0, {}});
  EXPECT_FALSE(half.classify(0, 5).has_value()) << "neither improved nor deteriorated, and not both";
  EXPECT_EQ(half.classify(10, 5), ChangeClass::improved);
  EXPECT_EQ(half.classify(10, 15), ChangeClass::deteriorated);
}

TEST(ChangeRule, ClassifiesColumnsAsItClassifiesPairs) {
  std::mt19937_64 random(5006);
  std::uniform_int_distribution<int> score(0, 63);
  std::vector<double> pre, post;
  for (int i = 0; i < 1000; ++i) {
    pre.push_back(i % 97 == 0 ? nan : score(random));
    post.push_back(i % 89 == 0 ? nan : score(random));
  }
  for (const ChangeRule& rule : some_rules(lower, 64)) {
    std::vector<std::int8_t> classes(pre.size());
    classify(rule, pre, post, classes);
    for (std::size_t i = 0; i < pre.size(); ++i) {
      const auto one = rule.classify(pre[i], post[i]);
      ASSERT_EQ(classes[i], one ? static_cast<int>(*one) : no_class);
    }
  }
}

TEST(ChangeRule, IsRefusedWithoutAThresholdOrWithAnImpossibleOne) {
  EXPECT_EQ(points_rule(lower, {}).error().detail, "how many points are an improvement must be given");
  EXPECT_EQ(percent_rule(lower, {}).error().detail, "how many percent are an improvement must be given");
  for (const double wrong : {0.0, -1.0, nan, infinity}) {
    EXPECT_FALSE(points_rule(lower, {wrong, {}}).ok());
    EXPECT_FALSE(points_rule(lower, {5.0, wrong}).ok());
    EXPECT_FALSE(index_rule(ChangeIndex::jacobson_truax, {5, 0.5}, lower, {wrong, {}}).ok());
  }
  EXPECT_FALSE(percent_rule(lower, {50.0, {}}, nan).ok());
  EXPECT_FALSE(combined_rule(*points_rule(lower, {5.0, {}}), clinical_range(10, higher)).ok());
  EXPECT_FALSE(combined_rule(*points_rule(lower, {5.0, {}}), clinical_range(nan, lower)).ok());
}

TEST(ChangeRule, HasNoClassForAChangeThatNoNumberHolds) {
  const ChangeRule rule = *points_rule(lower, {5.0, {}});
  EXPECT_FALSE(rule.classify(-1e308, 1e308));
  EXPECT_FALSE(percent_rule(lower, {50.0, {}})->classify(1.0, -1.7e308));
  EXPECT_EQ(class_of_pair(rule, -1e308, 1e308).error().detail, "the change is not a finite number");
  EXPECT_EQ(*class_of_pair(rule, 1e307, -1e307), ChangeClass::improved);
}

}  // namespace oncourse::change_rule_test

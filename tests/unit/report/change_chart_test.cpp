// change_chart_test.cpp: what is drawn of a change is what was found.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/change_chart.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <regex>

#include "drawn.hpp"

namespace oncourse::report_tests {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Direction lower = Direction::lower_is_better;
const ScoreAxis phq = {"PHQ-9 total", 0.0, 27.0};

ChangeRule rule_with_range() {
  return *combined_rule(*index_rule(ChangeIndex::jacobson_truax, {6.1, 0.84}, lower), clinical_range(9.5, lower));
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(ChangeChart, HasAMarkForEveryDistinctPairAndCountsTheOthers) {
  const std::vector<double> pre = {20, 20, 8, 15, nan, 10}, post = {5, 5, 16, 14, 3, nan};
  const auto svg = change_svg(rule_with_range(), pre, post, phq);
  ASSERT_TRUE(svg.ok()) << svg.error().detail;
  const Drawn drawn(*svg);
  EXPECT_EQ(drawn.trouble(), "");
  EXPECT_EQ(drawn.unbalanced(), "");
  EXPECT_TRUE(drawn.has("no-change") && drawn.has("clinical-range") && drawn.has("pairs"));
  EXPECT_EQ(count_of(*svg, "persons: 2"), 1u);
  EXPECT_EQ(count_of(*svg, "persons: 1"), 2u);
  EXPECT_NE(svg->find("recovered 2, improved 0, unchanged 1, deteriorated 0, harmed 1, without class 2"),
            std::string::npos);
}

TEST(ChangeChart, OfAnyRuleStaysFiniteAndInsideItsViewBox) {
  std::mt19937_64 random(8001);
  std::uniform_int_distribution<int> score(0, 27);
  std::vector<double> pre, post;
  for (int i = 0; i < 300; ++i) {
    pre.push_back(score(random));
    post.push_back(score(random));
  }
  const ScoreStatistics s = {6.1, 0.84, 15, 9, 7, 0.4};
  std::vector<ChangeRule> rules = {*points_rule(lower, {5.0, {}}), *percent_rule(lower, {50.0, 25.0}),
                                   cutoff_rule(clinical_range(40.0, lower))};
  for (const ChangeIndex index : change_indices) rules.push_back(*index_rule(index, s, lower));
  for (const ChangeRule& rule : rules) {
    const auto svg = change_svg(rule, pre, post, phq);
    ASSERT_TRUE(svg.ok()) << svg.error().detail;
    EXPECT_EQ(Drawn(*svg).trouble(), "");
    EXPECT_EQ(Drawn(*svg).has("no-change"), rule.measure != ChangeMeasure::cutoff);
  }
}

TEST(ChangeChart, RefusesAScoreThatItsAxisDoesNotHold) {
  const std::vector<double> pre = {20, 28}, post = {5, 5}, one = {5};
  EXPECT_EQ(change_svg(rule_with_range(), pre, post, phq).error().detail,
            "a score of pair 2 is 28, the axis runs from 0 to 27");
  EXPECT_FALSE(change_svg(rule_with_range(), pre, one, phq).ok());
  EXPECT_FALSE(change_svg(rule_with_range(), one, one, {"x", 5.0, 5.0}).ok());
  EXPECT_FALSE(change_svg(rule_with_range(), one, one, {"x", nan, 5.0}).ok());
}

TEST(SuddenGainChart, MarksEveryGainAndBreaksTheLineWhereASessionWasMissed) {
  SuddenGainCriteria criteria;
  criteria.points = 6.0;
  const std::vector<double> scores = {24, 23, 24, 12, 11, 12, nan, 10, 9};
  const auto found = sudden_gains(scores, lower, criteria);
  ASSERT_EQ(found->gains.size(), 1u);
  const auto svg = sudden_gain_svg(scores, 1, found->gains, phq);
  ASSERT_TRUE(svg.ok()) << svg.error().detail;
  const Drawn drawn(*svg);
  EXPECT_EQ(drawn.trouble(), "");
  EXPECT_EQ(drawn.unbalanced(), "");
  EXPECT_EQ(count_of(*svg, "class=\"gain\""), 1u);
  EXPECT_EQ(count_of(*svg, "<circle"), 8u);
  EXPECT_EQ(count_of(*svg, "<polyline"), 2u);
  EXPECT_NE(svg->find("Sudden gain of 12 after session 3. "), std::string::npos);
  EXPECT_NE(svg->find("gain 12<"), std::string::npos);
}

TEST(SuddenGainChart, EscapesItsLabelAndRefusesWhatItCannotPlace) {
  const std::vector<double> scores = {5, 4};
  const auto svg = sudden_gain_svg(scores, 1, {}, {"<b> & \"x\"", 0.0, 10.0});
  ASSERT_TRUE(svg.ok());
  EXPECT_EQ(svg->find("<b>"), std::string::npos);
  EXPECT_EQ(sudden_gain_svg(scores, 3, {}, {"x", 0.0, 4.5}).error().detail,
            "session 3 is 5, the axis runs from 0 to 4.5");
  EXPECT_FALSE(sudden_gain_svg({}, 1, {}, phq).ok());
}

}  // namespace oncourse::report_tests

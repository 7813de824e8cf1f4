// change_columns_test.cpp: in columns or one by one, a pair has one class.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/change_columns.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "oncourse/instrument/catalogue.hpp"
#include "support/columns.hpp"

namespace oncourse::change_columns_test {

using column = support::OwnedColumn;
using support::texts;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Direction lower = Direction::lower_is_better;

TEST(ClassifyColumns, SayOfEveryRowWhatTheRuleSaysOfThePair) {
  std::mt19937_64 random(7001);
  std::uniform_int_distribution<int> score(0, 27);
  std::vector<double> pre, post;
  for (int i = 0; i < 500; ++i) {
    pre.push_back(i % 50 == 0 ? nan : score(random));
    post.push_back(i % 70 == 0 ? nan : score(random));
  }
  const ChangeRule rule =
      *combined_rule(*index_rule(ChangeIndex::edwards_nunnally, {5, 0.8, 15.0}, lower), clinical_range(9.5, lower));
  const Table table = *classify_columns(rule, column("a", pre), column("b", post), &phq9);
  const auto classes = texts(table, "class"), status = texts(table, "status");
  for (std::size_t i = 0; i < pre.size(); ++i) {
    const auto one = rule.classify(pre[i], post[i]);
    ASSERT_EQ(classes[i], one ? std::string(name(*one)) : "") << i;
    ASSERT_EQ(status[i], one ? "ok" : "not_enough_sessions") << "counted, never dropped";
  }
}

TEST(ClassifyColumns, GiveEveryRowItsOwnTrouble) {
  const ChangeRule half = *percent_rule(lower, {50.0, {}});
  const std::vector<double> pre = {10, 0, 28, 10, nan}, post = {5, 3, 10, std::numeric_limits<double>::infinity(), 1};
  const Table table = *classify_columns(half, column("a", pre), column("b", post), &phq9);
  EXPECT_EQ(texts(table, "class"), (std::vector<std::string>{"improved", "", "", "", ""}));
  EXPECT_EQ(texts(table, "status"),
            (std::vector<std::string>{"ok", "not_available", "response_range", "bad_argument", "not_enough_sessions"}));
  EXPECT_EQ(texts(table, "detail")[1], "the first score is 0, of which there is no percentage");
  EXPECT_FALSE(classify_columns(half, column("a", pre), column("b", std::vector{1.0})).ok());
}

/// Persons who fall by about two points a session; of the last one nothing was seen, of the one before it two scores.
struct Falling {
  std::vector<std::string> person;
  std::vector<double> time, score;
};

Falling falling() {
  std::mt19937_64 random(7002);
  std::normal_distribution<double> normal;
  Falling out;
  for (int i = 0; i < 62; ++i) {
    const double level = 30 + 4 * normal(random), slope = -2 + 0.7 * normal(random);
    for (int t = 0; t < 6; ++t) {
      out.person.push_back("p" + std::to_string(i));
      out.time.push_back(t);
      const double score = level + slope * t + normal(random);
      out.score.push_back(i == 61 || (i == 60 && t > 1) ? nan : score);
    }
  }
  return out;
}

TEST(HierarchicalChange, HasARowForEveryPersonAndCountsThoseWithTooFewScores) {
  const Falling data = falling();
  const auto found =
      hierarchical_change(column("person", data.person), column("session", data.time), column("score", data.score));
  ASSERT_TRUE(found.ok()) << found.error().detail;
  ASSERT_EQ(found->persons.rows(), 62u);
  EXPECT_EQ(found->first_rows.back(), 61u * 6);
  const auto status = texts(found->persons, "status"), detail = texts(found->persons, "detail");
  EXPECT_EQ(status[59], "ok");
  EXPECT_EQ(detail[60], "2 scores, at least 3 are asked for");
  EXPECT_EQ(detail[61], "0 scores, at least 3 are asked for");
  EXPECT_EQ(found->model.n_persons, 60);
  HierarchicalOptions by_deviation;
  by_deviation.deviation = true;
  const auto deviation = hierarchical_change(column("person", data.person), column("session", data.time),
                                             column("score", data.score), by_deviation);
  const auto total_classes = texts(found->persons, "class"), deviation_classes = texts(deviation->persons, "class");
  EXPECT_GT(std::count(total_classes.begin(), total_classes.end(), "improved"),
            3 * std::count(deviation_classes.begin(), deviation_classes.end(), "improved"));
}

TEST(HierarchicalChange, TellsRecoveredFromImprovedByTheFirstAndTheLastScore) {
  const Falling data = falling();
  HierarchicalOptions options;
  options.range = clinical_range(20.0, lower);
  const auto plain =
      hierarchical_change(column("person", data.person), column("session", data.time), column("score", data.score));
  const auto found = hierarchical_change(column("person", data.person), column("session", data.time),
                                         column("score", data.score), options);
  ASSERT_TRUE(plain && found);
  const auto before = texts(plain->persons, "class"), classes = texts(found->persons, "class");
  int recovered = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    ASSERT_EQ(support::number_in(found->persons, "first", i), data.score[6 * i]);
    ASSERT_EQ(support::number_in(found->persons, "last", i), data.score[6 * i + 5]);
    const bool crossed = before[i] == "improved" && data.score[6 * i] > 20.0 && data.score[6 * i + 5] < 20.0;
    ASSERT_EQ(classes[i], crossed ? "recovered" : before[i]);
    recovered += crossed;
  }
  EXPECT_GT(recovered, 5);
  EXPECT_EQ(support::number_in(found->persons, "first", 60), data.score[360]) << "too few scores have a first one";
  EXPECT_EQ(support::text_in(found->persons, "first", 61), "null");
  options.direction = Direction::higher_is_better;
  EXPECT_FALSE(hierarchical_change(column("person", data.person), column("session", data.time),
                                   column("score", data.score), options)
                   .ok());
}

TEST(HierarchicalChange, DoesNotSeeTheOrderOfPersonsAndMirrorsWithTheScale) {
  const Falling data = falling();
  Falling turned;
  for (int i = 61; i >= 0; --i)
    for (int t = 0; t < 6; ++t) {
      const std::size_t row = static_cast<std::size_t>(6 * i + t);
      turned.person.push_back(data.person[row]);
      turned.time.push_back(data.time[row]);
      turned.score.push_back(60 - data.score[row]);
    }
  HierarchicalOptions upwards;
  upwards.direction = Direction::higher_is_better;
  const auto a =
      hierarchical_change(column("person", data.person), column("session", data.time), column("score", data.score));
  const auto b = hierarchical_change(column("person", turned.person), column("session", turned.time),
                                     column("score", turned.score), upwards);
  auto classes = texts(b->persons, "class");
  std::reverse(classes.begin(), classes.end());
  EXPECT_EQ(texts(a->persons, "class"), classes);
}

}  // namespace oncourse::change_columns_test

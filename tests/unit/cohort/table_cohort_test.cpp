// table_cohort_test.cpp: a long table seen as a cohort is the cohort made of it.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/table_cohort.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/columns.hpp"

namespace oncourse {
namespace {

using support::OwnedColumn;
constexpr double null = std::numeric_limits<double>::quiet_NaN();

/// A column of plain values, as NumPy has them.
template <class Value>
Column plain(std::string name, ColumnType type, const std::vector<Value>& values) {
  ColumnPiece piece;
  piece.type = type;
  piece.values = values.data();
  piece.size = values.size();
  return {std::move(name), {piece}, values.size()};
}

struct Numbers {
  std::vector<std::int64_t> person;
  std::vector<double> time, score, arm;
  std::vector<std::int32_t> age;
};

/// Persons whose rows stand together, not by the size of their numbers.
Numbers any_numbers(std::mt19937_64& random) {
  Numbers out;
  std::uniform_int_distribution<int> rows(1, 5), points(0, 27);
  std::vector<std::int64_t> persons(20);
  for (std::size_t i = 0; i < persons.size(); ++i) persons[i] = static_cast<std::int64_t>(i) * 3 - 7;
  std::shuffle(persons.begin(), persons.end(), random);
  for (const std::int64_t person : persons)
    for (int row = 0, n = rows(random); row < n; ++row) {
      out.person.push_back(person);
      out.time.push_back(row);
      out.score.push_back(points(random));
      out.arm.push_back(static_cast<double>(person % 2));
      out.age.push_back(static_cast<std::int32_t>(30 + person));
    }
  return out;
}

void expect_same(const growth::Panel& a, const growth::Panel& b) {
  const auto same = [](auto one, auto other) { return std::equal(one.begin(), one.end(), other.begin(), other.end()); };
  EXPECT_TRUE(same(a.offsets, b.offsets));
  EXPECT_TRUE(same(a.time, b.time));
  EXPECT_TRUE(same(a.score, b.score));
  ASSERT_EQ(a.covariates.size(), b.covariates.size());
  for (std::size_t c = 0; c < a.covariates.size(); ++c) EXPECT_TRUE(same(a.covariates[c], b.covariates[c]));
}

void expect_the_cohort(const Column& person, const Column& time, const Column& score, const Column& covariate) {
  const Column* const covariates[] = {&covariate};
  const auto seen = TableCohort::read(person, time, score, covariates);
  const auto made = cohort_from(person, time, score, covariates);
  ASSERT_TRUE(seen && made);
  expect_same(**seen, *CohortPanel(*made));
}

TEST(TableCohort, BorrowsDoublesOfPersonsWhoseRowsStandTogether) {
  std::mt19937_64 random(902);
  const Numbers n = any_numbers(random);
  const Column person = plain("person", ColumnType::int64, n.person), time = plain("time", ColumnType::float64, n.time),
               score = plain("score", ColumnType::float64, n.score), age = plain("age", ColumnType::int32, n.age);
  const Column* const covariates[] = {&age};
  const auto seen = TableCohort::read(person, time, score, covariates);
  ASSERT_TRUE(seen);
  EXPECT_EQ((**seen).time.data(), n.time.data());
  EXPECT_EQ((**seen).score.data(), n.score.data());
  expect_the_cohort(person, time, score, age);
}

TEST(TableCohort, IsTheCohortMadeOfTheTableInWhateverOrderAndWithGaps) {
  std::mt19937_64 random(903);
  for (int trial = 0; trial < 50; ++trial) {
    Numbers n = any_numbers(random);
    if (trial % 2 == 1)  // a row of another person in between
      std::swap(n.person.front(), n.person.back());
    if (trial % 3 == 1) n.score[n.score.size() / 2] = null;
    const Column person = plain("person", ColumnType::int64, n.person),
                 time = plain("time", ColumnType::float64, n.time),
                 score = plain("score", ColumnType::float64, n.score), arm = plain("arm", ColumnType::float64, n.arm);
    expect_the_cohort(person, time, score, arm);
    std::vector<std::string> names;
    for (const std::int64_t one : n.person) names.push_back("p" + std::to_string(one));
    expect_the_cohort(OwnedColumn("person", names), OwnedColumn("time", n.time), OwnedColumn("score", n.score),
                      OwnedColumn("arm", n.arm));
  }
}

TEST(TableCohort, RefusesWhatACohortRefuses) {
  const Column* const none[] = {nullptr};
  const auto why = [&](const Column& person, const Column& time, const Column& score) {
    const auto seen = TableCohort::read(person, time, score, std::span(none, 0));
    return seen ? std::string("nothing") : seen.error().detail;
  };
  const OwnedColumn person("person", std::vector{1.0, 1.0}), half("person", std::vector{1.0, 1.5}),
      time("week", std::vector{0.0, 1.0}), score("score", std::vector{10.0, 8.0});
  EXPECT_EQ(why(person, OwnedColumn("week", std::vector{0.0, null}), score),
            "column week, row 2: missing beside a score");
  EXPECT_EQ(why(half, time, score), "column person, row 2: a person is text or a whole number");
  EXPECT_EQ(why(person, OwnedColumn("week", std::vector<std::string>{"a", "b"}), score),
            "column week holds no numbers");
  EXPECT_EQ(why(person, OwnedColumn("week", std::vector{0.0}), score), "column week has 1 rows, person has 2");
}

}  // namespace
}  // namespace oncourse

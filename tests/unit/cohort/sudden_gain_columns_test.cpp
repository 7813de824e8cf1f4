// sudden_gain_columns_test.cpp: sudden gains are the same in a long table, in a wide one and alone.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/sudden_gain_columns.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <string>

#include "support/long_table.hpp"

namespace oncourse::sudden_gain_columns_test {

using support::none;
using support::number_at;
using support::Series;
using support::shown;
using support::text_at;
using Long = support::LongTable;
constexpr auto lower = Direction::lower_is_better;
SuddenGainCriteria criteria() {
  SuddenGainCriteria out;
  out.points = 7.0;
  return out;
}

std::vector<Series> courses(std::size_t persons, std::size_t sessions) {
  std::mt19937_64 random(20262);
  std::bernoulli_distribution missed(0.1), sudden(0.2);
  std::uniform_real_distribution<double> fall(8.0, 14.0), noise(-1.0, 1.0);
  std::vector<Series> out(persons, Series(sessions));
  for (Series& series : out) {
    double level = 45.0;
    for (double& score : series) {
      if (sudden(random)) level -= fall(random);
      level = level < 5.0 ? 40.0 : level;
      score = missed(random) ? none : level + noise(random);
    }
  }
  return out;
}

/// Equal, or both missing.
void expect_same(double ours, std::optional<double> expected) {
  EXPECT_EQ(std::isnan(ours), !expected);
  if (expected) {
    EXPECT_EQ(ours, *expected);
  }
}
template <class T>
std::optional<double> as_number(const std::optional<T>& value) {
  return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

void expect_gain(const Table& table, std::size_t row, const SuddenGain& gain) {
  expect_same(number_at(table, "session", row), gain.session);
  expect_same(number_at(table, "next_session", row), gain.next_session);
  std::size_t at = 0;
  for (const char* column : {"n_minus_2", "n_minus_1", "n", "n_plus_1", "n_plus_2", "n_plus_3"})
    expect_same(number_at(table, column, row), gain.around[at++]);
  expect_same(number_at(table, "magnitude", row), gain.magnitude);
  expect_same(number_at(table, "total_improvement", row), gain.total_improvement);
  expect_same(number_at(table, "share_of_total", row), gain.share_of_total);
  expect_same(number_at(table, "reversal_value", row), gain.reversal_value);
  expect_same(number_at(table, "reversed", row), as_number(gain.reversed));
  expect_same(number_at(table, "reversed_at", row), as_number(gain.reversed_at));
}

TEST(SuddenGainColumns, FindWhatIsFoundForEveryPersonAlone) {
  const auto people = courses(60, 12);
  Long table;
  for (std::size_t k = 0; k < 12; ++k)  // the rows of different persons lie mixed
    for (std::size_t who = 0; who < people.size(); ++who)
      table.add(static_cast<double>(who) + 1000, static_cast<double>(k), people[who][k]);
  SuddenGainCriteria settings = criteria();
  settings.from_session = 0;
  settings.to_session = 11;
  const auto found = sudden_gain_columns(table.table(), lower, settings, {WhichGain::largest});
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->persons.rows(), people.size());
  std::size_t gain_row = 0, interval_row = 0;
  IntervalCounts counts;
  for (std::size_t who = 0; who < people.size(); ++who) {
    SCOPED_TRACE(who);
    const auto alone = sudden_gains(people[who], lower, settings, 0);
    ASSERT_TRUE(alone);
    counts += alone->counts;
    EXPECT_EQ(text_at(found->persons, "status", who), "ok");
    EXPECT_EQ(found->person_rows[who], who);
    expect_same(number_at(found->persons, "gains", who), static_cast<double>(alone->gains.size()));
    expect_same(number_at(found->persons, "available", who), static_cast<double>(alone->counts.available));
    expect_same(number_at(found->persons, "not_available", who), static_cast<double>(alone->counts.not_available));
    const SuddenGain* const chosen = choose(alone->gains, WhichGain::largest);
    if (chosen)
      expect_gain(found->persons, who, *chosen);
    else
      EXPECT_TRUE(std::isnan(number_at(found->persons, "session", who)));
    for (const SuddenGain& gain : alone->gains) {
      EXPECT_EQ(found->gain_rows[gain_row], who);
      expect_same(number_at(found->gains, "of_person", gain_row), static_cast<double>(alone->gains.size()));
      expect_gain(found->gains, gain_row++, gain);
    }
    for (const SuddenGainInterval& one : alone->intervals) {
      EXPECT_EQ(found->interval_rows[interval_row], who);
      const Table& intervals = found->intervals;
      expect_same(number_at(intervals, "from", interval_row), one.from);
      expect_same(number_at(intervals, "to", interval_row), one.to);
      expect_same(number_at(intervals, "points", interval_row), as_number(one.points));
      expect_same(number_at(intervals, "share", interval_row), as_number(one.share));
      expect_same(number_at(intervals, "means", interval_row), as_number(one.means));
      expect_same(number_at(intervals, "sudden", interval_row), as_number(one.sudden));
      expect_same(number_at(intervals, "complete", interval_row), one.complete ? 1.0 : 0.0);
      expect_same(number_at(intervals, "magnitude", interval_row), one.magnitude);
      expect_same(number_at(intervals, "share_of", interval_row), one.share_of);
      expect_same(number_at(intervals, "mean_before", interval_row), one.mean_before);
      expect_same(number_at(intervals, "sd_after", interval_row), one.sd_after);
      expect_same(number_at(intervals, "pooled_sd", interval_row), one.pooled_sd);
      expect_same(number_at(intervals, "critical", interval_row), one.critical);
      expect_same(number_at(intervals, "n_after", interval_row++), one.n_after);
    }
  }
  EXPECT_GT(gain_row, 30U);
  EXPECT_EQ(found->gains.rows(), gain_row);
  EXPECT_EQ(found->intervals.rows(), interval_row);
  EXPECT_EQ(found->counts.tested, counts.tested);
  EXPECT_EQ(found->counts.available + found->counts.not_available, found->counts.tested);
  EXPECT_EQ(found->of_all.gains, gain_row);
  EXPECT_EQ(found->of_chosen.gains, found->of_all.with_gain);
  EXPECT_EQ(found->of_all.persons, people.size());

  std::vector<Series> sessions(12);
  for (std::size_t k = 0; k < 12; ++k)
    for (const Series& one : people) sessions[k].push_back(one[k]);
  std::vector<Column> columns;
  std::vector<const Column*> pointers;
  for (std::size_t k = 0; k < 12; ++k) columns.push_back(shown("s" + std::to_string(k), sessions[k]));
  for (const Column& column : columns) pointers.push_back(&column);
  const auto wide = sudden_gain_wide_columns(pointers, 0, lower, settings, {WhichGain::largest});
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->gain_rows, found->gain_rows);
  EXPECT_EQ(wide->person_rows, found->person_rows);
  for (const auto& [ours, theirs] : {std::pair(&wide->gains, &found->gains), {&wide->persons, &found->persons}})
    for (const TableColumn& column : ours->columns)
      for (std::size_t row = 0; row < ours->rows(); ++row)
        if (!column.is_text()) {
          const double one = number_at(*ours, column.name().c_str(), row);
          expect_same(number_at(*theirs, column.name().c_str(), row),
                      std::isnan(one) ? std::nullopt : std::optional(one));
        }
  const auto without = sudden_gain_wide_columns(pointers, 0, lower, settings, {WhichGain::first, false});
  EXPECT_EQ(without->intervals.rows(), 0U);
  EXPECT_EQ(without->counts.tested, counts.tested);
}

TEST(SuddenGainColumns, CountASessionThatIsLeftOutAsMissed) {
  Long written, left_out;
  const Series scores = {30, 31, none, 30, 20, 19, 20, 20};
  for (std::size_t k = 0; k < scores.size(); ++k) {
    written.add(1, static_cast<double>(k), scores[k]);
    if (!std::isnan(scores[k])) left_out.add(1, static_cast<double>(k), scores[k]);
  }
  const auto a = sudden_gain_columns(written.table(), lower, criteria());
  const auto b = sudden_gain_columns(left_out.table(), lower, criteria());
  ASSERT_TRUE(a && b);
  ASSERT_EQ(a->gains.rows(), 1U);
  EXPECT_EQ(number_at(a->gains, "session", 0), 3.0);
  EXPECT_EQ(number_at(b->gains, "session", 0), 3.0);
  EXPECT_EQ(a->counts.not_available, b->counts.not_available);
  EXPECT_GT(b->counts.not_available, 0U);
}

TEST(SuddenGainColumns, DoNotDependOnTheOrderOfPersons) {
  const auto people = courses(20, 10);
  Long forward, backward;
  for (std::size_t who = 0; who < people.size(); ++who)
    for (std::size_t k = 0; k < 10; ++k) {
      forward.add(static_cast<double>(who), static_cast<double>(k), people[who][k]);
      backward.add(static_cast<double>(who), static_cast<double>(k), people[people.size() - 1 - who][k]);
    }
  const auto a = sudden_gain_columns(forward.table(), lower, criteria());
  const auto b = sudden_gain_columns(backward.table(), lower, criteria());
  ASSERT_TRUE(a && b);
  EXPECT_GT(a->gains.rows(), 5U);
  for (std::size_t who = 0; who < people.size(); ++who)
    for (const char* column : {"gains", "session", "magnitude", "tested", "available"}) {
      const double other = number_at(b->persons, column, people.size() - 1 - who);
      expect_same(number_at(a->persons, column, who), std::isnan(other) ? std::nullopt : std::optional(other));
    }
}

TEST(SuddenGainColumns, SayOfOnePersonWhatIsWrongAndJudgeTheOthers) {
  Long table;
  for (const double session : {1.0, 2.0, 2.0, 3.0, 4.0}) table.add(1, session, 20);
  for (const double session : {1.0, 3.0, 2.0, 4.0}) table.add(2, session, 20);
  for (const double session : {1.0, 2.5, 3.0, 4.0}) table.add(3, session, 20);
  for (const double session : {1.0, 2.0, none, 4.0}) table.add(4, session, 20);
  for (const double session : {1.0, 2.0, 3.0}) table.add(5, session, 20);
  for (const double session : {1.0, 2.0, 3.0, 4.0}) table.add(6, session, session == 2.0 ? HUGE_VAL : 20);
  for (const double session : {1.0, 2.0, 3.0, 900'000.0}) table.add(7, session, 20);
  for (const double session : {1.0, 2.0, 3.0, 4.0}) table.add(8, session, none);
  for (const double session : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}) table.add(9, session, session < 3.5 ? 30 : 20);
  const auto found = sudden_gain_columns(table.table(), lower, criteria());
  ASSERT_TRUE(found);
  const char* const status[] = {"session_order",
                                "session_order",
                                "bad_argument",
                                "bad_argument",
                                "not_enough_sessions",
                                "bad_argument",
                                "bad_argument",
                                "ok",
                                "ok"};
  const char* const detail[] = {"row 3: session 2 is there twice",
                                "row 8: session 2 after session 3",
                                "row 11: session: a whole number of at most 1000000 is expected",
                                "row 16 has no session",
                                "3 sessions, an interval to test needs 4",
                                "a score is not a finite number",
                                "row 28: session 900000, the first one is 1 and at most 10000 belong to a series",
                                "",
                                ""};
  for (std::size_t who = 0; who < 9; ++who) {
    EXPECT_EQ(text_at(found->persons, "status", who), status[who]) << who;
    EXPECT_EQ(text_at(found->persons, "detail", who), detail[who]) << who;
    EXPECT_EQ(std::isnan(number_at(found->persons, "gains", who)), std::string(status[who]) != "ok");
  }
  EXPECT_EQ(found->refused, 7U);
  EXPECT_EQ(found->of_all.persons, 2U);
  ASSERT_EQ(found->gains.rows(), 1U);
  EXPECT_EQ(table.person[found->gain_rows[0]], 9.0);
  EXPECT_EQ(number_at(found->persons, "not_available", 7), 1.0) << "nothing was seen, and it is counted";
}

TEST(SuddenGainColumns, RefuseTablesThatDoNotFit) {
  Long table;
  for (const double session : {1.0, 2.0, 3.0, 4.0}) table.add(1, session, 20);
  LongScores shorter = table.table();
  const Series three = {1, 2, 3};
  const Column short_one = shown("short", three);
  shorter.score = &short_one;
  EXPECT_EQ(sudden_gain_columns(shorter, lower, criteria()).error().detail, "column short has 3 rows, person has 4");
  EXPECT_FALSE(sudden_gain_wide_columns({}, 1, lower, criteria()));
  EXPECT_FALSE(sudden_gain_wide_columns(std::array{&short_one, shorter.person}, 1, lower, criteria()));
  SuddenGainCriteria nothing;
  nothing.share.reset();
  nothing.means.reset();
  EXPECT_EQ(sudden_gain_columns(table.table(), lower, nothing).error().detail, "no criterion is given");
}

}  // namespace oncourse::sudden_gain_columns_test

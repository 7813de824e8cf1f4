// response_columns_test.cpp: a series means the same in a table as alone.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/response_columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "oncourse/base/number.hpp"
#include "support/columns.hpp"
#include "support/timed_scores.hpp"

namespace oncourse::response_columns_test {

using support::no_score;
using support::Sessions;

struct Long {
  std::vector<double> person, time, score;
  std::vector<Column> columns;

  void add(double who, double when, double total) {
    person.push_back(who);
    time.push_back(when);
    score.push_back(total);
  }
  TimedColumns shown() {
    columns.clear();
    for (const auto& [name, values] : {std::pair{"person", &person}, {"time", &time}, {"score", &score}}) {
      ColumnPiece piece;
      piece.type = ColumnType::float64;
      piece.values = values->data();
      piece.size = values->size();
      columns.push_back({name, {piece}, values->size()});
    }
    return {&columns[0], &columns[1], &columns[2]};
  }
};

SessionCriteria everything() {
  SessionCriteria out;
  out.early_response = early_improvement(1.0);
  out.remission = RemissionCriterion{.limit = {6.0, false}};
  out.remission->recovery_scores = 3;
  out.reliable = ReliablePoints{5.0, 5.0};
  out.functional = ScoreLimit{10.0, false};
  out.trend = ReliableTrendCriterion{.sd = 6.0, .reliability = 0.86};
  out.plateau_scores = 4;
  return out;
}

/// Lower is better; some have too few scores, one in ten runs backwards in time.
std::vector<Sessions> cohort(std::mt19937_64& random, std::size_t persons) {
  std::vector<Sessions> out;
  while (out.size() < persons) {
    Sessions one = support::any_sessions(random);
    if (one.direction == Direction::higher_is_better) one = support::mirrored(one, 24);
    if (out.size() % 10 == 9) std::swap(one.time[0], one.time[1]);
    out.push_back(one);
  }
  return out;
}

Long mixed(const std::vector<Sessions>& persons) {
  Long out;
  for (std::size_t k = 0; k < 16; ++k)
    for (std::size_t who = 0; who < persons.size(); ++who)
      if (k < persons[who].score.size())
        out.add(1000.0 - static_cast<double>(who), persons[who].time[k], persons[who].score[k]);
  return out;
}

/// A cell of a result, "-" where it is null.
std::string cell(const Table& table, std::string_view column, std::size_t row) {
  const TableColumn* const found = table.find(column);
  if (!found) return "no column " + std::string(column);
  const ColumnPiece piece = found->view();
  if (piece.missing(row)) return "-";
  return found->is_text() ? std::string(piece.text(row)) : text(piece.number(row));
}

std::string shown(const std::optional<ChangeEvent>& event) {
  return event ? text(event->session) + "@" + text(event->time) : "-@-";
}

std::string event_cell(const Table& table, const std::string& kind, std::size_t row) {
  return cell(table, kind + "_session", row) + "@" + cell(table, kind + "_time", row);
}

TEST(ResponseColumns, SayOfEveryPersonWhatIsSaidOfThemAlone) {
  std::mt19937_64 random(5601);
  const std::vector<Sessions> persons = cohort(random, 400);
  Long table = mixed(persons);
  const auto columns = response_columns(table.shown(), Direction::lower_is_better, everything());
  ASSERT_TRUE(columns) << columns.error().detail;
  const Table& found = columns->persons;
  ASSERT_EQ(found.rows(), persons.size());
  std::size_t at_event = 0, refused = 0;
  for (std::size_t who = 0; who < persons.size(); ++who) {
    EXPECT_EQ(table.person[columns->person_rows[who]], 1000.0 - static_cast<double>(who));
    const auto alone = change_over_sessions(persons[who].series(), everything());
    if (!alone) {
      EXPECT_EQ(cell(found, "status", who), name(alone.error().code));
      EXPECT_EQ(cell(found, "detail", who), alone.error().detail);
      EXPECT_EQ(cell(found, "scores", who), "-");
      EXPECT_EQ(cell(found, "trend_class", who), "-");
      ++refused;
      continue;
    }
    EXPECT_EQ(cell(found, "status", who), "ok");
    EXPECT_EQ(cell(found, "detail", who), "-");
    EXPECT_EQ(cell(found, "scores", who), text(alone->scores));
    EXPECT_EQ(cell(found, "missed", who), text(alone->missed));
    EXPECT_EQ(cell(found, "baseline", who), text(alone->baseline.score));
    EXPECT_EQ(cell(found, "last_score", who), text(alone->last.score));
    EXPECT_EQ(cell(found, "last_time", who), text(alone->last.time));
    const auto& reached = alone->early_response->reached;
    EXPECT_EQ(cell(found, "early_response", who), reached ? text(int{*reached}) : "-");
    const std::pair<std::string, const TimeToEvent*> to_events[] = {{"response", &alone->response->first},
                                                                    {"remission", &alone->remission->first},
                                                                    {"good_enough", &alone->good_enough->first}};
    for (const auto& [kind, of] : to_events) {
      EXPECT_EQ(cell(found, kind, who), of->at_risk ? text(int{of->event.has_value()}) : "-");
      EXPECT_EQ(cell(found, kind + "_follow_up", who), of->at_risk ? text(of->follow_up) : "-");
      EXPECT_EQ(event_cell(found, kind, who), shown(of->event));
    }
    EXPECT_EQ(event_cell(found, "sustained_response", who), shown(alone->response->sustained));
    EXPECT_EQ(event_cell(found, "loss_of_response", who), shown(alone->response->lost));
    EXPECT_EQ(event_cell(found, "reliable_improvement", who), shown(alone->reliable->improvement));
    EXPECT_EQ(event_cell(found, "sustained_improvement", who), shown(alone->reliable->sustained_improvement));
    EXPECT_EQ(event_cell(found, "reliable_deterioration", who), shown(alone->reliable->deterioration));
    EXPECT_EQ(event_cell(found, "sustained_deterioration", who), shown(alone->reliable->sustained_deterioration));
    EXPECT_EQ(cell(found, "remission_episodes", who), text(alone->remission->episodes.size()));
    EXPECT_EQ(cell(found, "remission_state", who), name(alone->remission->state));
    EXPECT_EQ(cell(found, "good_enough_kept", who),
              alone->good_enough->first.event ? text(int{alone->good_enough->kept}) : "-");
    EXPECT_EQ(event_cell(found, "plateau", who), alone->plateau ? shown(alone->plateau->event) : "-@-");
    EXPECT_EQ(cell(found, "plateau_scores", who), alone->plateau ? text(alone->plateau->scores) : "-");
    EXPECT_EQ(cell(found, "plateau_mean", who), alone->plateau ? text(alone->plateau->mean) : "-");
    EXPECT_EQ(cell(found, "trend_slope", who), text(alone->trend->slope));
    EXPECT_EQ(cell(found, "trend_z", who), text(alone->trend->z));
    EXPECT_EQ(cell(found, "trend_class", who), name(alone->trend->change_class));
    std::optional<ChangeEvent> first[3];
    const EventKind kinds[] = {EventKind::recovery, EventKind::relapse, EventKind::recurrence};
    for (const ChangeEvent& event : alone->events) {
      for (std::size_t kind = 0; kind < 3; ++kind)
        if (event.kind == kinds[kind] && !first[kind]) first[kind] = event;
      EXPECT_EQ(cell(columns->events, "kind", at_event), name(event.kind));
      EXPECT_EQ(cell(columns->events, "session", at_event), text(event.session));
      EXPECT_EQ(cell(columns->events, "time", at_event), text(event.time));
      EXPECT_EQ(cell(columns->events, "score", at_event), text(event.score));
      EXPECT_EQ(cell(columns->events, "limit", at_event), text(event.limit));
      EXPECT_EQ(cell(columns->events, "from_session", at_event), text(event.from_session));
      EXPECT_EQ(cell(columns->events, "from_time", at_event), text(event.from_time));
      const std::size_t row = columns->event_rows[at_event++];
      EXPECT_EQ(table.person[row], 1000.0 - static_cast<double>(who));
      EXPECT_EQ(table.score[row], event.score);
      EXPECT_EQ(table.time[row], event.time);
    }
    for (std::size_t kind = 0; kind < 3; ++kind)
      EXPECT_EQ(event_cell(found, std::string(name(kinds[kind])), who), shown(first[kind]));
  }
  EXPECT_EQ(at_event, columns->events.rows());
  EXPECT_GT(refused, 40u);
  EXPECT_LT(refused, 120u);
}

TEST(ReliableTrendColumns, AreTheTrendsOfEachAlone) {
  std::mt19937_64 random(5602);
  const std::vector<Sessions> persons = cohort(random, 300);
  const ReliableTrendCriterion criterion{.sd = 6.0, .reliability = 0.86};
  Long table = mixed(persons);
  const auto columns = reliable_trend_columns(table.shown(), Direction::lower_is_better, criterion);
  ASSERT_TRUE(columns);
  const Table& found = columns->persons;
  for (std::size_t who = 0; who < persons.size(); ++who) {
    const auto alone = reliable_trend(persons[who].series(), criterion);
    EXPECT_EQ(cell(found, "status", who), alone ? "ok" : name(alone.error().code));
    EXPECT_EQ(cell(found, "detail", who), alone ? "-" : alone.error().detail);
    EXPECT_EQ(cell(found, "slope", who), alone ? text(alone->slope) : "-");
    EXPECT_EQ(cell(found, "standard_error", who), alone ? text(alone->standard_error) : "-");
    EXPECT_EQ(cell(found, "z", who), alone ? text(alone->z) : "-");
    EXPECT_EQ(cell(found, "change", who), alone ? text(alone->change) : "-");
    EXPECT_EQ(cell(found, "class", who), alone ? name(alone->change_class) : "-");
    EXPECT_EQ(cell(found, "scores", who), alone ? text(alone->scores) : "-");
    EXPECT_EQ(cell(found, "missed", who), alone ? text(alone->missed) : "-");
  }
}

TEST(ResponseColumns, DoNotDependOnTheOrderOfPersons) {
  std::mt19937_64 random(5603);
  const std::vector<Sessions> persons = cohort(random, 60);
  std::vector<std::size_t> order(persons.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  std::vector<Sessions> shuffled;
  for (const std::size_t who : order) shuffled.push_back(persons[who]);
  Long one = mixed(persons), two = mixed(shuffled);
  const auto a = response_columns(one.shown(), Direction::lower_is_better, everything());
  const auto b = response_columns(two.shown(), Direction::lower_is_better, everything());
  for (const TableColumn& column : a->persons.columns)
    for (std::size_t row = 0; row < order.size(); ++row)
      ASSERT_EQ(cell(b->persons, column.name(), row), cell(a->persons, column.name(), order[row])) << column.name();
}

TEST(ResponseColumns, LetOnePersonsTroubleSpoilNobodyElse) {
  Long table;
  table.add(1, 0, 18);
  table.add(1, 2, 9);
  table.add(1, 1, 8);  // out of order
  table.add(2, 0, 18);
  table.add(2, 1, 9);
  table.add(3, 0, 18);
  table.add(3, 1, no_score);
  table.add(4, 0, 18);
  table.add(4, no_score, 9);
  const auto of = response_columns(table.shown(), Direction::lower_is_better);
  ASSERT_TRUE(of);
  const std::string expected[] = {"session_order", "ok", "not_enough_sessions", "bad_argument"};
  for (std::size_t who = 0; who < 4; ++who) EXPECT_EQ(cell(of->persons, "status", who), expected[who]);
  EXPECT_EQ(cell(of->persons, "detail", 0), "session at index 2: time 1 does not follow 2");
  EXPECT_EQ(cell(of->persons, "response", 1), "1");
  EXPECT_EQ(cell(of->persons, "response", 0), "-");
  EXPECT_EQ(of->events.rows(), 1u);
}

TEST(ResponseColumns, CountDatesInDays) {
  Long table;
  table.add(7, 0, 20);
  table.add(7, 0, 17);
  table.add(7, 0, 15);
  const std::vector<std::int32_t> dates = {20000, 20007, 20014};
  TimedColumns shown = table.shown();
  ColumnPiece piece;
  piece.type = ColumnType::day;
  piece.values = dates.data();
  piece.size = dates.size();
  const Column date{"date", {piece}, dates.size()};
  shown.time = &date;
  SessionCriteria criteria;
  criteria.early_response = early_improvement(7.0);
  const auto of = response_columns(shown, Direction::lower_is_better, criteria);
  ASSERT_TRUE(of) << of.error().detail;
  EXPECT_EQ(cell(of->persons, "early_response", 0), "1");
  EXPECT_EQ(cell(of->persons, "response_follow_up", 0), "14");

  const support::OwnedColumn written("date", std::vector<std::string>{"2024-10-04", "2024-10-11", "2024-10-18"});
  shown.time = &*written;
  const auto as_written = response_columns(shown, Direction::lower_is_better, criteria);
  ASSERT_TRUE(as_written) << as_written.error().detail;
  EXPECT_EQ(cell(as_written->persons, "response_follow_up", 0), "14");
}

TEST(ResponseColumns, RefuseColumnsAndCriteriaThatCannotBeRead) {
  Long table;
  table.add(1, 0, 18);
  table.add(1, 1, 9);
  SessionCriteria criteria;
  criteria.response->improvement.percent = -1.0;
  EXPECT_EQ(response_columns(table.shown(), Direction::lower_is_better, criteria).error().detail,
            "improvement of -1 percent, it must be above 0");
  EXPECT_EQ(reliable_trend_columns(table.shown(), Direction::lower_is_better, {}).error().detail,
            "standard deviation 0, it must be above 0");
  TimedColumns shown = table.shown();
  table.columns[2].size = table.columns[2].pieces[0].size = 1;
  EXPECT_EQ(response_columns(shown, Direction::lower_is_better).error().detail,
            "column score has 1 rows, person has 2");
  table.score.push_back(3);
  table.time.push_back(3);
  table.person.push_back(no_score);
  EXPECT_EQ(response_columns(table.shown(), Direction::lower_is_better).error().code, Errc::bad_argument);
}

}  // namespace oncourse::response_columns_test

// follow_columns_test.cpp: courses followed row by row are judged as whole ones are.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/follow_columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include "oncourse/instrument/catalogue.hpp"
#include "support/columns.hpp"
#include "support/response_model.hpp"

namespace oncourse::follow_columns_test {

using support::number_in;
using support::OwnedColumn;
using support::text_in;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A long table, of which any rows may be taken.
struct Rows {
  std::vector<double> person, session, day, score, medication;
  std::vector<std::string> group;
  bool dated = false, by_day = false, counted = false, grouped = false, medicated = false;

  [[nodiscard]] std::size_t size() const { return person.size(); }
  [[nodiscard]] Rows only(const std::vector<std::size_t>& rows) const {
    Rows out;
    out.dated = dated;
    out.by_day = by_day;
    out.counted = counted;
    out.grouped = grouped;
    out.medicated = medicated;
    for (const std::size_t row : rows) {
      out.person.push_back(person[row]);
      out.session.push_back(session[row]);
      out.day.push_back(day[row]);
      out.score.push_back(score[row]);
      out.medication.push_back(medication[row]);
      out.group.push_back(group[row]);
    }
    return out;
  }
};

/// The rows as columns.
class Shown {
 public:
  explicit Shown(const Rows& rows)
      : person_("person", rows.person),
        session_("session", rows.session),
        day_(day_column(rows)),
        score_("score", rows.score),
        medication_("medication", rows.medication),
        group_("clinic", rows.group) {
    columns.person = &person_;
    if (!rows.counted) columns.session = &session_;
    if (rows.dated) columns.date = &day_;
    if (rows.by_day) columns.day = &day_;
    columns.score = &score_;
    if (rows.medicated) columns.covariates = {&medication_};
    if (rows.grouped) columns.group = &group_;
  }
  TrackColumns columns;

 private:
  static OwnedColumn day_column(const Rows& rows) {
    if (!rows.dated) return {"day", rows.day};
    TableColumn out("date", "tdD", 4);
    for (const double day : rows.day)
      if (std::isnan(day)) {
        out.append_null();
      } else {
        const auto since_1970 = static_cast<std::int32_t>(day);
        out.append_bytes(&since_1970);
      }
    return OwnedColumn(std::move(out));
  }
  OwnedColumn person_, session_, day_, score_, medication_, group_;
};

struct Cohort {
  ResponseModel model;
  FollowOptions options;
  Rows rows;
};

/// Courses with all that can be wrong with them, a model with a calibration or without, and a question.
Cohort random_cohort(std::mt19937_64& random) {
  const auto chance = [&](double p) { return std::bernoulli_distribution(p)(random); };
  const auto one_of = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  Cohort out;
  out.model = support::response_model();
  growth::GrowthModel& g = out.model.growth;
  out.rows.medicated = chance(0.5);
  if (out.rows.medicated) {
    g.design.covariates = {{"medication", chance(0.5)}};
    g.beta = Eigen::VectorXd(g.design.fixed_effects());
    g.beta.setConstant(-0.4);
    g.beta.head(2) << 15.0, -3.1;
  }
  g.beta_covariance = 0.01 * Eigen::MatrixXd::Identity(g.beta.size(), g.beta.size());
  const auto residuals = one_of(3);
  if (residuals > 0) {
    g.design.residuals = residuals == 1 ? growth::ResidualCorrelation::autoregressive
                                        : growth::ResidualCorrelation::autoregressive_with_noise;
    g.residual = {3.0, residuals == 1 ? 0.0 : 0.4};
  }
  if (chance(0.3)) {
    g.design.transformation = {growth::Scale::square_root, 0.0, 27.0};
    g.beta.head(2) << 4.0, -0.4;
    g.sigma2 = 0.3;
  }
  if (chance(0.3)) out.model.time_unit = TimeUnit::week;
  out.rows.grouped = chance(0.4);
  const bool dated = chance(0.5);
  (dated ? out.rows.dated : out.rows.by_day) = dated || chance(0.5);
  out.rows.counted = (out.rows.dated || out.rows.by_day) && chance(0.3);
  const bool calibrated = out.rows.grouped || chance(0.5);
  const Target targets[] = {{Target::Kind::reliable_improvement},
                            {Target::Kind::percent, 50.0},
                            {Target::Kind::score, 9.0},
                            {Target::Kind::no_deterioration}};
  out.options.target = targets[static_cast<std::size_t>(one_of(4))];
  if (chance(0.2)) out.options.target.reset();
  std::vector<MonitoringRule> rules;
  for (const auto kind : monitoring_rules) rules.push_back({kind, 0.8, 3, 30.0});
  std::shuffle(rules.begin(), rules.end(), random);
  const auto stages = [&](double limit) {
    return std::vector<AlarmStage>{{5.0, limit, 1}, {15.0, 1.2 * limit + 0.05, 2}};
  };
  if (calibrated)
    for (const char* const label : {"", "north", "south"})
      for (const double from : {-std::numeric_limits<double>::infinity(), 16.0}) {
        Calibration one;
        one.rule = rules[2];
        one.target = out.options.target.value_or(Target{});
        one.group = {label, {from, from < 0.0 ? 16.0 : std::numeric_limits<double>::infinity()}};
        one.stages = stages(one.rule.kind == MonitoringRule::Kind::posterior_probability ? -0.3 : 0.8);
        one.horizon = planned_time(out.model.time_unit, {}, 16);
        one.cadence = planned_time(out.model.time_unit, {}, 1);
        one.monitoring = default_monitoring(out.model.time_unit, {});
        one.n_reached = 100;
        one.n_persons = 150;
        out.model.calibrations.push_back(one);
      }
  out.options.rules.assign(rules.begin(), rules.begin() + one_of(4));
  out.options.combination = rule_combinations[static_cast<std::size_t>(one_of(2))];
  if (calibrated && !out.rows.grouped && chance(0.3)) out.options.group = "south";
  if (chance(0.2)) out.options.plan = {8, 12, 10, 2, 2};

  Rows& rows = out.rows;
  std::normal_distribution<double> normal;
  const int persons = 30 + one_of(30);
  for (int i = 0; i < persons; ++i) {
    const bool troubled = chance(0.4);
    const char* const groups[] = {"north", "south", troubled ? "" : "north", troubled ? "west" : "south"};
    const std::string group = groups[one_of(4)];
    const double level = 8.0 + 18.0 * std::uniform_real_distribution<double>()(random), slope = normal(random) - 1.0;
    double session = 0.0, day = dated ? 20'000.0 : 0.0;
    const int sessions = one_of(20);
    for (int k = 0; k <= sessions; ++k) {
      rows.person.push_back(1000.0 + 7.0 * i);
      double total = std::round(level + slope * k + 2.5 * normal(random));
      total = std::clamp(total, 0.0, 27.0);
      if (chance(0.05)) total += total < 27.0 ? 0.5 : 0.0;
      if (chance(0.1)) total = none;
      if (troubled && chance(0.05)) total = 28.0;
      rows.score.push_back(total);
      double stated = session, on = day;
      if (troubled && chance(0.03)) stated = session - 2.0;
      if (troubled && chance(0.02)) stated = none;
      if (troubled && chance(0.02)) stated += 0.5;
      if (troubled && chance(0.02)) on = none;
      if (troubled && chance(0.02)) on -= 30.0;
      rows.session.push_back(stated);
      rows.day.push_back(on);
      rows.medication.push_back(troubled && chance(0.02) ? none : chance(0.3) ? 1.0 : 0.0);
      rows.group.push_back(group);
      session += chance(0.1) ? 2.0 : 1.0;
      day += 5.0 + one_of(7);
    }
  }
  return out;
}

TrackOptions as_track_options(const FollowOptions& options) {
  TrackOptions out;
  out.plan = options.plan;
  out.assess.target = options.target;
  out.assess.alpha = options.alpha;
  out.assess.rules = options.rules;
  out.assess.combination = options.combination;
  out.assess.group = options.group;
  return out;
}

Followed followed(const Cohort& cohort, const Rows& rows, const std::vector<Column>& kept = {}) {
  const Shown shown(rows);
  auto out = follow_columns(shown.columns, phq9, cohort.model, cohort.options, kept);
  EXPECT_TRUE(out) << out.error().detail;
  return out ? *std::move(out) : Followed{};
}

bool same(double a, double b) { return std::isnan(a) ? std::isnan(b) : a == b; }

void expect_same(const Table& a, const Table& b) {
  ASSERT_EQ(a.columns.size(), b.columns.size());
  ASSERT_EQ(a.rows(), b.rows());
  for (const TableColumn& column : a.columns) {
    ASSERT_NE(b.find(column.name()), nullptr) << column.name();
    for (std::size_t row = 0; row < column.size(); ++row) {
      if (column.is_text()) {
        ASSERT_EQ(text_in(a, column.name(), row), text_in(b, column.name(), row)) << column.name() << " " << row;
      } else {
        ASSERT_TRUE(same(number_in(a, column.name(), row), number_in(b, column.name(), row)))
            << column.name() << " " << row;
      }
    }
  }
}

/// Which rows are whose.
std::map<double, std::vector<std::size_t>> rows_of(const Rows& rows) {
  std::map<double, std::vector<std::size_t>> out;
  for (std::size_t row = 0; row < rows.size(); ++row) out[rows.person[row]].push_back(row);
  return out;
}

TEST(FollowColumns, SayOfEveryRowWhatTrackingSaysOfTheRowsUpToIt) {
  std::mt19937_64 random(1);
  std::map<std::string, int> statuses, verdicts, rules;
  int alarms = 0;
  for (int repetition = 0; repetition < 40; ++repetition) {
    Cohort cohort = random_cohort(random);
    const Followed found = followed(cohort, cohort.rows);
    ASSERT_EQ(found.verdicts.rows(), cohort.rows.size());
    for (const auto& [person, rows] : rows_of(cohort.rows)) {
      bool refused = false;
      for (std::size_t k = 0; k < rows.size(); ++k) {
        const std::size_t row = rows[k];
        const std::string status = text_in(found.verdicts, "status", row);
        ++statuses[status];
        if (refused) {
          EXPECT_EQ(text_in(found.verdicts, "verdict", row), "null");
          continue;
        }
        const Shown shown(cohort.rows.only({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(k) + 1}));
        const auto alone = track_columns(shown.columns, phq9, cohort.model, as_track_options(cohort.options));
        ASSERT_TRUE(alone) << alone.error().detail;
        const Table& sessions = alone->sessions;
        const std::string course = text_in(alone->persons, "status", 0);
        refused = course != "ok" && course != "not_enough_sessions";
        EXPECT_EQ(status, refused ? course : text_in(sessions, "status", k));
        EXPECT_EQ(text_in(found.verdicts, "verdict", row), text_in(sessions, "verdict", k));
        EXPECT_TRUE(same(number_in(found.verdicts, "probability", row), number_in(sessions, "probability", k)));
        EXPECT_TRUE(same(number_in(found.verdicts, "alarm", row), number_in(sessions, "alarm", k)));
        if (cohort.rows.counted && !refused) {
          EXPECT_EQ(number_in(found.verdicts, "session", row), static_cast<double>(k));
        }
        ++verdicts[text_in(found.verdicts, "verdict", row)];
        ++rules[text_in(found.verdicts, "rule", row)];
        alarms += number_in(found.verdicts, "alarm", row) == 1.0 ? 1 : 0;
        if (refused || std::isnan(number_in(sessions, "score", k))) continue;
        EXPECT_TRUE(same(number_in(found.verdicts, "value", row), number_in(alone->persons, "value", 0)));
        EXPECT_TRUE(same(number_in(found.verdicts, "threshold", row), number_in(alone->persons, "threshold", 0)));
      }
    }
  }
  // All of it was met.
  for (const char* const status : {"ok", "bad_argument", "response_range", "session_order", "not_enough_sessions"})
    EXPECT_GT(statuses[status], 20) << status;
  for (const char* const verdict : {"on_track", "off_track", "reached_target", "undetermined", "null"})
    EXPECT_GT(verdicts[verdict], 100) << verdict;
  for (const auto rule : monitoring_rules) EXPECT_GT(rules[std::string(name(rule))], 50) << name(rule);
  EXPECT_GT(alarms, 100);
}

TEST(FollowColumns, AnswerTheSameDayByDayAsAtOnce) {
  std::mt19937_64 random(2);
  for (int repetition = 0; repetition < 40; ++repetition) {
    Cohort cohort = random_cohort(random);
    cohort.options.threads = 1 + repetition % 3;
    const Followed at_once = followed(cohort, cohort.rows);
    // Every row comes on a day of its own choice, a person's rows in order.
    std::vector<std::vector<std::size_t>> days(1 + static_cast<std::size_t>(repetition % 7));
    for (const auto& [person, rows] : rows_of(cohort.rows)) {
      std::vector<std::size_t> when;
      for (std::size_t k = 0; k < rows.size(); ++k) when.push_back(random() % days.size());
      std::sort(when.begin(), when.end());
      for (std::size_t k = 0; k < rows.size(); ++k) days[when[k]].push_back(rows[k]);
    }
    Table kept;
    std::size_t refusals = 0;
    for (const auto& day : days) {
      const Followed today = followed(cohort, cohort.rows.only(day), kept.view());
      ASSERT_EQ(today.verdicts.rows(), day.size());
      for (std::size_t row = 0; row < day.size(); ++row) {
        for (const char* const column : {"verdict", "rule", "status"})
          ASSERT_EQ(text_in(today.verdicts, column, row), text_in(at_once.verdicts, column, day[row])) << column;
        for (const char* const column : {"probability", "alarm", "value", "threshold"})
          ASSERT_TRUE(same(number_in(today.verdicts, column, row), number_in(at_once.verdicts, column, day[row])))
              << column;
      }
      refusals += today.refusals.rows();
      kept = today.kept;
      std::reverse(kept.columns.begin(), kept.columns.end());  // whose order does not matter
    }
    EXPECT_EQ(refusals, at_once.refusals.rows());
    ASSERT_EQ(kept.rows(), at_once.kept.rows());
    std::map<double, std::size_t> row_of;
    for (std::size_t row = 0; row < kept.rows(); ++row) row_of[number_in(kept, "person", row)] = row;
    for (std::size_t row = 0; row < kept.rows(); ++row)
      for (const TableColumn& column : kept.columns)
        ASSERT_TRUE(same(number_in(at_once.kept, column.name(), row),
                         number_in(kept, column.name(), row_of.at(number_in(at_once.kept, "person", row)))))
            << column.name();
  }
}

TEST(FollowColumns, SayOfPersonsWhatIsSaidAtTheirLatestScore) {
  std::mt19937_64 random(3);
  for (int repetition = 0; repetition < 40; ++repetition) {
    Cohort cohort = random_cohort(random);
    const Followed sessions = followed(cohort, cohort.rows);
    cohort.options.every_session = false;
    const Followed persons = followed(cohort, cohort.rows);
    expect_same(sessions.kept, persons.kept);
    expect_same(sessions.refusals, persons.refusals);
    const auto tracked =
        track_columns(Shown(cohort.rows).columns, phq9, cohort.model, as_track_options(cohort.options));
    ASSERT_TRUE(tracked);
    std::size_t person = 0;
    for (const auto& [who, rows] : rows_of(cohort.rows)) {
      EXPECT_EQ(persons.first_rows[person], rows.front());
      const std::string status = text_in(persons.verdicts, "status", person);
      if (text_in(tracked->persons, "status", person) == "ok" || status == "ok") {
        EXPECT_EQ(status, text_in(tracked->persons, "status", person));
        EXPECT_EQ(text_in(persons.verdicts, "verdict", person), text_in(tracked->persons, "verdict", person));
        for (const auto& [ours, theirs] : {std::pair{"session", "session"},
                                           {"alarm_session", "alarm_session"},
                                           {"value", "value"},
                                           {"threshold", "threshold"},
                                           {"probability", "window_probability"}}) {
          EXPECT_TRUE(same(number_in(persons.verdicts, ours, person), number_in(tracked->persons, theirs, person)))
              << ours;
        }
      } else {
        EXPECT_EQ(text_in(persons.verdicts, "verdict", person), "null");
      }
      for (std::size_t k = rows.size(); k-- > 0;) {
        if (text_in(sessions.verdicts, "verdict", rows[k]) == "null") continue;
        if (status == "ok") {
          EXPECT_EQ(text_in(persons.verdicts, "rule", person), text_in(sessions.verdicts, "rule", rows[k]));
        }
        break;
      }
      ++person;
    }
    EXPECT_EQ(person, persons.verdicts.rows());
  }
}

TEST(FollowColumns, AreTheSameForAnyOrderOfPersonsAndAnyNumberOfThreads) {
  std::mt19937_64 random(4);
  for (int repetition = 0; repetition < 10; ++repetition) {
    Cohort cohort = random_cohort(random);
    const Followed one = followed(cohort, cohort.rows);
    cohort.options.threads = 4;
    const Followed four = followed(cohort, cohort.rows);
    expect_same(one.verdicts, four.verdicts);
    expect_same(one.refusals, four.refusals);
    expect_same(one.kept, four.kept);
    // The rows of persons mixed, each person's in order.
    std::vector<std::size_t> order(cohort.rows.size());
    for (std::size_t row = 0; row < order.size(); ++row) order[row] = row;
    std::shuffle(order.begin(), order.end(), random);
    for (const auto& [person, rows] : rows_of(cohort.rows)) {
      std::vector<std::size_t> places;
      for (std::size_t at = 0; at < order.size(); ++at)
        if (cohort.rows.person[order[at]] == person) places.push_back(at);
      for (std::size_t k = 0; k < rows.size(); ++k) order[places[k]] = rows[k];
    }
    const Followed mixed = followed(cohort, cohort.rows.only(order));
    for (std::size_t at = 0; at < order.size(); ++at) {
      ASSERT_EQ(text_in(mixed.verdicts, "verdict", at), text_in(one.verdicts, "verdict", order[at]));
      ASSERT_TRUE(
          same(number_in(mixed.verdicts, "probability", at), number_in(one.verdicts, "probability", order[at])));
    }
  }
}

TEST(FollowColumns, FollowWhoeverComesTodayAndKeepsWhoDoesNot) {
  Cohort cohort{support::response_model(), {}, {}};
  const auto row = [&](double person, double session, double score) {
    cohort.rows.person.push_back(person);
    cohort.rows.session.push_back(session);
    cohort.rows.score.push_back(score);
    cohort.rows.day.push_back(0.0);
    cohort.rows.medication.push_back(0.0);
    cohort.rows.group.emplace_back();
  };
  row(9, 0, 20);
  row(3, 0, 18);
  const Followed yesterday = followed(cohort, cohort.rows);
  cohort.rows = {};
  row(3, 1, 17);
  row(5, 0, 12);
  const Followed today = followed(cohort, cohort.rows, yesterday.kept.view());
  EXPECT_EQ(support::numbers(today.kept, "person"), (std::vector<double>{9, 3, 5}));
  EXPECT_EQ(support::numbers(today.kept, "scores"), (std::vector<double>{1, 2, 1}));
  EXPECT_EQ(support::numbers(today.kept, "latest_score"), (std::vector<double>{20, 17, 12}));
  cohort.rows = {};
  row(9, 1, none);  // came, but was not measured
  cohort.options.every_session = false;
  const Followed later = followed(cohort, cohort.rows, today.kept.view());
  EXPECT_EQ(support::texts(later.verdicts, "verdict"), std::vector<std::string>{"undetermined"});
  EXPECT_TRUE(std::isnan(number_in(later.verdicts, "session", 0)));
  EXPECT_EQ(support::texts(later.verdicts, "status"), std::vector<std::string>{"ok"});
}

/// Rows of one person a session apart, or at the sessions that are given.
Rows rows_of_one(const std::vector<double>& scores, const std::vector<double>& sessions = {}) {
  Rows out;
  for (std::size_t k = 0; k < scores.size(); ++k) {
    out.person.push_back(7.0);
    out.session.push_back(sessions.empty() ? static_cast<double>(k) : sessions[k]);
    out.day.push_back(7.0 * out.session.back());
    out.score.push_back(scores[k]);
    out.medication.push_back(0.0);
    out.group.emplace_back("north");
  }
  return out;
}

TEST(FollowColumns, RefuseARowOnceAndWhatEndsACourseComesFirst) {
  const Cohort cohort{support::response_model(), {}, {}};
  const Followed found = followed(cohort, rows_of_one({15, 12, 99, 98}, {0, 1, 1, 2}));
  EXPECT_EQ(support::texts(found.verdicts, "status"),
            (std::vector<std::string>{"ok", "ok", "session_order", "session_order"}));
  EXPECT_EQ(support::numbers(found.refusals, "row"), std::vector<double>{2});
  EXPECT_EQ(support::texts(found.refusals, "detail"), std::vector<std::string>{"session 1 is there twice"});
  const Followed later = followed(cohort, rows_of_one({99}, {3}), found.kept.view());
  EXPECT_EQ(support::texts(later.verdicts, "status"), std::vector<std::string>{"session_order"});
  EXPECT_EQ(later.refusals.rows(), 0u);

  std::mt19937_64 random(6);
  int refused = 0;
  for (int repetition = 0; repetition < 40; ++repetition) {
    Cohort any = random_cohort(random);
    for (double& score : any.rows.score)
      if (random() % 8 == 0) score = 40.0;
    const std::vector<double> rows = support::numbers(followed(any, any.rows).refusals, "row");
    EXPECT_EQ(std::adjacent_find(rows.begin(), rows.end(), std::greater_equal<>()), rows.end());
    refused += static_cast<int>(rows.size());
  }
  EXPECT_GT(refused, 1000);
}

TEST(FollowColumns, EndACourseWhoseNumbersStopBeingFiniteAndSpoilNobodyElse) {
  Cohort cohort{support::response_model(), {}, {}};
  cohort.model.growth.design.covariates = {{"medication", false}};
  cohort.model.growth.beta = Eigen::Vector3d(15.0, -3.1, -0.4);
  cohort.model.growth.beta_covariance = Eigen::Matrix3d::Zero();
  for (const double intake : {15.0, 2.0}) {  // from 2 points nobody improves reliably, and no forecast is asked for
    cohort.rows = rows_of_one({intake, 3, 4, 5, 6});
    cohort.rows.medicated = true;
    cohort.rows.medication = {1e307, 1e308, 1e308, 1e308, 0.0};
    for (std::size_t k = 0; k < 5; ++k) {  // and somebody whom nothing is wrong with
      const Rows well = rows_of_one({15, 14, 13, 12, 11});
      cohort.rows.person.push_back(8.0);
      cohort.rows.session.push_back(well.session[k]);
      cohort.rows.day.push_back(well.day[k]);
      cohort.rows.score.push_back(well.score[k]);
      cohort.rows.medication.push_back(0.0);
      cohort.rows.group.emplace_back();
    }
    const Followed at_once = followed(cohort, cohort.rows);
    ASSERT_EQ(at_once.refusals.rows(), 1u);
    EXPECT_NE(text_in(at_once.refusals, "detail", 0).find("the forecast is not a finite number"), std::string::npos);
    Table kept;
    for (std::size_t day = 0; day < 5; ++day) {
      const Followed today = followed(cohort, cohort.rows.only({day, 5 + day}), kept.view());
      ASSERT_EQ(today.verdicts.rows(), 2u);
      for (std::size_t person = 0; person < 2; ++person)
        for (const char* const column : {"verdict", "rule", "status"})
          EXPECT_EQ(text_in(today.verdicts, column, person), text_in(at_once.verdicts, column, day + 5 * person));
      kept = today.kept;
    }
    EXPECT_EQ(support::texts(at_once.verdicts, "status")[4], "bad_argument");
    EXPECT_EQ(support::texts(at_once.verdicts, "status")[9], "ok");
    expect_same(kept, at_once.kept);
  }
}

/// With another number in one cell; NaN: none.
Table with_cell(const Table& table, std::string_view column, std::size_t row, double value) {
  Table out = table;
  for (TableColumn& one : out.columns) {
    if (one.name() != column) continue;
    TableColumn changed = TableColumn::numbers(std::string(column));
    for (std::size_t k = 0; k < table.rows(); ++k) {
      const double number = k == row ? value : number_in(table, column, k);
      changed.append(std::isnan(number) ? std::nullopt : std::optional(number));
    }
    one = changed;
  }
  return out;
}

TEST(FollowColumns, RefuseWhatIsKeptWhereItContradictsItself) {
  Cohort cohort{support::response_model(), {}, {}};
  cohort.model.growth.design.residuals = growth::ResidualCorrelation::autoregressive_with_noise;
  cohort.model.growth.residual = {3.0, 0.4};
  const std::size_t n = growth::Person::numbers(cohort.model.growth.design);
  cohort.rows = rows_of_one({15, none, 14, 12}, {0, 1, 2, 4});
  const Table kept = followed(cohort, cohort.rows).kept;
  cohort.rows = rows_of_one({13}, {5});
  const auto refused = [&](const Table& changed) {
    const Shown today(cohort.rows);
    const auto out = follow_columns(today.columns, phq9, cohort.model, cohort.options, changed.view());
    return out ? "nothing" : out.error().detail;
  };
  const auto with = [&](const std::string& column, double value) { return refused(with_cell(kept, column, 0, value)); };
  const std::string row = "what is kept, row 1: ";
  EXPECT_EQ(refused(kept), "nothing");
  EXPECT_EQ(with("refused", 2), row + "a course has either sessions or a refusal");
  EXPECT_EQ(with("sessions", 0), row + "more scores than sessions");
  EXPECT_EQ(with("sessions", 6), row + "more sessions than numbers of sessions");
  EXPECT_EQ(with("session", -1), row + "session -1: intake is session 0, the least");
  EXPECT_EQ(with("session", 1001), row + "a session after session 1000, the greatest");
  EXPECT_EQ(with("day", 400'000), row + "session 4: the greatest day is 366000");
  EXPECT_EQ(with("session", 3), row + "times of scores that do not ascend to the latest session's");
  EXPECT_EQ(with("latest_time", 2), row + "times of scores that do not ascend to the latest session's");
  EXPECT_EQ(with("latest_time", 5), row + "times of scores that do not ascend to the latest session's");
  EXPECT_EQ(with("time_before", 0), row + "times of scores that do not ascend to the latest session's");
  EXPECT_EQ(with("intake_time", -1), row + "times of scores that do not ascend to the latest session's");
  EXPECT_EQ(with("scores", 2), row + "times of scores that do not ascend to the latest session's");
  EXPECT_EQ(with("scores", 1), row + "times of scores that do not ascend to the latest session's");
  EXPECT_EQ(with("scores", 0), row + "scores of a course without any");
  EXPECT_EQ(with("intake_day", 20'000), row + "a day of intake, though the rows have none, or the reverse");
  EXPECT_EQ(with("group", 0), row + "no such group");
  EXPECT_EQ(with("alarm_session", 0), row + "an alarm at no session that could have raised it");
  EXPECT_EQ(with("alarm_session", 5), row + "an alarm at no session that could have raised it");
  for (const char* const score : {"intake_score", "score_before", "latest_score"})
    EXPECT_EQ(with(score, 28), row + score + ": the total is 28, scale is 0..27");
  EXPECT_EQ(with("first_signal_1", 0.5), row + "a first signal that is no probability");
  EXPECT_EQ(with("sum_1", -1), row + "sums that no scores have");
  EXPECT_EQ(with("sum_" + text(n - 1), -1), row + "sums that no scores have");
  EXPECT_EQ(with("sum_" + text(n - 1), 1.5), row + "sums that no scores have");
  EXPECT_EQ(with("sum_" + text(n), 3), row + "sums that no scores have");
  EXPECT_EQ(with("sum_" + text(n), 1e9), row + "sums that no scores have");
  // Of one score before and latest are the same; before it there is none.
  cohort.rows = rows_of_one({15});
  const Table one = followed(cohort, cohort.rows).kept;
  cohort.rows = rows_of_one({13}, {5});
  EXPECT_EQ(refused(one), "nothing");
  EXPECT_EQ(refused(with_cell(one, "latest_score", 0, 14)), row + "an only score that is not that of intake");
  EXPECT_EQ(refused(with_cell(one, "time_before", 0, 0)),
            row + "times of scores that do not ascend to the latest session's");
}

TEST(FollowColumns, RefuseOrFollowWhateverCellsAreKept) {
  std::mt19937_64 random(8);
  const double odd[] = {none,   0.0,    -0.0, 1.0,  -1.0,  0.5,    2.0,    3.0,    27.0,     28.0,      255.0,
                        1000.0, 1001.0, 1e9,  -1e9, 1e300, -1e300, 1e-300, 5e-324, HUGE_VAL, -HUGE_VAL, 1.7e308};
  int followed_on = 0, refused = 0;
  for (int repetition = 0; repetition < 60; ++repetition) {
    Cohort cohort = random_cohort(random);
    std::vector<std::size_t> before, today;
    for (const auto& [person, rows] : rows_of(cohort.rows))
      for (std::size_t k = 0; k < rows.size(); ++k) (k < rows.size() / 2 ? before : today).push_back(rows[k]);
    std::sort(before.begin(), before.end());
    std::sort(today.begin(), today.end());
    const Table kept = followed(cohort, cohort.rows.only(before)).kept;
    const Rows later = cohort.rows.only(today);
    const Shown shown(later);
    for (int change = 0; change < 60; ++change) {
      Table changed = kept;
      for (std::size_t cells = 1 + random() % 3; cells > 0; --cells) {
        const std::string column = kept.columns[4 + random() % (kept.columns.size() - 4)].name();
        const std::size_t row = random() % kept.rows(), from = random() % kept.rows();
        const auto kind = random() % 4;
        const double small = std::normal_distribution<double>()(random);
        changed = with_cell(changed, column, row,
                            kind == 0   ? odd[random() % std::size(odd)]
                            : kind == 1 ? small
                            : kind == 2 ? std::round(10.0 * small)
                                        : number_in(kept, column, from));
      }
      cohort.options.every_session = change % 2 == 0;
      const auto found = follow_columns(shown.columns, phq9, cohort.model, cohort.options, changed.view());
      if (!found) {
        EXPECT_EQ(found.error().code, Errc::bad_argument);
        EXPECT_EQ(found.error().detail.substr(0, 18), "what is kept, row ");
        ++refused;
        continue;
      }
      ++followed_on;
      // What is kept of that can be read again.
      const Shown nothing(later.only({}));
      const auto again = follow_columns(nothing.columns, phq9, cohort.model, cohort.options, found->kept.view());
      ASSERT_TRUE(again) << again.error().detail;
      expect_same(again->kept, found->kept);
    }
  }
  EXPECT_GT(followed_on, 300);
  EXPECT_GT(refused, 1000);
}

TEST(FollowColumns, RefuseNumbersAndGroupsWithoutRepeatingThem) {
  Cohort cohort{support::response_model(), {}, {}};
  const auto details = [&] {
    const Followed found = followed(cohort, cohort.rows);
    const auto tracked = track_columns(Shown(cohort.rows).columns, phq9, cohort.model, {});
    EXPECT_TRUE(tracked);
    return std::vector<std::string>{text_in(found.refusals, "detail", 0), text_in(tracked->persons, "detail", 0)};
  };
  const std::string whole = ": a whole number of at most 1000000 is expected";
  for (const double other : {3141592.0, 3141.5, -3141592.0}) {
    cohort.rows = rows_of_one({15}, {other});
    EXPECT_EQ(details(), (std::vector<std::string>{"session" + whole, "row 1: session" + whole}));
    cohort.rows = rows_of_one({15});
    cohort.rows.by_day = true;
    cohort.rows.day[0] = other;
    EXPECT_EQ(details(), (std::vector<std::string>{"day" + whole, "row 1: day" + whole}));
  }
  cohort.rows = rows_of_one({15}, {314159});
  EXPECT_EQ(details(), std::vector<std::string>(2, "a session after session 1000, the greatest"));
  cohort.rows = rows_of_one({15});
  cohort.rows.grouped = true;
  cohort.rows.group[0] = "3141592";
  EXPECT_EQ(details(), std::vector<std::string>(2, "the person's group has no calibration; no group has"));
}

/// Two persons with two scores each, b's rows between a's where they lie mixed.
Followed two_persons(const ResponseModel& model, const Column& person, const std::vector<std::string>& dates,
                     const std::vector<Column>& kept = {}) {
  const OwnedColumn session("session", std::vector<double>(dates.size(), dates.size() == 4 ? 0.0 : 3.0)),
      date("date", dates), score("score", std::vector<double>(dates.size(), 15.0));
  const OwnedColumn sessions("session", std::vector<double>{0, 0, 1, 1});
  TrackColumns columns;
  columns.person = &person;
  columns.session = dates.size() == 4 ? &sessions : &session;
  columns.date = &date;
  columns.score = &score;
  auto out = follow_columns(columns, phq9, model, {}, kept);
  EXPECT_TRUE(out) << out.error().detail;
  return out ? *std::move(out) : Followed{};
}

TEST(FollowColumns, KnowPersonsAgainByTextAndByNumbersOfAnyKind) {
  const ResponseModel model = support::response_model();
  const std::vector<std::string> dates = {"2026-01-05", "2026-02-02", "2026-01-12", "2026-02-09"},
                                 later = {"2026-01-26"};
  const auto bits = [](std::uint64_t a, std::uint64_t b, bool first_alone) {
    TableColumn out("who", "L", 8);
    for (const std::uint64_t& one : {a, b, a, b})
      if (!first_alone || out.size() == 0) out.append_bytes(&one);
    return OwnedColumn(std::move(out));
  };
  constexpr std::uint64_t large = 0xfedc'ba98'7654'3210;
  const std::vector<std::pair<OwnedColumn, OwnedColumn>> kinds = {
      {{"who", std::vector<std::string>{"a", "b", "a", "b"}}, {"who", std::vector<std::string>{"a"}}},
      {{"who", std::vector<double>{7, 9, 7, 9}}, {"who", std::vector<double>{7}}},
      {bits(large, large + 1, false), bits(large, large + 1, true)}};
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    const auto& [all, one] = kinds[k];
    const Followed first = two_persons(model, all, dates);
    EXPECT_EQ(first.refusals.rows(), 0u);
    EXPECT_EQ(support::numbers(first.kept, "scores"), (std::vector<double>{2, 2}));
    EXPECT_EQ(support::numbers(first.kept, "day"), (std::vector<double>{7, 7}));
    const Followed then = two_persons(model, one, later, first.kept.view());
    EXPECT_EQ(support::numbers(then.kept, "scores"), (std::vector<double>{3, 2}));
    EXPECT_EQ(support::numbers(then.kept, "day"), (std::vector<double>{21, 7}));
    const OwnedColumn date("date", later), session("session", std::vector<double>{3}),
        score("score", std::vector<double>{9});
    TrackColumns columns;
    columns.person = &kinds[(k + 1) % kinds.size()].second;
    columns.session = &session;
    columns.date = &date;
    columns.score = &score;
    const auto other = follow_columns(columns, phq9, model, {}, first.kept.view());
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().detail, "column who names persons by another type than what is kept");
  }
}

TEST(FollowColumns, RefuseWhatWasKeptForSomethingElse) {
  std::mt19937_64 random(5);
  Cohort cohort = random_cohort(random);
  while (cohort.options.target == Target{Target::Kind::score, 5.0} || cohort.rows.dated) cohort = random_cohort(random);
  const Followed found = followed(cohort, cohort.rows);
  const Shown shown(cohort.rows);
  const auto refused = [&](const Cohort& asked, const Table& kept) {
    const auto out = follow_columns(shown.columns, phq9, asked.model, asked.options, kept.view());
    return out ? std::string("nothing") : std::string(name(out.error().code)) + ": " + out.error().detail;
  };
  Cohort other = cohort;
  other.model.growth.sigma2 *= 1.0 + 1e-12;
  EXPECT_EQ(refused(other, found.kept),
            "bad_argument: what is kept, row 1: kept for another model; follow these courses again from their first "
            "rows");
  const std::string question =
      "bad_argument: what is kept, row 1: kept for another plan, target, alpha, instrument, group, covariates or "
      "rules; follow these courses again from their first rows";
  other = cohort;
  other.options.target = Target{Target::Kind::score, 5.0};
  EXPECT_EQ(refused(other, found.kept), question);
  other = cohort;
  other.options.alpha = 0.05;
  EXPECT_EQ(refused(other, found.kept), question);
  other = cohort;
  other.options.plan.cadence_days += 1;
  EXPECT_EQ(refused(other, found.kept), question);
  other = cohort;
  other.options.combination =
      cohort.options.combination == RuleCombination::any ? RuleCombination::all : RuleCombination::any;
  EXPECT_EQ(refused(other, found.kept), question);

  other = cohort;
  other.model.growth.design.covariates = {{"medication", false}};
  other.model.growth.beta = Eigen::Vector3d(15.0, -3.1, -0.4);
  other.model.growth.beta_covariance = Eigen::Matrix3d::Zero();
  other.options = {};
  other.rows = rows_of_one({15, 12});
  for (const bool medicated : {false, true}) {  // a medication of which nothing is known counts as none
    other.rows.medicated = medicated;
    const Followed before = followed(other, other.rows);
    other.rows.medicated = !medicated;
    const Shown today(other.rows);
    const auto then = follow_columns(today.columns, phq9, other.model, other.options, before.kept.view());
    ASSERT_FALSE(then);
    EXPECT_EQ(std::string(name(then.error().code)) + ": " + then.error().detail, question);
  }

  for (std::size_t i = 0; i < found.kept.columns.size(); ++i) {
    Table kept = found.kept;
    const std::string name = kept.columns[i].name();
    kept.columns.erase(kept.columns.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(refused(cohort, kept), "bad_argument: what is kept has no column " + name);
  }
  const auto with = [&](const char* column, double value) {
    Table kept = found.kept;
    for (TableColumn& one : kept.columns) {
      if (one.name() != column) continue;
      TableColumn changed = TableColumn::numbers(column);
      for (std::size_t row = 0; row < kept.rows(); ++row)
        if (row != 1)
          changed.append(number_in(found.kept, column, row));
        else if (std::isnan(value))
          changed.append_null();
        else
          changed.append(value);
      one = changed;
    }
    return refused(cohort, kept);
  };
  EXPECT_EQ(with("version", 2), "wrong_version: what is kept, row 2: version 2, this library reads 1");
  EXPECT_EQ(with("person", number_in(found.kept, "person", 0)),
            "bad_argument: what is kept, row 2: the person of row 1 again");
  EXPECT_EQ(with("person", none), "bad_argument: what is kept, row 2: no person");
  EXPECT_EQ(with("sessions", none), "bad_argument: what is kept, row 2: sessions is missing");
  EXPECT_EQ(with("sessions", -1), "bad_argument: what is kept, row 2: sessions is -1");
  EXPECT_EQ(with("session", 1.5), "bad_argument: what is kept, row 2: session is 1.5");
  EXPECT_EQ(with("verdict_1", 4), "bad_argument: what is kept, row 2: verdict_1 is 4");
  EXPECT_EQ(with("scores", 1001), "bad_argument: what is kept, row 2: more scores than sessions");
  EXPECT_EQ(with("refused", 99), "bad_argument: what is kept, row 2: no such refusal");
  EXPECT_EQ(with("sum_1", none), "bad_argument: what is kept, row 2: a number is missing or not finite");
}

}  // namespace oncourse::follow_columns_test

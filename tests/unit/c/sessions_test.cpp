// sessions_test.cpp: change over sessions and sudden gains over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "long_rows.hpp"
#include "oncourse/cohort/response_columns.hpp"
#include "oncourse/cohort/session_window_columns.hpp"
#include "oncourse/cohort/sudden_gain_columns.hpp"
#include "oncourse/report/change_chart.hpp"
#include "tables.hpp"

namespace oncourse::c_sessions_test {

struct OverSessions {
  TableHandle persons, events;
};

OverSessions over_sessions(const oncourse_rows& rows, const oncourse_session_criteria* criteria) {
  oncourse_table *persons = nullptr, *events = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_change_over_sessions(&rows, criteria, &persons, &events, &error), ONCOURSE_OK) << error.detail;
  return {TableHandle(persons), TableHandle(events)};
}

std::string refusal_of(const oncourse_rows& rows, const oncourse_session_criteria& criteria) {
  oncourse_table *persons = nullptr, *events = nullptr;
  oncourse_error error;
  EXPECT_NE(oncourse_change_over_sessions(&rows, &criteria, &persons, &events, &error), ONCOURSE_OK);
  EXPECT_TRUE(!persons && !events);
  return std::string(oncourse_status_name(error.status)) + ": " + error.detail;
}

void expect_as_in_cpp(const OverSessions& found, const LongRows& cohort, Direction direction,
                      const SessionCriteria& criteria) {
  const auto persons = cohort.persons(), times = cohort.times(), scores = cohort.scores();
  const auto cpp = *response_columns({&*persons, &*times, &*scores}, direction, criteria);
  expect_same(found.persons, cpp.persons, &cpp.person_rows);
  expect_same(found.events, cpp.events, &cpp.event_rows);
}

TEST(CSessions, AreReadAsInCppByTheUsualCriteria) {
  std::mt19937_64 random(7401);
  const LongRows cohort = any_long_rows(random, 30);
  expect_as_in_cpp(over_sessions(cohort.rows(), nullptr), cohort, Direction::lower_is_better, {});
}

TEST(CSessions, AreReadAsInCppByEveryCriterionAtOnce) {
  std::mt19937_64 random(7402);
  const LongRows cohort = any_long_rows(random, 60);
  const oncourse_score_limit remission = {7, 1, 0}, relapse = {12, 0, 0}, functional = {9, 0, 0};
  oncourse_session_criteria asked = ONCOURSE_SESSION_CRITERIA_INIT;
  asked.response_percent = 40;
  asked.best_score = 2;
  asked.response_sustained_scores = 3;
  asked.response_sustained_time = 2;
  asked.early_within = 3;
  asked.early_percent = 15;
  asked.early_by_session = 2;
  asked.early_last_score_decides = 1;
  asked.remission = &remission;
  asked.remission_scores = 2;
  asked.remission_time = 1;
  asked.recovery_time = 3;
  asked.recovery_scores = 3;
  asked.relapse_kind = ONCOURSE_RELAPSE_BEYOND_LIMIT;
  asked.relapse = &relapse;
  asked.relapse_scores = 1;
  asked.relapse_time = 0;
  asked.reliable_improvement = 5;
  asked.reliable_deterioration = 4;
  asked.reliable_exclusive = 1;
  asked.reliable_sustained_scores = 3;
  asked.reliable_sustained_time = 2;
  asked.functional = &functional;
  asked.trend_sd = 5;
  asked.trend_reliability = 0.8;
  asked.trend_improvement = 1.5;
  asked.plateau_scores = 3;

  SessionCriteria cpp;
  Improvement response{40.0, 2.0, {}, true};
  cpp.response = ResponseCriterion{response, {3, 2.0}};
  cpp.early_response = EarlyResponseCriterion{{15.0, 2.0, {}, true}, 3.0, 2, true};
  cpp.remission = RemissionCriterion{
      {7.0, false}, {2, 1.0}, 3.0, 3, {RelapseCriterion::Kind::beyond_limit, {12.0, true}, response, {1, 0.0}}};
  cpp.reliable = ReliablePoints{5.0, 4.0, false, {3, 2.0}};
  cpp.functional = ScoreLimit{9.0, true};
  cpp.trend = ReliableTrendCriterion{5.0, 0.8, 1.5, 1.5};
  cpp.plateau_scores = 3;
  expect_as_in_cpp(over_sessions(cohort.rows(), &asked), cohort, Direction::lower_is_better, cpp);

  asked.relapse_kind = ONCOURSE_RELAPSE_LOSS_OF_RESPONSE;
  asked.relapse = nullptr;
  asked.without_response = 1;
  cpp.remission->relapse.kind = RelapseCriterion::Kind::loss_of_response;
  cpp.remission->relapse.limit = {};
  cpp.response.reset();
  expect_as_in_cpp(over_sessions(cohort.rows(), &asked), cohort, Direction::lower_is_better, cpp);
}

TEST(CSessions, HaveTheColumnsThatTheHeaderNames) {
  std::vector<std::string> named = {"row",
                                    "scores",
                                    "missed",
                                    "baseline",
                                    "last_score",
                                    "last_time",
                                    "early_response",
                                    "response",
                                    "response_follow_up",
                                    "remission",
                                    "remission_follow_up",
                                    "remission_episodes",
                                    "remission_state",
                                    "good_enough",
                                    "good_enough_follow_up",
                                    "good_enough_kept",
                                    "plateau_scores",
                                    "plateau_mean",
                                    "trend_slope",
                                    "trend_z",
                                    "trend_class",
                                    "status",
                                    "detail"};
  for (const char* event : {"response", "sustained_response", "loss_of_response", "remission", "recovery", "relapse",
                            "recurrence", "reliable_improvement", "sustained_improvement", "reliable_deterioration",
                            "sustained_deterioration", "good_enough", "plateau"})
    for (const char* what : {"_session", "_time"}) named.push_back(std::string(event) + what);
  const LongRows cohort = {{1, 1}, {0, 1}, {20, 8}};
  const OverSessions found = over_sessions(cohort.rows(), nullptr);
  std::vector<std::string> there;
  for (std::size_t i = 0; const char* column = oncourse_table_column(found.persons.get(), i); ++i)
    there.emplace_back(column);
  std::sort(named.begin(), named.end());
  std::sort(there.begin(), there.end());
  EXPECT_EQ(there, named);
}

TEST(CSessions, TellsApartThePersonWhoseScoresCannotBeRead) {
  const LongRows cohort = {{1, 2, 1, 2}, {0, 3, 1, 2}, {20, 15, 8, 9}};
  const OverSessions found = over_sessions(cohort.rows(), nullptr);
  EXPECT_STREQ(texts_of(found.persons, "status")[0], "ok");
  EXPECT_STREQ(texts_of(found.persons, "status")[1], "session_order");
  EXPECT_EQ(numbers_of(found.persons, "row"), (std::vector<double>{0, 1}));
  for (const double row : numbers_of(found.events, "row")) EXPECT_EQ(row, 2.0);
}

TEST(CSessions, RefusesCriteriaThatAreNoneOrContradict) {
  const LongRows cohort = {{1, 1}, {0, 1}, {20, 8}};
  const oncourse_score_limit limit = {7, 0, 0}, odd = {7, 2, 0};
  const auto refusal = [&](auto change) {
    oncourse_session_criteria asked = ONCOURSE_SESSION_CRITERIA_INIT;
    change(asked);
    return refusal_of(cohort.rows(), asked);
  };
  using Asked = oncourse_session_criteria;
  EXPECT_EQ(refusal([&](Asked& a) { a.remission = &odd; }),
            "bad_argument: remission.exclusive is 2, it must lie in 0..1");
  EXPECT_EQ(refusal([&](Asked& a) { a.remission = a.relapse = &limit; }),
            "bad_argument: relapse and ONCOURSE_RELAPSE_BEYOND_LIMIT belong together, one is missing");
  EXPECT_EQ(refusal([&](Asked& a) { a.plateau_scores = -1; }),
            "bad_argument: plateau_scores is -1, it must not be below 0");
  EXPECT_EQ(refusal([&](Asked& a) { a.direction = 5; }), "bad_argument: direction is 5, it must lie in 0..1");
  EXPECT_EQ(refusal([&](Asked& a) { a.response_percent = -50; }).substr(0, 13), "bad_argument:");
  EXPECT_EQ(refusal([&](Asked& a) { a.functional = &limit; }).substr(0, 13), "bad_argument:");
  oncourse_rows rows = cohort.rows();
  rows.time = nullptr;
  EXPECT_EQ(refusal_of(rows, ONCOURSE_SESSION_CRITERIA_INIT), "bad_argument: rows.time is NULL");
  rows = cohort.rows();
  rows.n_covariates = 1;
  EXPECT_EQ(refusal_of(rows, ONCOURSE_SESSION_CRITERIA_INIT),
            "bad_argument: rows.covariates is not asked for, it must be NULL");
}

TEST(CReliableTrend, IsThatOfCpp) {
  std::mt19937_64 random(7403);
  const LongRows cohort = any_long_rows(random, 30);
  const oncourse_rows rows = cohort.rows();
  const auto persons = cohort.persons(), times = cohort.times(), scores = cohort.scores();
  const auto cpp =
      *reliable_trend_columns({&*persons, &*times, &*scores}, Direction::higher_is_better, {6.0, 0.85, 1.645, 1.0});
  expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                return oncourse_reliable_trend(&rows, ONCOURSE_HIGHER_IS_BETTER, 6, 0.85, 1.645, 1, table, error);
              }),
              cpp.persons, &cpp.person_rows);
  EXPECT_EQ(oncourse::refusal_of([&](oncourse_table** table, oncourse_error* error) {
              return oncourse_reliable_trend(&rows, 0, 6, 1.0, 0, 0, table, error);
            }).substr(0, 13),
            "bad_argument:");
}

struct Gains {
  TableHandle gains, persons, intervals;
};

Gains gains(const oncourse_rows& rows, const oncourse_sudden_gain_criteria* criteria) {
  oncourse_table *found = nullptr, *persons = nullptr, *intervals = nullptr;
  oncourse_error error;
  EXPECT_EQ(oncourse_sudden_gains(&rows, criteria, &found, &persons, &intervals, &error), ONCOURSE_OK) << error.detail;
  return {TableHandle(found), TableHandle(persons), TableHandle(intervals)};
}

void expect_as_in_cpp(const Gains& found, const LongRows& cohort, const SuddenGainCriteria& criteria, WhichGain which) {
  const auto persons = cohort.persons(), times = cohort.times(), scores = cohort.scores();
  const auto cpp =
      *sudden_gain_columns({&*persons, &*times, &*scores}, Direction::lower_is_better, criteria, {which, true});
  EXPECT_GT(cpp.gains.rows(), 0u);
  expect_same(found.gains, cpp.gains, &cpp.gain_rows);
  expect_same(found.persons, cpp.persons, &cpp.person_rows);
  expect_same(found.intervals, cpp.intervals, &cpp.interval_rows);
}

TEST(CSuddenGains, AreThoseOfCppByThePublishedRuleAndByEverySetting) {
  std::mt19937_64 random(7404);
  const LongRows cohort = any_long_rows(random, 150);
  oncourse_sudden_gain_criteria asked = ONCOURSE_SUDDEN_GAIN_CRITERIA_INIT;
  asked.points = 4;
  SuddenGainCriteria cpp;
  cpp.points = 4.0;
  expect_as_in_cpp(gains(cohort.rows(), &asked), cohort, cpp, WhichGain::first);

  const std::int32_t from = 0, to = 10, start = 0, end = 11;
  asked.losses = 1;
  asked.share = 0.1;
  asked.share_of = ONCOURSE_SHARE_OF_DISTANCE_TO_END;
  asked.scale_end = 24;
  asked.means_sessions = 4;
  asked.means_least = 1;
  asked.means_critical = 0.5;
  asked.means_t_test = 1;
  asked.any = asked.first_interval = asked.last_interval = asked.reversal_inclusive = 1;
  asked.bridge = 1;
  asked.from_session = &from;
  asked.to_session = &to;
  asked.start_session = &start;
  asked.end_session = &end;
  asked.reversal_share = 0.4;
  asked.reversal_from = 3;
  asked.which = ONCOURSE_GAIN_LARGEST;
  cpp.kind = SuddenChange::loss;
  cpp.share = ShareCriterion{0.1, ShareOf::distance_to_end, 24.0};
  cpp.means = MeanCriterion{4, 1, 0.05, 0.5, true, false};
  cpp.combine = CombineCriteria::any;
  cpp.first_interval = cpp.last_interval = cpp.reversal_inclusive = true;
  cpp.bridge = 1;
  cpp.from_session = 0;
  cpp.to_session = 10;
  cpp.start_session = 0;
  cpp.end_session = 11;
  cpp.reversal_share = 0.4;
  cpp.reversal_from = 3;
  expect_as_in_cpp(gains(cohort.rows(), &asked), cohort, cpp, WhichGain::largest);

  asked = ONCOURSE_SUDDEN_GAIN_CRITERIA_INIT;
  asked.points = 4;
  asked.without_share = asked.without_means = 1;
  cpp = {};
  cpp.points = 4.0;
  cpp.share.reset();
  cpp.means.reset();
  expect_as_in_cpp(gains(cohort.rows(), &asked), cohort, cpp, WhichGain::first);
  oncourse_table *found = nullptr, *persons = nullptr;
  const oncourse_rows rows = cohort.rows();
  ASSERT_EQ(oncourse_sudden_gains(&rows, &asked, &found, &persons, nullptr, nullptr), ONCOURSE_OK);
  EXPECT_EQ(oncourse_table_rows(found), oncourse_table_rows(gains(rows, &asked).gains.get()));
  oncourse_table_free(found);
  oncourse_table_free(persons);
}

TEST(CSuddenGains, RefuseSettingsThatAreNone) {
  const LongRows cohort = {{1, 1}, {0, 1}, {20, 8}};
  const oncourse_rows rows = cohort.rows();
  const auto refusal = [&](auto change) {
    oncourse_sudden_gain_criteria asked = ONCOURSE_SUDDEN_GAIN_CRITERIA_INIT;
    change(asked);
    oncourse_table *found = nullptr, *persons = nullptr, *intervals = nullptr;
    oncourse_error error;
    EXPECT_NE(oncourse_sudden_gains(&rows, &asked, &found, &persons, &intervals, &error), ONCOURSE_OK);
    EXPECT_TRUE(!found && !persons && !intervals);
    return std::string(oncourse_status_name(error.status)) + ": " + error.detail;
  };
  using Asked = oncourse_sudden_gain_criteria;
  EXPECT_EQ(refusal([](Asked& a) { a.losses = 2; }), "bad_argument: losses is 2, it must lie in 0..1");
  EXPECT_EQ(refusal([](Asked& a) { a.which = 4; }), "bad_argument: which is 4, it must lie in 0..3");
  EXPECT_EQ(refusal([](Asked& a) { a.share_of = 3; }), "bad_argument: share_of is 3, it must lie in 0..2");
  EXPECT_EQ(refusal([](Asked& a) { a.without_share = a.without_means = 1; }).substr(0, 13), "bad_argument:");
  EXPECT_EQ(refusal([](Asked& a) { a.points = -4; }).substr(0, 13), "bad_argument:");
  EXPECT_EQ(oncourse_sudden_gains(&rows, nullptr, nullptr, nullptr, nullptr, nullptr), ONCOURSE_BAD_ARGUMENT);
}

TEST(CSuddenGains, FindsTheDropOfOnePersonAndDrawsIt) {
  const double scores[] = {30, 30, 29, 15, 14, 14, 13}, nobody[] = {1};
  oncourse_sudden_gain_criteria asked = ONCOURSE_SUDDEN_GAIN_CRITERIA_INIT;
  asked.points = 7;
  const oncourse_axis axis = {nullptr, 0, 63};
  oncourse_drawing* drawing = nullptr;
  oncourse_error error;
  ASSERT_EQ(oncourse_sudden_gains_draw(scores, 7, 1, &asked, &axis, &drawing, &error), ONCOURSE_OK) << error.detail;
  SuddenGainCriteria cpp;
  cpp.points = 7.0;
  const auto found = *sudden_gains(scores, Direction::lower_is_better, cpp);
  ASSERT_EQ(found.gains.size(), 1u);
  EXPECT_EQ(oncourse_drawing_svg(drawing), *sudden_gain_svg(scores, 1, found.gains, {"Score", 0, 63}));
  oncourse_drawing_free(drawing);
  drawing = nullptr;
  EXPECT_EQ(oncourse_sudden_gains_draw(nobody, 1, 1, &asked, &axis, &drawing, &error), ONCOURSE_NOT_ENOUGH_SESSIONS);
  const oncourse_axis bytes = {"\xff", 0, 63};
  EXPECT_EQ(oncourse_sudden_gains_draw(scores, 7, 1, &asked, &bytes, &drawing, &error), ONCOURSE_MALFORMED);
  EXPECT_EQ(drawing, nullptr);
  double points = 0;
  ASSERT_EQ(oncourse_points_beyond_error(7.5, 0.8, 0, &points, nullptr), ONCOURSE_OK);
  EXPECT_EQ(points, *points_beyond_error(7.5, 0.8));
  EXPECT_EQ(oncourse_points_beyond_error(0, 0.8, 0, &points, nullptr), ONCOURSE_BAD_ARGUMENT);
}

TEST(CSessionWindows, AreThoseOfCpp) {
  std::mt19937_64 random(7405);
  const LongRows cohort = any_long_rows(random, 20);
  const oncourse_rows rows = cohort.rows();
  std::vector<double> at;
  for (const std::int64_t person : cohort.person)
    at.push_back(person % 3 == 0 ? support::no_score : static_cast<double>(person % 5 + 2));
  const auto persons = cohort.persons(), times = cohort.times(), scores = cohort.scores();
  const auto cpp = *session_window_columns({&*persons, &*times, &*scores}, support::OwnedColumn("at", at), 1, 2);
  expect_same(made([&](oncourse_table** table, oncourse_error* error) {
                return oncourse_session_windows(&rows, at.data(), 1, 2, table, error);
              }),
              cpp.windows, &cpp.person_rows);
  EXPECT_EQ(oncourse::refusal_of([&](oncourse_table** table, oncourse_error* error) {
              return oncourse_session_windows(&rows, at.data(), -1, 2, table, error);
            }),
            "bad_argument: sessions of a window -1, 0 to 1000 are possible");
}

TEST(CCourseScores, AreRowsOfOnePerson) {
  const InstrumentHandle q = shipped("phq-9"), own = vendors_own();
  oncourse_course* made_course = nullptr;
  ASSERT_EQ(oncourse_course_new(nullptr, nullptr, &made_course, nullptr), ONCOURSE_OK);
  const CourseHandle course(made_course);
  for (const int session : {0, 1, 3}) {
    ASSERT_EQ(oncourse_course_add_session(course.get(), session, 7 * session, nullptr), ONCOURSE_OK);
    if (session != 1) {
      ASSERT_EQ(oncourse_course_add_total(course.get(), session, q.get(), 20 - 4 * session, nullptr), ONCOURSE_OK);
    }
  }
  const TableHandle table = made([&](oncourse_table** out, oncourse_error* error) {
    return oncourse_course_scores(course.get(), q.get(), out, error);
  });
  EXPECT_EQ(numbers_of(table, "session"), (std::vector<double>{0, 1, 3}));
  EXPECT_EQ(numbers_of(table, "day"), (std::vector<double>{0, 7, 21}));
  const auto totals = numbers_of(table, "total");
  EXPECT_EQ(totals[0], 20.0);
  EXPECT_TRUE(std::isnan(totals[1]));
  EXPECT_EQ(totals[2], 8.0);
  const LongRows rows = {{9, 9, 9}, numbers_of(table, "session"), totals};
  const OverSessions found = over_sessions(rows.rows(), nullptr);
  EXPECT_EQ(numbers_of(found.persons, "response_session"), std::vector<double>{2});
  for (const double total : numbers_of(made([&](oncourse_table**out, oncourse_error*error) {
                                         return oncourse_course_scores(course.get(), own.get(), out, error);
                                       }),
                                       "total"))
    EXPECT_TRUE(std::isnan(total));
  EXPECT_EQ(oncourse::refusal_of([&](oncourse_table** out, oncourse_error* error) {
              return oncourse_course_scores(nullptr, q.get(), out, error);
            }),
            "bad_argument: course is NULL");
}

}  // namespace oncourse::c_sessions_test

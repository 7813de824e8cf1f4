// track_columns_test.cpp: a course is judged the same in a table as alone.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/track_columns.hpp"

#include <gtest/gtest.h>

#include "oncourse/cohort/forecast_columns.hpp"
#include "oncourse/growth/forecast.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/assess.hpp"
#include "support/columns.hpp"
#include "support/response_model.hpp"

namespace oncourse::track_columns_test {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Long {
  std::vector<double> person, session, score;
  std::vector<Column> columns;

  void add(double who, double number, double total) {
    person.push_back(who);
    session.push_back(number);
    score.push_back(total);
  }
  TrackColumns shown() {
    columns.clear();
    for (const auto& [name, values] : {std::pair{"person", &person}, {"session", &session}, {"score", &score}}) {
      ColumnPiece piece;
      piece.type = ColumnType::float64;
      piece.values = values->data();
      piece.size = values->size();
      columns.push_back({name, {piece}, values->size()});
    }
    TrackColumns out;
    out.person = &columns[0];
    out.session = &columns[1];
    out.score = &columns[2];
    return out;
  }
};

TEST(TrackColumns, JudgeEveryCourseAsAssessDoesAlone) {
  const ResponseModel model = support::response_model();
  Long table;
  const std::vector<std::vector<double>> courses = {
      {18, 17, 18, none, 18, 17}, {20, 15, 12, 9, 7, 5}, {10, 9, none, none, 11, 12}};
  for (std::size_t k = 0; k < 6; ++k)  // the rows of different persons lie mixed
    for (std::size_t who = 0; who < courses.size(); ++who)
      table.add(static_cast<double>(who) + 100, static_cast<double>(k), courses[who][k]);
  const auto tracked = track_columns(table.shown(), phq9, model);
  ASSERT_TRUE(tracked) << tracked.error().detail;
  ASSERT_EQ(tracked->sessions.rows(), table.person.size());
  ASSERT_EQ(tracked->persons.rows(), courses.size());
  for (std::size_t who = 0; who < courses.size(); ++who) {
    CourseRecord record;
    for (std::size_t k = 0; k < 6; ++k) {
      Session session{static_cast<int>(k), 7L * static_cast<long>(k)};
      if (!std::isnan(courses[who][k])) {
        Score score;
        score.total = courses[who][k];
        session.administrations.push_back({&phq9, score, false});
      }
      record.sessions.push_back(session);
    }
    const auto alone = assess(*Course::make(record), phq9, &model);
    ASSERT_TRUE(alone);
    EXPECT_EQ(tracked->persons.find("verdict")->view().text(who), name(alone->latest()));
    EXPECT_EQ(tracked->persons.find("window_decision")->view().text(who), name(alone->window.decision));
    std::size_t at = 0;
    for (std::size_t k = 0; k < 6; ++k) {
      const std::size_t row = k * courses.size() + who;
      const ColumnPiece verdict = tracked->sessions.find("verdict")->view();
      EXPECT_EQ(tracked->sessions.find("status")->view().text(row), "ok");
      ASSERT_EQ(verdict.missing(row), std::isnan(courses[who][k]));
      if (verdict.missing(row)) continue;
      EXPECT_EQ(verdict.text(row), name(alone->sessions[at].verdict));
      EXPECT_EQ(tracked->sessions.find("probability")->view().number(row), *alone->sessions[at].probability);
      EXPECT_EQ(tracked->sessions.find("alarm")->view().number(row) != 0.0,
                alone->alarm == alone->sessions[at].session);
      ++at;
    }
  }
}

TEST(TrackColumns, LetOnePersonsTroubleSpoilNobodyElse) {
  const ResponseModel model = support::response_model();
  Long table;
  table.add(1, 0, 18);
  table.add(1, 2, 17);
  table.add(1, 1, 16);  // out of order
  table.add(2, 0, 18);
  table.add(2, 1, 99);  // beyond the scale: this row only
  table.add(2, 2, 15);
  const auto tracked = track_columns(table.shown(), phq9, model);
  ASSERT_TRUE(tracked);
  const ColumnPiece status = tracked->sessions.find("status")->view();
  for (std::size_t row = 0; row < 3; ++row) EXPECT_EQ(status.text(row), "session_order");
  EXPECT_EQ(status.text(3), "ok");
  EXPECT_EQ(status.text(4), "response_range");
  EXPECT_EQ(status.text(5), "ok");
  EXPECT_EQ(tracked->persons.find("status")->view().text(0), "session_order");
  EXPECT_EQ(tracked->persons.find("score")->view().number(1), 15.0);
}

TEST(TrackColumns, CountRowsWhereThereAreDaysAndNoSessions) {
  const ResponseModel model = support::response_model();
  Long table;
  for (int k = 0; k < 6; ++k)
    for (const double who : {1.0, 2.0}) table.add(who, k, who == 2.0 && k == 3 ? none : 20.0 - who * k);
  std::vector<double> days;
  for (const double k : table.session) days.push_back(8.0 * k);
  const support::OwnedColumn day("day", days);
  TrackColumns shown = table.shown();
  shown.day = &day;
  const auto stated = track_columns(shown, phq9, model);
  shown.session = nullptr;
  const auto counted = track_columns(shown, phq9, model);
  ASSERT_TRUE(stated && counted);
  EXPECT_EQ(counted->sessions.columns.size(), stated->sessions.columns.size() + 1);
  for (std::size_t row = 0; row < table.session.size(); ++row) {
    EXPECT_EQ(support::number_in(counted->sessions, "session", row), table.session[row]);
    for (const TableColumn& column : stated->sessions.columns) {
      const ColumnPiece one = column.view(), other = counted->sessions.find(column.name())->view();
      ASSERT_EQ(one.missing(row), other.missing(row)) << column.name();
      if (one.missing(row)) continue;
      if (column.is_text()) {
        EXPECT_EQ(one.text(row), other.text(row));
      } else {
        EXPECT_EQ(one.number(row), other.number(row)) << column.name();
      }
    }
  }
  shown.day = nullptr;
  EXPECT_EQ(track_columns(shown, phq9, model).error().detail, "neither sessions nor dates nor days");
}

TEST(TrackColumns, RefuseACourseWhoseFirstScoreIsRefusedForItsBaselineIsNotKnown) {
  const ResponseModel model = support::response_model();
  Long table;
  table.add(1, 0, std::nan(""));  // not measured
  table.add(1, 1, 99);
  table.add(1, 2, 16);
  table.add(2, 0, std::nan(""));
  table.add(2, 1, 18);  // the baseline
  table.add(2, 2, 99);
  const auto tracked = track_columns(table.shown(), phq9, model);
  ASSERT_TRUE(tracked);
  const ColumnPiece status = tracked->sessions.find("status")->view();
  const ColumnPiece verdict = tracked->sessions.find("verdict")->view();
  for (std::size_t row = 0; row < 3; ++row) {
    EXPECT_EQ(status.text(row), "response_range");
    EXPECT_TRUE(verdict.missing(row));
  }
  EXPECT_EQ(tracked->sessions.find("detail")->view().text(1), "the total is 99, scale is 0..27");
  EXPECT_EQ(tracked->persons.find("detail")->view().text(0),
            "row 2: the total is 99, scale is 0..27; no score is before it, so that the baseline is not known");
  EXPECT_EQ(status.text(4), "ok");
  EXPECT_EQ(tracked->persons.find("status")->view().text(1), "ok");
}

TEST(TrackColumns, NeverChangeAnEarlierVerdictWhenASessionIsAppended) {
  const ResponseModel model = support::response_model();
  Long table;
  std::vector<std::string> before;
  for (int k = 0; k < 12; ++k) {
    table.add(5, k, 18 - k % 3);
    const auto tracked = track_columns(table.shown(), phq9, model);
    ASSERT_TRUE(tracked);
    const ColumnPiece verdict = tracked->sessions.find("verdict")->view();
    for (std::size_t row = 0; row < before.size(); ++row) EXPECT_EQ(verdict.text(row), before[row]);
    before.emplace_back(verdict.text(static_cast<std::size_t>(k)));
  }
}

TEST(ForecastColumns, AreThePersonsOwnForecasts) {
  const ResponseModel model = support::response_model();
  Long table;
  table.add(1, 0, 20);
  table.add(1, 1, 15);
  table.add(2, 0, 10);
  const TrackColumns shown = table.shown();
  std::vector<const Column*> covariates;
  std::vector<Column> zeros;
  const std::vector<double> zero(3, 0.0);
  for (const auto& covariate : model.growth.design.covariates) {
    Column column = *shown.score;
    column.name = covariate.name;
    column.pieces[0].values = zero.data();
    zeros.push_back(column);
  }
  for (const Column& column : zeros) covariates.push_back(&column);
  const auto cohort = cohort_from(*shown.person, *shown.session, *shown.score, covariates);
  ASSERT_TRUE(cohort);
  const auto found = forecast_columns(model.growth, *cohort, {{12.0, 16.0}, 0.9, nullptr, {}});
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_EQ(found->rows(), 4u);
  growth::Person person(model.growth);
  const std::vector<double> off(covariates.size(), 0.0);
  person.observe(0, 20, off);
  person.observe(1, 15, off);
  EXPECT_EQ(found->find("mean")->view().number(1), person.forecast(16, off).mean);
  EXPECT_EQ(found->find("sd_score")->view().number(0), person.forecast(12, off).sd_score);

  Cohort changed = *cohort;
  std::swap(changed.time[0], changed.time[1]);
  const auto unordered = forecast_columns(model.growth, changed, {{12.0}, 0.9, nullptr, {}});
  ASSERT_FALSE(unordered);
  EXPECT_EQ(unordered.error().code, Errc::bad_argument);
  changed = *cohort;
  changed.score[2] = 28;
  EXPECT_TRUE(forecast_columns(model.growth, changed, {{12.0}, 0.9, nullptr, {}}));
  const auto off_scale = forecast_columns(model.growth, changed, {{12.0}, 0.9, &phq9, {}});
  ASSERT_FALSE(off_scale);
  EXPECT_EQ(off_scale.error().detail.substr(0, 6), "row 3:");
}

}  // namespace oncourse::track_columns_test

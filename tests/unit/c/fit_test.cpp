// fit_test.cpp: models fitted, calibrated and forecast from, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/fit_response.hpp"
#include "oncourse/track/model_file.hpp"
#include "oncourse/track/target_probability.hpp"

namespace oncourse {
namespace {

ResponseFitOptions in_cpp() {
  ResponseFitOptions options;
  options.design.time_name = "session";
  options.design.covariates = {{"medication", true}};
  return options;
}

TEST(CFit, FittedAndCalibratedIsToTheByteThatOfCpp) {
  Columns columns = cohort();
  const oncourse_fit_options options = with_medication();
  oncourse_calibration_options calibration = ONCOURSE_CALIBRATION_OPTIONS_INIT;
  ResponseFitOptions cpp = in_cpp();
  EXPECT_EQ(oncourse_model_json(fitted(columns.rows(), &options).get()),
            to_json(*fit_response(columns.panel(), &phq9, cpp)));

  cpp.alarms = AlarmPlan{};
  EXPECT_EQ(oncourse_model_json(fitted(columns.rows(), &options, &calibration).get()),
            to_json(*fit_response(columns.panel(), &phq9, cpp)));

  oncourse_plan plan = ONCOURSE_PLAN_INIT;
  plan.window_last = 14;
  calibration.plan = &plan;
  calibration.alpha = 0.2;
  calibration.share = 0.4;
  calibration.seed = 9;
  calibration.target_kind = ONCOURSE_TARGET_PERCENT;
  calibration.target_value = 30;
  cpp.alarms = AlarmPlan{{12, 14}, Target{Target::Kind::percent, 30.0}, 0.2};
  cpp.hold_out = {0.4, 9};
  EXPECT_EQ(oncourse_model_json(fitted(columns.rows(), &options, &calibration).get()),
            to_json(*fit_response(columns.panel(), &phq9, cpp)));
}

TEST(CFit, CalibratedOnPersonsOfOnesOwnIsTheOneWhoseFitHeldThemOut) {
  Columns everybody = cohort(), seen, held_out;
  const std::vector<bool> kept = calibration_part(80, 0.5, 1);
  for (std::size_t i = 0; i < 80; ++i)
    for (std::size_t row = everybody.offsets[i]; row < everybody.offsets[i + 1]; ++row) {
      Columns& into = kept[i] ? held_out : seen;
      into.person.push_back(everybody.person[row]);
      into.time.push_back(everybody.time[row]);
      into.score.push_back(everybody.score[row]);
      into.medication.push_back(everybody.medication[row]);
    }
  const oncourse_fit_options options = with_medication();
  const oncourse_calibration_options calibration = ONCOURSE_CALIBRATION_OPTIONS_INIT;
  const ModelHandle uncalibrated = fitted(seen.rows(), &options);
  oncourse_model* model = nullptr;
  oncourse_error error;
  const oncourse_rows rows = held_out.rows();
  ASSERT_EQ(oncourse_model_calibrate(uncalibrated.get(), shipped("phq-9").get(), &rows, nullptr, &model, &error),
            ONCOURSE_OK)
      << error.detail;
  const ModelHandle calibrated(model);
  EXPECT_STREQ(oncourse_model_json(calibrated.get()),
               oncourse_model_json(fitted(everybody.rows(), &options, &calibration).get()));
  oncourse_calibration unknown = ONCOURSE_CALIBRATION_INIT;
  EXPECT_EQ(oncourse_model_calibration(uncalibrated.get(), &unknown, &error), ONCOURSE_NOT_AVAILABLE);
}

class CFitRefuses : public testing::Test {
 protected:
  Columns columns = cohort();
  oncourse_rows rows = columns.rows();
  oncourse_fit_options options = with_medication();
  oncourse_calibration_options calibration = ONCOURSE_CALIBRATION_OPTIONS_INIT;

  std::string refusal(const char* instrument = "phq-9") {
    oncourse_model* untouched = nullptr;
    oncourse_error error;
    const InstrumentHandle q = instrument ? shipped(instrument) : nullptr;
    EXPECT_NE(oncourse_model_fit(&rows, &options, q.get(), &calibration, &untouched, &error), ONCOURSE_OK);
    EXPECT_EQ(untouched, nullptr);
    return std::string(oncourse_status_name(error.status)) + ": " + error.detail;
  }
};

TEST_F(CFitRefuses, ColumnsThatAreNotThere) {
  const oncourse_rows whole = rows;
  const auto without = [&](auto change) {
    rows = whole;
    change(rows);
    return refusal();
  };
  EXPECT_EQ(without([](auto& r) { r.person = nullptr; }), "bad_argument: rows.person is NULL");
  EXPECT_EQ(without([](auto& r) { r.time = nullptr; }), "bad_argument: rows.time is NULL");
  EXPECT_EQ(without([](auto& r) { r.score = nullptr; }), "bad_argument: rows.score is NULL");
  EXPECT_EQ(without([](auto& r) { r.covariates = nullptr; }), "bad_argument: rows.covariates is NULL");
  EXPECT_EQ(without([](auto& r) { r.n_covariates = 0; }), "bad_argument: 0 covariate columns given, the design has 1");
  EXPECT_EQ(without([](auto& r) { r.n = 0; }).substr(0, 20), "not_enough_sessions:");
  columns.c_covariates[0] = nullptr;
  EXPECT_EQ(without([](auto&) {}), "bad_argument: rows.covariates has a column that is NULL");
}

TEST_F(CFitRefuses, APersonInTwoPlacesWithoutNamingAnybody) {
  columns.person[20] = columns.person[0];
  EXPECT_EQ(refusal(),
            "bad_argument: rows.person: row 21 is of a person whose rows have ended; they must stand together");
}

TEST_F(CFitRefuses, ScoresThatCannotBe) {
  columns.score[3] = 28.0;
  EXPECT_EQ(refusal(), "response_range: row 4: the total is 28, scale is 0..27");
  columns.score[3] = NAN;
  EXPECT_EQ(refusal(), "bad_argument: row 4 holds a value that is not a finite number");
  columns.score[3] = 20.0;
  columns.time[3] = -1.0;
  EXPECT_EQ(refusal(), "bad_argument: row 4 has time -1, the least is 0");
}

TEST_F(CFitRefuses, OptionsOutsideTheirDomain) {
  EXPECT_EQ(refusal(nullptr), "bad_argument: a calibration needs an instrument: a target is a line on its scale");
  calibration.share = 1.0;
  EXPECT_EQ(refusal(), "bad_argument: share 1 of persons held out, it must lie between 0 and 1");
  calibration.share = 0.0;
  calibration.alpha = 0.6;
  EXPECT_EQ(refusal(), "bad_argument: alpha 0.6, it must lie above 0 and not above 0.5");
  calibration.alpha = 0.01;
  EXPECT_EQ(refusal().substr(0, 20), "not_enough_sessions:");
  options.time_unit = 4;
  EXPECT_EQ(refusal(), "bad_argument: time_unit is 4, it must lie in 0..3");
  options.time_unit = 0;
  options.random_effects = -1;
  EXPECT_EQ(refusal(), "bad_argument: random_effects is -1, it must lie in 0..3");
  options.random_effects = 0;
  options.covariates = nullptr;
  EXPECT_EQ(refusal(), "bad_argument: covariates is NULL");
  const oncourse_covariate nameless = {"", 0, 0}, mangled = {"\xff", 0, 0};
  options.covariates = &nameless;
  EXPECT_EQ(refusal(), "bad_argument: the name of covariate 0 is empty");
  options.covariates = &mangled;
  EXPECT_EQ(refusal(), "malformed: the name of covariate 0 is not UTF-8");
}

TEST(CPredict, IsTheForecastOfCppForAPersonSeenAndForOneUnknown) {
  Columns columns = cohort();
  const oncourse_fit_options options = with_medication();
  const ModelHandle handle = fitted(columns.rows(), &options);
  const auto model = response_model_from_json(oncourse_model_json(handle.get()));
  const double times[] = {0, 1, 2}, scores[] = {18, 17, 13}, on[] = {0, 0, 1}, ahead_times[] = {3, 12, 16},
               ahead_on[] = {1, 0, 1};
  const double* const seen_columns[] = {on};
  const double* const ahead_columns[] = {ahead_on};
  oncourse_rows seen = ONCOURSE_ROWS_INIT, ahead = ONCOURSE_ROWS_INIT;
  seen.n = ahead.n = 3;
  seen.n_covariates = ahead.n_covariates = 1;
  seen.time = times;
  seen.score = scores;
  seen.covariates = seen_columns;
  ahead.time = ahead_times;
  ahead.covariates = ahead_columns;
  oncourse_target_line line;
  ASSERT_EQ(oncourse_target(shipped("phq-9").get(), ONCOURSE_TARGET_DEFAULT, 0, 18, &line, nullptr), ONCOURSE_OK);
  const auto cpp_line = line_for(default_target(phq9), phq9, 18);

  for (const std::size_t known : {std::size_t{0}, std::size_t{3}}) {
    growth::Person person(model->growth);
    for (std::size_t i = 0; i < known; ++i) person.observe(times[i], scores[i], std::span(&on[i], 1));
    oncourse_prediction out[3];
    std::size_t count = 0;
    oncourse_error error;
    ASSERT_EQ(oncourse_model_predict(handle.get(), known ? &seen : nullptr, &ahead, &line, out, 3, &count, &error),
              ONCOURSE_OK)
        << error.detail;
    ASSERT_EQ(count, 3U);
    for (std::size_t i = 0; i < 3; ++i) {
      const std::span<const double> then(&ahead_on[i], 1);
      const growth::Forecast expected = person.forecast(ahead_times[i], then);
      EXPECT_EQ(out[i].time, ahead_times[i]);
      EXPECT_EQ(out[i].mean, expected.mean);
      EXPECT_EQ(out[i].sd_person, expected.sd_person);
      EXPECT_EQ(out[i].sd_line, expected.sd_line);
      EXPECT_EQ(out[i].sd_score, expected.sd_score);
      EXPECT_EQ(out[i].probability, target_probability(person, *cpp_line, ahead_times[i], then));
    }
    ASSERT_EQ(oncourse_model_predict(handle.get(), &seen, &ahead, nullptr, out, 3, &count, nullptr), ONCOURSE_OK);
    EXPECT_TRUE(std::isnan(out[0].probability)) << "without a line there is no probability of it";
  }
}

TEST(CPredict, RefusesColumnsThatAreMissingOrNotAskedFor) {
  Columns columns = cohort();
  const oncourse_fit_options options = with_medication();
  const ModelHandle model = fitted(columns.rows(), &options);
  const double value = 3.0, never = NAN, before = -1.0;
  const double* const column[] = {&value};
  oncourse_rows proper = ONCOURSE_ROWS_INIT;
  proper.n = 1;
  proper.time = &value;
  proper.covariates = column;
  proper.n_covariates = 1;
  oncourse_prediction out[1] = {{-77, 0, 0, 0, 0, 0}};
  std::size_t count = 99;
  const auto refusal = [&](auto change, std::size_t capacity = 1) {
    oncourse_rows ahead = proper;
    oncourse_target_line line = {9.0, 9.5, ONCOURSE_AT_MOST, 0};
    change(ahead, line);
    oncourse_error error;
    EXPECT_EQ(oncourse_model_predict(model.get(), nullptr, &ahead, &line, out, capacity, &count, &error),
              ONCOURSE_BAD_ARGUMENT);
    return std::string(error.detail);
  };
  EXPECT_EQ(refusal([&](auto& a, auto&) { a.score = &value; }), "ahead.score is not asked for, it must be NULL");
  EXPECT_EQ(refusal([&](auto& a, auto&) { a.person = &columns.person[0]; }),
            "ahead.person is not asked for, it must be NULL");
  EXPECT_EQ(refusal([&](auto& a, auto&) { a.time = &never; }),
            "ahead: row 1 holds a value that is not a finite number");
  EXPECT_EQ(refusal([&](auto& a, auto&) { a.time = &before; }), "ahead: row 1 has time -1, the least is 0");
  EXPECT_EQ(refusal([&](auto& a, auto&) { a.n_covariates = 0; }), "ahead: 0 covariate columns given, the design has 1");
  EXPECT_EQ(refusal([&](auto&, auto& line) { line.compare = 4; }), "line.compare is 4, it must lie in 0..3");
  EXPECT_EQ(refusal([&](auto&, auto& line) { line.boundary = NAN; }), "line.boundary is not a finite number");
  EXPECT_EQ(refusal([](auto&, auto&) {}, 0), "room for 0, 1 are needed");
  EXPECT_EQ(count, 99U);
  EXPECT_EQ(out[0].time, -77);
  EXPECT_EQ(oncourse_model_predict(nullptr, nullptr, &proper, nullptr, out, 1, &count, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_model_predict(model.get(), nullptr, nullptr, nullptr, out, 1, &count, nullptr),
            ONCOURSE_BAD_ARGUMENT);
}

}  // namespace
}  // namespace oncourse

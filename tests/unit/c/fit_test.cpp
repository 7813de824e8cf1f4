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
  calibration.band_level = 0.85;
  cpp.alarms = AlarmPlan{{12, 14}, Target{Target::Kind::percent, 30.0}, 0.2};
  cpp.alarms->band_level = 0.85;
  cpp.parts = {0.4, 9};
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
  EXPECT_EQ(oncourse_model_calibration(uncalibrated.get(), 0, &unknown, &error), ONCOURSE_BAD_ARGUMENT);
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

TEST(CFit, CalibratesEveryRuleGroupAndBandAsCppDoes) {
  Columns columns = cohort();
  const oncourse_fit_options options = with_medication();
  oncourse_calibration_options calibration = ONCOURSE_CALIBRATION_OPTIONS_INIT;
  const oncourse_monitoring_rule rules[] = {{ONCOURSE_RULE_EXPECTED_RESPONSE, 0, 0.8, 0},
                                            {ONCOURSE_RULE_NO_EARLY_RESPONSE, 3, 0, 30.0}};
  std::vector<std::int64_t> groups;
  for (std::size_t row = 0; row < columns.score.size(); ++row) groups.push_back((columns.person[row] + 40) % 2);
  calibration.rules = rules;
  calibration.n_rules = 2;
  calibration.spending = ONCOURSE_SPENDING_EARLY;
  calibration.alpha = 0.5;
  calibration.groups = groups.data();
  calibration.without_deterioration = 1;
  const ModelHandle model = fitted(columns.rows(), &options, &calibration);

  ResponseFitOptions cpp = in_cpp();
  cpp.alarms = AlarmPlan{};
  cpp.alarms->alpha = 0.5;
  cpp.alarms->rules = {{MonitoringRule::Kind::expected_response, 0.8},
                       {MonitoringRule::Kind::no_early_response, 0.9, 3, 30.0}};
  cpp.alarms->spending = AlphaSpending::early;
  cpp.alarms->deterioration = false;
  const growth::Panel panel = columns.panel();
  for (std::size_t i = 0; i < panel.persons(); ++i) cpp.groups.push_back(text(groups[panel.offsets[i]]));
  EXPECT_EQ(oncourse_model_json(model.get()), to_json(*fit_response(panel, &phq9, cpp)));
  oncourse_calibration is = ONCOURSE_CALIBRATION_INIT;
  ASSERT_EQ(oncourse_model_calibration(model.get(), 5, &is, nullptr), ONCOURSE_OK);
  EXPECT_EQ(is.rule.kind, ONCOURSE_RULE_NO_EARLY_RESPONSE);
  EXPECT_EQ(is.rule.early_session, 3);
  EXPECT_STREQ(is.group, "1");
  EXPECT_EQ(is.spending, ONCOURSE_SPENDING_EARLY);
}

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

/// Everything at once that a design may be beside straight, independent and in points.
oncourse_fit_options curved() {
  static constexpr oncourse_covariate level = {"medication", 0, 0};
  oncourse_fit_options options = with_medication();
  options.covariates = &level;
  options.curve = ONCOURSE_CURVE_PIECEWISE;
  options.knot = 4.0;
  options.random_effects = ONCOURSE_RANDOM_CURVE;
  options.residuals = ONCOURSE_RESIDUALS_AUTOREGRESSIVE_WITH_NOISE;
  options.scale = ONCOURSE_SCALE_SQUARE_ROOT;
  return options;
}

TEST(CFit, OfAnyFormIsToTheByteThatOfCppWithAnyNumberOfThreads) {
  Columns columns = cohort();
  ResponseFitOptions cpp = in_cpp();
  cpp.design.covariates = {{"medication", false}};
  cpp.design.curve = growth::Curve::piecewise;
  cpp.design.knot = 4.0;
  cpp.design.random = growth::RandomEffects::curve;
  cpp.design.residuals = growth::ResidualCorrelation::autoregressive_with_noise;
  cpp.design.transformation = {growth::Scale::square_root, 0.0, 27.0, 0.5};
  const std::string expected = to_json(*fit_response(columns.panel(), &phq9, cpp));
  oncourse_fit_options options = curved();
  for (const std::int32_t threads : {0, 1, 3}) {
    options.threads = threads;
    EXPECT_EQ(oncourse_model_json(fitted(columns.rows(), &options).get()), expected);
  }
  options.scale_highest = 27.0;
  EXPECT_EQ(oncourse_model_json(fitted(columns.rows(), &options).get()), expected) << "the instrument's range, stated";
}

TEST_F(CFitRefuses, AFormThatCannotBe) {
  const oncourse_fit_options good = curved();
  const auto refused = [&](auto change, const char* instrument = "phq-9") {
    options = good;
    change(options);
    return refusal(instrument);
  };
  EXPECT_EQ(refused([](auto& o) { o.curve = 3; }), "bad_argument: curve is 3, it must lie in 0..2");
  EXPECT_EQ(refused([](auto& o) { o.residuals = -1; }), "bad_argument: residuals is -1, it must lie in 0..2");
  EXPECT_EQ(refused([](auto& o) { o.scale = 4; }), "bad_argument: scale is 4, it must lie in 0..3");
  EXPECT_EQ(refused([](auto& o) { o.threads = -1; }), "bad_argument: -1 threads, 1..256 are possible");
  EXPECT_EQ(refused([](auto& o) { o.threads = 257; }), "bad_argument: 257 threads, 1..256 are possible");
  EXPECT_EQ(refused([](auto& o) { o.curve = ONCOURSE_CURVE_QUADRATIC; }),
            "bad_argument: knot is 4, it must be 0 without a piecewise curve");
  EXPECT_EQ(refused([](auto& o) { o.knot = NAN; }),
            "bad_argument: the knot is nan, a finite time is needed, the least is 0");
  EXPECT_EQ(refused([](auto& o) { o.curve = 0, o.knot = 0; }),
            "bad_argument: random effects of a curve need one that is quadratic or piecewise");
  EXPECT_EQ(refused([](auto& o) { o.scale_highest = 21; }),
            "bad_argument: the transformation's range is 0..21, phq-9 has 0..27");
  EXPECT_EQ(refused([](auto& o) { o.scale_margin = -0.5; }),
            "bad_argument: the transformation's margin is -0.5, it must be above 0");
  EXPECT_EQ(refused([](auto& o) { o.scale = 0, o.scale_margin = 0.5; }),
            "bad_argument: a range or a margin is stated, the scale of points has none");
  calibration.struct_size = 0;  // not reached
  EXPECT_EQ(refused([](auto&) {}, nullptr),
            "bad_argument: the square-root scale needs an instrument, or the lowest and the highest score");
}

TEST(CModel, SaysWhatFormItIsOf) {
  Columns columns = cohort();
  const oncourse_fit_options options = curved();
  const ModelHandle model = fitted(columns.rows(), &options);
  const auto cpp = response_model_from_json(oncourse_model_json(model.get()));
  oncourse_model_description is = ONCOURSE_MODEL_DESCRIPTION_INIT;
  ASSERT_EQ(oncourse_model_describe(model.get(), &is, nullptr), ONCOURSE_OK);
  EXPECT_EQ(is.struct_size, sizeof is);
  EXPECT_EQ(is.curve, ONCOURSE_CURVE_PIECEWISE);
  EXPECT_EQ(is.residuals, ONCOURSE_RESIDUALS_AUTOREGRESSIVE_WITH_NOISE);
  EXPECT_EQ(is.scale, ONCOURSE_SCALE_SQUARE_ROOT);
  EXPECT_EQ(is.random_effects, ONCOURSE_RANDOM_CURVE);
  EXPECT_EQ(is.knot, 4.0);
  EXPECT_EQ(is.residual_range, cpp->growth.residual.range);
  EXPECT_EQ(is.residual_nugget, cpp->growth.residual.nugget);
  EXPECT_GT(is.residual_range, 0.0);
  EXPECT_EQ(is.scale_lowest, 0.0);
  EXPECT_EQ(is.scale_highest, 27.0);
  EXPECT_EQ(is.scale_margin, 0.5);
  EXPECT_EQ(is.n_random, 3U);
  ASSERT_EQ(is.n_theta, 6U);
  double theta[6], covariance[64], points = 0;
  std::size_t count = 0;
  ASSERT_EQ(oncourse_model_theta(model.get(), theta, 6, &count, nullptr), ONCOURSE_OK);
  EXPECT_EQ(count, 6U);
  for (Eigen::Index k = 0; k < 6; ++k) EXPECT_EQ(theta[k], cpp->growth.theta[k]);
  ASSERT_EQ(oncourse_model_theta_covariance(model.get(), covariance, 64, &count, nullptr), ONCOURSE_OK);
  EXPECT_EQ(count, 64U) << "theta, range and nugget";
  for (Eigen::Index k = 0; k < 64; ++k) {
    const double expected = cpp->growth.theta_covariance(k / 8, k % 8);
    EXPECT_TRUE(covariance[k] == expected || (std::isnan(covariance[k]) && std::isnan(expected))) << k;
  }
  EXPECT_EQ(oncourse_model_theta(model.get(), theta, 5, &count, nullptr), ONCOURSE_BAD_ARGUMENT);
  ASSERT_EQ(oncourse_model_points(model.get(), 3.0, &points, nullptr), ONCOURSE_OK);
  EXPECT_EQ(points, 8.5) << "3^2 less the margin";
  EXPECT_EQ(oncourse_model_points(model.get(), NAN, &points, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_model_points(model.get(), 1e200, &points, nullptr), ONCOURSE_BAD_ARGUMENT);

  const oncourse_fit_options ordinary = with_medication();
  ASSERT_EQ(oncourse_model_describe(fitted(columns.rows(), &ordinary).get(), &is, nullptr), ONCOURSE_OK);
  EXPECT_EQ(is.curve + is.residuals + is.scale, 0);
  for (const double figure :
       {is.knot, is.residual_range, is.residual_nugget, is.scale_lowest, is.scale_highest, is.scale_margin})
    EXPECT_TRUE(std::isnan(figure));
}

class CPredictJointly : public testing::Test {
 protected:
  Columns columns = cohort();
  oncourse_fit_options options = curved();
  ModelHandle model = fitted(columns.rows(), &options);
  double times[3] = {0, 1, 2}, scores[3] = {18, 17, 13}, on[3] = {0, 0, 1}, ahead_times[3] = {3, 5, 12};
  const double* columns_of[1] = {on};
  oncourse_rows seen = rows(times, scores), ahead = rows(ahead_times, nullptr);
  oncourse_error error;

  oncourse_rows rows(const double* time, const double* score) const {
    oncourse_rows out = ONCOURSE_ROWS_INIT;
    out.n = 3;
    out.n_covariates = 1;
    out.time = time;
    out.score = score;
    out.covariates = columns_of;
    return out;
  }
  std::string refusal() {
    double mean[3] = {-77, -77, -77}, covariance[9];
    std::size_t count = 99;
    EXPECT_NE(oncourse_model_predict_jointly(model.get(), &seen, &ahead, 0, mean, covariance, 3, &count, &error),
              ONCOURSE_OK);
    EXPECT_EQ(count, 99U);
    EXPECT_EQ(mean[0], -77);
    return std::string(oncourse_status_name(error.status)) + ": " + error.detail;
  }
};

TEST_F(CPredictJointly, IsTheJointForecastOfCpp) {
  const auto cpp = response_model_from_json(oncourse_model_json(model.get()));
  growth::Person person(cpp->growth);
  for (std::size_t i = 0; i < 3; ++i) person.observe(times[i], scores[i], std::span(&on[i], 1));
  for (const std::int32_t known : {0, 1}) {
    const growth::JointForecast expected = person.forecast(ahead_times, on, known == 1);
    double mean[3], covariance[9];
    std::size_t count = 0;
    ASSERT_EQ(oncourse_model_predict_jointly(model.get(), &seen, &ahead, known, mean, covariance, 3, &count, &error),
              ONCOURSE_OK)
        << error.detail;
    EXPECT_EQ(count, 3U);
    for (Eigen::Index i = 0; i < 3; ++i) {
      EXPECT_EQ(mean[i], expected.mean[i]);
      for (Eigen::Index j = 0; j < 3; ++j) EXPECT_EQ(covariance[3 * i + j], expected.covariance(j, i));
    }
    EXPECT_GT(covariance[1], 0.0) << "scores of one person";
  }
  std::size_t count = 0;
  EXPECT_EQ(oncourse_model_predict_jointly(model.get(), nullptr, &ahead, 0, nullptr, nullptr, 0, &count, &error),
            ONCOURSE_OK);
  EXPECT_EQ(count, 3U);
}

TEST_F(CPredictJointly, RefusesRowsOutOfOrderAndScoresOffTheScale) {
  double mean[3], covariance[9];
  std::size_t count = 0;
  oncourse_prediction predictions[3];
  const auto both = [&] {
    const std::string jointly = refusal();
    EXPECT_NE(oncourse_model_predict(model.get(), &seen, &ahead, nullptr, predictions, 3, &count, &error), ONCOURSE_OK);
    EXPECT_EQ(std::string(oncourse_status_name(error.status)) + ": " + error.detail, jointly);
    return jointly;
  };
  times[2] = 0.5;
  EXPECT_EQ(both(), "bad_argument: seen: row 3 has time 0.5, the row before it of the same person 1");
  times[2] = 2;
  scores[1] = -1;
  EXPECT_EQ(both(), "response_range: seen: row 2 has score -1, the square-root scale is for 0 and more");
  scores[1] = 17;
  ahead_times[0] = 1.5;
  EXPECT_EQ(refusal(), "bad_argument: ahead: time 1.5 follows 2, joint forecasts look ahead in order");
  ahead_times[0] = 9;
  EXPECT_EQ(refusal(), "bad_argument: ahead: time 5 follows 9, joint forecasts look ahead in order");
  ahead_times[0] = 3;
  const auto status = [&](std::int32_t known, double* means, double* matrix, std::size_t capacity) {
    return oncourse_model_predict_jointly(model.get(), &seen, &ahead, known, means, matrix, capacity, &count, &error);
  };
  EXPECT_EQ(status(0, mean, covariance, 3), ONCOURSE_OK);
  EXPECT_EQ(status(2, mean, covariance, 3), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "coefficients_known is 2, it must lie in 0..1");
  EXPECT_EQ(status(0, mean, nullptr, 3), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(status(0, mean, covariance, 2), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "room for 2, 3 are needed");
}

TEST(CPredict, OfResidualsWithoutNoiseTakesNoTwoScoresAtOneTime) {
  Columns columns = cohort();
  oncourse_fit_options options = ONCOURSE_FIT_OPTIONS_INIT;
  options.residuals = ONCOURSE_RESIDUALS_AUTOREGRESSIVE;
  oncourse_rows rows = columns.rows();
  rows.n_covariates = 0;
  rows.covariates = nullptr;
  const ModelHandle model = fitted(rows, &options);
  const double times[] = {1, 1}, scores[] = {14, 13}, later[] = {2, 3};
  oncourse_rows seen = ONCOURSE_ROWS_INIT, ahead = ONCOURSE_ROWS_INIT;
  seen.n = ahead.n = 2;
  seen.time = times;
  seen.score = scores;
  ahead.time = later;
  oncourse_prediction out[2];
  std::size_t count = 0;
  oncourse_error error;
  EXPECT_EQ(oncourse_model_predict(model.get(), &seen, &ahead, nullptr, out, 2, &count, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(std::string(error.detail).substr(0, 46), "seen: row 2 has the time of the row before it,");
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

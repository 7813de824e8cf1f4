// model_test.cpp: models and their figures over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/track/model_file.hpp"
#include "support/dental_growth.hpp"

namespace oncourse {
namespace {

TEST(CModel, HasTheFiguresThatNlmePrintsForDentalGrowth) {
  // lme(distance ~ I(age - 11) * Sex, random = ~ I(age - 11) | Subject); Pinheiro & Bates 2000
  Columns columns;
  const support::Cohort children = support::dental_growth(11.0, true);
  for (std::int64_t child = 0; const support::Rows& rows : children.persons()) {
    for (const support::Row& row : rows) {
      columns.person.push_back(child);
      columns.time.push_back(row.time);
      columns.score.push_back(row.score);
      columns.medication.push_back(row.covariates[0]);
    }
    ++child;
  }
  const oncourse_covariate girl = {"girl", 1, 0};
  oncourse_fit_options options = ONCOURSE_FIT_OPTIONS_INIT;
  options.covariates = &girl;
  options.n_covariates = 1;
  options.time_basis = ONCOURSE_TIME_LINEAR;
  options.time_name = "age";
  oncourse_model* fit = nullptr;
  const oncourse_rows rows = columns.rows();
  ASSERT_EQ(oncourse_model_fit(&rows, &options, nullptr, nullptr, &fit, nullptr), ONCOURSE_OK);
  const ModelHandle model(fit);

  oncourse_model_description is = ONCOURSE_MODEL_DESCRIPTION_INIT;
  ASSERT_EQ(oncourse_model_describe(model.get(), &is, nullptr), ONCOURSE_OK);
  EXPECT_NEAR(is.log_likelihood, -216.2908, 5e-5);
  EXPECT_NEAR(is.aic, 448.5817, 5e-5);                                // printed by nlme
  EXPECT_NEAR(is.bic, 2.0 * 216.2908 + 8.0 * std::log(108.0), 2e-4);  // ln(n), where nlme takes ln(n - p)
  EXPECT_NE(std::string(oncourse_model_text(model.get())).find("score ~ age + girl + age:girl + (age | person)"),
            std::string::npos);
  EXPECT_NE(std::string(oncourse_model_html(model.get())).find("<td>0.7844</td>"), std::string::npos);
  EXPECT_EQ(is.instrument, nullptr);
  EXPECT_STREQ(is.time_name, "age");
  EXPECT_EQ(std::string(is.checksum).substr(0, 6), "crc32:");
  EXPECT_EQ(is.time_basis, ONCOURSE_TIME_LINEAR);
  EXPECT_EQ(is.random_effects, ONCOURSE_RANDOM_SLOPE);
  EXPECT_EQ(is.likelihood, ONCOURSE_REML);
  EXPECT_EQ(is.time_unit, ONCOURSE_UNIT_SESSION);
  EXPECT_EQ(is.n_scores, 108);
  EXPECT_EQ(is.n_persons, 27);
  EXPECT_EQ(is.n_calibrations, 0);
  EXPECT_EQ(is.on_boundary, 0);
  EXPECT_STREQ(oncourse_search_name(is.search), "converged");
  ASSERT_EQ(is.n_coefficients, 4U);
  ASSERT_EQ(is.n_random, 2U);
  const char* names[] = {"(Intercept)", "age", "girl", "age:girl"};
  const double beta[] = {24.968750, 0.784375, -2.321023, -0.304830};
  const double se[] = {0.4860007, 0.0859995, 0.7614168, 0.1347353};
  double covariance[16], random[4];
  std::size_t count = 0;
  ASSERT_EQ(oncourse_model_coefficient_covariance(model.get(), covariance, 16, &count, nullptr), ONCOURSE_OK);
  ASSERT_EQ(count, 16U);
  for (std::size_t k = 0; k < 4; ++k) {
    oncourse_coefficient effect;
    ASSERT_EQ(oncourse_model_coefficient(model.get(), k, &effect, nullptr), ONCOURSE_OK);
    EXPECT_STREQ(effect.name, names[k]);
    EXPECT_NEAR(effect.estimate, beta[k], 6e-7);
    EXPECT_NEAR(effect.standard_error, se[k], 2e-6);
    EXPECT_EQ(std::sqrt(covariance[5 * k]), effect.standard_error);
    EXPECT_NEAR(covariance[k], covariance[4 * k], 1e-15) << "symmetric";
  }
  ASSERT_EQ(oncourse_model_random_covariance(model.get(), random, 4, &count, nullptr), ONCOURSE_OK);
  EXPECT_EQ(count, 4U);
  EXPECT_NEAR(std::sqrt(random[0]), 1.8303268, 1e-5);
  EXPECT_NEAR(std::sqrt(random[3]), 0.1803454, 5e-6);
  EXPECT_EQ(random[1], random[2]);
  oncourse_covariate covariate;
  ASSERT_EQ(oncourse_model_covariate(model.get(), 0, &covariate, nullptr), ONCOURSE_OK);
  EXPECT_STREQ(covariate.name, "girl");
  EXPECT_EQ(covariate.interacts, 1);
}

TEST(CModel, KeepsEveryChoiceOfItsDesign) {
  Columns columns = cohort();
  oncourse_rows rows = columns.rows();
  rows.covariates = nullptr;
  rows.n_covariates = 0;
  for (std::int32_t random = 0; random < 4; ++random)
    for (std::int32_t unit = 0; unit < 4; ++unit) {
      oncourse_fit_options options = ONCOURSE_FIT_OPTIONS_INIT;
      options.random_effects = random;
      options.curve = random == ONCOURSE_RANDOM_CURVE ? ONCOURSE_CURVE_QUADRATIC : ONCOURSE_CURVE_STRAIGHT;
      options.time_unit = unit;
      options.time_basis = unit % 2;
      options.likelihood = random % 2;
      oncourse_model_description is = ONCOURSE_MODEL_DESCRIPTION_INIT;
      const ModelHandle model = fitted(rows, &options);
      ASSERT_EQ(oncourse_model_describe(model.get(), &is, nullptr), ONCOURSE_OK);
      EXPECT_EQ(is.random_effects, random);
      EXPECT_EQ(is.time_unit, unit);
      EXPECT_EQ(is.time_basis, unit % 2);
      EXPECT_EQ(is.likelihood, random % 2);
      EXPECT_EQ(is.n_random, random == ONCOURSE_RANDOM_INTERCEPT ? 1U : random == ONCOURSE_RANDOM_CURVE ? 3U : 2U);
      EXPECT_EQ(is.time_name, name(time_units[static_cast<std::size_t>(unit)])) << "named by its unit";
      EXPECT_STREQ(is.instrument, "phq-9");
      const std::string document = oncourse_model_json(model.get());
      oncourse_model* again = nullptr;
      ASSERT_EQ(oncourse_model_new(document.data(), document.size(), &again, nullptr), ONCOURSE_OK);
      EXPECT_EQ(oncourse_model_json(ModelHandle(again).get()), document);
    }
}

TEST(CModel, SaysWhatItsCalibrationIs) {
  Columns columns = cohort();
  const oncourse_fit_options options = with_medication();
  const oncourse_calibration_options defaults = ONCOURSE_CALIBRATION_OPTIONS_INIT;
  const ModelHandle model = fitted(columns.rows(), &options, &defaults);
  const auto cpp = response_model_from_json(oncourse_model_json(model.get()));
  ASSERT_TRUE(cpp.ok());
  oncourse_calibration is = ONCOURSE_CALIBRATION_INIT;
  ASSERT_EQ(cpp->calibrations.size(), 2U);
  ASSERT_EQ(oncourse_model_calibration(model.get(), 0, &is, nullptr), ONCOURSE_OK);
  const Calibration& by = cpp->calibrations[0];
  EXPECT_EQ(is.rule.kind, ONCOURSE_RULE_POSTERIOR_PROBABILITY);
  EXPECT_EQ(is.alpha, 0.1);
  ASSERT_EQ(is.n_stages, 1U);
  oncourse_alarm_stage stage;
  std::size_t count = 0;
  ASSERT_EQ(oncourse_model_calibration_stages(model.get(), 0, &stage, 1, &count, nullptr), ONCOURSE_OK);
  EXPECT_EQ(stage.until, 15.0);
  EXPECT_EQ(stage.limit, -by.stages[0].limit) << "as a probability";
  EXPECT_EQ(is.horizon, 16.0);
  EXPECT_EQ(is.monitored_from, 2.0);
  EXPECT_EQ(is.monitored_to, 15.0);
  EXPECT_EQ(is.method, ONCOURSE_CALIBRATION_SPLIT);
  EXPECT_EQ(is.target_kind, ONCOURSE_TARGET_RELIABLE_IMPROVEMENT);
  EXPECT_EQ(is.n_persons, by.n_persons);
  EXPECT_EQ(is.n_reached, by.n_reached);
  EXPECT_GT(is.n_reached, 9);
  EXPECT_EQ(is.cut_off, by.cut_off());
  EXPECT_EQ(is.flagged_missed, by.flagged_missed);
  EXPECT_EQ(stage.cut_off, by.stages[0].cut_off);
  EXPECT_EQ(is.group, nullptr);
  EXPECT_EQ(is.intake_from, -std::numeric_limits<double>::infinity());
  ASSERT_EQ(oncourse_model_calibration(model.get(), 1, &is, nullptr), ONCOURSE_OK);
  EXPECT_EQ(is.target_kind, ONCOURSE_TARGET_NO_DETERIORATION);
  EXPECT_EQ(oncourse_model_calibration(model.get(), 2, &is, nullptr), ONCOURSE_BAD_ARGUMENT);
}

TEST(CModel, AnswersNothingPastItsEnds) {
  Columns columns = cohort();
  const oncourse_fit_options options = with_medication();
  const ModelHandle model = fitted(columns.rows(), &options);
  oncourse_coefficient coefficient = {nullptr, -77.0, 0};
  oncourse_covariate covariate = {nullptr, -77, 0};
  oncourse_error error;
  double small[3] = {-77.0, 0, 0};
  std::size_t count = 99;
  EXPECT_EQ(oncourse_model_coefficient(model.get(), 4, &coefficient, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_STREQ(error.detail, "index 4, there are 4");
  EXPECT_EQ(oncourse_model_covariate(model.get(), 1, &covariate, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_model_random_covariance(model.get(), small, 3, &count, &error), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(coefficient.estimate, -77.0);
  EXPECT_EQ(covariate.interacts, -77);
  EXPECT_EQ(small[0], -77.0);
  EXPECT_EQ(count, 99U);
  EXPECT_EQ(oncourse_model_random_covariance(model.get(), nullptr, 0, &count, &error), ONCOURSE_OK);
  EXPECT_EQ(count, 4U);
  for (const std::int32_t other : {-1, 5, INT32_MAX, INT32_MIN}) EXPECT_STREQ(oncourse_search_name(other), "unknown");
  EXPECT_EQ(oncourse_model_json(nullptr), nullptr);
  EXPECT_EQ(oncourse_model_text(nullptr), nullptr);
  EXPECT_EQ(oncourse_model_html(nullptr), nullptr);
  EXPECT_EQ(oncourse_model_coefficient(nullptr, 0, &coefficient, &error), ONCOURSE_BAD_ARGUMENT);
}

}  // namespace
}  // namespace oncourse

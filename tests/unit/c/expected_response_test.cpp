// expected_response_test.cpp: the expected response over the C boundary is that of C++.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "columns.hpp"
#include "oncourse/cohort/expected_response_columns.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/report/response_chart.hpp"
#include "oncourse/track/model_file.hpp"
#include "tables.hpp"

namespace oncourse {
namespace {

struct CExpectedResponse : ::testing::Test {
  Columns columns = cohort();
  const oncourse_fit_options fitting = with_medication();
  const ModelHandle model = fitted(columns.rows(), &fitting);
  const ResponseModel cpp = *response_model_from_json(oncourse_model_json(model.get()));
  const std::vector<double> intake = {8, 15, 22}, times = {1, 4, 16}, on = {1};

  [[nodiscard]] oncourse_expected_response_options options() const {
    oncourse_expected_response_options out = ONCOURSE_EXPECTED_RESPONSE_OPTIONS_INIT;
    out.intake = intake.data();
    out.n_intake = intake.size();
    out.times = times.data();
    out.n_times = times.size();
    out.covariates = on.data();
    out.n_covariates = on.size();
    return out;
  }
  [[nodiscard]] std::string refusal(const oncourse_expected_response_options& asked,
                                    const oncourse_instrument* q = nullptr) const {
    return refusal_of([&](oncourse_table** table, oncourse_error* error) {
      return oncourse_expected_response(model.get(), q, &asked, table, error);
    });
  }
};

TEST_F(CExpectedResponse, IsTheTableOfCpp) {
  oncourse_expected_response_options asked = options();
  asked.target_kind = ONCOURSE_TARGET_PERCENT;
  asked.target_value = 50.0;
  asked.level = 0.8;
  const auto expected = expected_response(cpp, {intake, times, on, 0.8, nullptr, Target{Target::Kind::percent, 50.0}});
  ASSERT_TRUE(expected.ok()) << expected.error().detail;
  for (const bool named : {false, true}) {
    const InstrumentHandle q = shipped("phq-9");
    const auto table = made([&](oncourse_table** out, oncourse_error* error) {
      return oncourse_expected_response(model.get(), named ? q.get() : nullptr, &asked, out, error);
    });
    expect_same(table, expected_response_columns(*expected));
  }
  asked = options();
  asked.n_intake = 0;
  asked.intake = nullptr;
  const auto nobody = made([&](oncourse_table** out, oncourse_error* error) {
    return oncourse_expected_response(model.get(), nullptr, &asked, out, error);
  });
  expect_same(nobody, expected_response_columns(*expected_response(cpp, {{}, times, on})));
}

TEST_F(CExpectedResponse, IsTheDrawingOfCpp) {
  const oncourse_expected_response_options asked = options();
  const oncourse_axis axis = {"PHQ-9 total", -5.0, 30.0};
  const auto response = *expected_response(cpp, {intake, times, on});
  for (const oncourse_axis* given : {static_cast<const oncourse_axis*>(nullptr), &axis}) {
    oncourse_drawing* drawing = nullptr;
    oncourse_error error;
    ASSERT_EQ(oncourse_expected_response_draw(model.get(), nullptr, &asked, given, &drawing, &error), ONCOURSE_OK)
        << error.detail;
    const auto svg = expected_response_svg(
        response, given ? ScoreAxis{"PHQ-9 total", -5.0, 30.0} : ScoreAxis{std::string(phq9.name), 0.0, 27.0});
    EXPECT_EQ(oncourse_drawing_svg(drawing), *svg);
    oncourse_drawing_free(drawing);
  }
}

TEST_F(CExpectedResponse, IsRefusedWithItsPlace) {
  oncourse_expected_response_options asked = options();
  asked.n_covariates = 0;
  EXPECT_EQ(refusal(asked), "bad_argument: covariate medication has no value");
  asked = options();
  asked.times = nullptr;
  EXPECT_EQ(refusal(asked), "bad_argument: times is NULL");
  asked = options();
  asked.reserved = 1;
  EXPECT_EQ(refusal(asked).substr(0, 12), "bad_argument");
  asked = options();
  asked.level = 1.0;
  EXPECT_EQ(refusal(asked), "bad_argument: level 1, it must lie between 0 and 1");
  EXPECT_EQ(refusal(options(), shipped("gad-7").get()),
            "bad_argument: the model is for phq-9, the scores are of gad-7");
  EXPECT_EQ(refusal_of([&](oncourse_table** table, oncourse_error* error) {
              return oncourse_expected_response(model.get(), nullptr, nullptr, table, error);
            }),
            "bad_argument: options is NULL");
}

TEST_F(CExpectedResponse, LevelsAreThoseOfTheScale) {
  const InstrumentHandle q = shipped("phq-9");
  double levels[4];
  std::size_t count = 0;
  ASSERT_EQ(oncourse_intake_levels(q.get(), 10, 13, levels, 4, &count, nullptr), ONCOURSE_OK);
  EXPECT_EQ(count, 4u);
  EXPECT_EQ(levels[3], 13.0);
  ASSERT_EQ(oncourse_intake_levels(q.get(), 0, 27, nullptr, 0, &count, nullptr), ONCOURSE_OK);
  EXPECT_EQ(count, 28u);
  EXPECT_EQ(oncourse_intake_levels(q.get(), 0, 27, levels, 4, &count, nullptr), ONCOURSE_BAD_ARGUMENT);
  EXPECT_EQ(oncourse_intake_levels(q.get(), 0, 28, levels, 4, &count, nullptr), ONCOURSE_RESPONSE_RANGE);
  EXPECT_EQ(count, 28u);
}

}  // namespace
}  // namespace oncourse

// expected_response_columns_test.cpp: the table of the expected response says what the response says.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/expected_response_columns.hpp"

#include <gtest/gtest.h>

#include "oncourse/instrument/catalogue.hpp"
#include "support/response_model.hpp"

namespace oncourse {
namespace {

std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const TableColumn& column : table.columns) names.push_back(column.name());
  return names;
}

TEST(ExpectedResponseColumns, HaveARowPerIntakeScoreAndTime) {
  ExpectedResponseOptions options{{3, 15}, {1, 8, 16}};
  options.target = Target{Target::Kind::cutoff, 0.0};
  const auto response = expected_response(support::response_model(), options);
  ASSERT_TRUE(response.ok()) << response.error().detail;
  const Table table = expected_response_columns(*response);
  EXPECT_EQ(names_of(table),
            (std::vector<std::string>{"intake", "time", "mean", "low", "high", "sd_person", "sd_line", "sd_score",
                                      "change", "off_scale", "probability", "probability_of_reliable_improvement"}));
  ASSERT_EQ(table.rows(), 6u);
  const auto number = [&](const char* name, std::size_t row) { return table.find(name)->view().number(row); };
  for (std::size_t row = 0; row < 6; ++row) {
    const ExpectedCourse& course = response->courses[row / 3];
    const ExpectedScore& at = course.scores[row % 3];
    EXPECT_EQ(number("intake", row), *course.intake);
    EXPECT_EQ(number("time", row), at.time);
    EXPECT_EQ(number("mean", row), at.score.mean);
    EXPECT_EQ(number("low", row), at.low);
    EXPECT_EQ(number("high", row), at.high);
    EXPECT_EQ(number("sd_person", row), at.score.sd_person);
    EXPECT_EQ(number("sd_line", row), at.score.sd_line);
    EXPECT_EQ(number("sd_score", row), at.score.sd_score);
    EXPECT_EQ(number("change", row), *at.change);
    EXPECT_EQ(number("off_scale", row) != 0.0, *at.off_scale);
    EXPECT_EQ(number("probability", row), *at.target_probability);
    ASSERT_EQ(table.find("probability_of_reliable_improvement")->is_null(row), row < 3) << "no room below 3";
    if (row >= 3) {
      EXPECT_EQ(number("probability_of_reliable_improvement", row), *at.reliable_improvement_probability);
    }
  }
}

TEST(ExpectedResponseColumns, HaveNoColumnThatNothingIsKnownOf) {
  ResponseModel model = support::response_model();
  const auto columns = [&](std::vector<double> intake) {
    return names_of(expected_response_columns(*expected_response(model, {std::move(intake), {4}})));
  };
  const std::vector<std::string> figures = {"time", "mean", "low", "high", "sd_person", "sd_line", "sd_score"};
  std::vector<std::string> with_scale = figures;
  with_scale.push_back("off_scale");
  EXPECT_EQ(columns({}), with_scale);
  model.instrument.clear();
  EXPECT_EQ(columns({}), figures);
  std::vector<std::string> by_intake = figures;
  by_intake.insert(by_intake.begin(), "intake");
  by_intake.push_back("change");
  EXPECT_EQ(columns({15}), by_intake);
}

}  // namespace
}  // namespace oncourse

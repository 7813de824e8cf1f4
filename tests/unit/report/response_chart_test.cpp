// response_chart_test.cpp: what is drawn of the expected response is what is expected.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/report/response_chart.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <set>

#include "drawn.hpp"
#include "support/response_model.hpp"

namespace oncourse::report_tests {

const ScoreAxis whole_scale = {"PHQ-9", 0.0, 27.0};

ExpectedResponse response_from(std::vector<double> intake, std::vector<double> at = {1, 2, 4, 8, 12, 16}) {
  return *expected_response(support::response_model(), {std::move(intake), std::move(at)});
}

/// The values of an attribute, in order.
std::vector<std::string> values_of(const std::string& svg, const std::string& attribute) {
  std::vector<std::string> found;
  const std::regex one(" " + attribute + "=\"([^\"]*)\"");
  for (auto at = std::sregex_iterator(svg.begin(), svg.end(), one); at != std::sregex_iterator(); ++at)
    found.push_back((*at)[1]);
  return found;
}

TEST(ResponseChart, HasALineABandAndALabelForEveryIntake) {
  const auto svg = expected_response_svg(response_from({10, 15, 20, 25}), whole_scale);
  ASSERT_TRUE(svg.ok()) << svg.error().detail;
  const Drawn drawn(*svg);
  EXPECT_EQ(drawn.trouble(), "");
  EXPECT_EQ(drawn.unbalanced(), "");
  for (const char* label : {">from 10<", ">from 15<", ">from 20<", ">from 25<", ">PHQ-9<", ">Session<"})
    EXPECT_NE(svg->find(label), std::string::npos) << label;
  EXPECT_NE(svg->find("<title id=\"expected-response-title\">PHQ-9 expected by session</title>"), std::string::npos);
  EXPECT_NE(svg->find("90 % of observed scores at any one time"), std::string::npos);
  EXPECT_NE(svg->find("from 20: "), std::string::npos);
  EXPECT_EQ(values_of(*svg, "cx").size(), 4u) << "the intakes";
  EXPECT_EQ(values_of(*svg, "fill-opacity").size(), 4u);
  const auto dashed = values_of(*svg, "stroke-dasharray");
  EXPECT_EQ(dashed.size(), 12u) << "a line and two edges each";
  EXPECT_EQ(std::set<std::string>(dashed.begin(), dashed.end()).size(), 4u) << "told apart without colour";
}

TEST(ResponseChart, SaysWhatItCutsOff) {
  const std::string words = "What lies beyond the axis is cut off.";
  const auto cut = expected_response_svg(response_from({10}), whole_scale);
  const auto whole = expected_response_svg(response_from({10}), {"PHQ-9", -20.0, 40.0});
  EXPECT_NE(cut->find(words), std::string::npos);
  EXPECT_EQ(whole->find(words), std::string::npos);
}

TEST(ResponseChart, ALineThatLeavesTheAxisEndsThereAndIsNotBent) {
  // a straight line from 20 down to -20 and back leaves the axis at 0 halfway between two times
  ExpectedResponse response;
  ExpectedCourse course;
  for (const double mean : {20.0, -20.0, 20.0}) {
    ExpectedScore at;
    at.time = static_cast<double>(course.scores.size());
    at.score = {mean, 0.0, 0.0, 0.0};
    at.low = at.high = mean;
    course.scores.push_back(at);
  }
  response.level = 0.9;
  response.courses = {course};
  const auto svg = expected_response_svg(response, {"x", 0.0, 40.0});
  ASSERT_TRUE(svg.ok());
  const std::string lines = svg->substr(svg->find("class=\"expected\""));
  const auto pieces = values_of(lines, "points");
  ASSERT_EQ(pieces.size(), 2u);
  const auto ends = [](const std::string& piece) {
    std::vector<double> x;
    std::size_t at = 0;
    while (at < piece.size()) {
      x.push_back(std::stod(piece.substr(at)));
      at = std::min(piece.find(' ', at), piece.size() - 1) + 1;
    }
    return x;
  };
  const auto left = ends(pieces[0]), right = ends(pieces[1]);
  ASSERT_EQ(left.size(), 2u);
  ASSERT_EQ(right.size(), 2u);
  const double unit = (right[1] - left[0]) / 2.0;
  EXPECT_NEAR(left[1] - left[0], 0.5 * unit, 0.02);
  EXPECT_NEAR(right[1] - right[0], 0.5 * unit, 0.02);
}

TEST(ResponseChart, OfAnyResponseStaysFiniteAndInsideItsViewBox) {
  std::mt19937_64 random(8101);
  std::uniform_real_distribution<double> score(0.0, 27.0), wait(0.01, 30.0);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<double> intake(static_cast<std::size_t>(trial % 7)), at(static_cast<std::size_t>(1 + trial % 5));
    for (double& one : intake) one = score(random);
    double time = trial % 3 == 0 ? 0.0 : wait(random);
    for (double& one : at) one = std::exchange(time, time + wait(random));
    const double from = score(random) - 27.0;
    const auto svg = expected_response_svg(response_from(intake, at), {"x", from, from + 27.0 + score(random)});
    if (!svg) {
      EXPECT_NE(svg.error().detail.find("the axis runs from"), std::string::npos);
      continue;
    }
    ASSERT_EQ(Drawn(*svg).trouble(), "") << trial;
    ASSERT_EQ(Drawn(*svg).unbalanced(), "") << trial;
  }
  const auto nobody = expected_response_svg(response_from({}), whole_scale);
  EXPECT_NE(nobody->find(">expected<"), std::string::npos);
  for (const std::vector<double>& times : {std::vector<double>{0.0}, {1e-300}, {1e17, 1e17 + 32.0}, {0.0, 1e300}}) {
    const auto svg = expected_response_svg(response_from({15}, times), whole_scale);
    ASSERT_TRUE(svg.ok());
    EXPECT_EQ(Drawn(*svg).trouble(), "");
  }
}

TEST(ResponseChart, RefusesWhatItCannotDraw) {
  EXPECT_EQ(expected_response_svg(response_from({10, 25}), {"x", 0.0, 20.0}).error().detail,
            "intake 2 is 25, the axis runs from 0 to 20");
  EXPECT_EQ(expected_response_svg(response_from({1, 2, 3, 4, 5, 6, 7}), whole_scale).error().detail,
            "7 intake scores, more than 6 lines cannot be told apart in a figure");
  EXPECT_FALSE(expected_response_svg(response_from({10}), {"x", 5.0, 5.0}).ok());
  const auto svg = expected_response_svg(response_from({10}), {"<b> & \"x\"", 0.0, 27.0});
  EXPECT_EQ(svg->find("<b>"), std::string::npos);
  ResponseModel linear = support::response_model();
  linear.growth.design.time_basis = growth::TimeBasis::linear;
  const auto apart = expected_response(linear, {{10}, {-1.2e154, 1.2e154}});
  if (apart) {
    EXPECT_TRUE(expected_response_svg(*apart, whole_scale).ok());
  }
}

}  // namespace oncourse::report_tests

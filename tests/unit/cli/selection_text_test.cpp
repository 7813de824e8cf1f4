// selection_text_test.cpp: what a selection prints fits a terminal and marks the best form.
// SPDX-License-Identifier: Apache-2.0
#include "cli/selection_text.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <sstream>
#include <vector>

namespace oncourse::cli {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

growth::SelectionRow row(double aic, double behind, growth::Design form = {}) {
  growth::SelectionRow out;
  out.design = std::move(form);
  out.parameters = 12;
  out.aic = aic;
  out.bic = aic + 40.0;
  out.behind = behind;
  out.behind_error = behind / 2.0;
  out.predictive_log_score = -1e7 - behind;
  return out;
}

std::vector<std::string> lines_of(const std::string& printed) {
  std::istringstream stream(printed);
  std::vector<std::string> out;
  for (std::string line; std::getline(stream, line);) out.push_back(line);
  return out;
}

TEST(SelectionText, IsAtMostEightyColumnsWide) {
  growth::Design longest;
  longest.curve = growth::Curve::piecewise;
  longest.knot = 12.5;
  longest.random = growth::RandomEffects::independent_slope;
  longest.residuals = growth::ResidualCorrelation::autoregressive_with_noise;
  longest.transformation = {growth::Scale::square_root, 0.0, 27.0};
  growth::SelectionRow refused = row(0, 0, longest);
  refused.refused = Error{Errc::bad_argument, std::string(30, 'a') + " " + std::string(60, 'b') + " " + "c d e f g"};
  for (const auto& rows : {std::vector{row(2e7, 0), row(2.1e7, 123456.7, longest), refused},
                           std::vector{row(2e7, unknown, longest)}, std::vector{refused}})
    for (const std::string& line : lines_of(selection_text(rows, 10))) EXPECT_LE(line.size(), 80U) << line;
}

TEST(SelectionText, MarksTheBestAndSaysOnceWhatAllShare) {
  growth::Design memory, bend;
  memory.residuals = growth::ResidualCorrelation::autoregressive;
  bend.residuals = growth::ResidualCorrelation::autoregressive_with_noise;
  bend.curve = growth::Curve::quadratic;
  const auto lines = lines_of(selection_text(std::vector{row(110, 3, {}), row(100, 0, memory), row(90, 1, bend)}, 5));
  EXPECT_EQ(lines[0], "all forms: points, slope");
  EXPECT_EQ(lines[1], "  form                        npar         AIC         BIC     behind        se");
  EXPECT_EQ(lines[2], "  straight, independent         12       110.0       150.0        3.0       1.5");
  EXPECT_EQ(lines[3], "* straight, autoregressive      12       100.0       140.0        0.0       0.0");
  EXPECT_EQ(lines[4], "  quadratic,                    12        90.0       130.0        1.0       0.5");
  EXPECT_EQ(lines[5], "  autoregressive-with-noise");
  const auto without = lines_of(selection_text(std::vector{row(110, unknown), row(100, unknown, memory)}, 0));
  EXPECT_EQ(without[3].substr(0, 2), "* ");
  EXPECT_EQ(without.back(), "* least AIC");
}

TEST(SelectionText, SaysWhyAFormWasRefused) {
  growth::SelectionRow refused = row(0, 0);
  refused.refused = Error{Errc::response_range, "row 3 has score 28, the logit scale is for 0..27"};
  const auto lines = lines_of(selection_text(std::vector{refused}, 5));
  EXPECT_EQ(lines.back(), "    refused: row 3 has score 28, the logit scale is for 0..27");
}

}  // namespace
}  // namespace oncourse::cli

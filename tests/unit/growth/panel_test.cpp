// panel_test.cpp: what is refused at the door, and how it is said.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/panel.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace oncourse::growth {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Two persons with three and two scores and one covariate, to be spoiled.
struct Columns {
  std::vector<std::size_t> offsets = {0, 3, 5};
  std::vector<double> time = {0, 1, 2, 0, 1}, score = {17, 15, 16, 21, 20}, med = {0, 0, 1, 1, 1};
  std::size_t expected_covariates = 1;
  double least_time = 0.0;

  /// "" where the panel is usable.
  [[nodiscard]] std::string trouble() const {
    const std::span<const double> columns[] = {med};
    const auto found = trouble_in({offsets, time, score, columns}, expected_covariates, least_time);
    EXPECT_EQ(found.value_or(Error{Errc::bad_argument, ""}).code, Errc::bad_argument);
    return found ? found->detail : "";
  }
};

TEST(Panel, CountsPersonsAndRows) {
  const Columns c;
  const Panel panel{c.offsets, c.time, c.score};
  EXPECT_EQ(panel.persons(), 2u);
  EXPECT_EQ(panel.rows(), 5u);
  EXPECT_EQ(Panel{}.persons(), 0u);
}

TEST(TroubleIn, ACleanPanelHasNone) { EXPECT_EQ(Columns{}.trouble(), ""); }

TEST(TroubleIn, APersonWithoutScoresIsNoTrouble) {
  Columns c;
  c.offsets = {0, 0, 3, 3, 5, 5};
  EXPECT_EQ(c.trouble(), "");
}

TEST(TroubleIn, ColumnsOfDifferentLengthsAreRefused) {
  Columns c;
  c.time.pop_back();
  EXPECT_EQ(c.trouble(), "4 times for 5 scores");
  c = {};
  c.med.push_back(0);
  EXPECT_EQ(c.trouble(), "a covariate column has 6 rows, the scores 5");
  c = {};
  c.expected_covariates = 2;
  EXPECT_EQ(c.trouble(), "1 covariate columns given, the design has 2");
}

TEST(TroubleIn, OffsetsMustCoverTheRowsInOrder) {
  for (const std::vector<std::size_t>& wrong :
       {std::vector<std::size_t>{}, {1, 3, 5}, {0, 3, 4}, {0, 3, 6}, {0, 3}, {0}}) {
    Columns c;
    c.offsets = wrong;
    EXPECT_EQ(c.trouble(), "offsets do not cover the rows");
  }
  Columns c;
  c.offsets = {0, 4, 3, 5};
  EXPECT_EQ(c.trouble(), "offsets run backwards at person 2");
}

TEST(TroubleIn, ANumberThatIsNotFiniteIsRefusedWhereverItStands) {
  for (const double wrong : {nan, infinity, -infinity})
    for (std::size_t row = 0; row < 5; ++row) {
      const std::string expected = "row " + std::to_string(row + 1) + " holds a value that is not a finite number";
      Columns c;
      c.score[row] = wrong;
      EXPECT_EQ(c.trouble(), expected);
      c = {};
      c.time[row] = wrong;
      EXPECT_EQ(c.trouble(), expected);
      c = {};
      c.med[row] = wrong;
      EXPECT_EQ(c.trouble(), expected);
    }
}

TEST(TroubleIn, ATimeBeforeTheLeastIsRefusedAndTheLeastItselfIsNot) {
  Columns c;
  c.time[3] = -0.25;
  EXPECT_EQ(c.trouble(), "row 4 has time -0.25, the least is 0");
  c.least_time = -0.25;
  EXPECT_EQ(c.trouble(), "");
}

TEST(TroubleIn, NoScoreIsEverRepeated) {
  Columns c;
  c.score = {23.125, 23.125, 23.125, 23.125, 23.125};
  c.med[4] = nan;
  EXPECT_EQ(c.trouble().find("23.125"), std::string::npos);
  c.med[4] = 0;
  c.time[0] = -1;
  EXPECT_EQ(c.trouble().find("23.125"), std::string::npos);
}

/// What a design refuses of the columns, and "" where it takes them all.
std::string refusal(const Columns& c, ResidualCorrelation residuals, const Transformation& transformation = {}) {
  const std::span<const double> columns[] = {c.med};
  Design design;
  design.covariates = {{"med", false}};
  design.residuals = residuals;
  design.transformation = transformation;
  const auto found = trouble_in({c.offsets, c.time, c.score, columns}, design);
  return found ? found->detail : "";
}

TEST(TroubleInRows, OnlyCorrelatedResidualsAskForAnOrderAndOnlyThoseWithoutNoiseForTimesApart) {
  using enum ResidualCorrelation;
  Columns c;
  for (const ResidualCorrelation residuals : residual_correlations) EXPECT_EQ(refusal(c, residuals), "");
  c.time = {0, 1, 1, 0, 1};  // the second person's times begin anew
  EXPECT_EQ(refusal(c, independent), "");
  EXPECT_EQ(refusal(c, autoregressive_with_noise), "");
  EXPECT_EQ(refusal(c, autoregressive),
            "row 3 has the time of the row before it, 1: without noise a person's residual has one value at a time");
  c.time = {0, 1, 2, 1, 0.5};
  EXPECT_EQ(refusal(c, independent), "");
  for (const ResidualCorrelation residuals : {autoregressive, autoregressive_with_noise})
    EXPECT_EQ(refusal(c, residuals), "row 5 has time 0.5, the row before it of the same person 1");
}

TEST(TroubleInRows, AScaleTakesTheScoresOfItsRange) {
  const Columns c;  // 15..21
  const auto on = [&](Scale scale, double lowest, double highest) {
    return refusal(c, ResidualCorrelation::independent, {scale, lowest, highest, 0.5});
  };
  for (const Scale scale : scales) EXPECT_EQ(on(scale, 15, 21), "");
  EXPECT_EQ(on(Scale::points, 99, 100), "");
  EXPECT_EQ(on(Scale::log, 16, 27), "row 2 has score 15, the log scale is for 16 and more");
  EXPECT_EQ(on(Scale::logit, 0, 20), "row 4 has score 21, the logit scale is for 0..20");
  EXPECT_EQ(on(Scale::square_root, 0, 20), "") << "the highest counts with logit alone";
}

}  // namespace
}  // namespace oncourse::growth

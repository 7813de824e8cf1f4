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

}  // namespace
}  // namespace oncourse::growth

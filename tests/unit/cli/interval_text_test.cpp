// interval_text_test.cpp: intervals as they are printed.
// SPDX-License-Identifier: Apache-2.0
#include "cli/interval_text.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace oncourse::cli {
namespace {

TEST(IntervalText, SaysInfinityWhereTheDataExcludeNothing) {
  const std::vector<growth::ParameterInterval> intervals = {
      {"(Intercept)", 14.72812, 14.1, 15.2}, {"range", 2.5, 0.0, std::numeric_limits<double>::infinity()}};
  EXPECT_EQ(interval_text(intervals, 0.9, "Wald"),
            "90 % intervals by Wald    estimate         low        high\n"
            "(Intercept)                14.7281     14.1000     15.2000\n"
            "range                       2.5000      0.0000         inf\n");
}

}  // namespace
}  // namespace oncourse::cli

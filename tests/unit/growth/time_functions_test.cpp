// time_functions_test.cpp: the columns of time of many rows are those of each row.
// SPDX-License-Identifier: Apache-2.0
#include "growth/time_functions.hpp"

#include <gtest/gtest.h>

#include <random>

namespace oncourse::growth {
namespace {

// The twin is one row at a time: to the last bit, or whoever reads rows otherwise would see other designs.
TEST(TimeFunctions, AreThoseOfEachRowWhetherTimesAreWholeOrNot) {
  std::mt19937_64 random(904);
  std::uniform_int_distribution<int> whole(0, 80), rows(0, 700);
  std::uniform_real_distribution<double> any(0.0, 80.0);
  for (const TimeBasis kind : time_bases)
    for (const Curve curve : curves)
      for (int trial = 0; trial < 30; ++trial) {
        Design design;
        design.time_basis = kind;
        design.curve = curve;
        design.knot = 4.5;
        std::vector<double> time(static_cast<std::size_t>(rows(random)));
        for (double& t : time) t = trial % 3 == 0 ? any(random) : trial % 3 == 1 ? whole(random) : whole(random) / 7.0;
        if (trial % 5 == 0 && !time.empty()) time.back() = 1e9;
        TimeFunctions functions(design);
        functions.evaluate(time);
        for (std::size_t row = 0; row < time.size(); ++row) {
          const auto expected = design.time_row(time[row]);
          ASSERT_EQ(functions.column(0)[row], expected[0]) << time[row];
          if (curve == Curve::straight) continue;
          ASSERT_EQ(functions.column(1)[row], expected[1]) << time[row];
        }
      }
}

}  // namespace
}  // namespace oncourse::growth

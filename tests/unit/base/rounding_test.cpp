// rounding_test.cpp: tenths are compared as if they were whole numbers.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/rounding.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace oncourse::rounding_test {

TEST(Rounding, DoesNotDecideBetweenDifferencesThatAreEqualOnPaper) {
  EXPECT_LT(8.2 - 1.2, 7.0);
  EXPECT_TRUE(at_least(8.2 - 1.2, 7.0, 8.2));
  EXPECT_FALSE(above(8.2 - 1.2, 7.0, 8.2));
  for (int a = 0; a <= 270; a += 7)
    for (int b = 0; b <= 270; ++b)
      for (int asked = 1; asked <= 120; asked += 17) {
        const double from = a / 10.0, to = b / 10.0, scale = std::max(from, to);
        ASSERT_EQ(at_least(from - to, asked / 10.0, scale), a - b >= asked) << a << " " << b << " " << asked;
        ASSERT_EQ(above(from - to, asked / 10.0, scale), a - b > asked) << a << " " << b << " " << asked;
      }
  EXPECT_FALSE(at_least(0.999999, 1.0, 63.0)) << "rounding alone is forgiven";
}

}  // namespace oncourse::rounding_test

// transformation_test.cpp: scales on which scores scatter evenly.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/transformation.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace oncourse::growth {
namespace {

TEST(Transformation, IsUndoneByItsInverseAndRisesAsItsDerivativeSays) {
  for (const Scale scale : scales) {
    const Transformation t{scale, 3.0, 30.0, 0.5};
    double before = -std::numeric_limits<double>::infinity();
    for (double y = 3.0; y <= 30.0; y += 0.25) {
      ASSERT_TRUE(t.takes(y));
      const double h = t.forward(y);
      ASSERT_GT(h, before);
      ASSERT_NEAR(t.inverse(h), y, 1e-12 * 30.0);
      constexpr double step = 1e-5;  // curvature 1e-10, rounding 1e-10
      const double slope = (t.forward(y + step) - t.forward(y - step)) / (2.0 * step);
      ASSERT_NEAR(t.log_derivative(y), std::log(slope), 1e-8);
      before = h;
    }
  }
}

TEST(Transformation, TakesTheRangeAndEndsHalfAStepBeyond) {
  EXPECT_TRUE((Transformation{Scale::points, 0, 27}.takes(-100.0)));
  EXPECT_TRUE((Transformation{Scale::log, 0, 27}.takes(28.0)));
  EXPECT_FALSE((Transformation{Scale::log, 0, 27}.takes(-0.25)));
  const Transformation logit{Scale::logit, 0, 27};
  EXPECT_FALSE(logit.takes(27.25));
  EXPECT_EQ(logit.inverse(-800.0), -0.5);
  EXPECT_EQ(logit.inverse(800.0), 27.5);
  EXPECT_EQ(logit.forward(-1.0), -std::numeric_limits<double>::infinity());
  EXPECT_EQ((Transformation{Scale::square_root, 0, 27}.inverse(-3.0)), -0.5);
}

TEST(Transformation, OfTheLogitIsItsOwnMirrorImage) {
  const Transformation t{Scale::logit, 0.0, 27.0, 0.5};
  for (double y = 0.0; y <= 27.0; y += 0.5) ASSERT_NEAR(t.forward(27.0 - y), -t.forward(y), 1e-14);
}

TEST(Transformation, NeedsARange) {
  EXPECT_FALSE(trouble_in(Transformation{}));
  EXPECT_FALSE(trouble_in(Transformation{Scale::square_root, 5.0, 5.0}));
  ASSERT_TRUE(trouble_in(Transformation{Scale::logit, 5.0, 5.0}));
  EXPECT_EQ(trouble_in(Transformation{Scale::logit, 5.0, 5.0})->detail, "the transformation's range is 5..5");
  EXPECT_EQ(trouble_in(Transformation{Scale::log, 0.0, 27.0, 0.0})->detail,
            "the transformation's margin is 0, it must be above 0");
  EXPECT_TRUE(trouble_in(Transformation{Scale::log, std::numeric_limits<double>::infinity()}));
}

}  // namespace
}  // namespace oncourse::growth

// select_response_test.cpp: scales and scores of a selection are the instrument's.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/select_response.hpp"

#include <gtest/gtest.h>

#include "oncourse/instrument/catalogue.hpp"
#include "support/cohort.hpp"

namespace oncourse {
namespace {

using growth::Scale;

TEST(TransformationsFor, AreAllScalesWhereTheRangeIsKnownAndPointsElse) {
  const auto all = transformations_for({}, &phq9);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), growth::scales.size());
  for (std::size_t k = 0; k < all->size(); ++k) {
    EXPECT_EQ((*all)[k], *transformation_for(growth::scales[k], &phq9)) << k;
  }
  EXPECT_EQ(*transformations_for({}, nullptr, {0.0, 63.0, {}}),
            (std::vector<growth::Transformation>{
                {}, {Scale::square_root, 0.0, 63.0}, {Scale::log, 0.0, 63.0}, {Scale::logit, 0.0, 63.0}}));
  EXPECT_EQ(*transformations_for({}, nullptr), std::vector{growth::Transformation{}});
}

TEST(TransformationsFor, AreThoseAskedForOrRefused) {
  const std::vector asked = {Scale::log, Scale::points};
  EXPECT_EQ(*transformations_for(asked, nullptr, {1.0, 5.0, 0.25}),
            (std::vector<growth::Transformation>{{Scale::log, 1.0, 5.0, 0.25}, {}}));
  const auto why = [](std::vector<Scale> scales, const Instrument* q, const StatedRange& stated) {
    return transformations_for(scales, q, stated).error().detail;
  };
  EXPECT_EQ(why({Scale::log}, nullptr, {}), "the log scale needs an instrument, or the lowest and the highest score");
  EXPECT_EQ(why({}, nullptr, {0.0, {}, {}}),
            "the square-root scale needs an instrument, or the lowest and the highest score");
  EXPECT_EQ(why({Scale::points}, nullptr, {0.0, 5.0, {}}),
            "a range or a margin is stated, the scale of points has none");
  EXPECT_EQ(why({}, &phq9, {0.0, 21.0, {}}), "the transformation's range is 0..21, phq-9 has 0..27");
}

TEST(SelectResponse, RefusesScoresAndRangesThatAreNotTheInstruments) {
  const support::Cohort cohort({{{0, 12}, {1, 10}, {2, 9}}, {{0, 20}, {1, 28}, {2, 15}}});
  const auto found = select_response(cohort.panel(), &phq9, std::vector{growth::Design{}});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::response_range);
  EXPECT_EQ(found.error().detail.substr(0, 7), "row 5: ");
  growth::Design other;
  other.transformation = {Scale::log, 0.0, 63.0};
  const auto scale = select_response(cohort.panel(), &phq9, std::vector{other});
  ASSERT_FALSE(scale);
  EXPECT_EQ(scale.error().detail, "the transformation's range is 0..63, phq-9 has 0..27");
}

TEST(SelectResponse, IsTheSelectionOfTheSameRows) {
  std::mt19937_64 random(971);
  std::normal_distribution<double> normal;
  std::vector<support::Rows> persons(20);
  for (support::Rows& rows : persons) {
    const double level = 14.0 + 2.0 * normal(random), rate = -2.0 + normal(random);
    for (int session = 0; session < 5; ++session)
      rows.push_back({1.0 * session, std::clamp(level + rate * std::log1p(session) + normal(random), 0.0, 27.0)});
  }
  for (support::Rows& rows : persons)
    for (support::Row& row : rows) row.score = std::round(row.score);
  const support::Cohort cohort(persons);
  const std::vector<growth::Design> forms(1);
  const auto here = select_response(cohort.panel(), &phq9, forms, {.folds = 2}),
             there = growth::select(cohort.panel(), forms, {.folds = 2});
  ASSERT_TRUE(here && there);
  EXPECT_EQ(here->front().predictive_log_score, there->front().predictive_log_score);
}

}  // namespace
}  // namespace oncourse

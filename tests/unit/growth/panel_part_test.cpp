// panel_part_test.cpp: some of a panel's persons.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/growth/panel_part.hpp"

#include <gtest/gtest.h>

#include "support/cohort.hpp"

namespace oncourse::growth {
namespace {

TEST(PanelPart, OfSomeAndOfTheOthersHoldsEveryRowOnceInItsOrder) {
  std::mt19937_64 random(20261123);
  const support::Cohort cohort = support::any_cohort(random, 40, 6);
  const Panel whole = cohort.panel();
  std::vector<bool> keep(40);
  for (std::size_t i = 0; i < keep.size(); ++i) keep[i] = random() % 2 == 0;
  std::vector<bool> others = keep;
  others.flip();
  const PanelPart kept(whole, keep), rest(whole, others);
  EXPECT_EQ(kept.panel().rows() + rest.panel().rows(), whole.rows());
  EXPECT_FALSE(trouble_in(kept.panel(), 2, least_time(TimeBasis::linear)).has_value());
  std::size_t next[2] = {0, 0};
  for (std::size_t i = 0; i < whole.persons(); ++i) {
    const Panel part = (keep[i] ? kept : rest).panel();
    std::size_t& person = next[keep[i]];
    const std::size_t from = whole.offsets[i], count = whole.offsets[i + 1] - from, at = part.offsets[person++];
    ASSERT_EQ(part.offsets[person] - at, count);
    for (std::size_t row = 0; row < count; ++row) {
      EXPECT_EQ(part.time[at + row], whole.time[from + row]);
      EXPECT_EQ(part.score[at + row], whole.score[from + row]);
      for (std::size_t c = 0; c < 2; ++c) EXPECT_EQ(part.covariates[c][at + row], whole.covariates[c][from + row]);
    }
  }
  EXPECT_EQ(next[0] + next[1], 40U);
}

TEST(PanelPart, OfNobodyIsEmpty) {
  std::mt19937_64 random(1);
  const support::Cohort cohort = support::any_cohort(random, 3, 4);
  const PanelPart nobody(cohort.panel(), std::vector<bool>(3, false));
  EXPECT_EQ(nobody.panel().persons(), 0U);
  EXPECT_EQ(nobody.panel().rows(), 0U);
}

}  // namespace
}  // namespace oncourse::growth

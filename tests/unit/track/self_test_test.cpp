// self_test_test.cpp: a self-test that cannot fail is none.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/self_test.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "oncourse/instrument/catalogue.hpp"

namespace oncourse {
namespace {

TEST(SelfTest, HoldsHere) {
  const auto wrong = deviation(self_test_figures());
  EXPECT_FALSE(wrong.has_value()) << wrong->detail;
}

TEST(SelfTest, ScoresEveryInstrumentThatShips) {
  std::set<std::string> names;
  for (const SelfTestFigure& figure : self_test_figures()) EXPECT_TRUE(names.insert(figure.name).second) << figure.name;
  for (const Instrument* q : catalogue())
    EXPECT_EQ(names.contains("the total of a sheet of " + std::string(q->id)), q->items > 0 && q->has_total()) << q->id;
}

TEST(SelfTest, NamesEachFigureThatIsOffByMoreThanItsSourceLeavesOpen) {
  const auto figures = self_test_figures();
  for (std::size_t i = 0; i < figures.size(); ++i)
    for (const double off : {1.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
      auto spoilt = figures;
      spoilt[i].computed = figures[i].expected + off * std::max(2.0 * figures[i].tolerance, 1e-9);
      const auto wrong = deviation(spoilt);
      ASSERT_TRUE(wrong.has_value()) << figures[i].name;
      EXPECT_EQ(wrong->code, Errc::internal);
      EXPECT_EQ(wrong->detail.find("self-test: " + figures[i].name + ": computed "), 0U) << wrong->detail;
    }
}

}  // namespace
}  // namespace oncourse

// sudden_gain_summary_test.cpp: which gain stands for a person, and what is said of many persons.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/change/sudden_gain_summary.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace oncourse::sudden_gain_summary_test {

TEST(SuddenGain, StandsForAPersonByChoiceAndTheEarliestOnTies) {
  std::vector<SuddenGain> gains(4);
  for (std::size_t at = 0; at < 4; ++at) {
    gains[at].session = static_cast<int>(at) + 2;
    gains[at].magnitude = std::array{9.0, 7.0, 9.0, 7.0}[at];
  }
  EXPECT_EQ(choose(gains, WhichGain::first)->session, 2);
  EXPECT_EQ(choose(gains, WhichGain::last)->session, 5);
  EXPECT_EQ(choose(gains, WhichGain::largest)->session, 2);
  EXPECT_EQ(choose(gains, WhichGain::smallest)->session, 3);
  EXPECT_EQ(choose({}, WhichGain::first), nullptr);
}

TEST(SuddenGain, IsDescribedForAllAndForOnePerPerson) {
  std::vector<std::vector<SuddenGain>> persons(4);
  const auto gain = [](double magnitude, std::optional<bool> reversed) {
    SuddenGain out;
    out.magnitude = magnitude;
    out.reversed = reversed;
    return out;
  };
  persons[1] = {gain(8, true)};
  persons[3] = {gain(10, std::nullopt), gain(15, false)};
  const SuddenGainSummary all = describe(persons);
  EXPECT_EQ(all.persons, 4U);
  EXPECT_EQ(all.with_gain, 2U);
  EXPECT_EQ(all.with_several, 1U);
  EXPECT_EQ(all.gains, 3U);
  EXPECT_EQ(all.reversed, 1U);
  EXPECT_EQ(all.reversal_known, 2U);
  EXPECT_EQ(all.magnitude_mean, 11.0);
  EXPECT_NEAR(*all.magnitude_sd, std::sqrt(13.0), 1e-12);
  const SuddenGainSummary first = describe(persons, WhichGain::first);
  EXPECT_EQ(first.gains, 2U);
  EXPECT_EQ(first.magnitude_mean, 9.0);
  EXPECT_FALSE(describe(std::vector<std::vector<SuddenGain>>(3)).magnitude_mean);
}

}  // namespace oncourse::sudden_gain_summary_test

// plan_test.cpp: the agreed frame of a therapy.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/course/plan.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace oncourse {
namespace {

std::string trouble(const Plan& plan) {
  const auto found = trouble_in(plan);
  EXPECT_EQ(found.value_or(Error{Errc::bad_argument, ""}).code, Errc::bad_argument);
  return found ? found->detail : "";
}

TEST(Plan, UnlessAgreedOtherwiseIsTwelveToSixteenWeeklySessions) {
  const Plan plan;
  EXPECT_EQ(plan.window_first, 12);
  EXPECT_EQ(plan.window_last, 16);
  EXPECT_EQ(plan.cadence_days, 7);
  EXPECT_EQ(trouble(plan), "");
}

TEST(Phase, FollowsTheGuideFromIntakeToTermination) {
  const std::pair<int, Phase> expected[] = {
      {-1, Phase::intake},      {0, Phase::intake},       {1, Phase::initial},
      {3, Phase::initial},      {4, Phase::middle},       {13, Phase::middle},
      {14, Phase::termination}, {16, Phase::termination}, {17, Phase::beyond_window}};
  for (const auto& [session, phase] : expected) EXPECT_EQ(phase_of(Plan{}, session), phase) << session;
}

TEST(Phase, NeverRunsBackwardsAndLastsAsLongAsAgreed) {
  for (int last = 1; last <= 30; ++last)
    for (int initial = 0; initial <= last; ++initial)
      for (int termination = 0; initial + termination <= last; ++termination) {
        const Plan plan{1, last, 7, initial, termination};
        ASSERT_EQ(trouble(plan), "");
        int sessions[5] = {};
        Phase before = Phase::intake;
        for (int session = 0; session <= last + 1; ++session) {
          const Phase phase = phase_of(plan, session);
          ASSERT_GE(phase, before);
          before = phase;
          ++sessions[static_cast<std::size_t>(phase)];
        }
        const int expected[5] = {1, initial, last - initial - termination, termination, 1};
        for (std::size_t k = 0; k < 5; ++k) ASSERT_EQ(sessions[k], expected[k]);
      }
}

TEST(Plan, RefusesAWindowThatNobodyCanKeep) {
  EXPECT_EQ(trouble({.window_first = 16, .window_last = 12}),
            "plan: window 16 to 12, it must ascend and lie in 1..100");
  EXPECT_EQ(trouble({.window_first = 0, .window_last = 12}), "plan: window 0 to 12, it must ascend and lie in 1..100");
  EXPECT_EQ(trouble({.window_first = 12, .window_last = 101}),
            "plan: window 12 to 101, it must ascend and lie in 1..100");
  EXPECT_EQ(trouble({.window_first = 12, .window_last = 12}), "");
  EXPECT_EQ(trouble({.window_first = 100, .window_last = 100}), "");
}

TEST(Plan, RefusesACadenceOfNoDayOrOfMoreThanAYear) {
  EXPECT_EQ(trouble({.cadence_days = 0}), "plan: cadence of 0 days, it must lie in 1..366");
  EXPECT_EQ(trouble({.cadence_days = 367}), "plan: cadence of 367 days, it must lie in 1..366");
  EXPECT_EQ(trouble({.cadence_days = 1}), "");
  EXPECT_EQ(trouble({.cadence_days = 366}), "");
}

TEST(Plan, RefusesPhasesThatDoNotFit) {
  const std::string expected = "plan: the initial and the termination phase do not fit into 16 sessions";
  EXPECT_EQ(trouble({.initial_sessions = 9, .termination_sessions = 8}), expected);
  EXPECT_EQ(trouble({.initial_sessions = -1}), expected);
  EXPECT_EQ(trouble({.termination_sessions = -1}), expected);
  EXPECT_EQ(trouble({.initial_sessions = 8, .termination_sessions = 8}), "");
}

TEST(Plan, RefusesPhasesWhoseSumOverflows) {
  const int most = std::numeric_limits<int>::max();
  EXPECT_NE(trouble({.initial_sessions = most, .termination_sessions = most}), "");
}

TEST(Phase, HasTheNameItHasInEveryDocument) {
  EXPECT_EQ(name(Phase::intake), "intake");
  EXPECT_EQ(name(Phase::initial), "initial");
  EXPECT_EQ(name(Phase::middle), "middle");
  EXPECT_EQ(name(Phase::termination), "termination");
  EXPECT_EQ(name(Phase::beyond_window), "beyond_window");
}

}  // namespace
}  // namespace oncourse

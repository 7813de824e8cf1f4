// error_test.cpp: failures are values with a number that never changes.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/base/error.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace oncourse {
namespace {

TEST(Errc, KeepsTheNumberAndTheNameItWasFirstGiven) {
  const std::pair<int, const char*> published[] = {
      {1, "bad_argument"},        {2, "unknown_instrument"}, {3, "response_range"}, {4, "too_many_missing"},
      {5, "not_enough_sessions"}, {6, "out_of_memory"},      {7, "internal"},       {8, "malformed"},
      {9, "wrong_version"},       {10, "session_order"},     {11, "not_available"}};
  for (const auto& [number, expected] : published) EXPECT_STREQ(name(static_cast<Errc>(number)), expected);
}

TEST(Errc, ANumberOfNoFailureHasNoName) {
  EXPECT_STREQ(name(static_cast<Errc>(0)), "unknown");
  EXPECT_STREQ(name(static_cast<Errc>(12)), "unknown");
}

TEST(Error, IsADefectOfTheLibraryUntilToldOtherwise) { EXPECT_EQ(Error{}.code, Errc::internal); }

TEST(Result, IsEitherAValueOrTheReasonWhyThereIsNone) {
  const Result<double> value = 11.25;
  EXPECT_TRUE(value.ok());
  EXPECT_TRUE(static_cast<bool>(value));
  EXPECT_EQ(*value, 11.25);

  const Result<double> refused = Error{Errc::response_range, "item 4 is 7, scale is 0..3"};
  EXPECT_FALSE(refused.ok());
  EXPECT_FALSE(static_cast<bool>(refused));
  EXPECT_EQ(refused.error().code, Errc::response_range);
  EXPECT_EQ(refused.error().detail, "item 4 is 7, scale is 0..3");
}

TEST(Result, AValueThatConvertsToFalseIsStillAValue) {
  const Result<double> no_points = 0.0;
  const Result<bool> no = false;
  const Result<std::string> nothing = std::string();
  EXPECT_TRUE(no_points.ok() && no.ok() && nothing.ok());
}

TEST(Result, GivesAWayToReadAndToTakeWhatItHolds) {
  Result<std::string> result = std::string("on course");
  EXPECT_EQ(result->size(), 9u);
  *result += ".";
  EXPECT_EQ(*result, "on course.");

  Result<std::unique_ptr<int>> owned = std::make_unique<int>(16);
  const std::unique_ptr<int> taken = *std::move(owned);
  EXPECT_EQ(*taken, 16);
}

/// Shared, so that those left alive are counted; long enough to own memory.
struct Counted {
  explicit Counted(std::shared_ptr<int> of) : alive(std::move(of)) {}
  std::shared_ptr<int> alive;
  std::string text = std::string(100, 'v');
};

TEST(Result, KeepsWhatItHoldsThroughEveryCopyMoveAndAssignmentAndLosesNothing) {
  const auto alive = std::make_shared<int>(0);
  {
    const auto value = [&] { return Result<Counted>(Counted(alive)); };
    const auto error = [] { return Result<Counted>(Error{Errc::malformed, std::string(100, 'e')}); };
    for (const bool from_value : {false, true})
      for (const bool to_value : {false, true}) {
        const Result<Counted> from = from_value ? value() : error();
        const auto is_as_from = [&](const Result<Counted>& result) {
          return result.ok() == from_value &&
                 (from_value
                      ? result->text == std::string(100, 'v') && result->alive == alive
                      : result.error().code == Errc::malformed && result.error().detail == std::string(100, 'e'));
        };
        Result<Counted> to = to_value ? value() : error();
        to = from;
        EXPECT_TRUE(is_as_from(to) && is_as_from(from));
        Result<Counted> copy = from, moved = std::move(copy);
        EXPECT_TRUE(is_as_from(moved));
        to = std::move(moved);
        const Result<Counted>& itself = to;
        to = itself;
        EXPECT_TRUE(is_as_from(to));
      }
  }
  EXPECT_EQ(alive.use_count(), 1);
}

}  // namespace
}  // namespace oncourse

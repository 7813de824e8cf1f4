// memory_test.cpp: memory may run out at any allocation, and the caller is told. Replaces new in the whole program.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>
#include <new>
#include <optional>

#include "c/boundary.hpp"
#include "example_model.hpp"
#include "oncourse/instrument/phq9.hpp"
#include "oncourse/oncourse.h"
#include "oncourse/report/course_report.hpp"
#include "oncourse/track/assess.hpp"
#include "oncourse/track/model_file.hpp"

namespace {
constexpr long plenty = std::numeric_limits<long>::max();
long allocations_left = plenty;
}  // namespace

// Not inlined: g++ 12 would take one half of a pair for a mistake.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (allocations_left-- <= 0) throw std::bad_alloc();
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return allocations_left-- <= 0 ? nullptr : std::malloc(size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

namespace oncourse {
namespace {

/// Fails the first allocation of a call, then the second, and so on until it succeeds. Returns how many failed.
template <class Call>
long fail_every_allocation(const Call& call) {
  for (long allowed = 0;; ++allowed) {
    oncourse_error error;
    allocations_left = allowed;
    const oncourse_status status = call(&error);
    allocations_left = plenty;
    if (status == ONCOURSE_OK) return allowed;
    EXPECT_EQ(status, ONCOURSE_OUT_OF_MEMORY) << error.detail;
    if (status != ONCOURSE_OUT_OF_MEMORY) return -1;
  }
}

TEST(OutOfMemory, IsAStatusWhereverItHappensAndLeavesNothingBehind) {
  oncourse_instrument* phq9 = nullptr;
  EXPECT_GT(
      fail_every_allocation([&](oncourse_error* error) { return oncourse_instrument_find("phq-9", &phq9, error); }), 0);
  oncourse_course* course = nullptr;
  EXPECT_GT(fail_every_allocation(
                [&](oncourse_error* error) { return oncourse_course_new(nullptr, "2026-01-05", &course, error); }),
            0);
  for (std::int32_t session = 0; session < 3; ++session) {
    EXPECT_GT(fail_every_allocation([&](oncourse_error* error) {
                return oncourse_course_add_session(course, session, 7 * session, error);
              }),
              0);
    EXPECT_GT(fail_every_allocation([&](oncourse_error* error) {
                return oncourse_course_add_total(course, session, phq9, 18.0 - session, error);
              }),
              0);
  }
  EXPECT_GT(fail_every_allocation([&](oncourse_error* error) {
              return oncourse_course_add_medication(course, 3, ONCOURSE_MEDICATION_STARTED,
                                                    "a label too long to be kept in place", error);
            }),
            0);
  EXPECT_GT(fail_every_allocation([&](oncourse_error* error) {
              return oncourse_course_add_goal(course, "a label too long to be kept in place", phq9, ONCOURSE_AT_MOST,
                                              9.0, error);
            }),
            0);
  EXPECT_GT(fail_every_allocation([&](oncourse_error* error) {
              return oncourse_course_set_covariate(course, 0, "a name too long to be kept in place", 1.0, error);
            }),
            0);
  oncourse_calendar calendar = ONCOURSE_CALENDAR_INIT;
  EXPECT_GT(fail_every_allocation(
                [&](oncourse_error* error) { return oncourse_course_calendar(course, 0, &calendar, error); }),
            0);
  oncourse_course_free(course);
  oncourse_instrument_free(phq9);
}

TEST(OutOfMemory, IsAStatusWhileAPersonIsForecast) {
  const std::string document = to_json(calibrated_example_model());
  oncourse_model* model = nullptr;
  ASSERT_EQ(oncourse_model_new(document.data(), document.size(), &model, nullptr), ONCOURSE_OK);
  const double time[] = {3.0, 12.0, 16.0}, score[] = {15.0, 11.0, 9.0};
  oncourse_rows seen = ONCOURSE_ROWS_INIT, ahead = ONCOURSE_ROWS_INIT;
  seen.n = ahead.n = 3;
  seen.time = ahead.time = time;
  seen.score = score;
  oncourse_prediction predictions[3];
  std::size_t count = 0;
  EXPECT_GT(fail_every_allocation([&](oncourse_error* error) {
              return oncourse_model_predict(model, &seen, &ahead, nullptr, predictions, 3, &count, error);
            }),
            0);
  oncourse_model_free(model);
}

/// What oncourse_assess does but for the JSON report: the JSON library ends the process when memory runs out while it
/// takes a document down.
TEST(OutOfMemory, IsAStatusWhileACourseIsJudged) {
  const ResponseModel model = calibrated_example_model();
  CourseRecord record;
  for (int session = 0; session < 3; ++session) {
    Score score;
    score.total = 18.0 - session;
    record.sessions.push_back({session, 7L * session, {{&phq9, score, false}}});
  }
  EXPECT_GT(fail_every_allocation([&](oncourse_error* error) {
              return c::call(error, [&]() -> std::optional<Error> {
                const auto course = Course::make(record);
                if (!course) return course.error();
                auto judged = assess(*course, phq9, &model);
                if (!judged) return judged.error();
                const CourseReport report = course_report(*course, *std::move(judged), 21);
                return std::nullopt;
              });
            }),
            0);
}

TEST(OutOfMemory, CannotHappenWhileAProperSheetIsScored) {
  const std::int16_t sheet[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  oncourse_score_result result = ONCOURSE_SCORE_RESULT_INIT;
  oncourse_instrument* phq9 = nullptr;
  ASSERT_EQ(oncourse_instrument_find("phq-9", &phq9, nullptr), ONCOURSE_OK);
  EXPECT_EQ(fail_every_allocation(
                [&](oncourse_error* error) { return oncourse_score(phq9, sheet, 9, nullptr, &result, error); }),
            0);
  oncourse_instrument_free(phq9);
}

}  // namespace
}  // namespace oncourse

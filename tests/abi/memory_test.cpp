// memory_test.cpp: memory may run out at any request of any C function; the caller is told, and nothing else happens.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <oncourse/oncourse.h>

#include <cstring>
#include <fstream>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "allocation_fault.hpp"
#include "memory_calls.hpp"

namespace oncourse::abi {
namespace {

/// The lines of every table.
template <class Line>
std::vector<Line> every(std::span<const Line> Calls::*table) {
  std::vector<Line> all;
  for (const Calls& calls : {scores_calls, course_calls, model_calls, assessment_calls, change_calls, drift_calls,
                             service_calls, follow_calls})
    all.insert(all.end(), (calls.*table).begin(), (calls.*table).end());
  return all;
}

/// All that a course holds, as its report and its course file tell it.
std::string seen(const Setting& s) {
  oncourse_assessment* assessment = nullptr;
  expect_ok(oncourse_assess(s.course, s.phq9, nullptr, nullptr, &assessment, nullptr));
  const std::string report = std::string(oncourse_assessment_json(assessment)) + oncourse_course_json(s.course);
  oncourse_assessment_free(assessment);
  return report;
}

/// All that cross-products hold, as their document tells it.
std::string held(const Setting& s) {
  std::size_t size = 0;
  expect_ok(oncourse_cross_products_bytes(s.cross_products, nullptr, 0, &size, nullptr));
  std::vector<unsigned char> bytes(size);
  expect_ok(oncourse_cross_products_bytes(s.cross_products, bytes.data(), size, &size, nullptr));
  return {bytes.begin(), bytes.end()};
}

/// Fails the first request of a call, then the second, and so on until the call asks for no more. Returns how many it
/// asks for. The request of an exception may be met from the C++ runtime's reserve: then the call does what it did.
long fail_every_request(const Fallible& line, Outage outage) {
  const bool may_change_the_course = std::string_view(line.function).starts_with("oncourse_course_");
  const std::string before = may_change_the_course ? seen(Setting()) : std::string();
  const bool may_change_the_sum = std::string_view(line.function).starts_with("oncourse_cross_products_add");
  for (long nth = 1;; nth += line.sampled ? 1 + nth / 10 : 1) {
    Setting setting;
    if (line.prepare) line.prepare(setting);
    const std::string sum_before = may_change_the_sum ? held(setting) : std::string();
    Results untouched;
    std::memcpy(&untouched, &setting.out, sizeof untouched);
    oncourse_error error = {ONCOURSE_OK, ""};
    const long live = live_allocations();
    bool failed = false;
    oncourse_status status = ONCOURSE_OK;
    {
      const AllocationFault fault(nth, outage);
      status = line.call(setting, &error);
      failed = fault.happened();
    }
    const long live_after = live_allocations();
    EXPECT_EQ(error.status, status);
    if (!failed || status != ONCOURSE_OUT_OF_MEMORY) {
      EXPECT_EQ(status, line.status) << error.detail;
      if (!failed || status != line.status) return nth - 1;
    } else {
      EXPECT_STREQ(error.detail, "an allocation failed");
    }
    if (status == ONCOURSE_OK) continue;
    EXPECT_EQ(live_after, live) << "request " << nth;
    EXPECT_EQ(std::memcmp(&untouched, &setting.out, sizeof untouched), 0) << "request " << nth;
    if (may_change_the_sum) {
      EXPECT_EQ(held(setting), sum_before) << "request " << nth;
    }
    if (may_change_the_course) {
      EXPECT_EQ(seen(setting), before) << "request " << nth;
    }
  }
}

TEST(AllocationFault, FailsTheRequestItWasAskedToAndCountsTheOthers) {
  const long live = live_allocations();
  const auto request = [] {  // by call: clang leaves a new-expression out that is undone at once
    void* const block = operator new(1, std::nothrow);
    const bool given = block != nullptr;
    operator delete(block);
    return given;
  };
  {
    const AllocationFault fault(2, Outage::once);
    EXPECT_TRUE(request() && !fault.happened() && !request() && fault.happened() && request());
  }
  {
    const AllocationFault fault(2, Outage::lasting);
    EXPECT_TRUE(request() && !request() && !request());
  }
  EXPECT_EQ(live_allocations(), live);
  void* const block = operator new(1);
  EXPECT_EQ(live_allocations(), live + 1);
  operator delete(block);
}

TEST(OutOfMemory, IsAStatusAtEveryRequestOfEveryCallAndLeavesNothingBehind) {
  for (const Fallible& line : every(&Calls::fallible))
    for (const Outage outage : {Outage::once, Outage::lasting}) {
      SCOPED_TRACE(std::string(line.function) + " that ends with " + oncourse_status_name(line.status) +
                   (outage == Outage::once ? ", one request fails" : ", every further request fails"));
      const long live = live_allocations();
      const long requests = fail_every_request(line, outage);
      EXPECT_TRUE(requests > 0 || !sees_malloc) << "it asks for no memory: it belongs into the other table";
      EXPECT_EQ(live_allocations(), live) << "what the calls made was not given back";
    }
}

TEST(OutOfMemory, CannotHappenToACallThatNeedsNone) {
  for (const Modest& line : every(&Calls::modest)) {
    Setting setting;
    if (line.prepare) line.prepare(setting);
    bool succeeds = false, asked = true;
    {
      const AllocationFault fault(1, Outage::lasting);
      succeeds = line.succeeds(setting);
      asked = fault.happened();
    }
    EXPECT_TRUE(succeeds) << line.function;
    EXPECT_FALSE(asked) << line.function;
  }
}

TEST(OutOfMemory, LeavesATextUnwrittenAndTheNextRequestWritesIt) {
  for (const Written& line : every(&Calls::written))
    for (const Outage outage : {Outage::once, Outage::lasting}) {
      SCOPED_TRACE(line.function);
      Setting setting;
      if (line.prepare) line.prepare(setting);
      const long live = live_allocations();
      bool failed = true;
      for (long nth = 1; failed; ++nth) {
        const char* written = nullptr;
        {
          const AllocationFault fault(nth, outage);
          written = line.call(setting);
          failed = fault.happened();
        }
        EXPECT_TRUE(failed || nth > 1) << "it asks for no memory: it belongs into the other table";
        if (written) break;
        EXPECT_TRUE(failed);
        EXPECT_EQ(live_allocations(), live) << "request " << nth;
      }
      EXPECT_NE(line.call(setting), nullptr);
    }
}

TEST(OutOfMemory, IsTriedForEveryFunctionThatTheHeaderDeclares) {
  std::set<std::string> declared, tried;
  std::ifstream header(ONCOURSE_HEADER);
  for (std::string line; std::getline(header, line);) {
    if (!line.starts_with("ONCOURSE_API ")) continue;
    const std::size_t end = line.find('('), begin = line.find_last_of(" *", end) + 1;
    declared.insert(line.substr(begin, end - begin));
  }
  for (const Fallible& line : every(&Calls::fallible)) tried.insert(line.function);
  for (const Modest& line : every(&Calls::modest)) tried.insert(line.function);
  for (const Written& line : every(&Calls::written)) tried.insert(line.function);
  EXPECT_FALSE(declared.empty());
  EXPECT_EQ(tried, declared);
}

}  // namespace
}  // namespace oncourse::abi

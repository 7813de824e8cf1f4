// parallel_test.cpp: pieces of work on several threads.
// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <vector>

namespace oncourse {
namespace {

TEST(OnThreads, EveryPieceIsDoneOnceByAnyNumberOfThem) {
  for (const int threads : {0, 1, 2, 3, 16})
    for (const std::size_t n : {0U, 1U, 2U, 100U}) {
      std::vector<int> times(n, 0);
      on_threads(n, threads, [&](std::size_t k) { ++times[k]; });
      ASSERT_EQ(times, std::vector<int>(n, 1)) << threads;
    }
}

TEST(OnThreads, WhatOneThrowsIsThrownHereAndEndsTheRest) {
  for (const int threads : {1, 2, 8}) {
    std::atomic<int> done = 0;
    const auto failing = [&](std::size_t k) {
      if (k == 3) throw std::bad_alloc();
      ++done;
    };
    EXPECT_THROW(on_threads(1'000'000, threads, failing), std::bad_alloc);
    EXPECT_LT(done, 1'000'000 - 1);
  }
}

}  // namespace
}  // namespace oncourse

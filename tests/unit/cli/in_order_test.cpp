// in_order_test.cpp: everything taken is handed on once, in order, and no more is on its way than threads.
// SPDX-License-Identifier: Apache-2.0
#include "cli/in_order.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace oncourse::cli {
namespace {

TEST(InOrder, HandsOnAllThatWasTaken) {
  for (const int threads : {1, 2, 3, 8})
    for (const int pieces : {0, 1, 2, 100}) {
      int next = 0;
      std::atomic<int> on_the_way = 0, most = 0;
      std::vector<int> given;
      in_order(
          threads,
          [&]() -> std::optional<int> {
            if (next == pieces) return std::nullopt;
            most = std::max(most.load(), ++on_the_way);
            return next++;
          },
          [](int piece) {
            std::this_thread::sleep_for(
                std::chrono::microseconds((piece * 7919) % 13 * 20));  // so that later ones overtake
            return 10 * piece;
          },
          [&](int made) {
            --on_the_way;
            given.push_back(made);
            return true;
          });
      ASSERT_EQ(given.size(), static_cast<std::size_t>(pieces));
      for (int i = 0; i < pieces; ++i) EXPECT_EQ(given[static_cast<std::size_t>(i)], 10 * i);
      EXPECT_LE(most, threads);
    }
}

TEST(InOrder, EndsWhereItIsTold) {
  for (const int threads : {1, 2, 5}) {
    int next = 0;
    std::vector<int> given;
    in_order(
        threads, [&] { return std::optional(next++); }, [](int piece) { return piece; },
        [&](int made) {
          given.push_back(made);
          return made < 20;
        });
    EXPECT_EQ(given.size(), 21U);
    EXPECT_LE(next, 21 + threads);
  }
}

TEST(InOrder, ThrowsWhatWasThrownAndKeepsNobodyWaiting) {
  for (const int threads : {1, 2, 5}) {
    int next = 0;
    std::vector<int> given;
    const auto run = [&] {
      in_order(
          threads, [&] { return next == 1000 ? std::nullopt : std::optional(next++); },
          [](int piece) {
            std::this_thread::sleep_for(std::chrono::microseconds(200));  // so that others wait by then
            if (piece == 20) throw std::runtime_error("piece 20");
            return piece;
          },
          [&](int made) {
            given.push_back(made);
            return true;
          });
    };
    EXPECT_THROW(run(), std::runtime_error);
    ASSERT_LE(given.size(), 20U);
    for (std::size_t i = 0; i < given.size(); ++i) EXPECT_EQ(given[i], static_cast<int>(i));
  }
}

}  // namespace
}  // namespace oncourse::cli

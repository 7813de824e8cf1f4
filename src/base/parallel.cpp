// parallel.cpp: independent pieces of work on several threads.
// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace oncourse {

void on_threads(std::size_t n, int threads, void (*work)(const void* context, std::size_t k), const void* context) {
  if (threads <= 1 || n <= 1) {
    for (std::size_t k = 0; k < n; ++k) work(context, k);
    return;
  }
  std::atomic<std::size_t> next = 0;
  std::mutex lock;
  std::exception_ptr thrown;
  const auto take = [&] {
    try {
      for (std::size_t k = next++; k < n; k = next++) work(context, k);
    } catch (...) {
      next = n;
      const std::lock_guard holding(lock);
      if (!thrown) thrown = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    others.reserve(static_cast<std::size_t>(threads) - 1);
    try {
      while (others.size() + 1 < static_cast<std::size_t>(threads) && others.size() + 1 < n) others.emplace_back(take);
    } catch (const std::system_error&) {  // no thread to be had
    }
    take();
  }
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace oncourse

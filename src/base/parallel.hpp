// parallel.hpp: independent pieces of work on several threads.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <type_traits>

namespace oncourse {

/// Calls work(context, k) once for each k below n, on at most that many threads, of which the caller's is one; returns
/// when all are done. Which thread takes which k is left open: a call writes to the place of its k alone. The first
/// exception is thrown again here, after the others have ended. Where the system gives no thread, fewer do the work.
void on_threads(std::size_t n, int threads, void (*work)(void* context, std::size_t k), void* context);

template <class Work>
void on_threads(std::size_t n, int threads, Work&& work) {
  using Callable = std::remove_reference_t<Work>;
  on_threads(
      n, threads, [](void* context, std::size_t k) { (*static_cast<Callable*>(context))(k); }, &work);
}

}  // namespace oncourse

// parallel.hpp: independent pieces of work on several threads.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace oncourse {

/// Calls work(context, k) once for each k below n, on at most that many threads, of which the caller's is one; returns
/// when all are done. Which thread takes which k is left open: a call writes to the place of its k alone. The first
/// exception is thrown again here, after the others have ended. Where the system gives no thread, fewer do the work.
void on_threads(std::size_t n, int threads, void (*work)(const void* context, std::size_t k), const void* context);

template <class Work>
void on_threads(std::size_t n, int threads, const Work& work) {
  on_threads(
      n, threads, [](const void* context, std::size_t k) { (*static_cast<const Work*>(context))(k); }, &work);
}

}  // namespace oncourse

// full_width.hpp: arithmetic at the width of this processor's vectors.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace oncourse {

#if defined(__x86_64__)

/// What is called in it is compiled into it.
template <class Work>
[[gnu::target("avx2"), gnu::flatten]] void with_avx2(const Work& work) {
  work();
}

/// Calls work() as it is compiled for AVX2, where the processor has it: four numbers at a time instead of two, each of
/// them as before, so that the bits are the same. For loops of thousands of numbers.
template <class Work>
void at_full_width(const Work& work) {
  if (__builtin_cpu_supports("avx2"))
    with_avx2(work);
  else
    work();
}

#else

template <class Work>
void at_full_width(const Work& work) {
  work();
}

#endif

}  // namespace oncourse

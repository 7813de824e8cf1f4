// allocation_fault.cpp: takes the place of malloc() and what goes with it; operator new of libstdc++ asks malloc() too.
// Under AddressSanitizer malloc() is taken, and operator new alone is replaced.
// SPDX-License-Identifier: Apache-2.0
#include "allocation_fault.hpp"

#include <cerrno>
#include <cstdlib>
#include <limits>
#include <new>

namespace {

constexpr long never = std::numeric_limits<long>::max();
long until_failure = never, live = 0;
bool lasts = false, failed = false;

bool refused() {
  if (until_failure == never || --until_failure > 0) return false;
  until_failure = lasts ? 1 : never;
  return failed = true;
}

void* given(void* block) {
  if (block) ++live;
  return block;
}

}  // namespace

namespace oncourse::abi {

AllocationFault::AllocationFault(long nth, Outage outage) {
  lasts = outage == Outage::lasting;
  failed = false;
  until_failure = nth;
}
AllocationFault::~AllocationFault() { until_failure = never; }
bool AllocationFault::happened() const { return failed; }
long live_allocations() { return live; }

}  // namespace oncourse::abi

#ifdef ONCOURSE_SANITIZED

// Not inlined: g++ 12 would take one half of a pair for a mistake.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (refused()) throw std::bad_alloc();
  if (void* const block = given(std::malloc(size))) return block;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return refused() ? nullptr : given(std::malloc(size));
}
[[gnu::noinline]] void operator delete(void* block) noexcept {
  if (block) --live;
  std::free(block);
}
[[gnu::noinline]] void operator delete(void* block, std::size_t) noexcept { operator delete(block); }
[[gnu::noinline]] void operator delete(void* block, const std::nothrow_t&) noexcept { operator delete(block); }

#else

extern "C" {

// glibc's own, under the names that it keeps for programs like this one.
void* __libc_malloc(std::size_t) noexcept;
void* __libc_calloc(std::size_t, std::size_t) noexcept;
void* __libc_realloc(void*, std::size_t) noexcept;
void* __libc_memalign(std::size_t, std::size_t) noexcept;
void __libc_free(void*) noexcept;

void* malloc(std::size_t size) noexcept { return refused() ? nullptr : given(__libc_malloc(size)); }
void* calloc(std::size_t count, std::size_t size) noexcept {
  return refused() ? nullptr : given(__libc_calloc(count, size));
}
void* realloc(void* block, std::size_t size) noexcept {
  if (refused()) return nullptr;
  void* const moved = __libc_realloc(block, size);
  if (!block) return given(moved);
  if (size == 0 && !moved) --live;
  return moved;
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return refused() ? nullptr : given(__libc_memalign(alignment, size));
}
int posix_memalign(void** block, std::size_t alignment, std::size_t size) noexcept {
  void* const made = aligned_alloc(alignment, size);
  if (!made) return ENOMEM;
  *block = made;
  return 0;
}
void free(void* block) noexcept {
  if (block) --live;
  __libc_free(block);
}

}  // extern "C"

#endif

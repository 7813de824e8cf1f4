// score_allocation_test.cpp: scoring asks for no memory. A file of its own because it replaces operator new.
// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <cstdlib>
#include <new>

#include "oncourse/instrument/catalogue.hpp"
#include "sheets.hpp"

namespace {
std::atomic<long> allocations = 0;
}

// not inlined: else g++ sees free() meet what it takes for the standard operator new
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace oncourse::sheets {

TEST(ScoreAllocation, ASheetThatCanBeScoredCostsNoMemoryWithOrWithoutBlanks) {
  std::mt19937_64 random(6);
  for (const Instrument* q : with_items())
    for (int blanks = 0; blanks <= 2; ++blanks) {
      const Sheet sheet =
          with_blanks(any_sheet(*q, random), std::min(blanks, q->items), random, [](int) { return true; });
      const long before = allocations;
      const auto result = score(*q, sheet, Prorating::convention);
      const long after = allocations;
      if (result.ok()) {
        EXPECT_EQ(after, before) << q->id;
      }
    }
  const long before = allocations;
  const std::string counted(100, 'x');
  EXPECT_GT(allocations, before) << "the count itself does not work";
}

}  // namespace oncourse::sheets

// little_endian.hpp: numbers between memory and documents that are the same on every machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>

namespace oncourse::little_endian {

/// In place: nothing where memory is little-endian itself.
inline void turn(std::byte* numbers, std::size_t count, std::size_t size) {
  if constexpr (std::endian::native == std::endian::little) return;
  for (; count > 0; --count, numbers += size) std::reverse(numbers, numbers + size);
}

///   result  behind what was written
inline std::byte* write(std::byte* out, const void* numbers, std::size_t count, std::size_t size) {
  if (count > 0) std::memcpy(out, numbers, count * size);
  turn(out, count, size);
  return out + count * size;
}

inline void read(void* numbers, const std::byte* from, std::size_t count, std::size_t size) {
  if (count == 0) return;
  std::memcpy(numbers, from, count * size);
  turn(static_cast<std::byte*>(numbers), count, size);
}

}  // namespace oncourse::little_endian

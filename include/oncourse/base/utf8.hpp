// utf8.hpp: is it text?
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace oncourse {

/// Bytes of the character that begins here, 1..4; 0 where none does. RFC 3629: no overlong form, no surrogate, nothing
/// above U+10FFFF.
inline std::size_t utf8_length(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
  const unsigned lead = byte(0), next = byte(1);
  const std::size_t length = bytes.empty() ? 0
                             : lead < 0x80 ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  if ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) || (lead == 0xF0 && next < 0x90) ||
      (lead == 0xF4 && next > 0x8F))
    return 0;
  return length;
}

inline bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

}  // namespace oncourse

// text_layout.hpp: words and cells as lines for a terminal.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace oncourse::layout {

inline constexpr std::size_t page_width = 100;

inline std::string left(std::string cell, std::size_t width) {
  if (cell.size() < width) cell.append(width - cell.size(), ' ');
  return cell;
}
inline std::string right(const std::string& cell, std::size_t width) {
  return cell.size() < width ? std::string(width - cell.size(), ' ') + cell : cell;
}

/// Breaks at blanks; lines after the first are indented.
inline std::string wrapped(const std::string& sentence, std::string_view bullet = {}) {
  std::string out, line(bullet);
  const std::string indent(bullet.size(), ' ');
  std::size_t begin = 0;
  while (begin <= sentence.size()) {
    const std::size_t end = std::min(sentence.find(' ', begin), sentence.size());
    const std::string word = sentence.substr(begin, end - begin);
    if (line.size() + word.size() + 1 > page_width && line.size() > indent.size()) {
      out += line + "\n";
      line = indent;
    }
    line += (line.size() > indent.size() ? " " : "") + word;
    begin = end + 1;
  }
  return out + line + "\n";
}

}  // namespace oncourse::layout

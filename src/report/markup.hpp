// markup.hpp: elements and text for HTML and SVG, escaped where they are written.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace oncourse::markup {

/// Bytes of the UTF-8 character at the front that XML 1.0 allows in a document; 0 where there is none.
constexpr std::size_t character_length(std::string_view s) {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
  const auto follows = [&](std::size_t i, unsigned lo = 0x80, unsigned hi = 0xBF) {
    return byte(i) >= lo && byte(i) <= hi;
  };
  const unsigned lead = byte(0);
  if (s.empty() || lead < 0x20) return lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
  if (lead < 0x7F) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool in_range = follows(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && follows(2);
    const bool no_character = lead == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE;
    return in_range && !no_character ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4)
    return follows(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
  return 0;
}

/// Fit for text and for quoted attributes, whatever the bytes: what no document may hold becomes U+FFFD.
inline std::string escaped(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  while (!raw.empty()) {
    const std::size_t length = character_length(raw);
    switch (raw.front()) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: length == 0 ? out += "\uFFFD" : out.append(raw.substr(0, length));
    }
    raw.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

/// Both are borrowed until the call that takes them returns.
struct Attribute {
  std::string_view name, value;
};
using Attributes = std::initializer_list<Attribute>;

/// Writes one document from front to back; every element it opens, it closes.
class Writer {
 public:
  /// An element with other elements inside, written by `inside`.
  template <std::invocable Inside>
  void element(std::string_view tag, Attributes attributes, const Inside& inside) {
    begin(tag, attributes);
    out_ += ">";
    inside();
    end(tag);
  }
  void element(std::string_view tag, Attributes attributes, std::string_view content) {
    element(tag, attributes, [&] { text(content); });
  }
  void element(std::string_view tag, std::string_view content) { element(tag, {}, content); }

  /// An element with nothing inside: a void element of HTML, or any of SVG.
  void empty(std::string_view tag, Attributes attributes) {
    begin(tag, attributes);
    out_ += "/>\n";
  }

  void text(std::string_view content) { out_ += escaped(content); }
  /// What is markup already.
  void embed(std::string_view markup) { out_ += markup; }

  [[nodiscard]] const std::string& document() const { return out_; }

 private:
  void begin(std::string_view tag, Attributes attributes) {
    out_.append("<").append(tag);
    for (const Attribute& a : attributes)
      out_.append(" ").append(a.name).append("=\"").append(escaped(a.value)).append("\"");
  }
  void end(std::string_view tag) { out_.append("</").append(tag).append(">\n"); }

  std::string out_;
};

}  // namespace oncourse::markup

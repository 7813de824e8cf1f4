// write.cpp: a JSON document out.
// SPDX-License-Identifier: Apache-2.0
#include "json/write.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "oncourse/base/number.hpp"
#include "oncourse/base/utf8.hpp"

namespace oncourse::json {
namespace {

class Writer {
 public:
  explicit Writer(Layout layout) : layout_(layout) {}

  void operator()(std::monostate) { out_ += "null"; }
  void operator()(bool value) { out_ += value ? "true" : "false"; }
  void operator()(std::int64_t value) { whole(value); }
  void operator()(std::uint64_t value) { whole(value); }

  void operator()(double value) {
    if (!std::isfinite(value)) return (*this)(std::monostate());
    const double size = std::fabs(value);
    const bool plain = size == 0.0 || (size >= 1e-4 && size < 1e15);
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   plain ? std::chars_format::fixed : std::chars_format::scientific)
                         .ptr;
    const std::string_view digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    out_ += digits;
    if (plain && digits.find('.') == std::string_view::npos) out_ += ".0";
  }

  void operator()(const std::string& value) {
    out_ += '"';
    for (std::string_view rest = value; !rest.empty();) {
      const std::size_t length = utf8_length(rest);
      if (length == 0 || rest.front() == '\0')  // C would see a text with a NUL cut off
        out_ += "\xEF\xBF\xBD";
      else if (length == 1)
        ascii(rest.front());
      else
        out_ += rest.substr(0, length);
      rest.remove_prefix(length == 0 ? 1 : length);
    }
    out_ += '"';
  }

  void operator()(const Value::Array& elements) {
    list('[', elements.size(), ']', [&](std::size_t i) { elements[i].visit(*this); });
  }

  void operator()(const Value::Object& members) {
    list('{', members.names.size(), '}', [&](std::size_t i) {
      (*this)(members.names[i]);
      out_ += layout_ == Layout::lines ? ": " : ":";
      members.values[i].visit(*this);
    });
  }

  std::string take() && { return std::move(out_); }

 private:
  template <class Integer>
  void whole(Integer value) {
    if (layout_ == Layout::canonical)
      (*this)(static_cast<double>(value));
    else
      out_ += text(value);
  }

  void ascii(char c) {
    constexpr std::string_view special = "\"\\\b\f\n\r\t", letter = "\"\\bfnrt", digit = "0123456789abcdef";
    if (const std::size_t at = special.find(c); at != std::string_view::npos) {
      out_ += '\\';
      out_ += letter[at];
    } else if (const auto code = static_cast<unsigned char>(c); code < 0x20) {
      out_ += "\\u00";
      out_ += digit[code / 16U];
      out_ += digit[code % 16U];
    } else {
      out_ += c;
    }
  }

  /// `write_part` writes the i-th of `parts`.
  template <class Write>
  void list(char open, std::size_t parts, char close, const Write& write_part) {
    out_ += open;
    ++depth_;
    for (std::size_t i = 0; i < parts; ++i) {
      if (i > 0) out_ += ',';
      new_line();
      write_part(i);
    }
    --depth_;
    if (parts > 0) new_line();
    out_ += close;
  }

  void new_line() {
    if (layout_ != Layout::lines) return;
    out_ += '\n';
    out_.append(depth_, ' ');
  }

  std::string out_;
  Layout layout_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string write(const Value& document, Layout layout) {
  Writer writer(layout);
  document.visit(writer);
  return std::move(writer).take();
}

}  // namespace oncourse::json

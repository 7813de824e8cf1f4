// input.hpp: a fuzzer's bytes as arguments. Where they end, everything is zero.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace fuzz {

class Input {
 public:
  explicit Input(std::span<const std::uint8_t> bytes) : left_(bytes) {}

  [[nodiscard]] bool empty() const { return left_.empty(); }

  template <class T>
  T raw() {
    T value{};
    const std::size_t n = std::min(sizeof value, left_.size());
    if (n > 0) std::memcpy(&value, left_.data(), n);
    left_ = left_.subspan(n);
    return value;
  }

  std::uint8_t byte() { return raw<std::uint8_t>(); }
  /// Below `count`.
  std::size_t choice(std::size_t count) { return byte() % count; }

  /// Mostly near what is allowed, sometimes anything.
  template <class T>
  T whole() {
    const std::uint8_t kind = byte();
    return kind < 0xF0 ? static_cast<T>(static_cast<int>(kind) - 8) : raw<T>();
  }
  double number() {
    const std::uint8_t kind = byte();
    return kind < 0xF0 ? (kind - 16) / 4.0 : raw<double>();
  }
  std::vector<double> numbers(std::size_t n) {
    std::vector<double> values(n);
    for (double& value : values) value = number();
    return values;
  }
  std::vector<std::int16_t> answers() {
    std::vector<std::int16_t> values(choice(64));
    for (std::int16_t& value : values) value = whole<std::int16_t>();
    return values;
  }
  /// Without a zero byte, as text over the C boundary is.
  std::string text() {
    std::string value(choice(40), '\0');
    for (char& c : value) c = static_cast<char>(byte());
    return value.substr(0, value.find('\0'));
  }

 private:
  std::span<const std::uint8_t> left_;
};

}  // namespace fuzz

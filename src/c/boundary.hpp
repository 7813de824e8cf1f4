// boundary.hpp: where C meets C++. Nothing else may catch an exception or copy a caller's struct.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "oncourse/base/error.hpp"
#include "oncourse/base/number.hpp"
#include "oncourse/oncourse.h"

namespace oncourse::c {

/// Writes the caller's error in one line, cut between UTF-8 characters.
inline oncourse_status finish(oncourse_error* error, oncourse_status status, std::string_view detail) noexcept {
  if (!error) return status;
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(detail[at]) & 0xC0U) == 0x80U; };
  std::size_t length = std::min(detail.size(), sizeof error->detail - 1);
  while (length > 0 && length < detail.size() && continues(length)) --length;
  std::memcpy(error->detail, detail.data(), length);
  std::replace_if(
      error->detail, error->detail + length, [](unsigned char c) { return c < 0x20; }, ' ');
  error->detail[length] = '\0';
  error->status = status;
  return status;
}

/// Runs `body` and turns whatever becomes of it into a status.
///
///   body  callable: () -> std::optional<Error>
template <class Body>
oncourse_status call(oncourse_error* error, const Body& body) noexcept {
  try {
    const std::optional<Error> trouble = body();
    if (!trouble) return finish(error, ONCOURSE_OK, "");
    return finish(error, static_cast<oncourse_status>(trouble->code), trouble->detail);
  } catch (const std::bad_alloc&) {
    return finish(error, ONCOURSE_OUT_OF_MEMORY, "an allocation failed");
  } catch (...) {  // what() is not passed on: it may quote the input
    return finish(error, ONCOURSE_INTERNAL, "an unexpected exception, please report it");
  }
}

struct Argument {
  const char* name;
  const void* pointer;
};

/// The first argument that is NULL.
inline std::optional<Error> missing(std::initializer_list<Argument> required) {
  for (const Argument& argument : required)
    if (!argument.pointer) return Error{Errc::bad_argument, std::string(argument.name) + " is NULL"};
  return std::nullopt;
}

/// A struct that starts with struct_size and may be of another age than this library.
template <class T>
concept Growing = std::is_trivially_copyable_v<T> && std::same_as<decltype(T::struct_size), std::size_t>;

/// sizeof is a multiple of the alignment in every version, and no version will be this large: other sizes were never
/// set.
template <Growing T>
std::optional<Error> trouble_in_size(std::size_t struct_size) {
  constexpr std::size_t largest = 4096;
  if (struct_size >= sizeof(std::size_t) && struct_size <= largest && struct_size % alignof(T) == 0)
    return std::nullopt;
  return Error{Errc::bad_argument,
               "struct_size is " + text(struct_size) + ", the INIT macro sets it to " + text(sizeof(T))};
}

/// The caller's options as this library knows them: absent ones are zero, unknown ones must be.
template <Growing T>
Result<T> read(const T* options) {
  T known{};
  if (!options) return known;
  const std::size_t size = options->struct_size;
  if (auto trouble = trouble_in_size<T>(size)) return *std::move(trouble);
  std::memcpy(&known, options, std::min(size, sizeof(T)));
  const auto* const bytes = reinterpret_cast<const unsigned char*>(options);
  if (size > sizeof(T) && std::any_of(bytes + sizeof(T), bytes + size, [](unsigned char byte) { return byte != 0; }))
    return Error{Errc::bad_argument, "an option is set that version " + text(ONCOURSE_VERSION) + " does not know"};
  return known;
}

/// Fills the caller's struct as far as both sides know it.
template <Growing T>
std::optional<Error> write(T* result, T value) {
  if (auto trouble = trouble_in_size<T>(result->struct_size)) return trouble;
  value.struct_size = std::min(result->struct_size, sizeof(T));
  std::memcpy(result, &value, value.struct_size);
  return std::nullopt;
}

/// A number, or a struct that never grows.
template <class T>
requires(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> && !Growing<T>) std::optional<Error> write(T* result,
                                                                                                             T value) {
  *result = value;
  return std::nullopt;
}

template <class Handle>
std::optional<Error> write(Handle** result, std::unique_ptr<Handle> value) {
  *result = value.release();
  return std::nullopt;
}

/// As above, and hands over the value of `body` where there is one.
///
///   body  callable: () -> Result of what write() takes
template <class Out, class Body>
oncourse_status call(Out* result, oncourse_error* error, const Body& body) noexcept {
  return call(error, [&]() -> std::optional<Error> {
    if (auto trouble = missing({{"the result", result}})) return trouble;
    auto value = body();
    if (!value) return value.error();
    return write(result, *std::move(value));
  });
}

/// Copies a list into the caller's buffer; NULL with capacity 0 asks only for its length.
template <class T>
Result<std::size_t> write(T* buffer, std::size_t capacity, const T* values, std::size_t count) {
  if (!buffer && capacity > 0) return Error{Errc::bad_argument, "the buffer is NULL and its capacity is not 0"};
  if (!buffer) return count;
  if (capacity < count)
    return Error{Errc::bad_argument, "room for " + text(capacity) + ", " + text(count) + " are needed"};
  std::copy_n(values, count, buffer);
  return count;
}

/// A C++ enumerator from its C number, `first` being that of the C++ zero.
///
///   last  the greatest C number
template <class E>
Result<E> enumerator(std::int32_t value, std::int32_t first, std::int32_t last, const char* what) {
  if (value >= first && value <= last) return static_cast<E>(value - first);
  return Error{Errc::bad_argument,
               std::string(what) + " is " + text(value) + ", it must lie in " + text(first) + ".." + text(last)};
}

inline std::optional<Error> trouble_in_reserved(std::int32_t reserved) {
  if (reserved == 0) return std::nullopt;
  return Error{Errc::bad_argument, "reserved is " + text(reserved) + ", it must be 0"};
}

inline std::optional<Error> trouble_in_index(std::size_t index, std::size_t count) {
  if (index < count) return std::nullopt;
  return Error{Errc::bad_argument, "index " + text(index) + ", there are " + text(count)};
}

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::int32_t no_number = -1;

/// Texts of definitions are literals or whole strings, and both are terminated; none is NULL.
inline const char* literal(std::string_view text) noexcept { return text.empty() ? nullptr : text.data(); }

/// A text that is written when it is first asked for, and kept. Any number of threads may ask.
class Document {
 public:
  ///   make    callable: () -> std::string
  ///   result  NULL where it cannot be made; the next call tries again
  template <class Make>
  const char* read(const Make& make) const noexcept {
    try {
      const std::lock_guard alone(mutex_);
      if (!text_) text_ = make();
      return text_->c_str();
    } catch (...) {
      return nullptr;
    }
  }
  /// What it was made from has changed.
  void forget() { text_.reset(); }

 private:
  mutable std::mutex mutex_;
  mutable std::optional<std::string> text_;
};

}  // namespace oncourse::c

// error.hpp: what can go wrong, as values.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <cstdint>
#include <new>
#include <string>
#include <type_traits>
#include <utility>

namespace oncourse {

/// Every failure a correct caller can meet. The numbers are those of `oncourse_status` in oncourse.h:
/// append, never renumber.
enum class Errc : std::int32_t {
  bad_argument = 1,         ///< an argument is outside its documented domain
  unknown_instrument = 2,   ///< no instrument has this id
  response_range = 3,       ///< an answer or score lies outside the instrument's scale
  too_many_missing = 4,     ///< more blanks than the instrument's rule allows
  not_enough_sessions = 5,  ///< too few scored sessions or persons for this question
  out_of_memory = 6,        ///< an allocation failed
  internal = 7,             ///< a defect of this library: please report it
  malformed = 8,            ///< text that does not parse: a date, a number, a document
  wrong_version = 9,        ///< a document of another schema or version, or one that was changed after it was written
  session_order = 10,       ///< sessions or dates that repeat, run backwards or precede intake
  not_available = 11,       ///< the figure asked for is not known; the detail lists what is
};

/// A failure and one line that names the place, the value and the limit: "item 4 is 7, scale is 0..3".
/// Never holds a patient identifier or free text from the input.
struct Error {
  Errc code = Errc::internal;
  std::string detail;
};

/// A value or the reason why there is none. Check before use; `*r` on an error is a broken precondition.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : ok_(true), value_(std::move(value)) {}
  /// A value to be filled where it lies.
  explicit Result(std::in_place_t) : ok_(true), value_() {}
  Result(Error error) : ok_(false), error_(std::move(error)) {}

  Result(const Result& other) : ok_(other.ok_) {
    if (ok_)
      ::new (&value_) T(other.value_);
    else
      ::new (&error_) Error(other.error_);
  }
  Result(Result&& other) noexcept : ok_(other.ok_) { take(other); }
  Result& operator=(Result other) noexcept {
    end();
    ok_ = other.ok_;
    take(other);
    return *this;
  }
  ~Result() { end(); }

  [[nodiscard]] bool ok() const { return ok_; }
  explicit operator bool() const { return ok(); }

  T& operator*() & {
    assert(ok());
    return value_;
  }
  const T& operator*() const& {
    assert(ok());
    return value_;
  }
  T operator*() && { return std::move(**this); }  // by value: safe in `for (x : *f())`
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  [[nodiscard]] const Error& error() const {
    assert(!ok());
    return error_;
  }

 private:
  void take(Result& other) noexcept {
    static_assert(std::is_nothrow_move_constructible_v<T>);
    if (ok_)
      ::new (&value_) T(std::move(other.value_));
    else
      ::new (&error_) Error(std::move(other.error_));
  }
  void end() {
    if (ok_)
      value_.~T();
    else
      error_.~Error();
  }

  bool ok_;
  union {
    T value_;
    Error error_;
  };
};

/// "bad_argument", "response_range", ... as written in every document and every binding.
constexpr const char* name(Errc code) {
  switch (code) {
    case Errc::bad_argument: return "bad_argument";
    case Errc::unknown_instrument: return "unknown_instrument";
    case Errc::response_range: return "response_range";
    case Errc::too_many_missing: return "too_many_missing";
    case Errc::not_enough_sessions: return "not_enough_sessions";
    case Errc::out_of_memory: return "out_of_memory";
    case Errc::internal: return "internal";
    case Errc::malformed: return "malformed";
    case Errc::wrong_version: return "wrong_version";
    case Errc::session_order: return "session_order";
    case Errc::not_available: return "not_available";
  }
  return "unknown";
}

}  // namespace oncourse

// laws.hpp: what holds of every call of the C interface, whatever it is given.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <type_traits>

#include "oncourse/oncourse.h"

namespace fuzz {

/// Ends the program where a law is broken, for the fuzzer to keep the input.
void law(bool holds, const char* what);

/// The status is a known one, the error repeats it, its detail is one line of terminated UTF-8, empty on success only.
void explained(oncourse_status status, const oncourse_error& error);

/// One JSON document, by a parser that is not ours.
void is_json(const char* document);

/// An error as a careless caller has it.
oncourse_error unset();

/// Calls `call` twice: the same both times, and on failure as if it had not been called.
///
///   call  callable: (T* result, oncourse_error*) -> oncourse_status
template <class T, class Call>
oncourse_status filled(T& result, const Call& call) {
  static_assert(std::is_trivially_copyable_v<T>);
  const T before = result;
  T again = result;
  oncourse_error error = unset(), error_again = unset();
  const oncourse_status status = call(&result, &error);
  explained(status, error);
  law(call(&again, &error_again) == status, "called again, it has another status");
  law(std::strcmp(error.detail, error_again.detail) == 0, "called again, it has another detail");
  law(std::memcmp(&result, &again, sizeof result) == 0, "called again, it has another result");
  law(status == ONCOURSE_OK || std::memcmp(&result, &before, sizeof result) == 0, "a failure changes the result");
  return status;
}

template <class T>
struct Free {
  void operator()(T* object) const;
};
template <class T>
using Owned = std::unique_ptr<T, Free<T>>;
using Instrument = Owned<oncourse_instrument>;
using Course = Owned<oncourse_course>;
using Model = Owned<oncourse_model>;
using Assessment = Owned<oncourse_assessment>;

/// An object, or nothing and no change to what was there.
///
///   call  callable: (T** made, oncourse_error*) -> oncourse_status
template <class T, class Call>
Owned<T> made(const Call& call) {
  T* object = nullptr;
  oncourse_error error = unset();
  const oncourse_status status = call(&object, &error);
  explained(status, error);
  law((status == ONCOURSE_OK) == (object != nullptr), "an object is made if and only if the call succeeds");
  return Owned<T>(object);
}

/// The same, of a document: in a block of its own size, so that a byte read beyond it is seen.
template <class T, class Call>
Owned<T> read(const std::string& document, const Call& call) {
  const std::unique_ptr<char[]> exact(new char[document.size() + (document.empty() ? 1 : 0)]);
  std::memcpy(exact.get(), document.data(), document.size());
  return made<T>([&](T** object, oncourse_error* error) { return call(exact.get(), document.size(), object, error); });
}

Instrument shipped(std::size_t index);

/// Fitted once to a made-up cohort, for PHQ-9 (the first instrument that ships) and calibrated.
const oncourse_model& fitted_model();

}  // namespace fuzz

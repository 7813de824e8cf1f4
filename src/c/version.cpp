// version.cpp: which library this is, whether it computes what it must, and what its statuses are called.
// SPDX-License-Identifier: Apache-2.0
#include "boundary.hpp"
#include "oncourse/track/self_test.hpp"

using oncourse::Errc;

static_assert(static_cast<int>(Errc::bad_argument) == ONCOURSE_BAD_ARGUMENT);
static_assert(static_cast<int>(Errc::unknown_instrument) == ONCOURSE_UNKNOWN_INSTRUMENT);
static_assert(static_cast<int>(Errc::response_range) == ONCOURSE_RESPONSE_RANGE);
static_assert(static_cast<int>(Errc::too_many_missing) == ONCOURSE_TOO_MANY_MISSING);
static_assert(static_cast<int>(Errc::not_enough_sessions) == ONCOURSE_NOT_ENOUGH_SESSIONS);
static_assert(static_cast<int>(Errc::out_of_memory) == ONCOURSE_OUT_OF_MEMORY);
static_assert(static_cast<int>(Errc::internal) == ONCOURSE_INTERNAL);
static_assert(static_cast<int>(Errc::malformed) == ONCOURSE_MALFORMED);
static_assert(static_cast<int>(Errc::wrong_version) == ONCOURSE_WRONG_VERSION);
static_assert(static_cast<int>(Errc::session_order) == ONCOURSE_SESSION_ORDER);
static_assert(static_cast<int>(Errc::not_available) == ONCOURSE_NOT_AVAILABLE);

#define ONCOURSE_TEXT_OF(number) #number
#define ONCOURSE_TEXT(number) ONCOURSE_TEXT_OF(number)

int32_t oncourse_version(void) { return ONCOURSE_VERSION; }

const char* oncourse_version_string(void) {
  return ONCOURSE_TEXT(ONCOURSE_VERSION_MAJOR) "." ONCOURSE_TEXT(ONCOURSE_VERSION_MINOR) "." ONCOURSE_TEXT(
      ONCOURSE_VERSION_PATCH);
}

oncourse_status oncourse_self_test(size_t* checked, oncourse_error* error) {
  return oncourse::c::call(checked, error, [&]() -> oncourse::Result<std::size_t> {
    const auto figures = oncourse::self_test_figures();
    if (auto wrong = oncourse::deviation(figures)) return *std::move(wrong);
    return figures.size();
  });
}

const char* oncourse_status_name(oncourse_status status) {
  return status == ONCOURSE_OK ? "ok" : name(static_cast<Errc>(status));
}

// memory_drift.cpp: calls to try while memory runs out: drift checks.
// SPDX-License-Identifier: Apache-2.0
#include "memory_calls.hpp"

namespace oncourse::abi {
namespace {

constexpr std::int32_t flags[] = {1, 0, 1}, ends[] = {1, -1, 0}, no_flags[] = {1, 0, 7};

const Fallible fallible[] = {
    {"oncourse_drift_new",
     [](Setting& s, oncourse_error* e) { return oncourse_drift_new(&s.reference, nullptr, &s.out.drift, e); }},
    {"oncourse_drift_new",
     [](Setting& s, oncourse_error* e) {
       oncourse_drift_options options = ONCOURSE_DRIFT_OPTIONS_INIT;
       options.delta = 2;
       return oncourse_drift_new(&s.reference, &options, &s.out.drift, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_drift_resume",
     [](Setting& s, oncourse_error* e) {
       return oncourse_drift_resume(&s.reference, nullptr, &s.kept, &s.out.drift, e);
     },
     ONCOURSE_OK, Setting::with_drift},
    {"oncourse_drift_resume",
     [](Setting& s, oncourse_error* e) {
       s.kept.courses = 99;
       return oncourse_drift_resume(&s.reference, nullptr, &s.kept, &s.out.drift, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_drift},
    {"oncourse_drift_add",
     [](Setting& s, oncourse_error* e) { return oncourse_drift_add(s.drift, no_flags, ends, 3, e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_drift},
    {"oncourse_drift_describe",
     [](Setting& s, oncourse_error* e) { return oncourse_drift_describe(s.drift, &s.out.drift_description, e); },
     ONCOURSE_OK, Setting::with_drift},
    {"oncourse_drift_table",
     [](Setting& s, oncourse_error* e) { return oncourse_drift_table(s.drift, &s.out.tables[0], e); }, ONCOURSE_OK,
     Setting::with_drift},
};

const Modest modest[] = {
    {"oncourse_drift_add",
     [](Setting& s) { return oncourse_drift_add(s.drift, flags, ends, 3, nullptr) == ONCOURSE_OK; },
     Setting::with_drift},
    {"oncourse_drift_keep",
     [](Setting& s) { return oncourse_drift_keep(s.drift, &s.out.drift_state, nullptr) == ONCOURSE_OK; },
     Setting::with_drift},
    {"oncourse_drift_free",
     [](Setting& s) {
       oncourse_drift_free(s.drift);
       s.drift = nullptr;
       return true;
     },
     Setting::with_drift},
};

const Written written[] = {
    {"oncourse_drift_text", [](Setting& s) { return oncourse_drift_text(s.drift); }, Setting::with_drift},
};

}  // namespace

void Setting::with_drift(Setting& s) {
  expect_ok(oncourse_drift_new(&s.reference, nullptr, &s.drift, nullptr));
  expect_ok(oncourse_drift_add(s.drift, flags, ends, 3, nullptr));
  expect_ok(oncourse_drift_keep(s.drift, &s.kept, nullptr));
}

const Calls drift_calls = {fallible, modest, written};

}  // namespace oncourse::abi

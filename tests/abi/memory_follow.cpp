// memory_follow.cpp: calls to try while memory runs out: courses followed day by day.
// SPDX-License-Identifier: Apache-2.0
#include "memory_calls.hpp"

namespace oncourse::abi {
namespace {

unsigned char* bytes_of(Setting& s) { return reinterpret_cast<unsigned char*>(s.bytes.data()); }

const Fallible fallible[] = {
    {"oncourse_follow",
     [](Setting& s, oncourse_error* e) {
       return oncourse_follow(&s.sessions, s.phq9, s.model, nullptr, nullptr, &s.out.followed, e);
     },
     ONCOURSE_OK, Setting::with_model},
    {"oncourse_follow",
     [](Setting& s, oncourse_error* e) {
       s.sessions.person += 4;
       return oncourse_follow(&s.sessions, s.phq9, s.model, nullptr, s.followed, &s.out.followed, e);
     },
     ONCOURSE_OK, Setting::with_followed},
    {"oncourse_follow",
     [](Setting& s, oncourse_error* e) {
       oncourse_follow_options options = ONCOURSE_FOLLOW_OPTIONS_INIT;
       options.alpha = 0.01;
       return oncourse_follow(&s.sessions, s.phq9, s.model, &options, s.followed, &s.out.followed, e);
     },
     ONCOURSE_BAD_ARGUMENT, Setting::with_followed},
    {"oncourse_followed_bytes",
     [](Setting& s, oncourse_error* e) {
       return oncourse_followed_bytes(s.followed, bytes_of(s), s.bytes.size(), &s.out.count, e);
     },
     ONCOURSE_OK, Setting::with_followed},
    {"oncourse_followed_read",
     [](Setting& s, oncourse_error* e) {
       return oncourse_followed_read(s.bytes.data(), s.bytes.size(), &s.out.followed, e);
     },
     ONCOURSE_OK, Setting::with_followed},
    {"oncourse_followed_read",
     [](Setting& s, oncourse_error* e) {
       return oncourse_followed_read(s.bytes.data(), s.bytes.size() - 1, &s.out.followed, e);
     },
     ONCOURSE_WRONG_VERSION, Setting::with_followed},
};

const Modest modest[] = {
    {"oncourse_followed_verdicts",
     [](Setting& s) { return oncourse_table_rows(oncourse_followed_verdicts(s.followed)) == s.sessions.n; },
     Setting::with_followed},
    {"oncourse_followed_refusals",
     [](Setting& s) { return oncourse_table_rows(oncourse_followed_refusals(s.followed)) == 0; },
     Setting::with_followed},
    {"oncourse_followed_free",
     [](Setting& s) {
       oncourse_followed_free(s.followed);
       s.followed = nullptr;
       return true;
     },
     Setting::with_followed},
};

}  // namespace

void Setting::with_followed(Setting& s) {
  with_model(s);
  expect_ok(oncourse_follow(&s.sessions, s.phq9, s.model, nullptr, nullptr, &s.followed, nullptr));
  std::size_t size = 0;
  expect_ok(oncourse_followed_bytes(s.followed, nullptr, 0, &size, nullptr));
  s.bytes.resize(size);
  expect_ok(oncourse_followed_bytes(s.followed, bytes_of(s), size, &size, nullptr));
}

const Calls follow_calls = {fallible, modest, {}};

}  // namespace oncourse::abi

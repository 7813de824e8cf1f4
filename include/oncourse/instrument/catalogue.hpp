// catalogue.hpp: the instruments that ship, and how to find one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/instrument/ces_d.hpp"
#include "oncourse/instrument/ede_q.hpp"
#include "oncourse/instrument/epds.hpp"
#include "oncourse/instrument/gad7.hpp"
#include "oncourse/instrument/instrument.hpp"
#include "oncourse/instrument/mspss.hpp"
#include "oncourse/instrument/phq9.hpp"
#include "oncourse/instrument/qids_sr16.hpp"
#include "oncourse/instrument/who5.hpp"

namespace oncourse {

inline constexpr const Instrument* shipped_instruments[] = {&phq9,  &qids_sr16, &epds,  &ces_d,
                                                            &mspss, &gad7,      &ede_q, &who5};

/// Every instrument that ships, those nearest to interpersonal psychotherapy first: depression, social support, then
/// anxiety, eating and well-being.
constexpr std::span<const Instrument* const> catalogue() { return shipped_instruments; }

/// True where two ids differ at most in case and in '-', '_' and ' ': "PHQ9" and "phq-9".
constexpr bool same_id(std::string_view a, std::string_view b) {
  const auto skip = [](std::string_view& s) {
    while (!s.empty() && (s.front() == '-' || s.front() == '_' || s.front() == ' ')) s.remove_prefix(1);
  };
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  while (true) {
    skip(a);
    skip(b);
    if (a.empty() || b.empty()) return a.empty() && b.empty();
    if (lower(a.front()) != lower(b.front())) return false;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
}

/// The instrument with this id, in any case and with or without '-', '_' and ' '. It lives as long as the program.
///
///   errors  unknown_instrument: the detail lists the known ids; the one asked for is not repeated, in a file whose
///           columns are mixed up it may be a person's
inline Result<const Instrument*> find_instrument(std::string_view id) {
  for (const Instrument* q : catalogue())
    if (same_id(q->id, id)) return q;

  std::string detail = "no such instrument, known are";
  const char* separator = " ";
  for (const Instrument* q : catalogue()) {
    detail.append(separator).append(q->id);
    separator = ", ";
  }
  return Error{Errc::unknown_instrument, std::move(detail)};
}

}  // namespace oncourse

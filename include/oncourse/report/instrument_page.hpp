// instrument_page.hpp: a definition for people: items, range, rules, figures and where each comes from.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

/// For a terminal; the source of every figure below it.
std::string to_text(const Instrument& instrument);

/// The reference page of one or many instruments: a section for each behind a list of them. Self-contained, no script.
std::string to_html(std::span<const Instrument* const> instruments);

}  // namespace oncourse

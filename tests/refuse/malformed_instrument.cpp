// malformed_instrument.cpp: a definition that contradicts itself does not ship.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/well_formed.hpp"

constexpr oncourse::Instrument with_top(double total_max) {
  oncourse::Instrument q = oncourse::phq9;
  q.total_max = total_max;
  return q;
}

#ifdef FIXED
static_assert(well_formed(with_top(27)));
#else
static_assert(well_formed(with_top(28)));
#endif
